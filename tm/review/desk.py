"""All documents under review, kept in one file; safe for many threads and processes."""

from __future__ import annotations

import os
from collections import OrderedDict
from pathlib import Path
from threading import RLock

from tm.errors import InputError, Message, StoreError
from tm.review.codec import digest_of
from tm.review.draft import Draft, Source
from tm.review.history import Event, Kind, Person
from tm.review.log import Log, Summary
from tm.review.review import Changed, Done, Moment, NoSuchReview, Review

__all__ = [
    "Changed",
    "Desk",
    "Done",
    "Event",
    "Kind",
    "Moment",
    "NoSuchReview",
    "Person",
    "Review",
    "Summary",
]

OPEN = 16  # documents whose rows stay in mind, those that were opened last


class Desk:
    """The reviews of a file, which is made when the first document is added.

    Whatever it does raises a StoreError where the file can't be used.
    """

    def __init__(self, place: Path | str) -> None:
        self.place = Path(place)
        self._log: Log | None = None
        self._file: tuple[int, int] | None = None
        self._lock = RLock()
        self._reviews: OrderedDict[int, Review] = OrderedDict()

    def documents(self) -> list[Summary]:
        """All documents in the order of project and name."""
        with self._lock:
            log = self._opened()
            return log.documents() if log else []

    def removed(self) -> list[Summary]:
        """The documents that were removed, the last first; `restore` brings one back."""
        with self._lock:
            log = self._opened()
            return log.documents(removed=True) if log else []

    def add(self, source: Source, draft: Draft) -> int:
        """Put a document under review; its id. It has the id that it had where it was added before as it is.

        Raises InputError where another document has its project and name, or this one with other rows.
        """
        _check(source, draft)
        with self._lock:
            log = self._opened(create=True)
            assert log
            with log.writing():
                known = log.named(source)
                if known is None:
                    return log.add(source, draft)
                id, digest = known
                if digest != digest_of(draft):
                    raise InputError(
                        Message(
                            "%(name)s: is under review already, with other texts or beads; "
                            "add it under another name, or remove that review first",
                            name=_called(source),
                        )
                    )
                return id

    def open(self, id: int) -> Review:
        """A document under review as it is now. Raises NoSuchReview."""
        with self._lock:
            log = self._opened()
            if log is None:
                raise NoSuchReview(Message("there is no document %(id)s under review", id=str(id)))
            with log.reading():
                version = log.version(id)
                added = log.added(id) if version is not None and id not in self._reviews else None
                if version is None:
                    raise NoSuchReview(Message("there is no document %(id)s under review", id=str(id)))
                if added:
                    self._reviews[id] = Review(id, added, log, self._lock)
                review = self._reviews[id]
                if review.version < version:
                    review.catch_up()
            self._reviews.move_to_end(id)
            while len(self._reviews) > OPEN:
                self._reviews.popitem(last=False)
            return review

    def remove(self, id: int) -> None:
        """Take a document out of review; nothing of it is lost, and `restore` brings it back."""
        with self._lock:
            log = self._opened()
            if log is None:
                raise NoSuchReview(Message("there is no document %(id)s under review", id=str(id)))
            with log.writing():
                if not log.remove(id):
                    raise NoSuchReview(Message("there is no document %(id)s under review", id=str(id)))
            self._reviews.pop(id, None)

    def restore(self, id: int) -> None:
        """Bring a document back that was removed. Raises InputError where another has its name by now."""
        with self._lock:
            log = self._opened()
            if log is None:
                raise NoSuchReview(Message("there is no document %(id)s under review", id=str(id)))
            with log.writing():
                added = log.added(id)
                if added is None:
                    raise NoSuchReview(Message("there never was a document %(id)s under review", id=str(id)))
                if added.removed is None:
                    return
                if log.named(added.source):
                    raise InputError(
                        Message(
                            "%(name)s: another is under review by this name; remove that one first",
                            name=_called(added.source),
                        )
                    )
                log.restore(id)

    def close(self) -> None:
        """Close the file; it is opened again when it is needed."""
        with self._lock:
            self._reviews.clear()
            if self._log:
                self._log.close()
            self._log = None

    def _opened(self, *, create: bool = False) -> Log | None:
        """The file, None where there is none yet."""
        there = self._identity()
        if self._log is None:
            if there is None and not create:
                return None
            self._log = Log(self.place)
            self._file = self._identity()
        elif there != self._file:
            raise StoreError(
                self.place, "was moved or replaced while it was in use; put it back, or start tm serve anew"
            )
        return self._log

    def _identity(self) -> tuple[int, int] | None:
        """What tells the file from another that takes its name."""
        try:
            found = os.stat(self.place)
        except FileNotFoundError:
            return None
        except OSError as error:
            raise StoreError(
                self.place, f"can't be read: {(error.strerror or str(error)).lower()}"
            ) from error
        return found.st_dev, found.st_ino


def _called(source: Source) -> str:
    return f"{source.project}/{source.name}"


def _check(source: Source, draft: Draft) -> None:
    """Raise InputError for what can't be kept."""
    if not draft.rows:
        raise InputError(f"{_called(source)}: has no rows to review")
    try:
        "".join((source.project, source.name, source.place, source.signature, *draft.langs)).encode()
    except UnicodeEncodeError:
        raise InputError(
            f"{_called(source)!a}: its name holds bytes that are no text; rename the folder"
        ) from None
