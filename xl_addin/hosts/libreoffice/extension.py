"""The extension (.oxt), built from the catalogue: everything that names a function or its help is generated."""

import json
import zipfile
from collections.abc import Iterator
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Final
from xml.sax.saxutils import escape, quoteattr

from xl_addin import __version__
from xl_addin.functions.catalogue import CATEGORY, Argument, CellFunction, catalogue
from xl_addin.hosts.libreoffice.spelling import ADD_IN, BINDER, CALCULATOR, EXTENSION, MODULE, uno_name

_COMPONENT: Final = "fho.py"
_TYPES: Final = "fho.idl"
_SERVICES: Final = "fho.components"
_FUNCTIONS: Final = "CalcAddIns.xcu"
_JOBS: Final = "Jobs.xcu"
_PYTHON: Final = "python"
_INSIDE: Final = f"{_PYTHON}/xl_addin/hosts/libreoffice/inside"

# Our package goes before one of the same name that the machine's Python may know.
_COMPONENT_SOURCE: Final = f"""import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).with_name("{_PYTHON}")))

from xl_addin.hosts.libreoffice.inside.services import g_ImplementationHelper
"""

# What of the package goes along: what the functions need, and this host.
_TAKEN: Final = (
    "__init__.py", "collecting.py", "agreement", "rules", "cells", "tables", "functions",
    "hosts/__init__.py", "hosts/libreoffice",
)  # fmt: skip
_ENDINGS: Final = (".py", ".toml", ".csv")

_XML: Final = '<?xml version="1.0" encoding="UTF-8"?>\n'
_EVENTS: Final = ("OnStartApp", "OnLoad", "OnNew")
_UNCHANGING: Final = (1980, 1, 1, 0, 0, 0)


def build(target: Path) -> None:
    """Write the extension; the same package gives the same bytes."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in _parts():
            archive.writestr(zipfile.ZipInfo(name, _UNCHANGING), content, zipfile.ZIP_DEFLATED)


def _parts() -> Iterator[tuple[str, bytes]]:
    functions = catalogue()
    generated = {
        "META-INF/manifest.xml": _manifest(),
        "description.xml": _description(),
        _TYPES: interface_definitions(functions),
        _SERVICES: _services(),
        _FUNCTIONS: wizard(functions),
        _JOBS: _jobs(),
        _COMPONENT: _COMPONENT_SOURCE,
        f"{_INSIDE}/functions.json": json.dumps(
            {one.name: [is_nothing_as_zero(argument) for argument in one.arguments] for one in functions}
        ),
        f"{_INSIDE}/functions.bas": basic_functions(functions),
    }
    for name, text in generated.items():
        yield name, text.encode()
    for taken in _TAKEN:
        yield from _package(files("xl_addin").joinpath(taken), f"{_PYTHON}/xl_addin/{taken}")


def _package(one: Traversable, path: str) -> Iterator[tuple[str, bytes]]:
    if one.is_dir():
        for inner in sorted(one.iterdir(), key=lambda item: item.name):
            yield from _package(inner, f"{path}/{inner.name}")
    elif one.name.endswith(_ENDINGS):
        yield path, one.read_bytes()


_ZERO_COUNTS: Final = ("regionsandel",)
"""Arguments that may be left out, and whose 0 says something else: a region's share of nothing at all."""


def is_nothing_as_zero(argument: Argument) -> bool:
    """Whether a 0 in place of an argument can be taken for nothing: so it comes when left out between others."""
    return argument.optional and argument.name not in _ZERO_COUNTS


def interface_definitions(functions: tuple[CellFunction, ...]) -> str:
    """The UNO interfaces. ``document`` is filled in by Calc and is not an argument of the formula."""
    document = "[in] com::sun::star::beans::XPropertySet document"
    methods = "\n".join(
        f"    sequence< sequence< any > > {uno_name(one.name)}("
        + ", ".join([document, *(f"[in] any {uno_name(argument.name)}" for argument in one.arguments)])
        + ");"
        for one in functions
    )
    modules = MODULE.split(".")
    return f"""{" ".join(f"module {one} {{" for one in modules)}
interface XCellFunctions {{
{methods}
}};
interface XCalculator {{
    any compute([in] string name, [in] sequence< any > arguments);
}};
{" ".join("};" for _ in modules)}
"""


