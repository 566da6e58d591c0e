"""Cell values in and out: the only place that knows how hosts write blanks, errors, numbers and dates.

* ``errors.py``   Excel's errors in every form that a host hands over
* ``text.py``     trimming and case
* ``numbers.py``  numbers the Danish way, hours, amounts, yes and no
* ``dates.py``    serial numbers, dates, dates as text
* ``cpr.py``      CPR numbers, where no person's number belongs
* ``words.py``    parties, sections, municipalities, cost types: words that mean something in the agreement
* ``kinds.py``    what an argument may hold, by name
* ``shapes.py``   single cells, columns and rectangles
* ``columns.py``  a column of cells as a typed array with the status of each cell
* ``own_agreement.py``  an agreement written in a two-column range
* ``rows.py``     the arguments of a call side by side, and which error each row shows
* ``problems.py`` what is wrong with a row, in Danish
* ``results.py``  typed columns as cell values
* ``call.py``     a rule on columns as a function on cells
* ``grouped.py``  a rule on two groups of columns: a list of municipalities, and their postings
* ``lookup.py``   values by their key
* ``summing.py``  amounts added up by their key
* ``spotting.py`` which cells look like CPR numbers
"""
