"""The memory as a whole: files in and out, findings, statistics, score reports.

overview.py    what is in the memory; counts.py counts it, pictures.py draws it
imports.py     files in; uploads.py takes them
exports.py     files out; chosen.py reads from forms which units are wanted
finding_pages.py   what is found (findings.py) and put right (mending.py)
job_pages.py   how far long work is
scores.py      score reports, which reports.py finds
"""
