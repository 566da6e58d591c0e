"""What the names in formulas stand for: our functions in their four spellings, defined names, tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from xl_addin.xlsx.between import between
from xl_addin.xlsx.package import Package, Table
from xl_addin.xlsx.parser import Parser
from xl_addin.xlsx.tree import Area, Binary, FormulaError, Name, Node, Ref, TableRef, branches

_LINKED = re.compile(r"(?:\[(\d+)\]|'?(?:[^']*[\\/\]])?\[?(FHO\.XLAM)\]?'?)!(.*)")
_PREFIXES = ("_XLFN.", "_XLL.", "_XLDUDF_")
_ITEM = re.compile(r"\[((?:[^\[\]']|'.)*)\]")


class Names:
    """The names of one workbook, and of our functions."""

    def __init__(self, package: Package, functions: Iterable[str], parser: Parser) -> None:
        """Gather the names."""
        self._package = package
        self._functions = set(functions)
        self._uno = {name.replace("_", ""): name for name in self._functions}
        self._parser = parser
        self._sheets = {sheet.name.casefold(): number for number, sheet in enumerate(package.sheets)}
        self._names = {(name.name.casefold(), name.sheet): name.formula for name in package.names}
        self._tables = {table.name.casefold(): table for table in package.tables}
        self._expanding: list[str] = []
        self._known: dict[tuple[str, int, int], Node] = {}
        self._called: dict[str, str | None] = {}

    def sheet(self, name: str | None, own: int) -> int:
        """The number of a sheet that a reference names; without a name the formula's own sheet."""
        if name is None:
            return own
        number = self._sheets.get(name.casefold())
        if number is None:
            raise FormulaError(f"der er intet ark {name!r}")
        return number

    def area(self, ref: Ref, own: int, row: int, column: int) -> Area:
        """The rectangle that a reference in this cell means."""
        return ref.at(self.sheet(ref.sheet, own), row, column)

    def function(self, spelled: str) -> str | None:
        """Which of our functions a call is (upper-case, as the catalogue has it), or None: a function of Excel's.

        FHO_X, as we write it; DK.SOMETHING.FHOX, as LibreOffice saves it; [1]!FHO_X with an external link to
        FHO.xlam, as Excel saves a call to an add-in; _xldudf_FHO_X, as Excel saves an Office.js function.
        """
        if spelled not in self._called:
            self._called[spelled] = self._function(spelled)
        return self._called[spelled]

    def _function(self, spelled: str) -> str | None:
        name = spelled
        if linked := _LINKED.fullmatch(name):
            number, _, name = linked.groups()
            if number and not self._links_to_add_in(int(number)):
                raise FormulaError(f"{spelled} hører til en anden projektmappe")
        for prefix in _PREFIXES:
            name = name.removeprefix(prefix)
        if name in self._functions:
            return name
        if "." in name and (found := self._uno.get(name.rsplit(".", 1)[1].replace("_", ""))):
            return found
        if name.startswith("FHO") or "!" in spelled or spelled.startswith("_XLDUDF_"):
            raise FormulaError(f"der er ingen funktion {name}")
        return None

    def _links_to_add_in(self, number: int) -> bool:
        links = self._package.links
        target = links[number - 1] if 0 < number <= len(links) else ""
        return re.split(r"[\\/]", target)[-1].casefold() == "fho.xlam"

    def resolve(self, tree: Node, own: int) -> Node:
        """What a name, a part of a table or a range between two expressions stands for; anything else as it is."""
        match tree:
            case Name():
                return self.name(tree, own)
            case TableRef():
                return self.table(tree)
            case Binary(":"):
                return between(tree, lambda part: self.resolve(part, own), lambda name: self.sheet(name, own))
        return tree

    def name(self, name: Name, own: int) -> Node:
        """What a defined name stands for, or a table's name its data rows."""
        scope = own if name.sheet is None else self.sheet(name.sheet, own)
        key = (name.name, scope, own)
        if key not in self._known:
            self._known[key] = self._name(name, own, scope)
        return self._known[key]

    def _name(self, name: Name, own: int, scope: int) -> Node:
        key = name.name.casefold()
        formula = self._names.get((key, scope), self._names.get((key, None)))
        if formula is None:
            if key in self._tables:
                return self.table(TableRef(name.name, ""))
            raise FormulaError(f"navnet {name.name} er ikke defineret")
        if key in self._expanding:
            raise FormulaError(f"navnet {name.name} henviser til sig selv")
        tree = self._parser.parse(formula, 1, 1)
        if any(isinstance(leaf, Ref) and not _fixed(leaf) for leaf in leaves(tree)):
            raise FormulaError(f"navnet {name.name} er ikke et fast område (med $ og arkets navn)")
        if isinstance(tree, (Name, TableRef)):
            self._expanding.append(key)
            try:
                return self.name(tree, own) if isinstance(tree, Name) else self.table(tree)
            finally:
                self._expanding.pop()
        if any(isinstance(leaf, Name) for leaf in leaves(tree)):
            raise FormulaError(f"navnet {name.name} er en formel med andre navne, og det kan ikke beregnes")
        return self.resolve(tree, own)

    def table(self, ref: TableRef) -> Ref:
        """The range that a reference to a table means; `[#This Row]` is the formula's own row."""
        table = self._tables.get(ref.table.casefold())
        if table is None:
            raise FormulaError(f"der er ingen tabel {ref.table}")
        spec = ref.spec.strip()
        this_row = spec.startswith("@")
        spec = spec.removeprefix("@")
        listed = _ITEM.findall(spec) if spec.startswith("[") else [spec] if spec else []
        items = [re.sub("'(.)", r"\1", item).strip() for item in listed]
        parts = {item.casefold() for item in items if item.startswith("#")}
        columns = [_column(table, item) for item in items if not item.startswith("#")]
        if len(columns) > 2 or (len(columns) == 2 and "]:[" not in spec):
            raise FormulaError(f"{ref.table}[{ref.spec}] kan ikke beregnes")
        left, right = (min(columns), max(columns)) if columns else (table.left, table.right)
        sheet = self._package.sheets[table.sheet].name
        if this_row or "#this row" in parts:
            return Ref(sheet, (0, False), (left, True), (0, False), (right, True))
        top, bottom = _rows(table, parts)
        return Ref(sheet, (top, True), (left, True), (bottom, True), (right, True))


