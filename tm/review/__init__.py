"""Reviewing an alignment: a document as rows that a person merges, splits, moves, confirms and rejects.

draft.py     the document: rows, and what was decided of each
action.py    what a reviewer may do; the list at its foot is all of it
caret.py     where a text may be cut
splice.py    a change: rows that give way to others, and back
change.py    several of them at once, cut down to what they change
history.py   what was done, by whom, and what of it still holds
log.py       the file in which all of it is kept; codec.py has rows and changes as bytes
review.py    one document: do, undo, redo, and who was quicker
desk.py      all documents of a file
progress.py  how far a document is
realign.py   what is open aligned anew between what is decided, or only judged anew
order.py     which rows to look at first
exchange/    how documents come in, and how they go out
"""
