"""Search pages: how something was translated, and single units with their history.

wishes.py        what somebody looks for, as the address of a page says it
answer.py        what is found, as a page shows it; fuzzy.py and occurrences.py find it
browsing.py      a document read in its order; sought.py puts the right question to the memory
search.py        the pages of the search, one for people and one for OmegaT
unit.py          the page of a unit: its texts, edits, history; form.py is how it is edited, versions.py what
                 it was
routes.py        the addresses of these pages
revisions.py     the changes of the memory, each of which can be taken back
"""
