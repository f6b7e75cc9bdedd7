"""The pages of the search: one for people, and the address to which OmegaT sends a selected text."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tm.errors import NoSuchMemory, StoreError, TMError, UsageError
from tm.memory import Memory
from tm.web.pages import gettext, is_part, page, told
from tm.web.search.answer import Answer, autonym
from tm.web.search.fuzzy import fuzzy
from tm.web.search.occurrences import PHRASE, occurrences
from tm.web.search.wishes import ANY, KINDS, LIMITS, Wishes
from tm.web.state import state_of

_TYPED = 3  # characters from which on is looked while somebody still types


async def search(request: Request) -> Response:
    """The form and what it finds; while somebody types, only the latter."""
    return await _answered(request, Wishes.of(request.query_params))


async def concordance(request: Request) -> Response:
    """What OmegaT's external search asks: `q` in all languages that have its letters."""
    return await _answered(request, replace(Wishes.of(request.query_params), kind="words"))


async def _answered(request: Request, wishes: Wishes) -> Response:
    known: list[str] = []

    def found(memory: Memory) -> Answer:
        known.extend(memory.store.languages())
        return _found(memory, wishes, known)

    typing = is_part(request) and 0 < len(wishes.q) < _TYPED
    try:
        _check(request, wishes)
        answer = Answer("short") if typing else await state_of(request).ask(found)
    except NoSuchMemory as error:
        answer = Answer("missing", why=told(request, error))
    except StoreError as error:
        answer = Answer("problem", why=told(request, error), status=503)
    except TMError as error:
        answer = Answer("problem", why=told(request, error), status=400)
    template = "search/results.html" if is_part(request) else "search/search.html"
    return page(
        request,
        template,
        answer.status,
        wishes=wishes,
        answer=answer,
        known=known,
        kinds=KINDS,
        limits=LIMITS,
        any_lang=ANY,
        autonym=autonym,
    )


def _check(request: Request, wishes: Wishes) -> None:
    """Refuse what no concordance can look for. Raises UsageError."""
    if wishes.kind != "fuzzy" and len(wishes.q) > PHRASE:
        raise UsageError(
            gettext(
                request,
                "The text has %(count)s characters. A word or a phrase has at most %(most)s; "
                "look for a longer text as a whole segment.",
                count=len(wishes.q),
                most=PHRASE,
            )
        )


def _found(memory: Memory, wishes: Wishes, known: list[str]) -> Answer:
    """What the memory has of what is wanted."""
    if not known:
        return Answer("empty")
    if not wishes.q:
        return Answer("start")
    return fuzzy(memory, wishes) if wishes.kind == "fuzzy" else occurrences(memory, wishes)


routes = [Route("/search", search), Route("/concordance", concordance)]
