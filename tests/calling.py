"""The cell functions by their Python names, as every host gets them from the catalogue."""

from types import SimpleNamespace

from xl_addin.functions.catalogue import catalogue

functions = SimpleNamespace(**{one.name.lower(): one.call for one in catalogue()})
