"""Metrics of machine translation, computed by sacrebleu and named by its signatures, and what they tell.

The nouns: `scored.py` has what is scored, references and systems; `results.py` what is found, up to the
`ScoreReport`; `history.py` the scores of several runs.

    metric         statistics of segments, and the score of any sum of them
    resampling     sums over random draws of segments, those that sacrebleu makes
    significance   intervals, p-values and clusters from these draws
    agreement      how often people see a difference of so many points
    ranking        which score is better, which system comes first
    groups         parts of the segments, and the scores of each
    ngrams         what one system gets of the references and another misses
    differences    what differs between a hypothesis and its reference, for people to read
    punctuation    texts with quotes and dashes of one shape
    condition      the language in which gates are written
    gate           conditions under which a run fails

Nothing here opens a file. The score of some segments is made of the statistics that are there already.
"""
