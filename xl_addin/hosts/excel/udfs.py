"""What xlwings' COM server calls: the catalogue's functions, decorated nowhere else, and the ribbon's check."""

from xlwings import func

from xl_addin.functions.catalogue import CATEGORY, catalogue
from xl_addin.hosts.excel import ribbon_check

globals().update({one.name.lower(): func(category=CATEGORY)(one.call) for one in catalogue()})

fho_check_copy = func(ribbon_check.fho_check_copy)
