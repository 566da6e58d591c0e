"""The manifest, by structural checks: Microsoft's schema is in no package, and its validator is a service of theirs."""

import re
import struct
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest

from tests.hosts.server.running import Server

APP = "{http://schemas.microsoft.com/office/appforoffice/1.1}"
OVERRIDES = "{http://schemas.microsoft.com/office/taskpaneappversionoverrides}"
TYPES = "{http://schemas.microsoft.com/office/officeappbasictypes/1.0}"


@pytest.fixture(scope="module")
def manifest(server: Server) -> ElementTree.Element:
    status, text = server.get("/manifest.xml")
    assert status == 200
    return ElementTree.fromstring(text)


def local(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]


def default(manifest: ElementTree.Element, name: str) -> str:
    return manifest.find(f"{APP}{name}").attrib["DefaultValue"]  # type: ignore[union-attr]


def test_the_elements_stand_in_the_schemas_order(manifest: ElementTree.Element) -> None:
    assert [local(one) for one in manifest] == [
        "Id", "Version", "ProviderName", "DefaultLocale", "DisplayName", "Description", "IconUrl",
        "HighResolutionIconUrl", "SupportUrl", "AppDomains", "Hosts", "Requirements", "DefaultSettings",
        "Permissions", "VersionOverrides",
    ]  # fmt: skip
    overrides = manifest.find(f"{OVERRIDES}VersionOverrides")
    assert overrides is not None
    assert [local(one) for one in overrides] == ["Hosts", "Resources"]
    resources = overrides.find(f"{OVERRIDES}Resources")
    assert resources is not None
    assert [local(one) for one in resources] == ["Images", "Urls", "ShortStrings", "LongStrings"]


def test_what_it_says_of_us(manifest: ElementTree.Element) -> None:
    assert default(manifest, "DisplayName") == "Fælles hjælperordninger"
    assert manifest.findtext(f"{APP}DefaultLocale") == "da-DK"
    assert re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", manifest.findtext(f"{APP}Id") or "")
    version = manifest.findtext(f"{APP}Version") or ""
    assert re.fullmatch(r"\d{1,5}(\.\d{1,5}){3}", version)
    assert int(version.split(".")[0]) >= 1
    assert len(default(manifest, "DisplayName")) <= 125
    assert len(default(manifest, "Description")) <= 250
    assert "xlwings" not in ElementTree.tostring(manifest, "unicode").replace("/xlwings/custom-functions", "")


def test_every_resource_is_there_and_used(manifest: ElementTree.Element) -> None:
    given = [one.attrib["id"] for one in manifest.iter() if one.tag.startswith(TYPES) and "id" in one.attrib]
    asked = {one.attrib["resid"] for one in manifest.iter() if "resid" in one.attrib}
    assert len(given) == len(set(given))
    assert set(given) == asked
    assert all(len(name) <= 32 for name in given)


def test_texts_are_short_enough(manifest: ElementTree.Element) -> None:
    for kind, most in (("ShortStrings", 125), ("LongStrings", 250)):
        for one in manifest.iter(f"{OVERRIDES}{kind}"):
            assert all(0 < len(text.attrib["DefaultValue"]) <= most for text in one)


def test_the_functions_have_no_namespace(manifest: ElementTree.Element) -> None:
    assert manifest.find(f".//{OVERRIDES}Namespace") is None


def test_it_asks_for_an_excel_that_shows_errors_and_dates(manifest: ElementTree.Element) -> None:
    sets = {one.attrib["Name"]: one.attrib["MinVersion"] for one in manifest.iter(f"{APP}Set")}
    assert sets == {"SharedRuntime": "1.1", "CustomFunctionsRuntime": "1.4"}


def test_every_address_is_on_our_own_host_and_answers(manifest: ElementTree.Element, server: Server) -> None:
    urls = {value for one in manifest.iter() for value in one.attrib.values() if value.startswith("http")}
    assert len(urls) >= 6
    for url in urls:
        assert url.startswith(server.url)
        if not url.endswith(".png"):
            assert server.get(urlsplit(url).path)[0] == 200


@pytest.mark.parametrize("size", [16, 32, 64, 80])
def test_the_icons_have_their_sizes(server: Server, size: int) -> None:
    from urllib.request import urlopen

    with urlopen(f"{server.url}/static/images/icons/fho-{size}.png", timeout=10) as answer:
        content = answer.read()
        # Excel on Windows shows no icon that may not be kept.
        assert answer.headers["Cache-Control"] is None
    assert content.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", content[16:24]) == (size, size)


def test_it_can_be_downloaded(server: Server, manifest: ElementTree.Element) -> None:
    status, text = server.get("/manifest/download")
    assert status == 200
    assert ElementTree.fromstring(text).findtext(f"{APP}Id") == manifest.findtext(f"{APP}Id")
