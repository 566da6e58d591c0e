"""The task pane in Chromium: every task, by mouse and keyboard, at 320 px and wider."""

import json
import os
import random
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl import Workbook
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.hosts.server.browser import Browser
from tests.hosts.server.files import as_text, computed_file, division
from tests.hosts.server.running import Server
from xl_addin.functions.catalogue import catalogue

LETTERS = str.maketrans("0123456789", "ghijklmnop")
"""Among so many digits some are a CPR number."""

FILL = """
    const [base64, names] = given;
    const { workbook, Sheet, files } = excelHost;
    files.base64 = base64;
    workbook.sheets = names.map((name) => new Sheet(name));
    workbook.active = [workbook.sheets[0], 0, 0];
"""


@pytest.fixture
def pane(browser: Browser, server: Server) -> Browser:
    browser.open(server.url)
    return browser


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the screenshots go: ``FHO_SCREENSHOTS`` keeps them for looking at."""
    folder = Path(os.environ.get("FHO_SCREENSHOTS") or tmp_path_factory.mktemp("screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def fill(pane: Browser, workbook: Workbook) -> None:
    pane.run_async(FILL, as_text(computed_file(workbook)), workbook.sheetnames)


def active(pane: Browser) -> list[Any]:
    found = pane.run("const [sheet, row, column] = excelHost.workbook.active; return [sheet.Name, row, column]")
    assert isinstance(found, list)
    return found


def press(pane: Browser, *keys: str) -> None:
    for key in keys:
        ActionChains(pane.driver).send_keys(key).perform()


def done(pane: Browser, button: str) -> None:
    pane.click(button)
    pane.until(f"return !document.querySelector('{button}').disabled")


def assert_no_wider_than_the_window(pane: Browser) -> None:
    assert pane.run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth")


@pytest.mark.parametrize("width", [320, 480, 900])
@pytest.mark.parametrize("tab", ["functions", "check", "new", "explain"])
def test_every_tab_fits_the_window(browser: Browser, server: Server, pictures: Path, width: int, tab: str) -> None:
    browser.open(server.url, width)
    fill(browser, division())
    browser.click(f"#tab-{tab}")
    if tab == "functions":
        for one in browser.driver.find_elements(By.CSS_SELECTOR, ".function summary")[14:17]:
            one.click()
    else:
        browser.run("const { workbook } = excelHost; workbook.active = [workbook.sheets[1], 1, 3]")
        done(browser, f"#run-{tab}")
    assert_no_wider_than_the_window(browser)
    browser.screenshot(pictures / f"{tab}-{width}.png")


def test_it_shows_the_catalogue(pane: Browser) -> None:
    shown = [one.text for one in pane.driver.find_elements(By.CSS_SELECTOR, ".function summary")]
    assert shown == [function.name for function in catalogue()]
    pane.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    text = pane.text("#functions")
    for function in catalogue():
        assert function.help in text
        assert function.syntax in text
        assert all(argument.help in text for argument in function.arguments)


def test_searching(pane: Browser) -> None:
    pane.driver.find_element(By.ID, "search").send_keys("øre")
    shown = [one.text for one in pane.driver.find_elements(By.CSS_SELECTOR, ".function summary") if one.is_displayed()]
    assert shown == [one.name for one in catalogue() if "øre" in (one.name + one.help).lower()]
    assert 0 < len(shown) < len(catalogue())
    assert pane.text("#found") == f"{len(shown)} funktioner fundet."


def test_inserting_an_example_only_into_an_empty_cell(pane: Browser) -> None:
    pane.driver.find_elements(By.CSS_SELECTOR, ".function summary")[0].click()
    pane.click(".function[open] .insert")
    pane.until("return document.getElementById('inserted').textContent")
    assert pane.text("#inserted") == "Eksemplet står i Ark1!A1."
    formula = pane.run("return excelHost.workbook.sheets[0].cells.get('0,0').formula")
    assert formula == '=FHO_STATUS(24,"96",12,"ja","Viborg")'
    pane.click(".function[open] .insert")
    pane.until("return document.getElementById('inserted').textContent.includes('ikke tom')")
    assert pane.run("return excelHost.workbook.sheets[0].cells.size") == 1


def test_checking_leads_to_the_cells(pane: Browser) -> None:
    fill(pane, division())
    pane.click("#tab-check")
    done(pane, "#run-check")
    assert pane.text("#checked") == "2 fund: 0 fejl, 2 at se efter."
    found = pane.driver.find_elements(By.CSS_SELECTOR, "#findings button")
    assert found[0].text.startswith("Udgifter, A2: Fælles udgift før start 200,00 kr., 01-01-2016 til 11-01-2016;")
    assert found[1].text.startswith("Udgifter, A3: Respiration eller servicelov på en fælles dag 300,00 kr.")
    text = pane.text("#findings")
    assert "se efter" in text
    assert "Kilde: Aftalen, Økonomi og Ikrafttræden" in text
    found[1].click()
    pane.until("return excelHost.workbook.active[1] === 2")
    assert active(pane) == ["Udgifter", 2, 0]
    assert pane.run("return [excelHost.files.open.size, excelHost.files.sliceSize]") == [0, 4194304]


def test_a_finding_over_a_range_leads_to_the_range(pane: Browser) -> None:
    workbook = division()
    workbook["Udgifter"]["B1"], workbook["Udgifter"]["B2"] = "banan", "banan"
    fill(pane, workbook)
    pane.click("#tab-check")
    done(pane, "#run-check")
    assert "fejl" in pane.text("#findings .fejl")
    pane.click("#findings .fejl button")
    pane.until("return excelHost.workbook.active[2] === 1")
    assert active(pane) == ["Udgifter", 0, 1]


def test_a_file_larger_than_a_slice(pane: Browser) -> None:
    workbook = division()
    chance = random.Random(17)
    for _ in range(250):
        workbook["Udgifter"].append([None] * 6 + [chance.randbytes(12_000).hex().translate(LETTERS)])
    fill(pane, workbook)
    assert pane.run("return excelHost.files.base64.length") > 4 * 1024 * 1024
    pane.click("#tab-check")
    done(pane, "#run-check")
    assert pane.text("#checked") == "2 fund: 0 fejl, 2 at se efter."


@pytest.mark.parametrize("again", range(4))
def test_where_excel_hands_no_file_over_it_is_said(pane: Browser, again: int) -> None:
    pane.run("excelHost.files.failing = true")
    pane.click("#tab-check")
    done(pane, "#run-check")
    assert pane.text("#checked") == "Excel kunne ikke læse projektmappen (5001). Gem den, og prøv igen."
    assert pane.run("return excelHost.files.open.size") == 0


def test_what_is_no_workbook_is_told(pane: Browser) -> None:
    pane.run("excelHost.files.base64 = btoa('ikke en projektmappe')")
    pane.click("#tab-check")
    done(pane, "#run-check")
    assert "ikke en projektmappe" in pane.text("#checked")


def test_checking_an_empty_workbook(pane: Browser) -> None:
    fill(pane, Workbook())
    pane.click("#tab-check")
    done(pane, "#run-check")
    assert pane.text("#checked") == "Ingen fund. Ingen formel i projektmappen bruger en FHO-funktion."


def test_checking_a_workbook_that_counts_from_1904(pane: Browser) -> None:
    pane.run("excelHost.workbook.from1904 = true")
    pane.click("#tab-check")
    done(pane, "#run-check")
    assert "1904-datosystemet" in pane.text("#checked")


def test_what_stands_in_a_cell_is_never_read_as_html(pane: Browser) -> None:
    text = "<img src=x onerror='globalThis.hacked=1'>"
    workbook = division()
    workbook["Udgifter"]["B1"] = text
    fill(pane, workbook)
    pane.click("#tab-check")
    done(pane, "#run-check")
    assert text in pane.text("#findings")
    assert pane.run("return document.querySelector('#findings img') === null && !globalThis.hacked")


def test_a_new_arrangement(pane: Browser) -> None:
    pane.click("#tab-new")
    done(pane, "#run-new")
    assert pane.text("#made").startswith("2 ark er sat ind sidst i projektmappen.")
    content, options = pane.run("return excelHost.workbook.inserted[0]")
    assert options == {"positionType": "End"}
    opened = openpyxl.load_workbook(BytesIO(b64decode(content)))
    formulas = [cell.value for sheet in opened for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert any("_xldudf_FHO_STATUS(" in str(formula) for formula in formulas)


def test_explaining_a_cell(pane: Browser) -> None:
    fill(pane, division())
    pane.run("const { workbook } = excelHost; workbook.active = [workbook.sheets[1], 1, 3]")
    pane.click("#tab-explain")
    done(pane, "#run-explain")
    assert pane.text("#explained") == "Fordeling, D2:"
    text = pane.text("#explanation")
    assert "FØR-START" in text
    assert "Kilde: Aftalen, Økonomi" in text
    assert "beloeb 200" in text
    assert "ufordelt 200,00" in text


def test_explaining_a_cell_without_a_function(pane: Browser) -> None:
    fill(pane, Workbook())
    pane.click("#tab-explain")
    done(pane, "#run-explain")
    assert pane.text("#explained") == "Cellen A1 har ingen FHO-funktion."


def test_everything_by_keyboard(pane: Browser) -> None:
    fill(pane, division())
    press(pane, Keys.TAB)
    assert pane.run("return document.activeElement.id") == "tab-functions"
    press(pane, Keys.ARROW_LEFT)
    assert pane.run("return document.activeElement.id") == "tab-explain"
    press(pane, Keys.HOME, Keys.ARROW_RIGHT)
    assert pane.run("return document.activeElement.id") == "tab-check"
    press(pane, Keys.TAB, Keys.ENTER)
    pane.until("return document.querySelectorAll('#findings button').length === 2")
    pane.until("return document.activeElement.id === 'run-check'")
    press(pane, Keys.TAB, Keys.ENTER)
    pane.until("return excelHost.workbook.active[1] === 1")
    assert active(pane) == ["Udgifter", 1, 0]


def test_what_a_screen_reader_needs(pane: Browser) -> None:
    assert pane.run("return document.documentElement.lang") == "da"
    tree = pane.driver.execute_cdp_cmd("Accessibility.getFullAXTree", {})["nodes"]
    named = [
        (node["role"]["value"], node.get("name", {}).get("value", ""))
        for node in tree
        if not node.get("ignored")
        and node.get("role", {}).get("value") in ("button", "tab", "searchbox", "tabpanel", "tablist")
    ]
    assert named
    assert all(name for _, name in named), named
    assert ("searchbox", "Søg i funktionerne") in named
    assert [name for role, name in named if role == "tab"] == ["Funktioner", "Kontrol", "Ny ordning", "Forklar"]
    live = pane.run("return [...document.querySelectorAll('[role=status], [role=alert]')].map(one => one.id)")
    assert {"found", "inserted", "checked", "made", "explained", "trouble"} <= set(live)


def test_colours_are_easy_to_tell_apart(pane: Browser) -> None:
    """At least 4.5:1 between text and what is behind it (WCAG AA)."""
    pane.run("document.querySelectorAll('details').forEach(one => { one.open = true })")
    pairs = json.loads(
        pane.run("""
            const behind = (one) => {
                const colour = getComputedStyle(one).backgroundColor;
                return colour !== 'rgba(0, 0, 0, 0)' || !one.parentElement ? colour : behind(one.parentElement);
            };
            const texts = [...document.querySelectorAll('body *')].filter(one =>
                one.checkVisibility() && [...one.childNodes].some(node => node.nodeType === 3 && node.data.trim()));
            return JSON.stringify([...new Set(texts.map(one => getComputedStyle(one).color + '|' + behind(one)))]);
        """)
    )
    assert len(pairs) > 3
    for pair in pairs:
        text, back = ([float(part) for part in colour[4:-1].split(",")] for colour in pair.split("|"))
        assert contrast(text, back) >= 4.5, pair


def contrast(one: list[float], other: list[float]) -> float:
    brightness = sorted((luminance(one), luminance(other)))
    return (brightness[1] + 0.05) / (brightness[0] + 0.05)


def luminance(colour: list[float]) -> float:
    parts = [part / 255 for part in colour]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
