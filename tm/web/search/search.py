"""The pages of the search: one for people, and the address to which OmegaT sends a selected text."""

from __future__ import annotations

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tm.errors import NoSuchMemory, StoreError, UsageError
from tm.web.disconnect import while_here
from tm.web.numbers import number_of
from tm.web.pages import gettext, is_part, page, told
from tm.web.search.answer import Answer, autonym
from tm.web.search.occurrences import PHRASE
from tm.web.search.sought import Sought
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
    typing = is_part(request) and 0 < len(wishes.q) < _TYPED
    try:
        _check(request, wishes)
        answer = Answer("short") if typing else await _asked(request, wishes)
    except NoSuchMemory as error:
        answer = Answer("missing", why=told(request, error))
    except StoreError as error:
        answer = Answer("problem", why=told(request, error), status=503)
    except UsageError as error:
        answer = Answer("problem", why=told(request, error), status=400)
    if answer.error:
        answer = answer._replace(why=told(request, answer.error))
    template = "search/results.html" if is_part(request) else "search/search.html"
    return page(
        request,
        template,
        answer.status,
        wishes=wishes,
        answer=answer,
        known=answer.known,
        kinds=KINDS,
        limits=LIMITS,
        any_lang=ANY,
        autonym=autonym,
    )


async def _asked(request: Request, wishes: Wishes) -> Answer:
    if wishes.is_browsing and is_part(request):
        return Answer("start")  # the name of the document is being typed
    said = request.query_params
    sought = Sought(wishes, number_of(said.get("after", "")), number_of(said.get("before", "")))
    return await while_here(request, state_of(request).lookups.ask(sought))


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


routes = [Route("/search", search), Route("/concordance", concordance)]
