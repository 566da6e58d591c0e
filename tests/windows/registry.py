"""Prints every key of the registry that names a word, in its name or its values: ``registry.py WORD``, on Windows."""

import sys
import winreg
from collections.abc import Iterator
from typing import Any


def naming(word: str, key: Any, path: str) -> Iterator[str]:
    keys, values, _ = winreg.QueryInfoKey(key)
    for place in range(values):
        name, value, _ = winreg.EnumValue(key, place)
        text = name if isinstance(value, bytes) else f"{name} {value}"  # a certificate names nobody
        if word in text.lower():
            yield f"{path}: {name}"
    for name in [winreg.EnumKey(key, place) for place in range(keys)]:
        below = f"{path}\\{name}"
        if word in name.lower():
            yield below
        try:
            with winreg.OpenKey(key, name) as opened:
                yield from naming(word, opened, below)
        except OSError:
            continue


if __name__ == "__main__":
    for root in ("HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE"):
        for found in naming(sys.argv[1].lower(), getattr(winreg, root), root):
            print(found.encode("ascii", "backslashreplace").decode())
