"""Alignments under review: the heart of the pages.

listing.py     all documents; places.py those in folders
adding.py      how there are more, at once or behind a page that says how far it is
document.py    a document: its rows, what is done to them, what others do meanwhile
window.py      the page of rows that is shown; going.py where one goes from there
commands.py    what can be asked, and the keys for it
history.py     who did what
files.py       a document as files, out and in
person.py      who somebody is
"""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from tm.web.review import adding, document, files, history, listing

routes: list[BaseRoute] = [
    Route("/review", listing.documents),
    Route("/review/add", adding.from_texts, methods=["POST"]),
    Route("/review/open", adding.from_folder, methods=["POST"]),
    Route("/review/memory", listing.in_memory),
    Route("/review/from-memory", adding.from_memory, methods=["POST"]),
    Route("/review/coming/{job}", adding.progress),
    Route("/review/coming/{job}/stop", adding.stop, methods=["POST"]),
    Route("/review/name", listing.name, methods=["GET", "POST"]),
    Route("/review/{id:int}", document.document),
    Route("/review/{id:int}/do", document.act, methods=["POST"]),
    Route("/review/{id:int}/changes", document.changes),
    Route("/review/{id:int}/history", history.history),
    Route("/review/{id:int}/remove", listing.remove, methods=["POST"]),
    Route("/review/{id:int}/restore", listing.restore, methods=["POST"]),
    Route("/review/{id:int}/files", files.files),
    Route("/review/{id:int}/files/{kind}", files.out),
    Route("/review/{id:int}/sheet", files.sheet, methods=["POST"]),
    Route("/review/{id:int}/keep", files.keep, methods=["POST"]),
]
