"""What CAT tools and programs ask: amaGama, TMX over HTTP, Apertium's translate, our own JSON.

amagama.py    matches for Weblate, Okapi and Virtaal; intake.py what they put in
tmx.py        a TMX file a direction for OmegaT, made once a state of the memory
apertium.py   the best match for OmegaT's machine translation pane
api/          our own JSON, and what describes it
codes.py      language codes as tools write them; escaped.py texts in paths
"""
