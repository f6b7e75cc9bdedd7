"""What tools put into the memory: behind the token, each request a revision, files through our readers."""

from __future__ import annotations

import json
from base64 import b64encode
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from tests.web.server.conftest import TOKEN, UNITS
from tests.web.server.conversation import Answer, Server, serving
from tm.memory import Memory
from tm.store.stored import Revision
from tm.units import Prop, TranslationUnit
from tm.web.server.routes import routes
from tm.web.settings import Settings
from tm.web.state import State

BEARER = f"Bearer {TOKEN}"
UNIT = {"source": "Сәлем!", "target": "Привет!"}
PO = """msgid ""
msgstr "Content-Type: text/plain; charset=UTF-8\\n"

msgctxt "menu"
msgid "Open"
msgstr "Ашу"

msgid "Close"
msgstr ""
"""
XLIFF = """<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">
<file original="a" source-language="en" target-language="kk" datatype="plaintext"><body>
<trans-unit id="1"><source>Open</source><target>Ашу</target></trans-unit></body></file></xliff>"""
TMX = """<tmx version="1.4"><header creationtool="t" creationtoolversion="1" segtype="sentence" o-tmf="t"
adminlang="en" srclang="en" datatype="plaintext"/><body><tu><tuv xml:lang="en-GB"><seg>Open</seg></tuv>
<tuv xml:lang="kk"><seg>Ашу</seg></tuv><tuv xml:lang="ru"><seg>Открыть</seg></tuv></tu>
<tu><tuv xml:lang="ru"><seg>Да</seg></tuv><tuv xml:lang="kk"><seg>Иә</seg></tuv></tu></body></tmx>"""


def sent(server: Server, method: str, target: str, body: object, **headers: str) -> Answer:
    """The answer to a body with the token: bytes as they are, anything else as JSON."""
    raw = body if isinstance(body, bytes) else json.dumps(body).encode()
    return server.asked(f"/tmserver/{target}", method, raw, **{"Authorization": BEARER, **headers})


def revisions(place: str) -> list[Revision]:
    """The changes of a memory after the one that filled it."""
    with Memory(place) as memory:
        return memory.store.revisions()[1:]


def new_units(place: str) -> list[TranslationUnit]:
    """The units that were not there at first."""
    with Memory(place) as memory:
        return list(memory)[len(UNITS) :]


@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_unit_is_there_from_the_next_request_on(writable: Server, place: str, method: str) -> None:
    target = f"kk/ru/unit/{quote('Сәлем!')}"
    answer = sent(writable, method, target, UNIT, User_Agent="Virtaal/0.7.1 (X11)")
    assert (answer.status, answer.body) == (200, b"")
    said = json.loads(writable.asked(f"/tmserver/{target}").body)
    assert [(one["target"], one["quality"]) for one in said] == [("Привет!", 100.0)]
    (revision,) = revisions(place)
    assert (revision.kind, revision.origin, revision.added) == ("add", "amaGama, Virtaal/0.7.1", 1)


def test_a_unit_that_is_there_changes_nothing(writable: Server, place: str) -> None:
    for _ in range(2):
        assert sent(writable, "PUT", "kk_KZ/ru/unit/a", UNIT).status == 200
    assert len(revisions(place)) == 1
    assert [one.lang for one in new_units(place)[0].variants] == ["kk-KZ", "ru"]


def test_a_list_is_one_revision_with_its_file_and_contexts(writable: Server, place: str) -> None:
    units = [{**UNIT, "context": "greeting"}, {"source": "Бұл не?", "target": "Что это?", "context": ""}]
    answer = sent(writable, "POST", "kk/ru/store/%2Fhome%2Fa%2Fapp.po", units)
    assert answer.text == "added 2 units from /home/a/app.po"
    (revision,) = revisions(place)
    assert (revision.origin, revision.added) == ("amaGama, app.po", 2)
    assert [unit.props for unit in new_units(place)] == [
        (Prop("x-document", "app.po"), Prop("x-context", "greeting")),
        (Prop("x-document", "app.po"),),
    ]


@pytest.mark.parametrize(
    ("name", "body", "texts"),
    [
        ("kk.po", PO, ["Open", "Ашу"]),
        ("a.xlf", XLIFF, ["Open", "Ашу"]),
        ("a.tmx", TMX, ["Open", "Ашу"]),
    ],
)
def test_a_file_is_read_by_our_readers(
    writable: Server, place: str, name: str, body: str, texts: list[str]
) -> None:
    """Units without both languages are left out, and so is a third language."""
    answer = sent(writable, "PUT", f"en/kk/store/{name}", body.encode(), User_Agent="curl/8.1")
    assert (answer.status, answer.text) == (200, f"added 1 units from {name}")
    (revision,) = revisions(place)
    assert (revision.kind, revision.origin) == ("import", f"amaGama, curl/8.1, {name}")
    (unit,) = new_units(place)
    assert [variant.text for variant in unit.variants] == texts


