"""The protocol of amaGama and the tmserver before it, which Weblate, Okapi and Virtaal speak.

What they rely on: `quality` is a float, since Okapi casts it to one; the best match comes first, for Okapi
stops at the first one that is too low; codes are lower case with `_`, as Weblate looks for them. A text is
in the path, escaped, or in `source`. Inline codes are left out, so 100 may differ from a text in them only.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import floor
from typing import NamedTuple

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response

from tm.matching.match import EXACT, Match
from tm.web.disconnect import while_here
from tm.web.lookups.question import Tags
from tm.web.server import intake
from tm.web.server.codes import codes_of, tag_of
from tm.web.server.escaped import EscapedRoute, rest_of, unescaped
from tm.web.state import state_of

PLACES = ("/tmserver", "/api/v1")  # where the tmserver has it, and where amaGama has it
SIMILARITY, LEAST = 70, 30  # per cent: where nothing is asked for, and the least that is given
CANDIDATES, MOST = 5, 30  # matches: where nothing is asked for, and the most that are given
_FRESH = {"cache-control": "no-store"}  # a memory changes while one works
# Virtaal puts a slash behind an address that ends in one.
_ASKED = re.compile(r"/*(?P<source>[^/]+)/(?P<target>[^/]+)/(?P<kind>unit|store)(?:/(?P<name>.*))?")


class Asked(NamedTuple):
    """What a path asks for: a text (`unit`) or a file (`store`), and in which languages, as tags."""

    source: str
    target: str
    kind: str
    name: str

    @property
    def langs(self) -> tuple[str, str]:
        """Source and target."""
        return self.source, self.target


async def tmserver(request: Request) -> Response:
    """Answer whatever is asked below one of `PLACES`."""
    if "jsoncallback" in request.query_params:
        raise HTTPException(
            400, "jsoncallback is not served: it would let any web page read the memory; ask for plain JSON"
        )
    rest = rest_of(request)
    if rest.strip("/") == "languages":
        return await _languages(request)
    found = _ASKED.fullmatch(rest)
    if not found:
        raise HTTPException(404, "there is languages/, SOURCE/TARGET/unit/TEXT and SOURCE/TARGET/store/NAME")
    source, target, name = (unescaped(found[part] or "") for part in ("source", "target", "name"))
    if found["kind"] == "unit" and not name:
        name = request.query_params.get("source", "")
    if not name:
        raise HTTPException(404, f"what is missing is the {'text' if found['kind'] == 'unit' else 'name'}")
    asked = Asked(tag_of(source), tag_of(target), found["kind"], name)
    answer = _ANSWERS.get((asked.kind, "GET" if request.method == "HEAD" else request.method))
    if answer is None:
        raise _not_allowed(method for kind, method in _ANSWERS if kind == asked.kind)
    return await answer(request, asked)


async def _languages(request: Request) -> Response:
    if request.method not in ("GET", "HEAD"):
        raise _not_allowed(["GET"])
    codes = codes_of(await while_here(request, state_of(request).lookups.ask(Tags())))
    return JSONResponse({"sourceLanguages": codes, "targetLanguages": codes}, headers=_FRESH)


async def _matches(request: Request, asked: Asked) -> Response:
    minimum = _number(request, "min_similarity", SIMILARITY, LEAST, int(EXACT))
    limit = _number(request, "max_candidates", CANDIDATES, 1, MOST)
    lookups = state_of(request).lookups
    found = await while_here(request, lookups.lookup(asked.name, *asked.langs, minimum, limit))
    candidates = sorted(map(candidate, found), key=lambda one: one["quality"], reverse=True)
    return JSONResponse(candidates, headers=_FRESH)


def candidate(match: Match) -> dict[str, str | float]:
    """A match as amaGama says it; its quality is the score to two decimals, rounded down, 100 at most."""
    quality = floor(min(match.score, EXACT) * 100) / 100
    return {"quality": quality, "rank": quality, "source": match.source, "target": match.target}


def _number(request: Request, name: str, otherwise: int, least: int, most: int) -> int:
    """A number in the query, within its bounds; what is none counts as not given, as amaGama takes it."""
    try:
        return min(max(int(request.query_params.get(name, "")), least), most)
    except ValueError:
        return otherwise


async def _add_unit(request: Request, asked: Asked) -> Response:
    intake.check_token(request)
    said = await intake.json_of(request)
    await intake.add_units(request, [intake.unit_of(said, asked.langs)], "")
    return PlainTextResponse("", headers=_FRESH)


async def _add_list(request: Request, asked: Asked) -> Response:
    intake.check_token(request)
    said = await intake.json_of(request)
    if not isinstance(said, list):
        raise HTTPException(400, 'the body is no list of units, like [{"source": "…", "target": "…"}]')
    units = [intake.unit_of(one, asked.langs, asked.name) for one in said]
    return _added(await intake.add_units(request, units, asked.name), asked)


async def _add_file(request: Request, asked: Asked) -> Response:
    intake.check_token(request)
    return _added(await intake.add_file(request, asked.name, asked.langs), asked)


def _added(count: int, asked: Asked) -> Response:
    return PlainTextResponse(f"added {count} units from {asked.name}", headers=_FRESH)


def _not_allowed(methods: Iterable[str]) -> HTTPException:
    allowed = ", ".join(methods)
    return HTTPException(405, f"here only {allowed} is possible", headers={"allow": allowed})


_ANSWERS = {
    ("unit", "GET"): _matches,
    ("unit", "PUT"): _add_unit,
    ("unit", "POST"): _add_unit,
    ("store", "POST"): _add_list,
    ("store", "PUT"): _add_file,
}
routes = [EscapedRoute(place, tmserver) for place in PLACES]
