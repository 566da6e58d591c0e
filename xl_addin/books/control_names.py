"""The name by which a regional workbook tells how its own controls stand, for whoever reads it and builds none."""

from typing import Final

ALL_FAULTS: Final = "kontrol_fejl"
"""How many controls fail."""
