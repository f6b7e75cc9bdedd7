"""Alignments under review: the heart of the pages.

listing.py     all documents, and how there are more; places.py those in folders
document.py    a document: its rows, what is done to them, what others do meanwhile
window.py      the page of rows that is shown; navigation.py where one goes from there
commands.py    what can be asked, and the keys for it
history.py     who did what
files.py       a document as files, out and in
person.py      who somebody is
"""
