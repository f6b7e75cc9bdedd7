"""How documents come under review, and what becomes of them.

folders.py    documents of folders in, with their beads and texts
documents.py  those of a memory in, and texts that were never a file
unit.py       a row as a unit of a memory
exports.py    out as TMX, beads and gold
revision.py   into a memory, as one revision of it
sheet/        out as a sheet, and in again
"""
