"""The best match in the shape of Apertium's translation: OmegaT 6 shows it in its machine translation pane.

OmegaT gets no score here, so only what is near is given, with the numbers of the text where that is sure. An
answer that says "nothing found" is an error to it: that passes in its status line. An empty translation it
would show as one, keep, and put into the segment on the translator's wish. Any HTTP status but 200 it takes
for a server that is not there, so the status is within.
"""

from __future__ import annotations

from itertools import permutations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from tm.errors import TMError
from tm.memory import Memory
from tm.web.server.codes import tag_of
from tm.web.state import state_of

LEAST = 75  # per cent, as for tm pretranslate


async def translate(request: Request) -> Response:
    """The best translation of `q` from the memory, `langpair` being like kk|ru."""
    asked = {**request.query_params, **await _form(request)}
    source, _, target = asked.get("langpair", "").partition("|")
    text = asked.get("q", "")
    if not text.strip() or not source or not target:
        return _answer(400, "q and langpair are needed, like q=Иә&langpair=kk|ru")
    try:
        langs = tag_of(source), tag_of(target)
        found = await state_of(request).lookups.lookup(text, *langs, LEAST, 1)
    except HTTPException as error:
        return _answer(error.status_code, error.detail)
    except TMError as error:
        return _answer(503, str(error))
    if not found:
        return _answer(404, f"the memory has nothing that is {LEAST} % like it")
    return _answer(200, None, {"translatedText": found[0].repaired or found[0].target})


async def list_pairs(request: Request) -> Response:
    """The pairs of languages that `translate` knows."""
    langs = sorted(await state_of(request).ask(_languages))
    pairs = [{"sourceLanguage": one, "targetLanguage": other} for one, other in permutations(langs, 2)]
    return _answer(200, None, pairs)


def _languages(memory: Memory) -> list[str]:
    return list(memory.store.languages())


async def _form(request: Request) -> dict[str, str]:
    """The fields of a form; none of a GET."""
    if request.method != "POST":
        return {}
    form = await request.form(max_files=0, max_fields=20)
    return {name: value for name, value in form.items() if isinstance(value, str)}


def _answer(status: int, details: str | None, data: object = None) -> Response:
    content = {"responseData": data, "responseDetails": details, "responseStatus": status}
    return JSONResponse(content, headers={"cache-control": "no-store"})


routes = [
    Route("/translate", translate, methods=["GET", "POST"]),
    Route("/listPairs", list_pairs),
]
