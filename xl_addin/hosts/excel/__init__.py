"""Excel for Windows: the add-in FHO.xlam in front of xlwings' COM server."""
