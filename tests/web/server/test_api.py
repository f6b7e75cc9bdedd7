"""Our own API: its answers are those of the command line, and all is as its description says."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from starlette.testclient import TestClient

from tests.cli.test_cli import run
from tm.languages import NAMES
from tm.memory import Memory
from tm.units import Prop, TranslationUnit, Variant
from tm.web.application import application
from tm.web.server.api.operations import LINES, OPERATIONS
from tm.web.server.api.schema import Wrong, check
from tm.web.settings import Settings

KK, RU = "Жоба 2014 жылы басталды.", "Проект начался в 2014 году."
LOOKUP = {"query": "Жоба 2015 жылы басталды.", "from": "kk", "to": "ru"}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("api") / "tm"
    units = [
        TranslationUnit("a:1", (Variant("kk-KZ", KK), Variant("ru", RU)), (Prop("x-document", "a"),)),
        TranslationUnit(
            None, (Variant("kk", "Ол келді."), Variant("ru", "Он пришёл."), Variant("en", "He came."))
        ),
    ]
    with Memory(place, create=True) as memory:
        memory.add(units)
    return place


@pytest.fixture(scope="module")
def client(place: Path) -> Iterator[TestClient]:
    """A client of a server without processes: the thread that stands in answers."""
    app = application(Settings(memory=str(place)))
    yield TestClient(app, base_url="http://127.0.0.1")
    app.state.shared.lookups.stop()


def printed(capfd: pytest.CaptureFixture[str], *arguments: str | Path) -> str:
    """What the command line prints."""
    code, out, _ = run(capfd, *arguments)
    assert code == 0
    return out


def resolved(schema: Any, description: Mapping[str, Any]) -> Any:
    """A schema with what it refers to in it."""
    if isinstance(schema, dict) and "$ref" in schema:
        found: Any = description
        for part in schema["$ref"].removeprefix("#/").split("/"):
            found = found[part]
        return resolved(found, description)
    if isinstance(schema, dict):
        return {key: resolved(value, description) for key, value in schema.items()}
    return [resolved(one, description) for one in schema] if isinstance(schema, list) else schema


def described(client: TestClient, path: str, method: str, status: int) -> Any:
    """What the description says that comes back."""
    description = client.get("/api/openapi.json").json()
    answer = description["paths"][path][method]["responses"][str(status)]
    return resolved(answer["content"]["application/json"]["schema"], description)


def test_lookup_answers_as_the_command_line_does(
    client: TestClient, place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = printed(capfd, "lookup", LOOKUP["query"], "--from", "kk", "--to", "ru", "-m", place, "--json")
    got, posted = client.get("/api/lookup", params=LOOKUP), client.post("/api/lookup", json=LOOKUP)
    assert got.json() == posted.json() == json.loads(told)
    assert got.json()["matches"][0]["repaired"] == "Проект начался в 2015 году."
    check(got.json(), described(client, "/api/lookup", "get", 200))


def test_a_match_in_context_has_101(client: TestClient, place: Path) -> None:
    with Memory(place) as memory:
        memory.add(
            TranslationUnit(None, (Variant("kk", text), Variant("ru", text)), (Prop("x-document", "c"),))
            for text in ("Бірінші сөйлем.", "Екінші сөйлем.")
        )
    asked = {"query": "Екінші сөйлем.", "from": "kk", "to": "ru", "before": "Бірінші сөйлем."}
    assert client.post("/api/lookup", json=asked).json()["matches"][0]["score"] == 101


def test_concordance_answers_with_the_units_of_the_command_line(
    client: TestClient, place: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    told = printed(capfd, "concord", "жобалар", "--lang", "kk", "--to", "ru", "-m", place, "--json")
    answer = client.get("/api/concordance", params={"query": "жобалар", "lang": "kk", "to": "ru"}).json()
    assert answer["units"] == [json.loads(line) for line in told.splitlines()]
    assert (answer["langs"], answer["more"]) == (["kk"], False)
    check(answer, described(client, "/api/concordance", "get", 200))


def test_concordance_says_whether_there_is_more(client: TestClient) -> None:
    asked = {"query": "о", "mode": "text", "lang": "ru", "limit": 1}
    assert client.post("/api/concordance", json=asked).json()["more"] is True


def test_languages(client: TestClient) -> None:
    answer = client.get("/api/languages").json()
    assert {one["lang"]: one["name"] for one in answer["languages"]} == NAMES
    check(answer, described(client, "/api/languages", "get", 200))


def test_align_gives_segments_and_beads(client: TestClient) -> None:
    texts = {"kk": "Бұл үлкен үй. Оның іші жарық.", "ru": "Это большой дом. В нём светло."}
    answer = client.post("/api/align", json={"texts": texts}).json()
    assert answer["segments"]["kk"] == ["Бұл үлкен үй.", "Оның іші жарық."]
    assert [(bead["kk"], bead["ru"]) for bead in answer["beads"]] == [([0], [0]), ([1], [1])]
    check(answer, described(client, "/api/align", "post", 200))


def test_score_gives_the_record_of_the_command_line(
    client: TestClient, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    references, hypotheses = ["Это большой дом.", "Он пришёл вчера."], ["Это дом.", "Он пришёл."]
    (tmp_path / "ref.ru").write_text("\n".join(references) + "\n", "utf-8")
    (tmp_path / "a.ru").write_text("\n".join(hypotheses) + "\n", "utf-8")
    files = ("--ref", tmp_path / "ref.ru", "--sys", tmp_path / "a.ru")
    told = json.loads(printed(capfd, "score", *files, "--test", "none", "--json"))
    asked = {"references": references, "systems": {"a": hypotheses}}
    answer = client.post("/api/score", json=asked).json()
    check(answer, described(client, "/api/score", "post", 200))
    scores = [[one["score"] for one in said["systems"][0]["scores"]] for said in (answer, told)]
    assert scores[0] == scores[1]
    assert scores[0]


@pytest.mark.parametrize(
    ("path", "asked", "where", "error"),
    [
        ("lookup", {"from": "kk", "to": "ru"}, None, "has no query"),
        ("lookup", {**LOOKUP, "limit": 0}, "limit", "must be 1 or more"),
        ("lookup", {**LOOKUP, "limit": True}, "limit", "must be integer"),
        ("lookup", {**LOOKUP, "min": "many"}, "min", "must be number"),
        ("lookup", {**LOOKUP, "query": " "}, "query", "is empty; give a segment to look up"),
        ("lookup", {**LOOKUP, "query": "ә" * 4001}, "query", "has 4,001 characters; 4,000 are the most"),
        ("lookup", {**LOOKUP, "query": "\ud800"}, "query", "has half of a character"),
        ("lookup", {**LOOKUP, "colour": 1}, "colour", "is not known here; known are query, from, to"),
        ("lookup", {**LOOKUP, "to": "de"}, None, "has no text in de"),
        ("lookup", {**LOOKUP, "to": "kk"}, None, "name two languages"),
        ("concordance", {"query": "a", "mode": "some"}, "mode", "must be one of words, exact, text"),
        ("concordance", {"query": "a", "mode": "text", "near": True}, None, "give one of them"),
        ("concordance", {"query": "…"}, None, "has no letter and no digit"),
        ("align", {"texts": {"kk": "Бұл не?"}}, "texts", "has 1 entries; 2 are the least"),
        ("align", {"texts": {"kk": "Бұл не?", "de": "Das."}}, None, "'de' is none of the languages known"),
        ("align", {"texts": {"kk": "Бұл не?", "ru": " "}}, "texts.ru", "is empty"),
        ("score", {"references": ["a"], "systems": {"x": ["a", "b"]}}, None, "systems.x: has 2 segments"),
        ("score", {"references": [1], "systems": {"x": ["a"]}}, "references[0]", "must be string"),
        (
            "score",
            {"references": [""] * (LINES + 1), "systems": {"x": ["a"]}},
            "references",
            "10,000 are the",
        ),
        ("score", {"references": ["a"], "systems": {"x": ["a"]}, "metrics": ["x"]}, None, "x"),
    ],
)
def test_a_refusal_says_what_is_wrong_and_where(
    client: TestClient, path: str, asked: Mapping[str, Any], where: str | None, error: str
) -> None:
    answer = client.post(
        f"/api/{path}", content=json.dumps(asked), headers={"content-type": "application/json"}
    )
    assert answer.status_code == 400
    assert answer.json()["where"] == where
    assert error in answer.json()["error"]
    check(answer.json(), described(client, f"/api/{path}", "post", 400))


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("[]", "application/json", 400),
        ('{"query": NaN}', "application/json", 400),
        ('{"query": "a", "query": "b"}', "application/json", 400),
        ("[" * 100_000, "application/json", 400),
        ("{}", "text/plain", 415),
        (" " * (4 << 20) + "{}", "application/json", 413),
    ],
)
def test_what_is_no_json_is_refused(client: TestClient, body: str, kind: str, status: int) -> None:
    answer = client.post("/api/lookup", content=body, headers={"content-type": kind})
    assert answer.status_code == status
    check(answer.json(), described(client, "/api/lookup", "post", status))


def test_parameters_of_an_address_are_read_as_what_they_stand_for(client: TestClient) -> None:
    asked = {"query": "жоба", "lang": "", "near": "true", "limit": "1"}
    assert client.get("/api/concordance", params=asked).status_code == 200
    mistakes: tuple[dict[str, Any], ...] = ({"near": "perhaps"}, {"limit": "1.5"}, {"limit": ["1", "2"]})
    for wrong in mistakes:
        assert client.get("/api/concordance", params={**asked, **wrong}).status_code == 400
    assert client.get("/api/lookup", params={**LOOKUP, "min": "nan"}).json()["where"] == "min"


def test_without_a_memory_the_answer_says_so(tmp_path: Path) -> None:
    app = application(Settings(memory=str(tmp_path / "tm")))
    answer = TestClient(app, base_url="http://127.0.0.1").get("/api/lookup", params=LOOKUP)
    app.state.shared.lookups.stop()
    assert answer.status_code == 503
    assert "there is no memory; tm import makes one" in answer.json()["error"]


def test_every_example_of_the_description_can_be_asked(client: TestClient) -> None:
    for one in OPERATIONS:
        check(one.example, one.request)
        answer = client.post(one.path, json=one.example)
        assert answer.status_code == 200, answer.text
        check(answer.json(), one.answer)


def test_the_page_names_every_operation_and_field(client: TestClient) -> None:
    page = client.get("/api").text
    for one in OPERATIONS:
        assert one.path in page
        assert all(f"<code>{name}</code>" in page for name in one.fields)


def test_a_schema_refuses_what_it_does_not_describe() -> None:
    schema = next(one.answer for one in OPERATIONS if one.path == "/api/lookup")
    mistakes: tuple[object, ...] = ({}, {"query": "a", "from": "kk", "to": "ru", "matches": [{}]}, [])
    for wrong in mistakes:
        with pytest.raises(Wrong):
            check(wrong, schema)
