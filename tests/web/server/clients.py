"""Clients that ask and read as those of CAT tools do: what they would not take fails here too."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote, quote_plus


class Suggestion(NamedTuple):
    """What a translator is shown."""

    quality: int
    target: str
    is_exact: bool = False


class Weblate:
    """Weblate's tmserver service: it asks for languages first, and falls back from region to language."""

    threshold = 75

    def __init__(self, url: str) -> None:
        self._url = url.rstrip("/")
        self._supported = set(self._languages())

    def suggestions(self, source: str, target: str, text: str) -> list[Suggestion]:
        """What it would show for a string of a project in these languages; nothing where not supported."""
        for one in self._spellings(source):
            for other in self._spellings(target):
                if (one, other) in self._supported:
                    return list(self._download(one, other, text))
        return []

    def _languages(self) -> Iterator[tuple[str, str]]:
        try:
            said = fetched(f"{self._url}/languages/")
        except urllib.error.HTTPError as error:
            assert error.code == 404
            return
        for source in said["sourceLanguages"]:
            for target in said["targetLanguages"]:
                yield source, target

    def _spellings(self, code: str) -> Iterator[str]:
        yield code.replace("-", "_").lower()
        code = code.replace("-", "_")
        while "_" in code:
            code = code.rsplit("_", 1)[0]
            yield code.lower()

    def _download(self, source: str, target: str, text: str) -> Iterator[Suggestion]:
        sent = quote(text[:500].replace("\r", " ").encode(), b"")
        for line in fetched(f"{self._url}/{source}/{target}/unit/{sent}"):
            assert line["source"]
            if int(line["quality"]) >= self.threshold:
                yield Suggestion(int(line["quality"]), line["target"], int(line["quality"]) >= 100)


class Okapi:
    """Okapi's connector for a Translate Toolkit TM, in Java: to that, 100 is no Double."""

    def __init__(self, url: str, threshold: int = 60, most: int = 25) -> None:
        self._url = url if url.endswith("/") else f"{url}/"
        self._threshold, self._most = threshold, most

    def query(self, source: str, target: str, text: str) -> list[Suggestion]:
        """The hits down to the first that is below the threshold. TypeError for what Java can't cast."""
        if not text:
            return []
        sent = quote_plus(text, safe="*").replace("~", "%7E").replace("+", "%20")
        hits = []
        for line in fetched(f"{self._url}{source}/{target}/unit/{sent}")[: self._most]:
            if type(line["quality"]) is not float:
                raise TypeError(f"class java.lang.Long cannot be cast to Double: {line['quality']}")
            quality = int(line["quality"])
            if quality < self._threshold:
                break
            hits.append(Suggestion(quality, line["target"], quality >= 100))
        return hits


def fetched(url: str):  # type: ignore[no-untyped-def]  # noqa: ANN201 - JSON of any shape
    """What a GET has as JSON."""
    with urllib.request.urlopen(url, timeout=20) as answer:
        return json.loads(answer.read())
