"""The agreement's parameters (aftalens parametre): dated data with the source of every value.

A change in the law or in an agreement is a new entry in one of the data files here, never a change in code:

* ``midtjylland.toml``, ``bekendtgoerelsen.toml``: the shipped agreements, version by version
* ``sections.toml``: the sections of the Social Services Act that the sources name
* ``employers.toml``: who may employ, who trains, who pays first
* ``kommuner.csv``, ``regions.toml``: the 98 municipalities and their regions
"""
