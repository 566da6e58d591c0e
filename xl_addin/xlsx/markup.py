"""XML of a workbook's parts: whether it is in order, and the text that a piece of it stands for."""

from __future__ import annotations

import re
from functools import cache
from xml.parsers import expat

_DECLARED = re.compile(rb"""\A\s*<\?xml[^>]*?\bencoding\s*=\s*["']([^"']*)["']""")
_ASIDE = re.compile(rb"<!--.*?-->|<!\[CDATA\[.*?\]\]>|<\?.*?\?>", re.DOTALL)
_CDATA = re.compile(rb"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_ENTITY = re.compile(r"&(#[xX]?[0-9A-Fa-f]+|\w+);")
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "apos": "'"}
_ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")

ATTRIBUTES = rb"""(?:\s+[^\s<>"'=/]+\s*=\s*(?:"[^"]*"|'[^']*'))*"""
"""The attributes of an element in well-formed XML."""
_ATTRIBUTE = re.compile(rb"""([^\s<>"'=/]+)\s*=\s*(?:"([^"]*)"|'([^']*)')""")


def check_xml(part: str, data: bytes) -> None:
    """Refuse with ValueError what is not well-formed UTF-8, or declares a document type (and entities with it)."""
    declared = _DECLARED.match(data.removeprefix(b"\xef\xbb\xbf")[:200])
    if declared and declared[1].lower() not in (b"utf-8", b"us-ascii", b"ascii"):
        raise ValueError(f"{part}: skrevet i {declared[1].decode('ascii', 'replace')}, ikke UTF-8")
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]:
        raise ValueError(f"{part}: ikke skrevet i UTF-8")

    def doctype(*_: object) -> None:
        raise ValueError(f"{part}: en del erklærer en dokumenttype")

    parser = expat.ParserCreate("utf-8")
    parser.StartDoctypeDeclHandler = doctype
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise ValueError(f"{part}: {error}") from error


def masked(data: bytes) -> bytes:
    """The same bytes at the same places, with nothing in comments, CDATA and instructions that looks like a tag."""
    if b"<!" not in data and data.find(b"<?", 5) < 0:
        return data
    return _ASIDE.sub(lambda found: (b"x" if found[0].startswith(b"<![") else b" ") * len(found[0]), data)


def text_of(raw: bytes) -> str:
    """The text between two tags, without further tags in it."""
    if b"<" in raw:
        raw = _CDATA.sub(lambda found: found[1].replace(b"&", b"&amp;"), raw)
        raw = re.sub(rb"<!--.*?-->|<\?.*?\?>", b"", raw, flags=re.DOTALL)
    text = raw.decode()
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _ENTITY.sub(_entity, text) if "&" in text else text


@cache
def _texts(prefix: str) -> re.Pattern[bytes]:
    p, any_attributes = re.escape(prefix), ATTRIBUTES.decode()
    text = rf"<{p}rPh(?=[\s/>]).*?</{p}rPh\s*>|<{p}t(?=[\s/>]){any_attributes}\s*(?:/>|>(.*?)</{p}t\s*>)"
    return re.compile(text.encode(), re.DOTALL)


def joined_texts(prefix: str, data: bytes, hidden: bytes, start: int, end: int) -> str:
    """The texts between two bytes as one, but for the guides to their pronunciation; `hidden` is the masked data."""
    found = _texts(prefix).finditer(hidden, max(start, 0), max(end, 0))
    return unescape("".join([text_of(data[slice(*text.span(1))]) for text in found if text[1] is not None]))


def _entity(found: re.Match[str]) -> str:
    name = found[1]
    if name[0] == "#":
        return chr(int(name[2:], 16) if name[1] in "xX" else int(name[1:]))
    return _NAMED[name]


@cache
def attributes(raw: bytes) -> dict[str, str]:
    """The attributes of an element by their names."""
    return {name.decode(): text_of(one or other) for name, one, other in _ATTRIBUTE.findall(raw)}


def unescape(text: str) -> str:
    """Text as the format stores it: `_x000D_` is a control character. Half a pair of surrogates is no character."""
    if "_x" not in text:
        return text
    text = _ESCAPED.sub(lambda match: chr(int(match[1], 16)), text)
    return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
