"""Claims (opkrævninger) out of a regional workbook: what one party is to pay the other for a month, ready to send.

Source: A Fakturering ("Herefter opkræves den anden parts andel"), A Ikrafttræden (offsetting); V 7.4.1.

==========================  =======================================================================================
``claim.py``                a claim as data: parties, lines, kinds, totals in whole øre
``book_cells.py``           cells of a workbook as text, days and øre
``regional_book.py``        what a regional workbook says: postings settled, and what was claimed before
``sent_record.py``          the sheet Opkrævet: what was claimed and paid
``claiming.py``             the claims of a month, from the workbook and the set-up
``danish_text.py``          months, plain amounts, and text that any file can hold
``parties.py``              the register of CVR, EAN/GLN and bank details that users fill in
``claim_setup.py``          number series, term of payment, texts
``numbering.py``            the number series: no gap, no number twice
``payable_pdf.py``          the claim as a page to pay and an annex to check
``peppol.py``               the claim as Peppol BIS Billing 3.0 (UBL 2.1), invoice or credit note
``journal.py``              balanced lines for the finance system, as its description says
``templates_out.py``        the files that users fill in
``run_folder.py``           all files of a run, or none
``year_end.py``             the workbook of a new year
==========================  =======================================================================================

Nothing is sent: files are written, and the rows to paste into the sheet Opkrævet.
"""

from xl_addin.invoices.claim import ClaimError

__all__ = ["ClaimError"]
