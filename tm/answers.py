"""What a memory has for very many texts, in their order, asked in several processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Generator, Sequence
from concurrent.futures.process import BrokenProcessPool
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tm.errors import StoreError, UsageError
from tm.matching.match import EXACT, Match
from tm.memory import LIMIT, MINIMUM, Memory, Query
from tm.processes import in_processes
from tm.store import called
from tm.units import Content

ALONE = 200  # texts that one process has answered before others have started
_BATCH = 16  # texts that a process is given at a time

Context = tuple[str | None, str | None]  # the segments before and after


class _Text(NamedTuple):
    """A text to look up once, and the contexts in which it is asked."""

    text: str
    content: Content
    contexts: tuple[Context, ...]


class _Question(NamedTuple):
    """What is the same for all texts."""

    langs: tuple[str, str]
    minimum: float
    limit: int


_Answers = list[dict[Context, list[Match]]]  # of a batch of texts, by their contexts


def answers(
    place: Path | str,
    queries: Sequence[Query],
    langs: tuple[str, str],
    *,
    minimum: float = MINIMUM,
    limit: int = LIMIT,
    workers: int = 1,
) -> Generator[list[Match], None, None]:
    """What `Memory.lookup` has for each of the queries, in their order.

    A text that is asked again is looked up once. `workers` is the number of processes, each with a memory
    of its own open; with one, or where the texts are few, it is done in this one. To be closed, or read to
    the end. Raises UsageError for less than one worker, and StoreError.
    """
    if workers < 1:
        raise UsageError(f"workers: {workers}; one at least is needed")
    question = _Question(langs, minimum, limit)
    places = [((query.text, query.content), (query.before, query.after)) for query in queries]
    texts = _texts(places)
    counts = Counter(text for text, _ in places)
    if workers == 1 or len(texts) <= ALONE:
        found = _alone(place, texts, question)
    else:
        found = _together(place, texts, question, workers)
    known: dict[tuple[str, Content], dict[Context, list[Match]]] = {}
    try:
        for text, context in places:
            if text not in known:
                known[text] = next(found)
            yield known[text][context]
            counts[text] -= 1
            if not counts[text]:
                del known[text]
    finally:
        found.close()


def _texts(places: Sequence[tuple[tuple[str, Content], Context]]) -> list[_Text]:
    """The different texts in the order of their first places."""
    contexts: dict[tuple[str, Content], dict[Context, None]] = {}
    for text, context in places:
        contexts.setdefault(text, {})[context] = None
    return [_Text(*text, tuple(found)) for text, found in contexts.items()]


def _alone(
    place: Path | str, texts: Sequence[_Text], question: _Question
) -> Generator[dict[Context, list[Match]], None, None]:
    with Memory(place) as memory:
        for text in texts:
            yield _looked_up(memory, text, question)


def _together(
    place: Path | str, texts: Sequence[_Text], question: _Question, workers: int
) -> Generator[dict[Context, list[Match]], None, None]:
    """The same from several processes; as many batches are under way as keep them busy, and no more."""
    batches = (texts[start : start + _BATCH] for start in range(0, len(texts), _BATCH))
    found = in_processes(workers, _asked, ((place, batch, question) for batch in batches))
    try:
        for batch in found:
            yield from batch
    except BrokenProcessPool as error:
        raise StoreError(
            called(place), "a process that asked it was ended; try with fewer workers"
        ) from error
    finally:
        found.close()


_opened: dict[Path | str, Memory] = {}  # of a process that answers


def _asked(place: Path | str, batch: Sequence[_Text], question: _Question) -> _Answers:
    """The answers for a batch, in a process whose memory stays open."""
    if place not in _opened:
        _opened[place] = Memory(place)
    return list(map(partial(_looked_up, _opened[place], question=question), batch))


def _looked_up(memory: Memory, text: _Text, question: _Question) -> dict[Context, list[Match]]:
    """What a text has in each of its contexts, which matter for exact matches only."""
    (source, target), minimum, limit = question

    def found(context: Context) -> list[Match]:
        query = Query(text.text, text.content, *context)
        return memory.lookup(query, source, target, minimum=minimum, limit=limit)

    if len(text.contexts) > 1:
        without = found((None, None))
        if minimum <= EXACT and not (without and without[0].score >= EXACT):
            return dict.fromkeys(text.contexts, without)
    return {context: found(context) for context in text.contexts}
