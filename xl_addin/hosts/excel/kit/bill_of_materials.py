"""What the kit ships, for those who keep track of it: an SBOM (CycloneDX, JSON) and a page of licences in Danish."""

import hashlib
import io
import uuid
from collections.abc import Mapping
from email.message import Message
from typing import Final, NamedTuple

from cyclonedx.contrib.license.factories import LicenseFactory
from cyclonedx.model import HashAlgorithm, HashType
from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.license import License
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL
from packaging.utils import canonicalize_name

from xl_addin import __version__
from xl_addin.hosts.excel.kit.wheels import metadata

SBOM: Final = "SBOM.cdx.json"
LICENCES: Final = "LICENSER.txt"
OWN_LICENCE: Final = "BSD-3-Clause"

_HEAD: Final = f"""Licenser for alt, hvad pakken FHO {__version__} indeholder

Det står her, som hver pakkes egne oplysninger (METADATA) siger det. Licensernes fulde tekst ligger i hjulene i mappen
wheels: et hjul er en zip-fil. Er FHO installeret, ligger de i mapperne *.dist-info.
{SBOM} har det samme til programmer (CycloneDX 1.6) med version og SHA-256.

"""
_CLASSIFIER: Final = "License :: "


class Licences(NamedTuple):
    """What a wheel says of its licence: an SPDX expression or names, and the files that hold the text."""

    names: list[str]
    files: list[str]


def licences(about: Message) -> Licences:
    """The expression where there is one, else the classifiers, else the free text; no name where none is given."""
    classified = [one.rpartition(" :: ")[2] for one in about.get_all("Classifier", []) if one.startswith(_CLASSIFIER)]
    expression, free = about.get("License-Expression"), about.get("License", "").strip().splitlines()[:1]
    return Licences([expression] if expression else classified or free, about.get_all("License-File", []))


def shipped_texts(parts: Mapping[str, bytes]) -> dict[str, bytes]:
    """The SBOM and the page of licences of the kit's files, by the names that they have in the kit."""
    return {SBOM: sbom(parts).encode(), LICENCES: licence_page(parts).replace("\n", "\r\n").encode("utf-8-sig")}


def sbom(parts: Mapping[str, bytes]) -> str:
    """Every wheel, workbook and installer of the kit with version, SHA-256 and licence; the same for the same files."""
    components = [_component(name, content) for name, content in sorted(parts.items())]
    digests = "".join(hashlib.sha256(content).hexdigest() for _, content in sorted(parts.items()))
    bom = Bom(components=components, serial_number=uuid.uuid5(uuid.NAMESPACE_OID, digests))
    bom.metadata.timestamp = None  # type: ignore[assignment]  # a kit that is built again is the same, byte by byte
    bom.metadata.component = Component(
        name="FHO", version=__version__, type=ComponentType.APPLICATION, bom_ref="FHO",
        licenses=_licensed([OWN_LICENCE]),
    )  # fmt: skip
    bom.register_dependency(bom.metadata.component, components)
    return JsonV1Dot6(bom).output_as_string(indent=2) + "\n"


def licence_page(parts: Mapping[str, bytes]) -> str:
    """A paragraph for each wheel, and one for the workbooks."""
    paragraphs = [_paragraph(about_wheel(parts[name])) for name in sorted(parts) if name.endswith(".whl")]
    own = [name for name in sorted(parts) if name.startswith("workbooks/")]
    return _HEAD + "\n".join([*paragraphs, f"{', '.join(own)}\n    licens: {OWN_LICENCE}\n"])


def about_wheel(content: bytes) -> Message:
    """What a wheel says of itself."""
    return metadata(io.BytesIO(content))


def _paragraph(about: Message) -> str:
    names, texts = licences(about)
    lines = [f"{about['Name']} {about['Version']}", f"    licens: {', '.join(names) or 'ikke oplyst'}"]
    if texts:
        lines.append(f"    tekst i hjulet: {', '.join(texts)}")
    return "\n".join(lines) + "\n"


def _component(name: str, content: bytes) -> Component:
    made = _wheel_component(about_wheel(content)) if name.endswith(".whl") else _file_component(name)
    made.bom_ref.value = name
    made.hashes.add(HashType(alg=HashAlgorithm.SHA_256, content=hashlib.sha256(content).hexdigest()))
    return made


def _wheel_component(about: Message) -> Component:
    name, version = about["Name"], about["Version"]
    purl = PackageURL("pypi", name=canonicalize_name(name), version=version)
    return Component(name=name, version=version, purl=purl, licenses=_licensed(licences(about).names))


def _file_component(name: str) -> Component:
    """A workbook of ours, or the installer of Python, which has its own licence."""
    folder, _, file = name.rpartition("/")
    if folder != "workbooks":
        return Component(name=file, type=ComponentType.FILE)
    return Component(name=file, type=ComponentType.FILE, version=__version__, licenses=_licensed([OWN_LICENCE]))


def _licensed(names: list[str]) -> list[License]:
    return [LicenseFactory().make_from_string(one) for one in names]
