"""Charts as finance staff need them: a title, axis titles, colours that differ in brightness too, a text for screen readers."""

from dataclasses import dataclass

from openpyxl.chart import BarChart, Reference, Series
from openpyxl.chart.axis import ChartLines
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.drawing.line import LineProperties
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

COLOURS = ("17495C", "E0A526", "7FB3C8", "8C3B4A")
"""Dark blue, amber, light blue, wine: told apart in black and white and by the colour-blind."""


@dataclass(frozen=True)
class Chart:
    """A chart over a table: the header row gives the series' names, the first column the categories."""

    title: str
    across: str
    along: str
    sheet: Worksheet
    header: int
    last: int
    categories: int
    series: tuple[int, ...]
    alternative: str
    stacked: bool = True
    lying: bool = False


def put(sheet: Worksheet, anchor: str, chart: Chart, width: float, height: float) -> None:
    """Put a chart on a sheet, its size in centimetres."""
    made = BarChart()
    made.type = "bar" if chart.lying else "col"
    made.title = chart.title
    made.style = 2
    made.x_axis.title, made.y_axis.title = chart.across, chart.along
    made.x_axis.delete = made.y_axis.delete = False
    for titled in (made, made.x_axis, made.y_axis):
        assert titled.title is not None
        titled.title.overlay = False
    made.y_axis.number_format = "#,##0.0,," if chart.along.startswith("Mio.") else "#,##0"
    made.y_axis.majorGridlines = ChartLines(spPr=GraphicalProperties(ln=LineProperties(solidFill="D5DDE1")))
    made.x_axis.tickLblPos = "low"
    if chart.lying:
        made.x_axis.scaling.orientation = "maxMin"
        made.y_axis.crosses = "max"
    made.gapWidth = 45
    if chart.stacked and len(chart.series) > 1:
        made.grouping, made.overlap = "stacked", 100
    categories = Reference(chart.sheet, min_col=chart.categories, min_row=chart.header + 1, max_row=chart.last)
    for number, colour in zip(chart.series, COLOURS, strict=False):
        values = Reference(chart.sheet, min_col=number, min_row=chart.header, max_row=chart.last)
        series = Series(values, title_from_data=True)
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        made.append(series)
    made.set_categories(categories)
    if len(chart.series) == 1:
        made.legend = None
    else:
        made.legend.position = "b"
    made.width, made.height = width, height  # type: ignore[assignment]  # the stubs know only whole centimetres
    made.alternative = chart.alternative  # type: ignore[attr-defined]  # for alternative_texts
    sheet.add_chart(made, anchor)


def alternative_texts(workbook: Workbook) -> dict[str, list[str]]:
    """The text of each chart for screen readers, by the part that openpyxl draws it in: it has no place for one."""
    drawn = [sheet._charts for sheet in workbook.worksheets if getattr(sheet, "_charts", None)]  # type: ignore[attr-defined]
    return {
        f"xl/drawings/drawing{number}.xml": [getattr(chart, "alternative", "") for chart in charts]
        for number, charts in enumerate(drawn, 1)
    }
