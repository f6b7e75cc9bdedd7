"""The servers that other tests run on: found, started, stopped, or said to be missing."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest

from tests.store.servers import SCRIPT


def test_two_databases_of_one_test_run_know_nothing_of_each_other(postgres: str, fresh_database: str) -> None:
    with psycopg.connect(fresh_database) as one, psycopg.connect(postgres) as other:
        one.execute("CREATE TABLE ours (text text)")
        one.commit()
        found = "SELECT count(*) FROM information_schema.tables WHERE table_name = 'ours'"
        assert one.execute(found).fetchone() == (1,)
        assert other.execute(found).fetchone() == (0,)


def test_a_database_is_in_utf_8_and_knows_the_letters(fresh_database: str) -> None:
    with psycopg.connect(fresh_database) as one:
        row = one.execute("SELECT current_setting('server_encoding'), lower('ӘЖ'), count(*) FROM pg_tables")
        assert (row.fetchone() or ())[:2] == ("UTF8", "әж")


def test_a_second_server_stands_beside_the_first_and_stops_alone(postgres: str) -> None:
    if os.environ.get("TM_TEST_POSTGRES"):
        pytest.skip("the server that TM_TEST_POSTGRES names is the only one")
    with tempfile.TemporaryDirectory(prefix="ushtil-") as folder:
        started = subprocess.run(["sh", SCRIPT, folder], capture_output=True, text=True, check=True)
        second = started.stdout.strip()
        with psycopg.connect(second) as connection:
            assert connection.execute("SHOW fsync").fetchone() == ("on",)
        subprocess.run(["sh", SCRIPT, "--stop", folder], check=True)
        with pytest.raises(psycopg.OperationalError):
            psycopg.connect(second)
        assert os.listdir(folder) == []
    with psycopg.connect(postgres) as connection:
        assert connection.execute("SHOW fsync").fetchone() == ("off",)


@pytest.mark.parametrize(
    ("setting", "place", "reason"),
    [
        ("none", "new", "POSTGRES=none says so"),
        ("", "", "a folder is needed"),
        ("", "full", "is not empty"),
        ("", "a" * 95, "too long"),
        ("", "a,b", "a comma in its name"),
    ],
)
def test_the_script_says_in_one_line_why_there_is_none(
    tmp_path: Path, setting: str, place: str, reason: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "ours").touch()
    run = subprocess.run(
        ["sh", SCRIPT, *([tmp_path / place] if place else [])],
        env={**os.environ, "POSTGRES": setting, "TM_TEST_POSTGRES": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (1, "", 1)
    assert run.stderr.startswith("No PostgreSQL: ") and reason in run.stderr


def test_a_server_that_is_named_is_taken_and_left_alone(tmp_path: Path) -> None:
    settings = {**os.environ, "TM_TEST_POSTGRES": "postgresql://tm@db/test", "POSTGRES": ""}
    for option, said in (("--fast", "postgresql://tm@db/test\n"), ("--stop", "")):
        run = subprocess.run(
            ["sh", SCRIPT, option, tmp_path / "none"],
            env=settings,
            capture_output=True,
            text=True,
            check=True,
        )
        assert run.stdout == said
    assert not (tmp_path / "none").exists()
