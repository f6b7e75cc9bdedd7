"""Names of files on a page lose nothing but the folder that all share."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tm.report.scores.names import called, folder_of, without_folder

PATHS = st.lists(st.text("ab/.:", min_size=1, max_size=12), min_size=1, max_size=5)


@given(PATHS)
def test_the_folder_and_the_rest_make_the_name(names: list[str]) -> None:
    folder = folder_of(names)
    assert folder == "" or folder.endswith("/")
    shown = without_folder(names)
    assert all(name in (folder + short, short) for name, short in shown.items())
    assert len(set(shown.values())) == len(set(names))
    assert all(shown.values())


@given(st.text(max_size=12))
def test_a_file_is_called_something(name: str) -> None:
    assert bool(called(name)) == bool(name)
    assert called(name) in name.replace("\\", "/") or called(name) == name


def test_servers_keep_their_address() -> None:
    assert called("postgresql://host/memories") == "postgresql://host/memories"
    assert folder_of(["postgresql://host/a", "postgresql://host/b"]) == ""


def test_a_folder_is_called_by_its_name() -> None:
    assert called("/corpora/news/") == "news"
    assert called(r"C:\corpora\ref.en") == "ref.en"
