"""What xlwings Server serves as custom functions."""

from xl_addin.hosts.server.office_functions import office_functions

globals().update(office_functions())