def _column(table: Table, name: str) -> int:
    wanted = name.casefold()
    for offset, column in enumerate(table.columns):
        if column.casefold() == wanted:
            return table.left + offset
    raise FormulaError(f"tabellen {table.name} har ingen kolonne {name!r}")


def _rows(table: Table, parts: set[str]) -> tuple[int, int]:
    first, last = table.top + table.headers, table.bottom - table.totals
    rows = {
        (): (first, last),
        ("#data",): (first, last),
        ("#all",): (table.top, table.bottom),
        ("#headers",): (table.top, first - 1),
        ("#totals",): (last + 1, table.bottom),
        ("#data", "#headers"): (table.top, last),
        ("#data", "#totals"): (first, table.bottom),
    }
    named = tuple(sorted(parts))
    if named not in rows:
        raise FormulaError(f"{table.name}[{', '.join(named)}] kan ikke beregnes")
    top, bottom = rows[named]
    if bottom < top:
        raise FormulaError(f"tabellen {table.name} har ingen sådanne rækker")
    return top, bottom


def _fixed(ref: Ref) -> bool:
    return ref.sheet is not None and all(fixed for _, fixed in ref[1:])


def leaves(tree: Node) -> Iterator[Node]:
    """Every part of a tree that holds no other."""
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        inside = branches(part)
        if inside:
            waiting += reversed(inside)
        else:
            yield part
