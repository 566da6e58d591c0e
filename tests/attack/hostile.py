"""Workbooks made to do harm: each has one thing in it that is not as it should be. The same files every time."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from tests.engine import books

Parts = dict[str, bytes]
SHEET, BOOK = "xl/worksheets/sheet1.xml", "xl/workbook.xml"
BOOK_LINKS, STYLES, STRINGS = "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/sharedStrings.xml"


@cache
def _good() -> tuple[tuple[str, bytes], ...]:
    """A small ledger in which nothing is wrong."""
    cells: dict[str, books.Cell] = {
        "A1": "Ordning", "B1": "Art", "C1": "Fra dato", "D1": "Beløb", "E1": "Betalt af",
        "G1": "=SUM(D2:D9)", "G2": '=IF(D2="","",D2*2)', "H1": '{H1:L8=FHO_FORDEL(D2:D9,B2:B9,C2:C9,,C2:C9)}',
        "M1": "=FHO_REGIONSANDEL(D2)",
    }  # fmt: skip
    for row in range(2, 10):
        cells |= {f"A{row}": f"O-{row}", f"B{row}": "løn", f"C{row}": 42600 + row, f"D{row}": 100.5 * row}
        cells[f"E{row}"] = "region"
    with TemporaryDirectory() as folder:
        path = books.write(Path(folder, "good.xlsx"), {"Udgifter": cells, "Andet": {"A1": 1}})
        parts = books.read_parts(path)
    parts[SHEET] = parts[SHEET].replace(b"</f></c>", b"</f><v>1</v></c>")
    parts[STYLES] = (
        f'<styleSheet xmlns="{books.MAIN}"><numFmts count="1"><numFmt numFmtId="170" formatCode="dd-mm-yyyy"/></numFmts>'
        '<cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></styleSheet>'
    ).encode()
    parts[STRINGS] = f'<sst xmlns="{books.MAIN}"><si><t>en</t></si><si><r><t>t</t></r></si></sst>'.encode()
    more = "".join(
        f'<Relationship Id="{key}" Type="{books.OFFICE}/{key}" Target="{key}.xml"/>'
        for key in ("styles", "sharedStrings")
    )
    parts[BOOK_LINKS] = parts[BOOK_LINKS].replace(b"</Relationships>", more.encode() + b"</Relationships>")
    return tuple(parts.items())


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A workbook's file."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(zipfile.ZipInfo(name, (2016, 10, 25, 0, 0, 0)), data, zipfile.ZIP_DEFLATED)
    return buffer.getvalue()


def good() -> Parts:
    """The parts of the sound workbook."""
    return dict(_good())


def hostile() -> Iterator[tuple[str, bytes]]:
    """Every workbook by a name that says what is wrong with it."""
    for family in (_xml, _cells, _rows, _arrays, _formulas, _many_formulas, _values, _names, _structure):
        for name, parts in family():
            yield f"{family.__name__[1:]}: {name}", zipped(parts)
    for name, data in _zips():
        yield f"zip: {name}", data


def _changed(part: str, change: Callable[[bytes], bytes]) -> Parts:
    parts = good()
    parts[part] = change(parts[part])
    return parts


def _xml() -> Iterator[tuple[str, Parts]]:
    bomb = (
        b'<!DOCTYPE a [<!ENTITY b "'
        + b"x" * 1000
        + b'">'
        + b"".join(b'<!ENTITY %c "%b">' % (99 + n, b"&%c;" % (98 + n) * 10) for n in range(9))
        + b"]>"
    )
    changes: dict[str, Callable[[bytes], bytes]] = {
        "empty": lambda data: b"",
        "cut": lambda data: data[: len(data) // 2],
        "a document type": lambda data: b"<!DOCTYPE x>" + data,
        "entities": lambda data: bomb + data.replace(b"</", b"&j;</", 1),
        "a file as an entity": lambda data: b'<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]>' + data,
        "UTF-16": lambda data: data.decode().encode("utf-16"),
        "UTF-16 without its mark": lambda data: data.decode().encode("utf-16-le"),
        "another encoding": lambda data: b'<?xml version="1.0" encoding="iso-8859-1"?>' + data,
        "no encoding at all": lambda data: b'<?xml version="1.0" encoding="klingon"?>' + data,
        "bytes that are no UTF-8": lambda data: data.replace(b"<", b"\xff<", 1),
        "a zero": lambda data: data + b"\0",
        "nested a hundred thousand deep": lambda data: data[: data.rindex(b"</")] + b"<a>" * 10**5 + b"</a>" * 10**5
        + data[data.rindex(b"</") :],
        "another root": lambda data: b"<html><body/></html>",
        "a hundred thousand attributes": lambda data: b"<a %b/>" % b" ".join(b'a%d="1"' % n for n in range(10**5)),
        "a long comment": lambda data: data + b"<!-- " + b"x <c r='A1'> " * 10**5 + b" -->",
        "text around it": lambda data: b"tekst" + data,
    }  # fmt: skip
    for part in (SHEET, BOOK, BOOK_LINKS, "_rels/.rels", STYLES, STRINGS):
        for name, change in changes.items():
            yield f"{part}: {name}", _changed(part, change)


def _with_cells(xml: str, before: str = "", after: str = "") -> Parts:
    sheet = f'<worksheet xmlns="{books.MAIN}">{before}<sheetData>{xml}</sheetData>{after}</worksheet>'
    return good() | {SHEET: sheet.encode("utf-8", "surrogatepass")}


FHO = '<c r="Z1"><f>FHO_REGIONSANDEL(100)</f><v>67</v></c>'


def _cells() -> Iterator[tuple[str, Parts]]:
    for place in (
        "A0", "A-1", "A10000000", "A99999999999", "ZZZZZZ1", "XFE1", "", "1A", "A1:B2", "$A$1", "a1", "A1 ", "A2", "Å1", "A١",
    ):  # fmt: skip
        yield f"at {place!r}", _with_cells(f'<row r="1"><c r="{place}"><v>1</v></c>{FHO}</row>')
        yield f"a formula at {place!r}", _with_cells(f'<row r="1"><c r="{place}"><f>1+1</f></c>{FHO}</row>')
    yield "twice", _with_cells(f'<row r="1"><c r="A1"><f>1+1</f></c><c r="A1"><v>5</v></c>{FHO}</row>')
    yield "out of order", _with_cells(f'<row r="1"><c r="B1"><v>5</v></c><c r="A1"><v>5</v></c>{FHO}</row>')
    yield "in a cell", _with_cells(f'<row r="1"><c r="A1"><c r="B1"><v>5</v></c></c>{FHO}</row>')
    yield "twenty thousand without a place", _with_cells(f'<row r="1">{"<c/>" * 20000}</row>')
    yield "two values", _with_cells(f'<row r="1"><c r="A1"><v>1</v><v>2</v></c>{FHO}</row>')
    yield "CDATA", _with_cells(f'<row r="1"><c r="A1"><v><![CDATA[</c><c r="A1">]]></v></c>{FHO}</row>')
    yield "five million", _with_cells(f'<row r="1">{FHO}</row>' + f"<row>{'<c/>' * 5000}</row>" * 1000)


def _rows() -> Iterator[tuple[str, Parts]]:
    for number in ("0", "-1", "1048577", "10000000", "1.5", "x", "", "٣", "1e3", "99999999999999999999"):
        yield f"number {number!r}", _with_cells(f'<row r="{number}"><c><f>1+1</f></c></row>')
    yield "twice", _with_cells(f'<row r="1">{FHO}</row><row r="1"><c r="A1"><v>1</v></c></row>')
    yield "backwards", _with_cells(f'<row r="9"><c r="A9"/></row><row r="1">{FHO}</row>')
    yield "hidden in an odd way", _with_cells(f'<row r="1" hidden="ja">{FHO}</row>')


def _arrays() -> Iterator[tuple[str, Parts]]:
    for area in (
        "", "A1", "B1:A1", "A1:XFD1048576", "A1:ZZZ9", "A0:A1", "A1:A99999999", "B2:B3", "A1:B2:C3", "x", "$A$1:$B$2", "A:A", "1:1",
    ):  # fmt: skip
        formula = f'<c r="A1"><f t="array" ref="{area}">FHO_REGIONSANDEL(C1:C9)</f></c>'
        yield f"over {area!r}", _with_cells(f'<row r="1">{formula}</row>')
    yield "without a range", _with_cells('<row r="1"><c r="A1"><f t="array">FHO_REGIONSANDEL(C1:C9)</f></c></row>')
    two = "".join(f'<c r="{place}1"><f t="array" ref="{place}1:C3">FHO_REGIONSANDEL(E1:E3)</f></c>' for place in "AB")
    yield "over each other", _with_cells(f'<row r="1">{two}</row>')
    for index in ("", "0", "x"):
        shared = f'<c r="A1"><f t="shared" si="{index}"/></c>{FHO}'
        yield f"a shared formula {index!r} that is nowhere", _with_cells(f'<row r="1">{shared}</row>')
    yield "a data table", _with_cells(f'<row r="1"><c r="A1"><f t="dataTable" ref="A1:B9" r1="C1"/></c>{FHO}</row>')
    yield "an unknown kind", _with_cells(f'<row r="1"><c r="A1"><f t="x">1</f></c>{FHO}</row>')


FORMULAS = [
    "", "=", "(", ")", "1+", "+".join(["1"] * 400), "+".join(["A2"] * 2000), "&".join(["A2"] * 400), "(" * 3000 + "1" + ")" * 3000,
    "-" * 4000 + "1", "1" + "%" * 4000, "IF(1," * 500 + "1" + ")" * 500, "IF(A2," * 40 + "A2" + ",0)+1" * 40,
    "FHO_REGIONSANDEL(" * 60 + "1" + ")" * 60, "FHO_REGIONSANDEL(" * 5000 + "1" + ")" * 5000, "x" * 9000, '"' + "x" * 40000 + '"',
    "FHO_REGIONSANDEL(A1:XFD1048576)", "SUM(A1:XFD1048576)", "SUM(A:XFD)", "SUMPRODUCT((A:A=1)*B:B)", "COUNTIF(A1:XFD1048576,1)",
    "VLOOKUP(42,$A:$C,2,0)", "INDEX(A:A,1048577)", "INDEX(A:A,5):INDEX(K:K,99999999999)", "A1048577", "XFE1", "A0", "$A$0",
    "FHO_FORDEL()", "FHO_FORDEL(1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19)", "FHO_UKENDT(1)", "FHO_", "[1]!FHO_FORDEL(1)",
    "[99]!FHO_FORDEL(1)", "'C:\\x\\[FHO.xlam]'!FHO_FORDEL(1)", "DK.X.FHOFORDEL(1)", "_xldudf_FHO_FORDEL(1)", "_xll.FHO_FORDEL(1)",
    "Ark1:Ark9!A1", "[1]Ark!A1", "Nowhere!A1", "'It''s'!A1", "'", "A1:B2 B1:C3", "(A1,B1)", "A1#", "@A1", "{1,2;3}", "{" + "1," * 3000 + "1}",
    "LET(x,1,x)", "LAMBDA(x,x)(1)", "INDIRECT(\"A1\")", "OFFSET(A1,1,1)", "NOW()", "RAND()", "WEBSERVICE(\"http://127.0.0.1/\")",
    "HYPERLINK(\"file:///etc/passwd\")", "REPT(\"x\",1E9)", "REPT(\"x\",32767)&REPT(\"y\",32767)", "SUBSTITUTE(REPT(\"x\",32767),\"x\",REPT(\"y\",999))",
    "10^400", "1E999", "1/0", "0/0", "MOD(1E300,3)", "ROUND(1,1E9)", "ROUND(1E300,-400)", "DATE(1E9,1,1)", "DATE(1900,1,1)", "EDATE(A9,1E9)",
    "LEFT(\"x\",1E12)", "MID(\"x\",-1,1)", "FIND(\"\",\"\")", "TEXT(1,\"[\")", "CHOOSE(1E9,1)", "_x000D_", "_xD800_", "\"_xD800_\"", "\"\ud7ff\ue000\"",
    "\"\U0001f600\"", "\"a\r\nb\"", "FHO_OPSLAG(\"_xD800_\",A1:A3,B1:B3)", "A1&\"_xDFFF_\"", "SUM(A1:A9,)", "SUM(,)", "IF()", "TRUE()", "TRUE(1)",
    "COUNTIF(A1:A9,\"" + "*" * 200 + "\")", "COUNTIF(B1:B9,\"" + "?*" * 100 + "z\")", "MATCH(\"" + "*a" * 100 + "\",B1:B9,0)", "SMALL(A1:A9,1E9)",
    "SUBTOTAL(9,A:A)", "A1:A9", "ROW(A1:A1048576)", "COLUMN(1:1)", "ROWS(A:A)*COLUMNS(1:1)", "#REF!", "#REF!A1", "Ark1!#REF!", "A1:#REF!", "$$A1",
    "1.2.3", "1e", "..", "\"", "\"\"\"", "a b", "sum (a1)", "=1", "1=1=1", "1<>2<>3", "1;2", "R1C1", "\u00a0+1", "１+１",
]  # fmt: skip


def _formulas() -> Iterator[tuple[str, Parts]]:
    for formula in FORMULAS:
        cell = f'<c r="A1"><f>{escape(formula)}</f></c><c r="B1"><f>FHO_REGIONSANDEL(100)</f></c>'
        rows = "".join(
            f'<row r="{n}"><c r="A{n}"><v>{n}</v></c><c r="B{n}" t="str"><v>{"a" * 60}</v></c></row>'
            for n in range(2, 9)
        )
        yield f"{len(formula)} characters, {formula[:40]}", _with_cells(f'<row r="1">{cell}</row>{rows}')


def _filled(formula: Callable[[int], str], rows: int) -> Parts:
    listed = "".join(f'<row r="{n}"><c r="A{n}"><f>{escape(formula(n))}</f></c></row>' for n in range(2, rows))
    return _with_cells(f'<row r="1"><c r="A1"><v>1</v></c>{FHO}</row>{listed}')


def _many_formulas() -> Iterator[tuple[str, Parts]]:
    yield "a chain", _filled(lambda n: f"A{n - 1}+1", 20000)
    yield "a circle", _filled(lambda n: f"A{n % 3000 + 2}", 3002)
    yield "texts that double", _filled(lambda n: f"A{n - 1}&A{n - 1}", 60)
    yield "numbers that double", _filled(lambda n: f"A{n - 1}+A{n - 1}", 3000)
    yield "every one over all before", _filled(lambda n: f"SUM(A$1:A{n - 1})", 3000)
    yield "look-ups in whole columns", _filled(lambda n: f"VLOOKUP({n},$C:$D,2,0)", 1000)
    yield "counts in whole columns", _filled(lambda n: f"COUNTIF($C:$C,{n})", 100)
    yield "sums of sheets", _filled(lambda n: f"SUM($C$1:$XFD${1048577 - n})", 500)
    yield "subtotals", _filled(lambda n: "SUBTOTAL(9,C1:C9)", 3000)
    yield "products of columns", _filled(lambda n: f"SUMPRODUCT((C$1:C$200000={n})*1)", 20)
    yield "our function nested, often", _filled(lambda n: "FHO_REGIONSANDEL(" * 20 + "1" + ")" * 20, 300)
    yield "arrays of different widths", _filled(lambda n: "SUM({" + ",".join(["1"] * n) + "})", 300)


def _values() -> Iterator[tuple[str, Parts]]:
    for kind, value in [
        ("n", "1_000"), ("n", "١٢٣"), ("n", "nan"), ("n", "inf"), ("n", "-Infinity"), ("n", "1e400"), ("n", "9" * 10**6), ("n", "0x10"),
        ("n", ""), ("n", " 5 "), ("n", "1,5"), ("n", "--1"), ("n", "1 2"), ("b", "2"), ("b", "yes"), ("b", ""), ("e", "#FEJL"), ("e", "x"),
        ("e", ""), ("e", "#" + "A" * 10**5), ("s", "-1"), ("s", "99"), ("s", "1_0"), ("s", ""), ("s", "x"), ("s", "٠"), ("d", "2016-02-30"),
        ("d", "x"), ("d", "0001-01-01"), ("d", "1900-01-01"), ("d", "2016-10-25T10:00:00Z"), ("str", "_xD800_"), ("str", "a_xD800_b"),
        ("str", "_xDFFF_"), ("str", "_xFFFF_"), ("str", "x" * 10**6), ("str", "&#0;"), ("str", "&#xD800;"), ("str", "&#x10FFFF;"),
        ("str", "&nbsp;"), ("x", "1"), ("", "1"), ("inlineStr", "1"), ("str", "010190-1234"),
    ]:  # fmt: skip
        row = f'<row r="1"><c r="A1" t="{kind}"><v>{value}</v></c><c r="B1"><f>FHO_REGIONSANDEL(A1)</f></c></row>'
        yield f"{kind}: {value[:20]}", _with_cells(row)
    amounts = (b"1.7976931348623157E308", b"-1.7976931348623157E308", b"9007199254740993", b"1E-300")
    ledger = good()
    for row, amount in enumerate(amounts, 2):
        ledger[SHEET] = ledger[SHEET].replace(b"<v>%r</v>" % (100.5 * row), b"<v>%b</v>" % amount)
    yield "amounts at the ends of what a number can be", ledger
    for name, inline in {
        "nothing": "",
        "empty": "<is/>",
        "guides": "<is><rPh><t>x</t></rPh></is>",
        "rich": "<is><r><t>a</t></r></is>",
    }.items():
        row = f'<row r="1"><c r="A1" t="inlineStr">{inline}</c>{FHO}</row>'
        yield f"inline {name}", _with_cells(row)


def _names() -> Iterator[tuple[str, Parts]]:
    def sheet_named(name: str) -> Parts:
        return _changed(BOOK, lambda data: data.replace(b'"Udgifter"', f'"{name}"'.encode()))

    for name in (
        "",
        "Andet",
        "x" * 5000,
        "a&#10;b",
        "it's",
        "[1]x",
        "a!b",
        "../../x",
        "010190-1234",
        "=1+1",
        "&#x202e;x",
    ):
        yield f"a sheet {name[:20]!r}", sheet_named(name)

    def defined(*names: tuple[str, str], more: str = "") -> Parts:
        listed = "".join(f'<definedName name="{name}"{more}>{escape(text)}</definedName>' for name, text in names)
        parts = _changed(
            BOOK,
            lambda data: data.replace(b"</workbook>", f"<definedNames>{listed}</definedNames></workbook>".encode()),
        )
        return parts | {SHEET: _with_cells(f'<row r="1"><c r="A1"><f>SUM(N0)</f></c>{FHO}</row>')[SHEET]}

    yield "a circle", defined(*((f"N{n}x", f"N{(n + 1) % 500}x") for n in range(500)), ("N0", "N0x"))
    yield "a long way", defined(*((f"N{n}", f"N{n + 1}") for n in range(5000)), ("N5000", "Andet!$A$1"))
    for text in (
        "",
        "#REF!",
        "A1",
        "Andet!A1",
        "Andet!$A$1:$XFD$1048576",
        "[1]x!A1",
        "N0",
        "SUM(N0)",
        "INDEX(Andet!$A:$A,1):N0",
        "(" * 999,
        "1" * 9000,
    ):
        yield f"a name for {text[:30]!r}", defined(("N0", text))
    for more in (' localSheetId="9"', ' localSheetId="-1"', ' localSheetId="x"', ' localSheetId=""'):
        yield f"a name of sheet{more}", defined(("N0", "Andet!$A$1"), more=more)
    yield "twenty thousand", defined(*((f"N{n}", "Andet!$A$1") for n in range(20000)))


def _structure() -> Iterator[tuple[str, Parts]]:
    for part in (SHEET, BOOK, BOOK_LINKS, "_rels/.rels", STYLES, STRINGS, "[Content_Types].xml"):
        parts = good()
        del parts[part]
        yield f"without {part}", parts
    for name, old, new in [
        ("a sheet without its id", b' r:id="rId1"', b""), ("a sheet of an unknown id", b'"rId1"', b'"rId77"'), ("one sheet fewer", b"<sheet ", b"<x "),
        ("the 1904 dates", b"<sheets>", b'<workbookPr date1904="1"/><sheets>'), ("an outer workbook", b"</sheets>", b"</sheets><externalReferences><externalReference/></externalReferences>"),
        ("an outer workbook of no id", b"</sheets>", b'</sheets><externalReferences><externalReference r:id="x"/></externalReferences>'),
        ("to be computed", b"<sheets>", b'<calcPr fullCalcOnLoad="1"/><sheets>'), ("sheets in sheets", b"<sheets>", b"<sheets><sheets>"),
    ]:  # fmt: skip
        yield name, _changed(BOOK, lambda data, old=old, new=new: data.replace(old, new, 1))  # type: ignore[misc]
    yield "no sheets", _changed(BOOK, lambda data: data.replace(b"<sheet ", b"<x "))
    for target in (
        "/xl/workbook.xml",
        "../../../etc/passwd",
        "",
        "worksheets/sheet1.xml",
        "x" * 5000,
        "file:///etc/passwd",
        "\\\\server\\x",
    ):
        yield (
            f"a link to {target[:30]!r}",
            _changed(BOOK_LINKS, lambda data, t=target: data.replace(b"worksheets/sheet2.xml", t.encode())),
        )  # type: ignore[misc]
    for area in ("", "x", "A1:XFD9999999", "B9:A1", "A0:B1", "A1"):
        table = f'<table xmlns="{books.MAIN}" id="1" name="T" displayName="T" ref="{area}" totalsRowCount="x"/>'
        links = books._relations([("rId1", "table", "../tables/table1.xml", False)])
        more = {"xl/tables/table1.xml": table.encode(), "xl/worksheets/_rels/sheet1.xml.rels": links.encode()}
        yield f"a table over {area!r}", good() | more
    for attributes in ('min="1" max="99999999999"', 'min="x" max="y"', 'min="5"', "", 'min="-9" max="3"'):
        row = '<row r="1"><c r="A1"><f t="array" ref="A1:B3">FHO_REGIONSANDEL(D1:D3)</f></c></row>'
        yield f"columns {attributes!r}", _with_cells(row, before=f'<cols><col {attributes} style="1"/></cols>')
    for old, new in [
        (b'numFmtId="170" formatCode="dd-mm-yyyy"', b'numFmtId="x" formatCode="d"'), (b"dd-mm-yyyy", b"[" * 200_000), (b"dd-mm-yyyy", b"[d" * 100_000),
        (b"dd-mm-yyyy", b'"' * 99_999), (b'<xf numFmtId="170"/>', b'<xf numFmtId="-1"/>'), (b'<xf numFmtId="170"/>', b"<xf/>" * 70_000),
    ]:  # fmt: skip
        yield f"a number format {new[:20]!r}", _changed(STYLES, lambda data, old=old, new=new: data.replace(old, new))  # type: ignore[misc]
    links = "".join(f'<hyperlink ref="A{n}" location="x"/>' for n in range(5000))
    yield "five thousand links", _with_cells(f'<row r="1">{FHO}</row>', after=f"<hyperlinks>{links}</hyperlinks>")


def _with_zeros(part: str, megabytes: int) -> bytes:
    buffer = io.BytesIO(zipped(good()))
    with (
        zipfile.ZipFile(buffer, "a", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        archive.open(part, "w") as file,
    ):
        for _ in range(megabytes):
            file.write(bytes(2**20))
    return buffer.getvalue()


def _zips() -> Iterator[tuple[str, bytes]]:
    sound = zipped(good())
    yield "nothing", b""
    yield "two letters", b"PK"
    for share in (0.1, 0.5, 0.9, 0.99):
        yield f"cut at {share}", sound[: int(len(sound) * share)]
    for name in ("../../ud.xml", "/abs.xml", "C:\\x.xml", "", "a\0b", "x" * 60_000, "æ" * 100, "con"):
        yield f"a part called {name[:20]!r}", zipped(good() | {name: b"x"})
    yield "eleven thousand parts", zipped(good() | {f"x{n}.xml": b"" for n in range(11_000)})
    yield "a part of 800 MB", _with_zeros("xl/media/nul.bin", 800)
    yield "a sheet of 200 MB", _with_zeros("xl/worksheets/sheet3.xml", 200)
    buffer = io.BytesIO(sound)
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(SHEET, b"<worksheet/>")
    yield "a part twice", buffer.getvalue()
    for name, offset, value in [
        ("protected", 6, 1),
        ("an unknown packing", 8, 99),
        ("a wrong sum", 14, 12345),
        ("a wrong size", 22, 9),
    ]:
        data = bytearray(sound)
        first = data.index(b"PK\x01\x02")
        for start, shift in ((0, 0), (first, 2)):
            data[start + offset + shift : start + offset + shift + 2] = struct.pack("<H", value)
        yield name, bytes(data)
    yield "something before it", b"#!/bin/sh\n" + sound
    yield "a directory far away", sound[:-6] + struct.pack("<I", 2**31) + b"\0\0"
    yield "a workbook in a workbook", zipped(good() | {"xl/embeddings/x.xlsx": sound})
    yield "an old workbook", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(5000)
    yield "a page", b"<html><table><tr><td>1</td></tr></table></html>"
    yield "text", "Ordning;Beløb\nO-1;1,5\n".encode()
