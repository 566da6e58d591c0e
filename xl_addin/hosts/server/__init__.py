"""The cell functions from a server (xlwings Server): Excel 365, Mac and the web, nothing installed on the PC."""
