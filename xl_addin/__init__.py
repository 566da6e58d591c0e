"""Fælles hjælperordninger: the cooperation agreement as functions in Excel cells."""

__version__ = "0.2.0"
