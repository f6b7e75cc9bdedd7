"""Numbers, letters and forms that nobody should send: a mistake of who asks, and never one of ours."""

from __future__ import annotations

import json
import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.testclient import TestClient

from tests.web.walk import QUESTIONS, ROUTES, Asked

NUMBERS = ["0", "-1", "9" * 16, "9" * 19, "9" * 20, "9" * 5000, "٣", "²", "1e3", "nan"]


@pytest.mark.parametrize("number", NUMBERS, ids=lambda number: number[:20])
def test_a_number_out_of_all_range_is_a_mistake_of_who_asks(attacked: TestClient, number: str) -> None:
    for path in ("/review/{}", "/review/{}/history", "/review/{}/files/tmx", "/unit/{}", "/scores/{}/x"):
        assert attacked.get(path.format(quote(number))).status_code in (400, 404), path
    for path in (
        "/review/{}/do",
        "/review/{}/remove",
        "/review/{}/restore",
        "/unit/{}",
        "/revisions/{}/undo",
    ):
        assert attacked.post(path.format(quote(number)), data={"version": "1"}).status_code in (
            400,
            404,
            503,
        ), path
    said = dict.fromkeys(
        ("page", "at", "segment", "near", "since", "before", "limit", "min", "max_candidates"), number
    )
    for path in ("/review/1", "/review/1/changes", "/review/1/history", "/revisions", "/search", "/unit/1"):
        assert attacked.get(path, params=said).status_code < 400, path
    assert attacked.post("/memory/undo", data={"revision": number}).status_code in (303, 400)
    fields = dict.fromkeys(("row", "seen", "offset", "segment"), number)
    assert attacked.post("/review/1/do", data={**fields, "action": "split"}).status_code == 409


@pytest.mark.parametrize(
    "charset", ["undefined", "unicode_escape", "utf-7", "idna", "UTF-16", '"raw_unicode_escape"']
)
def test_forms_in_odd_letters_are_refused(attacked: TestClient, charset: str) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="name"\r\n\r\n\\ud800\r\n--x--\r\n'
    for path in ("/token", "/review/name", "/review/1/do", "/review/add", "/memory/import", "/translate"):
        headers = {"content-type": f"multipart/form-data; boundary=x; charset={charset}"}
        assert attacked.post(path, content=part, headers=headers).status_code == 415


@pytest.mark.parametrize(
    "said",
    [
        '{"\\ud800": 1}',
        '{"\\ud800": 1, "\\ud800": 2}',
        '{"texts": {"\\ud800": "x", "kk": "x"}}',
        '{"references": ["x"], "systems": {"\\ud800": ["x"]}}',
        '{"query": "\\ud800", "from": "kk", "to": "ru"}',
        '{"query": "x", "from": "\\ud800", "to": "ru"}',
        "[" * 100_000,
        '{"limit": ' + "9" * 5000 + "}",
        '{"min": 1e999, "query": "x", "from": "kk", "to": "ru"}',
        '{"min": NaN}',
    ],
    ids=lambda said: said[:60],
)
def test_json_that_says_nonsense_is_refused(attacked: TestClient, said: str) -> None:
    for path in QUESTIONS:
        headers = {"content-type": "application/json"}
        assert attacked.post(path, content=said, headers=headers).status_code == 400


_NONSENSE = st.one_of(
    st.sampled_from(
        [*NUMBERS, "", "kk", "ru", "kk|ru", "\0", "../..", "<b>", "%ED%A0%80", "\r\nX: y", "fuzzy", "text"]
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
)
_NAMES = st.sampled_from(
    re.findall(
        r"\S+",
        """action again at before columns confidence document find family files format from fixed go key
        kind kk lang langpair langs limit min minimum mode name near note number offset origin page place
        policy profile q query revision ru row seen segment since source target text text-0 to token unit
        until version""",
    )
)
_FIELDS = st.dictionaries(_NAMES, _NONSENSE, max_size=5)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | _NONSENSE,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES | _NONSENSE, inner, max_size=3),
    max_leaves=6,
)


@settings(
    max_examples=400,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    st.sampled_from(ROUTES), _NONSENSE, _FIELDS, st.one_of(_FIELDS, st.binary(max_size=60), st.tuples(_JSON))
)
def test_no_nonsense_breaks_a_route(
    attacked: TestClient,
    asked: Asked,
    rest: str,
    query: dict[str, str],
    body: dict[str, str] | bytes | tuple[object],
) -> None:
    *way, last = asked.path.split("/")
    path = (
        asked.path if last not in ("1", "x", "kk-ru.tmx") else "/".join([*way, quote(rest or "x", safe="")])
    )
    headers = {"content-type": "application/json"}
    if isinstance(body, tuple):
        sent = json.dumps(body[0]).encode()
        answer = attacked.request(asked.method, path, params=query, content=sent, headers=headers)
    elif isinstance(body, dict):
        answer = attacked.request(asked.method, path, params=query, data=body)
    else:
        answer = attacked.request(asked.method, path, params=query, content=body)
    assert answer.status_code != 500
