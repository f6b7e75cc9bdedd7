"""A document under review: its rows a page at a time, what is done to them, and what others do meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from anyio import to_thread
from starlette.background import BackgroundTask
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from tm.errors import InputError
from tm.review.action import Action, Refused
from tm.review.desk import Changed, Done, Person, Review, Summary
from tm.review.judging import JUDGED, prepared
from tm.web.guard.access import may_change
from tm.web.numbers import number_of
from tm.web.pages import filled, gettext, is_part, page, told
from tm.web.review.commands import COMMANDS, GROUPS, NAMES, grouped
from tm.web.review.navigation import Wish, found, onward
from tm.web.review.person import person_of, remembered
from tm.web.review.window import Spot, place_of, window
from tm.web.state import state_of

TEXT = 100_000  # characters of a note or a side


class Asked(NamedTuple):
    """What a form asks: something to be done, by its name, from a spot, having seen a version."""

    name: str
    spot: Spot
    seen: int
    offset: int
    text: str
    find: str
    again: bool


class Said(NamedTuple):
    """What became of it: `done`, `found`, `none`, `refused` or `changed`, of what, and why.

    Where another person was quicker, `why` is their name, and `other` the action that they did. `rows` is how
    many rows were changed.
    """

    outcome: str = ""
    name: str = ""
    why: str = ""
    other: str = ""
    rows: int = 0


NOTHING = Said()


async def document(request: Request) -> Response:
    """The page of rows on which somebody stands, or to which they go."""
    answer = await to_thread.run_sync(_document, request)
    if not is_part(request) and may_change(request):
        langs = state_of(request).desk.open(request.path_params["id"]).draft.langs
        answer.background = BackgroundTask(prepared, langs)  # while the person looks at the first row
    return answer


def _document(request: Request) -> Response:
    review = state_of(request).desk.open(request.path_params["id"])
    query = request.query_params
    spot, said = spot_of(query), NOTHING
    if query.get("go", "") in NAMES:
        spot, said = _gone(review, spot, query)
    elif query.get("did", "") in NAMES:
        said = Said("done", query["did"])
    return shown(request, review, spot, said, query.get("find", "")[:TEXT])


async def act(request: Request) -> Response:
    """Do to a row what a form asks for, and show where that leads."""
    async with request.form(max_part_size=12 * TEXT) as form:  # bytes, as forms write letters
        asked = asked_by(form)
    if len(asked.text) > TEXT:
        raise InputError(gettext(request, "The text is too long for one row; nothing was changed."))
    return await to_thread.run_sync(_act, request, asked)


def _act(request: Request, asked: Asked) -> Response:
    review, person = state_of(request).desk.open(request.path_params["id"]), person_of(request)
    if asked.again and _was_done(review, person, asked.seen):
        return shown(request, review, asked.spot, Said("done", "again"), asked.find)
    before = review.now.draft
    try:
        done = _done(review, person, asked)
    except Changed as error:
        said = Said("changed", asked.name, error.who.name, error.event.name)
        return shown(request, review, asked.spot, said, asked.find, 409)
    except Refused as error:
        return shown(
            request, review, asked.spot, Said("refused", asked.name, told(request, error)), asked.find, 409
        )
    to = onward(before, review.now.draft, asked.name, done.row, asked.spot.by_doubt)
    spot = asked.spot._replace(row=to)
    if is_part(request):
        return shown(request, review, spot, Said("done", asked.name, rows=done.rows), asked.find)
    return remembered(request, RedirectResponse(f"{_address(review, spot)}&did={asked.name}", 303))


def _done(review: Review, person: Person, asked: Asked) -> Done:
    if asked.name == "undo":
        return review.undo(person)
    if asked.name == "redo":
        return review.redo(person)
    if asked.name.startswith("realign"):
        return review.realign(person, None if asked.name == "realign-all" else asked.spot.row, asked.seen)
    return review.do(person, _action(review, asked), asked.seen)


def _action(review: Review, asked: Asked) -> Action:
    """What is asked as an action. Nothing stands before the first segment, so a split there is behind it."""
    spot, draft = asked.spot, review.now.draft
    segment, offset, place = spot.segment - 1, asked.offset, draft.place(spot.row)
    if asked.name == "split" and segment == offset == 0 and place is not None and spot.lang in draft.langs:
        side = draft.rows[place].sides[draft.langs.index(spot.lang)]
        segment, offset = (1, 0) if len(side) > 1 else (0, len("".join(side)))
    return Action(asked.name, spot.row, spot.lang, segment, offset, asked.text)


async def changes(request: Request) -> Response:
    """Who changed how much since a version, for a page that asks now and then."""
    return await to_thread.run_sync(_changes, request)


def _changes(request: Request) -> Response:
    review, since = (
        state_of(request).desk.open(request.path_params["id"]),
        number_of(request.query_params.get("since")),
    )
    if review.version == since:
        return Response(status_code=204)
    rows: dict[str, int] = {}
    for event in review.changed_since(since, person_of(request)):
        rows[event.person.name] = rows.get(event.person.name, 0) + len(event.rows)
    said = " ".join(filled(request, "review/changes.html", {"rows": rows}).split())
    return JSONResponse({"version": review.version, "said": said})


def shown(request: Request, review: Review, spot: Spot, said: Said, find: str, status: int = 200) -> Response:
    """The window on a spot, with what is to be said of what was asked; to a script only what changes."""
    part, shown = is_part(request), window(review, spot)
    answer = page(
        request,
        "review/window.html" if part else "review/document.html",
        status,
        window=shown,
        following=None if shown.tally.open else _following(request, review),
        is_judged=review.source.signature.split("|")[-1] == JUDGED,
        said=said,
        find=find,
        person=person_of(request),
        commands=COMMANDS,
        groups=GROUPS,
        grouped=grouped,
    )
    return remembered(request, answer)


def _following(request: Request, review: Review) -> Summary | None:
    """The document to go on with when one is done: that with most doubtful rows."""
    others = (one for one in state_of(request).desk.documents() if one.open and one.id != review.id)
    return max(others, key=lambda one: one.doubtful, default=None)


def spot_of(values: Mapping[str, object]) -> Spot:
    """Where a query or a form says that somebody stands."""
    by_doubt = values.get("mode") == "doubtful"
    return Spot(
        number_of(values.get("at")),
        str(values.get("lang", "")),
        number_of(values.get("segment"), 1),
        by_doubt,
        number_of(values.get("near"), 1) - 1,
        tuple(filter(None, str(values.get("show", ""))[:TEXT].split(","))),
    )


def asked_by(form: FormData) -> Asked:
    """What a form asks."""
    spot = spot_of(form)
    if "row" in form:
        spot = spot._replace(row=number_of(form.get("row")))
    text = str(form.get("text", ""))
    name, found = str(form.get("action", "")), str(form.get("find", ""))[:TEXT]
    return Asked(
        name, spot, number_of(form.get("seen")), number_of(form.get("offset")), text, found, "again" in form
    )


def _gone(review: Review, spot: Spot, query: Mapping[str, str]) -> tuple[Spot, Said]:
    draft, name, text = review.now.draft, query["go"], query.get("find", "")[:TEXT]
    if name == "find-next" and not text and query.get("number"):
        name = "number"  # what Enter in that field sends without a script
    wish = Wish(name, text, number_of(query.get("number")), spot.by_doubt)
    to = found(draft, place_of(draft, spot), wish)
    if to is None:
        return spot, Said("none", name)
    return spot._replace(row=draft.rows[to].id, segment=1), Said("found", name)


def _was_done(review: Review, person: Person, seen: int) -> bool:
    """Whether this person changed anything since; then what is asked again had come through."""
    return any(event.number > seen and event.person.id == person.id for event in review.history())


def _address(review: Review, spot: Spot) -> str:
    return f"/review/{review.id}?at={spot.row}&lang={spot.lang}&segment={spot.segment}{spot.kept}"
