"""Excel's errors, the forms in which hosts hand them over, and the order in which they decide."""

ERRORS = frozenset(
    {
        "#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA",
        "#SPILL!", "#CONNECT!", "#BLOCKED!", "#UNKNOWN!", "#FIELD!", "#CALC!",
    }
)  # fmt: skip

# Excel's CVErr codes as COM hands them over: 0x800A0000 + the code, as a signed 32-bit integer.
COM_ERRORS = {
    0x800A0000 - 2**32 + code: text
    for code, text in {
        2000: "#NULL!", 2007: "#DIV/0!", 2015: "#VALUE!", 2023: "#REF!", 2029: "#NAME?", 2036: "#NUM!",
        2042: "#N/A", 2043: "#GETTING_DATA", 2045: "#SPILL!", 2046: "#CONNECT!", 2047: "#BLOCKED!",
        2048: "#UNKNOWN!", 2049: "#FIELD!", 2050: "#CALC!",
    }.items()
}  # fmt: skip

COM_MISSING = -2147352572

NA, VALUE, NUM = "#N/A", "#VALUE!", "#NUM!"
PRECEDENCE = (NA, VALUE, NUM)


class CellError(Exception):
    """What the row becomes instead of a result."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def error_of(cell: object) -> str | None:
    """The error that a cell is, or None."""
    if isinstance(cell, str) and cell in ERRORS:
        return cell
    if type(cell) is int:
        return COM_ERRORS.get(cell)
    if isinstance(cell, dict) and cell.get("type") == "Error":
        basic = cell.get("basicValue")
        return basic if isinstance(basic, str) and basic in ERRORS else VALUE
    return None
