"""Fuzzy matches and concordance: which segments of a memory are like a text, and how like they are.

Start in `score.py`. `folding.py` and `grams.py` say what is compared, `postings.py` and `candidates.py` find
what is worth comparing, and nothing here knows where a memory is kept.
"""
