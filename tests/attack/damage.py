"""Random damage to the shipped workbooks: bytes, XML nodes, zip entries. The same for the same seed.

``python -m tests.attack.damage --number 5000 --seed 7`` does more of it than the tests do; ``--source`` damages
another workbook.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.attack.hostile import zipped
from tests.attack.trial import COMMANDS, harmful, outcomes
from tests.engine.books import read_parts

WORKBOOK = Path(__file__).parents[2] / "workbooks" / "ny-ordning.xlsx"
_NODE = re.compile(rb"<[^>]*>[^<]*")
_ODD = (b"0", b"-1", b"99999999", b"A1:XFD1048576", b"#REF!", b"x", b"_xD800_", b"&amp;", b"1e999", b"")


def damaged(number: int, seed: int, source: Path = WORKBOOK) -> Iterator[bytes]:
    """So many files, each damaged in one to four places."""
    chance = random.Random(seed)
    whole, parts = source.read_bytes(), read_parts(source)
    for _ in range(number):
        kind = chance.choice(("bytes", "nodes", "nodes", "nodes", "entries"))
        if kind == "bytes":
            yield _bytes(chance, whole)
        else:
            changed = dict(parts)
            for _ in range(chance.randint(1, 4)):
                (_nodes if kind == "nodes" else _entries)(chance, changed)
            yield zipped(changed)


def _bytes(chance: random.Random, whole: bytes) -> bytes:
    data = bytearray(whole)
    for _ in range(chance.randint(1, 4)):
        data[chance.randrange(len(data))] = chance.randrange(256)
    return bytes(data[: chance.randrange(len(data))] if chance.random() < 0.1 else data)


def _nodes(chance: random.Random, parts: dict[str, bytes]) -> None:
    name = chance.choice([name for name, data in parts.items() if data[:1] == b"<"])
    data = parts[name]
    nodes = list(_NODE.finditer(data))
    node = chance.choice(nodes)
    start, end = node.span()
    match chance.randrange(4):
        case 0:
            new = b""
        case 1:
            new = node[0] * 2
        case 2:
            new = chance.choice(nodes)[0]
        case _:
            values = list(re.finditer(rb'(?<==")[^"]*(?=")|(?<=>)[^<]+', node[0]))
            inside = chance.choice(values).span() if values else (0, 0)
            new = node[0][: inside[0]] + chance.choice(_ODD) + node[0][inside[1] :]
    parts[name] = data[:start] + new + data[end:]


def _entries(chance: random.Random, parts: dict[str, bytes]) -> None:
    name, other = chance.choice(list(parts)), chance.choice(list(parts))
    match chance.randrange(3):
        case 0:
            parts.pop(name)
        case 1:
            parts[name] = parts[other]
        case _:
            parts[name[::-1]] = parts.pop(name)


def harm(
    number: int, seed: int, folder: Path, source: Path = WORKBOOK, commands: Sequence[str] = COMMANDS
) -> list[str]:
    """What goes wrong with so many damaged files."""
    files = []
    for place, data in enumerate(damaged(number, seed, source)):
        file = folder / f"{seed}-{place:05}.xlsx"
        file.write_bytes(data)
        files.append(file)
    at_once = os.cpu_count() or 1
    with ThreadPoolExecutor(at_once) as pool:
        parts = pool.map(lambda some: outcomes(some, commands), [files[n::at_once] for n in range(at_once)])
        return harmful([one for part in parts for one in part])


def main() -> int:
    """Damage, try, tell."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--source", type=Path, default=WORKBOOK)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        found = harm(given.number, given.seed, Path(folder), given.source)
    print(*found, f"{len(found)} of {4 * given.number} trials did harm", sep="\n")
    return int(bool(found))


if __name__ == "__main__":
    raise SystemExit(main())
