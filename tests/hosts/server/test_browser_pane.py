"""The task pane in Chromium: every task, by mouse and keyboard, at 320 px and wider."""

import json
import os
from base64 import b64decode
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys

from tests.hosts.server.browser import Browser
from tests.hosts.server.running import Server
from tests.hosts.server.sending import sent
from tests.hosts.server.test_checking import workbook
from xl_addin.functions.catalogue import catalogue

FILL = """
    const [payload] = given;
    const { workbook, Sheet } = excelHost;
    workbook.sheets = payload.sheets.map((one) => {
        const sheet = new Sheet(one.name);
        one.values.forEach((row, down) => row.forEach((value, right) => sheet.set(down, right, value)));
        for (const [row, column, text] of one.formulas) {
            sheet.set(row - 1, column - 1, one.values[row - 1][column - 1], payload.texts[text - 1]);
        }
        return sheet;
    });
    workbook.names = payload.names.map((one) => ({ Id: one.name, Name: one.name, Formula: one.formula }));
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


def fill(pane: Browser, payload: dict[str, Any]) -> None:
    pane.run_async(FILL, payload)


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
    fill(browser, workbook(B1=34))
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
    fill(pane, workbook(B1=34))
    pane.click("#tab-check")
    done(pane, "#run-check")
    assert pane.text("#checked") == "1 formel set igennem, 1 regnet efter: 3 punkter at se på."
    found = pane.driver.find_elements(By.CSS_SELECTOR, "#findings button")
    assert found[0].text.startswith("Fordeling, B1 Cellen viser 34, men funktionen giver 33.")
    found[0].click()
    pane.until("return excelHost.workbook.active[0].Name === 'Fordeling'")
    assert active(pane) == ["Fordeling", 0, 1]
    found[1].click()
    pane.until("return excelHost.workbook.active[0].Name === 'Udgifter'")
    assert active(pane) == ["Udgifter", 1, 0]


def test_checking_an_empty_workbook(pane: Browser) -> None:
    pane.click("#tab-check")
    done(pane, "#run-check")
    assert pane.text("#checked") == "Der er ingen FHO-funktioner i projektmappen."


def test_checking_a_workbook_that_counts_from_1904(pane: Browser) -> None:
    pane.run("excelHost.workbook.from1904 = true")
    pane.click("#tab-check")
    done(pane, "#run-check")
    assert "1904-datosystemet" in pane.text("#checked")


def test_what_stands_in_a_cell_is_never_read_as_html(pane: Browser) -> None:
    text = "<img src=x onerror='globalThis.hacked=1'>"
    fill(pane, sent({text[:20]: [[('=FHO_KILDE("NØGLE")', text)]]}))
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
    fill(pane, workbook())
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
    pane.click("#tab-explain")
    done(pane, "#run-explain")
    assert pane.text("#explained") == "Cellen A1 har ingen FHO-funktion."


def test_everything_by_keyboard(pane: Browser) -> None:
    fill(pane, workbook(B1=34))
    press(pane, Keys.TAB)
    assert pane.run("return document.activeElement.id") == "tab-functions"
    press(pane, Keys.ARROW_LEFT)
    assert pane.run("return document.activeElement.id") == "tab-explain"
    press(pane, Keys.HOME, Keys.ARROW_RIGHT)
    assert pane.run("return document.activeElement.id") == "tab-check"
    press(pane, Keys.TAB, Keys.ENTER)
    pane.until("return document.querySelectorAll('#findings button').length === 3")
    pane.until("return document.activeElement.id === 'run-check'")
    press(pane, Keys.TAB, Keys.ENTER)
    pane.until("return excelHost.workbook.active[0].Name === 'Fordeling'")
    assert active(pane) == ["Fordeling", 0, 1]


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