@pytest.mark.parametrize(
    ("name", "body", "status", "why"),
    [
        ("a.po", b"msgid", 400, "a.po:1: "),
        ("a.po", b"", 400, "a.po: is empty"),
        ("a.tmx", b"<tmx version='1.4'><body>", 400, "a.tmx:1: "),
        ("a.tmx", b'<!DOCTYPE tmx [<!ENTITY a "b">]><tmx version="1.4"/>', 400, "a.tmx:1: "),
        ("a.exe", b"MZ", 415, ".po, .xlf or .tmx"),
        ("a", b"MZ", 415, ".po, .xlf or .tmx"),
        ("a.csv", b"en,kk\na,b\n", 415, ".po, .xlf or .tmx"),
    ],
)
def test_a_file_that_is_none_changes_nothing(
    writable: Server, place: str, name: str, body: bytes, status: int, why: str
) -> None:
    answer = sent(writable, "PUT", f"en/kk/store/{name}", body)
    assert (answer.status, why in answer.text, "ushtil-" in answer.text) == (status, True, False), answer.text
    assert revisions(place) == []


@pytest.mark.parametrize(
    "body",
    [
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        [],
        "a",
        {"source": "a"},
        {"source": "a", "target": " "},
        {"source": 1, "target": "b"},
        {"source": "a\0", "target": "b"},
        {"source": "\ud800", "target": "b"},
    ],
)
def test_what_is_no_unit_is_refused_in_one_line(writable: Server, place: str, body: object) -> None:
    answer = sent(writable, "PUT", "kk/ru/unit/a", body)
    assert (answer.status, answer.text.count("\n")) == (400, 1)
    if body != []:
        wrong = body if isinstance(body, bytes) else [UNIT, body]
        assert sent(writable, "POST", "kk/ru/store/a", wrong).status == 400
    assert revisions(place) == []


def test_nothing_is_written_without_the_token(writable: Server, place: str) -> None:
    basic = f"Basic {b64encode(f'any:{TOKEN}'.encode()).decode()}"
    for method, target in (("PUT", "unit/a"), ("POST", "unit/a"), ("POST", "store/a"), ("PUT", "store/a.po")):
        for shown in ("Bearer wrong-token", "", "Basic !"):
            answer = sent(writable, method, f"kk/ru/{target}", UNIT, Authorization=shown)
            assert (answer.status, "www-authenticate" in answer.headers) == (401, True)
    assert revisions(place) == []
    assert sent(writable, "PUT", "kk/ru/unit/a", UNIT, Authorization=basic).status == 200


def test_a_server_without_a_token_takes_nothing_not_even_from_this_machine(place: str) -> None:
    with serving(Settings(memory=place)) as server:
        answer = sent(server, "PUT", "kk/ru/unit/a", UNIT, Authorization="")
        assert answer.status == 403 and "tm serve --token" in answer.text
    assert revisions(place) == []


def test_the_token_is_asked_for_behind_the_gate_too(place: str) -> None:
    app = Starlette(routes=routes)
    app.state.shared = State(Settings(memory=place, token=TOKEN))
    with TestClient(app, raise_server_exceptions=False) as client:
        assert client.put("/tmserver/kk/ru/unit/a", json=UNIT).status_code == 401
    assert revisions(place) == []


def test_a_page_of_another_site_writes_nothing_with_a_cookie_of_ours(writable: Server, place: str) -> None:
    answer = sent(writable, "POST", "kk/ru/unit/a", UNIT, Origin="https://evil.example")
    assert answer.status == 403 and revisions(place) == []


def test_a_body_that_is_too_long_is_refused(place: str) -> None:
    with serving(Settings(memory=place, token=TOKEN, body=200, upload=300)) as server:
        assert sent(server, "PUT", "kk/ru/unit/a", {**UNIT, "more": 300 * "a"}).status == 413
        assert sent(server, "PUT", "kk/ru/store/a.po", 400 * b"#").status == 413
    assert revisions(place) == []


def test_other_methods_are_told_which_there_are(writable: Server) -> None:
    answer = sent(writable, "DELETE", "kk/ru/unit/a", b"")
    assert (answer.status, answer.headers["allow"]) == (405, "GET, PUT, POST")


def test_the_first_unit_makes_the_memory(place: str) -> None:
    new = f"{place}.new.sqlite"
    with serving(Settings(memory=new, token=TOKEN)) as server:
        assert sent(server, "PUT", "kk/ru/unit/a", UNIT).status == 200
        assert json.loads(server.asked("/api/v1/languages/").body)["sourceLanguages"] == ["kk", "ru"]
