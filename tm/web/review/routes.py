"""The addresses of reviews."""

from __future__ import annotations

from starlette.routing import BaseRoute, Route

from tm.web.review import adding, document, files, history, listing

routes: list[BaseRoute] = [
    Route("/review", listing.documents),
    Route("/review/add", adding.from_texts, methods=["POST"]),
    Route("/review/open", adding.from_folder, methods=["POST"]),
    Route("/review/memory", listing.in_memory),
    Route("/review/from-memory", adding.from_memory, methods=["POST"]),
    Route("/review/coming/{id}", adding.progress),
    Route("/review/coming/{id}/stop", adding.stop, methods=["POST"]),
    Route("/review/name", listing.name, methods=["GET", "POST"]),
    Route("/review/{id:number}", document.document),
    Route("/review/{id:number}/do", document.act, methods=["POST"]),
    Route("/review/{id:number}/changes", document.changes),
    Route("/review/{id:number}/history", history.history),
    Route("/review/{id:number}/remove", listing.remove, methods=["POST"]),
    Route("/review/{id:number}/restore", listing.restore, methods=["POST"]),
    Route("/review/{id:number}/files", files.files),
    Route("/review/{id:number}/files/{kind}", files.out),
    Route("/review/{id:number}/sheet", files.sheet, methods=["POST"]),
    Route("/review/{id:number}/keep", files.keep, methods=["POST"]),
]
