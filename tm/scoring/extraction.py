"""The statistics of all systems under all metrics, and what is drawn from them: each made once, and kept.

A segment's statistics do not depend on any other, so chunks of segments go to several processes. That pays
where it takes seconds, which is for TER, or for very many segments.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures.process import BrokenProcessPool
from contextlib import closing
from hashlib import sha256
from typing import NamedTuple

import numpy as np

from tm.digests import digest_of
from tm.errors import TMError, UsageError
from tm.metrics.metric import Measure, Metric, Statistics
from tm.metrics.results import Trial
from tm.metrics.scored import System
from tm.metrics.significance import BOOTSTRAP, DRAWS, RANDOMIZATION, Draws, drawn
from tm.processes import in_processes
from tm.scoring.cache import ArrayCache

VERSION = "1"  # of what is kept; raised when the same key should no longer find it
References = Sequence[tuple[str, ...]]
_COST = {"TER": 3.2, "HTER": 3.2, "chrF++": 0.3, "chrF": 0.2}  # milliseconds a segment, about
_OTHER = 0.1
_CHUNK = 100  # milliseconds of work that a process is given at a time
ALONE = 3000  # milliseconds that one process has done before others pay


class _Task(NamedTuple):
    """A metric with the systems whose statistics are to be made, all of the same references."""

    metric: Metric
    systems: tuple[int, ...]
    references: References


class Extraction:
    """Statistics and draws of systems: iterate over `run`, which gives how much is done of how much.

    Afterwards `statistics` and `draws` have, by the name of each metric, those of each system in order;
    `draws` is empty without a `trial`. `given` are the statistics under metrics that are not sacrebleu's.
    """

    def __init__(
        self,
        metrics: Sequence[Measure],
        systems: Sequence[System],
        references: References,
        *,
        trial: Trial | None = None,
        cache: ArrayCache | None = None,
        workers: int = 1,
        given: Mapping[str, Sequence[Statistics]] | None = None,
    ) -> None:
        self._metrics, self._systems, self._references = metrics, systems, references
        self._trial, self._workers = trial, workers
        self._cache = cache or ArrayCache(None)
        self._given = given or {}
        self._keys: dict[str, list[str]] = {}
        self.statistics: dict[str, list[Statistics]] = {}
        self.draws: dict[str, list[Draws]] = {}

    def run(self) -> Iterator[tuple[int, int]]:
        """Do it."""
        tasks = list(self._missing())
        yield from self._extract(tasks)
        if self._trial is not None:
            for metric in self._metrics:
                self.draws[metric.name] = self._drawn(metric, self._trial)
                yield 1, 1
        self._cache.trim()

    def _missing(self) -> Iterator[_Task]:
        """What is not kept; what is goes to its place."""
        hypotheses = [digest_of(system.hypotheses) for system in self._systems]
        shared = digest_of(self._references)
        for metric in self._metrics:
            if not isinstance(metric, Metric):
                self.statistics[metric.name] = given = list(self._given[metric.name])
                self._keys[metric.name] = [digest_of(one.tolist()) for one in given]
                continue
            own = [_postedited(system) if metric.name == "HTER" else None for system in self._systems]
            against = [shared if refs is None else digest_of(refs) for refs in own]
            made = self._made(metric)
            keys = [digest_of((made, *parts)) for parts in zip(hypotheses, against, strict=True)]
            shape = len(self._references), metric.columns
            kept = [self._cache.get(key, shape) for key in keys]
            nothing = np.empty((0, 0))
            self._keys[metric.name] = keys
            self.statistics[metric.name] = [nothing if one is None else one for one in kept]
            missing = [place for place, one in enumerate(kept) if one is None]
            if metric.name.endswith("TER"):
                yield from (_Task(metric, (place,), own[place] or self._references) for place in missing)
            elif missing:
                yield _Task(metric, tuple(missing), self._references)

    def _extract(self, tasks: Sequence[_Task]) -> Iterator[tuple[int, int]]:
        chunks = [(number, chunk) for number, task in enumerate(tasks) for chunk in _chunks(task)]
        work = (self._arguments(tasks[number], chunk) for number, chunk in chunks)
        costs = sum(_cost(task) * len(task.references) for task in tasks)
        parts: list[list[list[Statistics]]] = [[] for _ in tasks]
        if self._workers > 1 and costs > ALONE:
            found = in_processes(self._workers, Metric.of_systems, work)
        else:
            found = (Metric.of_systems(*arguments) for arguments in work)
        done, total = 0, sum(len(task.references) * len(task.systems) for task in tasks)
        try:
            with closing(found):
                for (number, chunk), result in zip(chunks, found, strict=True):
                    task = tasks[number]
                    parts[number].append(result)
                    done += (chunk.stop - chunk.start) * len(task.systems)
                    if chunk.stop == len(task.references):
                        self._keep(task, parts[number])
                        parts[number] = []
                    yield done, total
        except BrokenProcessPool as error:
            raise TMError("a process that computed scores was ended; try with --workers 1") from error

    def _arguments(
        self, task: _Task, chunk: slice
    ) -> tuple[Metric, list[tuple[str, ...]], Sequence[tuple[str, ...]]]:
        hypotheses = [self._systems[place].hypotheses[chunk] for place in task.systems]
        return task.metric, hypotheses, task.references[chunk]

    def _keep(self, task: _Task, parts: list[list[Statistics]]) -> None:
        name = task.metric.name
        for place, pieces in zip(task.systems, zip(*parts, strict=True), strict=True):
            self.statistics[name][place] = found = np.concatenate(pieces)
            self._cache.put(self._keys[name][place], found)

    def _drawn(self, metric: Measure, trial: Trial) -> list[Draws]:
        """The draws of all systems: those that are kept, and the others made in one go."""
        statistics, keys = self.statistics[metric.name], self._keys[metric.name]
        asked = ("draws", np.__version__, trial.kind, trial.draws, trial.seed)
        drawn_keys = [digest_of((key, *asked)) for key in keys]
        found = [
            self._kept(key, metric.score(one), one.shape[1], trial)
            for key, one in zip(drawn_keys, statistics, strict=True)
        ]
        missing = [place for place, one in enumerate(found) if one is None]
        if missing:
            made = drawn(metric, [statistics[place] for place in missing], trial)
            for place, new in zip(missing, made, strict=True):
                found[place] = new
                self._cache.put(drawn_keys[place], new.bootstrap)
                if new.halves is not None:
                    self._cache.put(_halves_key(drawn_keys[place]), new.halves)
        return [one for one in found if one is not None]

    def _kept(self, key: str, score: float, columns: int, trial: Trial) -> Draws | None:
        """The draws of a system that are kept, all that the test needs, or None."""
        draws = DRAWS[BOOTSTRAP] if trial.kind == RANDOMIZATION else trial.draws
        scores = self._cache.get(key, (draws,))
        if scores is None or trial.kind != RANDOMIZATION:
            return None if scores is None else Draws(score, scores)
        halves = self._cache.get(_halves_key(key), (2, trial.draws, columns))
        return None if halves is None else Draws(score, scores, halves)

    def _made(self, metric: Metric) -> str:
        """What statistics depend on beside the texts."""
        model = sha256(metric.model).hexdigest() if metric.model else ""
        return digest_of((VERSION, metric.name, metric.signature(self._references), model))


def _cost(task: _Task) -> float:
    """Milliseconds that a segment takes, about."""
    return _COST.get(task.metric.name, _OTHER) * len(task.systems)


def _chunks(task: _Task) -> Iterator[slice]:
    step = max(1, round(_CHUNK / _cost(task)))
    for start in range(0, len(task.references), step):
        yield slice(start, min(start + step, len(task.references)))


def _halves_key(key: str) -> str:
    """The key of the halves of draws with this key."""
    return digest_of((key, "halves"))


def _postedited(system: System) -> References:
    if not system.postedited:
        raise UsageError(f"HTER needs what people made of each system, and {system.name} has nothing of it")
    return [(text,) for text in system.postedited]
