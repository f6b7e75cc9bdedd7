"""A server in the same process, with a small memory, and what tests ask of its jobs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from starlette.testclient import TestClient

from tests.web.serving import settings_in
from tm.memory import Memory
from tm.units import Prop, TranslationUnit, Variant
from tm.web.application import application
from tm.web.jobs import Job
from tm.web.state import State

HERE = "http://localhost:8765"
TEXTS = (("Иә.", "Да."), ("Ол кеше келді.", "Он вчера приехaл."), ("Біз оқимыз.", "Мы  читаем."))  # a Latin a


class House:
    """A visitor of a server, and what goes on in that."""

    def __init__(self, client: TestClient, state: State, memory: Path) -> None:
        self.client, self.state, self.memory = client, state, memory

    def get(self, place: str) -> str:
        """A page that is there."""
        answer = self.client.get(place, headers={"accept": "text/html"})
        assert answer.status_code == 200, answer.text
        return str(answer.text)

    def post(self, place: str, form: dict[str, str] | None = None, files: object = None) -> Job:
        """The job that a form starts, when it is over."""
        answer = self.client.post(place, data=form, files=files, follow_redirects=False)  # type: ignore[arg-type]
        assert answer.status_code == 303, answer.text
        found = re.fullmatch(r"/memory/jobs/([\w-]+)", answer.headers["location"])
        assert found, answer.headers["location"]
        job = self.state.jobs.find(found[1])
        assert job is not None and job.wait(20)
        return job

    def send(self, *files: tuple[str, bytes], **form: str) -> Job:
        """The job of an import, when it is over."""
        return self.post("/memory/import", form, [("files", one) for one in files])

    def units(self) -> list[TranslationUnit]:
        """What is in the memory now."""
        with Memory(self.memory) as memory:
            return list(memory)


def fill(path: Path, texts: tuple[tuple[str, str], ...] = TEXTS) -> None:
    """Make a memory with units in Kazakh and Russian."""
    said = Prop("x-document", "a.txt"), Prop("x-confidence", "0.950"), Prop("x-review", "auto")
    units = [TranslationUnit(None, (Variant("kk", kk), Variant("ru", ru)), said) for kk, ru in texts]
    with Memory(path, create=True) as memory:
        memory.add(units, "made up")


@contextmanager
def opened(
    folder: Path, *, filled: bool = True, upload: int = 1 << 20, body: int = 1 << 20
) -> Iterator[House]:
    """A house in a folder; score reports lie in its folder `scores`."""
    memory, scores = folder / "tm.sqlite", folder / "scores"
    scores.mkdir(exist_ok=True)
    if filled:
        fill(memory)
    app = application(settings_in(folder, scores=(scores,), upload=upload, body=body))
    with TestClient(app, base_url=HERE) as client:
        yield House(client, app.state.shared, memory)


def tmx(*texts: tuple[str, str]) -> bytes:
    """A TMX file of Kazakh and Russian."""
    units = "".join(
        f'<tu><tuv xml:lang="kk"><seg>{kk}</seg></tuv><tuv xml:lang="ru"><seg>{ru}</seg></tuv></tu>'
        for kk, ru in texts
    )
    head = '<header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t" adminlang="en" '
    head += 'srclang="kk" datatype="plaintext"/>'
    return f'<?xml version="1.0"?><tmx version="1.4">{head}<body>{units}</body></tmx>'.encode()
