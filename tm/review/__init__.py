"""Reviewing an alignment: a document as rows that a person merges, splits, moves, confirms and rejects.

draft.py     the document: rows, and what was decided of each
action.py    what a reviewer may do; the list at its foot is all of it
splice.py    a change: rows that give way to others, and back
realign.py   what is open aligned anew between what is decided, or only judged anew
order.py     which rows to look at first
"""
