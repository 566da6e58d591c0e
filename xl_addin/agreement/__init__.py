"""The agreement's parameters (aftalens parametre): dated data with the source of every value.

A change in the law or in an agreement is a new entry in one of the data files here, never a change in code:

* ``midtjylland.toml``, ``bekendtgoerelsen.toml``: the shipped agreements, version by version (``parameters.py``)
* ``sections.toml``: the sections that the sources name, those they name without their being help, later laws, and what
  a section asks for (``sections.py``; a citizen's list of them is one number: ``section_lists.py``)
* ``employers.toml``: who may employ, who trains, who pays first (``employers.py``)
* ``cost_types.toml``: the cost types and how each is treated (``vocabulary.py``)
* ``kommuner.csv``, ``regions.toml``: the 98 municipalities and their regions by date (``municipalities.py``)
* ``sources.toml``, ``remarks.toml``: the Danish sentences; parameters are filled in (``wording.py``)
* ``data.py`` reads them
* ``revision.toml``: the day that all of it was last held against the sources
"""