def basic_functions(functions: tuple[CellFunction, ...]) -> str:
    """The Basic functions. VBA mode is what makes Calc hand over ranges instead of their values.

    ``EnableReschedule False`` comes first: else Basic lets LibreOffice paint and handle events now and then, in the
    middle of computing a formula, and formulas that depend on it would be computed from what it has not got yet.
    Nothing is kept between calls: reading a range can make Calc compute formulas that call these functions in the
    middle of a call, and a variable of the module is lost to the inner one. (Both seen in 7.4.)
    """
    calls = "\n".join(
        f"""Function {one.name}(ParamArray args())
    EnableReschedule False
    {one.name} = FhoCompute("{one.name}", args)
End Function"""
        for one in functions
    )
    return f"""Option VBASupport 1

Private Function FhoCompute(name As String, args)
    Dim calculator As Object
    Set calculator = CreateUnoService("{CALCULATOR}")
    FhoCompute = calculator.compute(name, args)
End Function

{calls}
"""


def wizard(functions: tuple[CellFunction, ...]) -> str:
    """Names and Danish help for the function wizard. Calc has no category of our own to offer: it is "Add-In"."""
    nodes = "".join(_wizard_function(one) for one in functions)
    return _configuration(
        "CalcAddIns", f'<node oor:name="AddInInfo">{_node(ADD_IN, _node("AddInFunctions", nodes, new=False))}</node>'
    )


def _wizard_function(function: CellFunction) -> str:
    document = _node("document", _text("DisplayName", "document") + _text("Description", ""))
    arguments = document + "".join(
        _node(uno_name(one.name), _text("DisplayName", one.name) + _text("Description", one.help))
        for one in function.arguments
    )
    return _node(
        uno_name(function.name),
        _text("DisplayName", function.name)
        + _text("Description", function.help)
        + '<prop oor:name="Category"><value>Add-In</value></prop>'
        + _text("CategoryDisplayName", CATEGORY)
        + _node("Parameters", arguments, new=False),
    )


def _node(name: str, content: str, new: bool = True) -> str:
    return f"<node oor:name={quoteattr(name)}{' oor:op=' + quoteattr('replace') if new else ''}>{content}</node>"


def _text(name: str, text: str) -> str:
    return f'<prop oor:name="{name}"><value xml:lang="en">{escape(text)}</value></prop>'


def _configuration(name: str, content: str) -> str:
    return (
        f'{_XML}<oor:component-data xmlns:oor="http://openoffice.org/2001/registry" '
        f'xmlns:xs="http://www.w3.org/2001/XMLSchema" oor:package="org.openoffice.Office" oor:name="{name}">'
        f"{content}</oor:component-data>\n"
    )


def _jobs() -> str:
    job = _node("Fho", f'<prop oor:name="Service"><value>{BINDER}</value></prop>')
    events = "".join(_node(event, _node("JobList", _node("Fho", ""), new=False)) for event in _EVENTS)
    return _configuration("Jobs", f'<node oor:name="Jobs">{job}</node><node oor:name="Events">{events}</node>')


def _services() -> str:
    services = "".join(
        f'<implementation name="{name}">{"".join(f"<service name={quoteattr(one)}/>" for one in (name, *more))}'
        "</implementation>"
        for name, *more in ((ADD_IN, "com.sun.star.sheet.AddIn"), (CALCULATOR,), (BINDER,))
    )
    return (
        f'{_XML}<components xmlns="http://openoffice.org/2010/uno-components">'
        f'<component loader="com.sun.star.loader.Python" uri="{_COMPONENT}">{services}</component></components>\n'
    )


def _manifest() -> str:
    kinds = {
        _TYPES: "application/vnd.sun.star.uno-typelibrary;type=RDB",
        _SERVICES: "application/vnd.sun.star.uno-components",
        _FUNCTIONS: "application/vnd.sun.star.configuration-data",
        _JOBS: "application/vnd.sun.star.configuration-data",
    }
    entries = "".join(
        f'<manifest:file-entry manifest:media-type="{kind}" manifest:full-path="{name}"/>'
        for name, kind in kinds.items()
    )
    return (
        f'{_XML}<manifest:manifest xmlns:manifest="http://openoffice.org/2001/manifest">{entries}</manifest:manifest>\n'
    )


def _description() -> str:
    return (
        f'{_XML}<description xmlns="http://openoffice.org/extensions/description/2006">'
        f'<identifier value="{EXTENSION}"/><version value="{__version__}"/>'
        f'<display-name><name lang="en">{CATEGORY}</name></display-name></description>\n'
    )
