"""Our own API: what the command line does, asked over HTTP, with answers of the same shape.

schema.py        what a value must be; checks it, and is the description of it as well
operations.py    what can be asked, with which fields, and what comes back
asked.py         what a request says, checked
memories.py      lookup, concordance, languages: questions that the processes answer
work.py          align and score, which need no memory
description.py   OpenAPI 3.1, made of the same tables; and the page to read
"""
