"""What stands before every request: who may call us by which name, from where, how much, and for how long.

gate.py       refuses what may not come in, and gives every answer its headers
hosts.py      Host and Origin, against DNS rebinding and cross-site requests
access.py     the token, and who may change things
limits.py     the size of a body, and how long a request may take
headers.py    what browsers are told: content security policy and the like
journal.py    the log: what happened, without texts and secrets
"""
