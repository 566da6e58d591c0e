"""The rules of the agreement (aftalen), in its own order: pure NumPy that knows nothing of Excel.

==========================================  ==========================================================================
``target_group.py``                         Målgruppe: who has a joint arrangement
``sources.py``                              Målgruppe: why, in a sentence; the source behind every result
``granted_help.py``                         Målgruppe: the section that help is granted under, later laws (guideline 3)
``employer.py``                             Ansvars- og opgavefordeling: who employs, who trains, who pays first
``cost_sharing_key.py``                     Økonomi: the cost-sharing key
``joint_financing.py``                      Principper for fordelingsnøglen: from when, until when
``start_up.py``                             Principper for fordelingsnøglen: the deadlines before the start
``joint_hours.py``                          Principper for fordelingsnøglen: which hours
``extra_helper.py``                         Principper for fordelingsnøglen: a helper beyond the common one
``budget.py``                               Principper for fordelingsnøglen: a budget for a period
``admission.py``                            Indlæggelse: the joint assessment of a long stay, and what has become of it
``holiday.py``                              Ferie: extra costs, never the region's
``division.py``                             Økonomi, Principper, Ferie: all of it for a ledger of postings
``shares.py``                               the one shape of who pays what
``invoicing.py``                            Fakturering: what the payer collects
``offsetting.py``                           Ikrafttræden: what the parties owe each other
``moving.py``                               Flytning (guideline 8.3): which municipality pays on a day
``arrangement_in_time.py``                  an arrangement as periods with their own circumstances
``paying_municipality.py``                  Flytning in time: who pays on each day of a case
``refund.py``                               Flytning: what the former municipality can expect back
``ledger.py``                               the settlement of postings over arrangements in time
``review.py``                               what is worth a look in a posting
``sentences.py``                            Danish sentences by row, as long as a cell can show
``money.py``                                whole øre, exactly
==========================================  ==========================================================================

Every rule takes and gives one-dimensional arrays of one length. A word is an index in a fixed tuple of names
(``target_group.STATUSES``, ``vocabulary.COST_TYPES`` and others), a citizen's sections are one number
(``agreement.section_lists``), days are ``datetime64[D]``, money is ``int64`` øre. A rule's docstring quotes its clause
in italics; the tests look the quotes up in the sources.
"""
