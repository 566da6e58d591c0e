"""The cell functions as xlwings' COM server calls them: those of the catalogue, decorated here and nowhere else."""

from xlwings import func

from xl_addin.functions.catalogue import CATEGORY, catalogue

globals().update({one.name.lower(): func(category=CATEGORY)(one.call) for one in catalogue()})
