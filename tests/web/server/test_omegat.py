"""OmegaT translates from a TMX file that was fetched from our server as it fetches those of a team project.

Skipped where there is no OmegaT (`scripts/omegat`). Debian's 3.6 knows no repository of the type http, which
6 has; so the fetching is done here, in its way, and the translating by itself.
"""

from __future__ import annotations

import urllib.error
import urllib.request
from pathlib import Path

from tests.formats.omegat import project, translated
from tests.web.server.conversation import Server
from tm.memory import Memory
from tm.units import TranslationUnit, Variant


class Repository:
    """A repository of the type http: a URL for each file, and the ETags that it had when last fetched."""

    def __init__(self, url: str, folder: Path) -> None:
        self._url, self._folder = url, folder
        self._etags: dict[str, str] = {}

    def update(self, name: str) -> bool:
        """Fetch a file where it has changed; whether it had."""
        request = urllib.request.Request(self._url + name, headers={"User-Agent": "Java/17.0.9"})
        if name in self._etags:
            request.add_header("If-None-Match", self._etags[name])
        try:
            with urllib.request.urlopen(request, timeout=20) as answer:
                part = self._folder / f"{name}.tmp"
                part.write_bytes(answer.read())
                part.replace(self._folder / name)
                self._etags[name] = answer.headers["ETag"]
        except urllib.error.HTTPError as error:
            if error.code == 304:
                return False
            raise
        return True


def test_omegat_translates_from_what_it_fetched(
    omegat: str, writable: Server, place: str, tmp_path: Path
) -> None:
    page = ["Бұл не?", "Ол <b>тез</b> келді.", "Түс", "Жаңа сөйлем."]
    memories = project(tmp_path / "project", "kk", "ru", {"a.html": page})
    repository = Repository(f"{writable.address}/tmx/", memories)
    assert repository.update("kk-ru.tmx")
    assert not repository.update("kk-ru.tmx")
    outcome = translated(omegat, tmp_path / "project")
    assert outcome.refused == set()
    assert outcome.documents["a.html"] == ["Что это?", "Он <b>быстро</b> пришёл.", "Цвет", "Жаңа сөйлем."]

    with Memory(place) as memory:
        memory.add([TranslationUnit(None, (Variant("kk", "Жаңа сөйлем."), Variant("ru", "Новая фраза.")))])
    assert repository.update("kk-ru.tmx")
    assert translated(omegat, tmp_path / "project").documents["a.html"][3] == "Новая фраза."
