"""The memory as a whole: files in and out, findings, statistics, score reports.

overview.py    what is in the memory; counts.py counts it, pictures.py draws it
documents.py   the documents that units are from, which listing.py finds
imports.py     files in; uploads.py takes them
exports.py     files out; chosen.py reads from forms which units are wanted
finding_pages.py  what is found (findings.py) and put right (mending.py), shown by differences.py
job_pages.py   how far long work is
routes.py      the addresses of these pages
scores.py      score reports, which reports.py finds
"""
