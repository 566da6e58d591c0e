"""The rules of the agreement (aftalen), in its own order: pure NumPy that knows nothing of Excel.

==========================================  ==================================================
``target_group.py``                         Målgruppe: who has a joint arrangement and why
``employer.py``                             Ansvars- og opgavefordeling: who employs and trains
``cost_sharing_key.py``                     Økonomi: the key, 67/33
``joint_financing.py``                      Principper for fordelingsnøglen: from when, until when
``joint_hours.py``                          Principper for fordelingsnøglen: which hours
``extra_helper.py``                         Principper for fordelingsnøglen: a helper beyond the common one
``admission.py``                            Indlæggelse: the joint decision after four weeks
``holiday.py``                              Ferie: extra costs, never the region's
``invoicing.py``                            Fakturering: what the payer collects
``offsetting.py``                           Ikrafttræden: what the parties owe each other
``moving.py``                               Flytning (guideline 8.3): which municipality pays
``postings.py``                             all of it for a ledger of postings
``budget.py``                               Principper for fordelingsnøglen: a budget for a period
``sources.py``                              the source behind every result
``money.py``                                whole øre, exactly
==========================================  ==================================================

Every rule takes and gives one-dimensional arrays of one length. Words are places in a fixed tuple of
names (``target_group.STATUSES``, ``vocabulary.SECTIONS`` and others), days are ``datetime64[D]``, money is
``int64`` øre.
"""
