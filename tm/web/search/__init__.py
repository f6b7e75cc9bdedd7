"""Search pages: how something was translated, and single units with their history.

wishes.py        what somebody looks for, as the address of a page says it
answer.py        what is found, as a page shows it; fuzzy.py and occurrences.py find it
search.py        the pages of the search, one for people and one for OmegaT
unit.py          the page of a unit: its texts, edits, history; versions.py is what it was
revisions.py     the changes of the memory, each of which can be taken back
"""
