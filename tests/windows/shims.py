"""What Wine 8 (Debian 12) lacks, in two small DLLs: ucrtbase's complex functions (NumPy) and ProcessPrng (Rust).

    python shims.py FOLDER SYSTEM32

The ucrtbase.dll made here has these functions itself and hands everything else on to Wine's own.
"""

import re
import subprocess
import sys
from pathlib import Path

WINE = Path("/usr/lib/x86_64-linux-gnu/wine/x86_64-windows/ucrtbase.dll")
COMPILER = "x86_64-w64-mingw32-gcc"
PARTS = ("cabs", "carg", "cimag", "creal")
WHOLE = (
    "cacos", "cacosh", "casin", "casinh", "catan", "catanh", "ccos", "ccosh", "cexp", "clog", "conj", "cproj", "csin",
    "csinh", "csqrt", "ctan", "ctanh",
)  # fmt: skip
HEAD = """
#include <complex.h>
#include <string.h>
typedef struct {double r, i;} D;
typedef struct {float r, i;} F;
static double complex up(D z) {double complex c; memcpy(&c, &z, 16); return c;}
static D down(double complex c) {D z; memcpy(&z, &c, 16); return z;}
static float complex upf(F z) {float complex c; memcpy(&c, &z, 8); return c;}
static F downf(float complex c) {F z; memcpy(&z, &c, 8); return z;}
"""


def exported(dll: Path) -> set[str]:
    dump = subprocess.run(["x86_64-w64-mingw32-objdump", "-p", dll], capture_output=True, text=True, check=True).stdout
    names = re.findall(r"^\s*\[ *\d+\] (?:\+base\[ *\d+\]\s+[0-9a-f]+ )?(\S+)$", dump, re.MULTILINE)
    return {name for name in names if not re.fullmatch(r"[0-9a-f]{8}", name)}


def complex_functions() -> dict[str, str]:
    """C source by the name that is exported; a long double is a double on Windows."""
    source = {}
    for f in PARTS:
        for name in (f, f"{f}l"):
            source[name] = f"double my_{name}(D z) {{return {f}(up(z));}}"
        source[f"{f}f"] = f"float my_{f}f(F z) {{return {f}f(upf(z));}}"
    for f in WHOLE:
        for name in (f, f"{f}l"):
            source[name] = f"D my_{name}(D z) {{return down({f}(up(z)));}}"
        source[f"{f}f"] = f"F my_{f}f(F z) {{return downf({f}f(upf(z)));}}"
    for name in ("cpow", "cpowl"):
        source[name] = f"D my_{name}(D a, D b) {{return down(cpow(up(a), up(b)));}}"
    source["cpowf"] = "F my_cpowf(F a, F b) {return downf(cpowf(upf(a), upf(b)));}"
    return source


def build(folder: Path, name: str, source: str, exports: str, *libraries: str) -> bytes:
    (folder / f"{name}.c").write_text(source)
    (folder / f"{name}.def").write_text(f"LIBRARY {name}.dll\nEXPORTS\n{exports}")
    command = [
        COMPILER,
        "-O2",
        "-shared",
        "-static-libgcc",
        "-o",
        f"{name}.dll",
        f"{name}.c",
        f"{name}.def",
        *libraries,
    ]
    subprocess.run(command, cwd=folder, check=True)
    return (folder / f"{name}.dll").read_bytes()


def main(folder: Path, system: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    ours = complex_functions()
    exports = "".join(
        f'  "{name}" = "{f"my_{name}" if name in ours else f"ucrtwine.{name}"}"\n'
        for name in sorted(exported(WINE) | set(ours))
    )
    wine = bytearray(WINE.read_bytes())
    if wine[0x40:0x50] == b"Wine builtin DLL":
        wine[0x40:0x50] = bytes(16)  # else Wine would load its own in place of this file
    random = (
        "#include <windows.h>\n#include <ntsecapi.h>\n"
        "BOOL WINAPI ProcessPrng(PBYTE bytes, SIZE_T count) {return RtlGenRandom(bytes, (ULONG) count);}\n"
    )
    made = {
        "ucrtbase.dll": build(folder, "ucrtbase", HEAD + "\n".join(ours.values()) + "\n", exports, "-lm"),
        "bcryptprimitives.dll": build(folder, "bcryptprimitives", random, "  ProcessPrng\n", "-ladvapi32"),
        "ucrtwine.dll": bytes(wine),
    }
    for name, content in made.items():
        (system / name).unlink(missing_ok=True)  # a link to Wine's own file
        (system / name).write_bytes(content)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
