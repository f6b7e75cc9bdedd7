"""Writing: whole or not at all."""

from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest

from tm.errors import UnwritableOutput
from tm.formats.output import folder, new_folder, written


def test_the_file_appears_when_the_block_ends(tmp_path: Path) -> None:
    place = tmp_path / "out.txt"
    place.write_text("old")
    with written(place) as stream:
        stream.write(b"new")
        assert place.read_text() == "old"
    assert place.read_text() == "new"
    assert os.listdir(tmp_path) == ["out.txt"]


def test_nothing_is_left_when_the_block_raises(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError), written(tmp_path / "out.txt") as stream:
        stream.write(b"half")
        raise RuntimeError
    assert os.listdir(tmp_path) == []


def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "real").write_text("old")
    (tmp_path / "link").symlink_to("real")
    with written(tmp_path / "link") as stream:
        stream.write(b"new")
    assert (tmp_path / "link").is_symlink() and (tmp_path / "real").read_text() == "new"


def test_devices_are_written_to() -> None:
    with written("/dev/null") as stream:
        stream.write(b"gone")
    assert not Path("/dev/null").is_file()


def test_the_mode_of_the_old_file_is_kept(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("old")
    (tmp_path / "out").chmod(0o600)
    with written(tmp_path / "out") as stream:
        stream.write(b"new")
    assert (tmp_path / "out").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("name", ["missing/out.txt", ".", "file/out.txt", "loop"])
def test_places_that_can_not_be_written(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "file").write_text("")
    with pytest.raises(UnwritableOutput, match=str(tmp_path)), written(tmp_path / name):
        pytest.fail("the block must not begin")


def test_a_folder_can_not_be_made_where_a_file_is(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(UnwritableOutput), folder(tmp_path / "file"):
        pytest.fail("the block must not begin")


def test_a_folder_goes_with_the_block_that_fails(tmp_path: Path) -> None:
    with folder(tmp_path / "a/b") as place:
        assert place.is_dir()
    with pytest.raises(RuntimeError), folder(tmp_path / "c"):
        raise RuntimeError
    with pytest.raises(RuntimeError), folder(tmp_path / "a"):
        raise RuntimeError
    assert (tmp_path / "a/b").is_dir() and not (tmp_path / "c").exists()


def test_a_new_folder_appears_whole_and_replaces_its_like(tmp_path: Path) -> None:
    for content in ("old", "new"):
        with new_folder(tmp_path / "made", ("a",)) as place:
            (place / "a").write_text(content)
            assert not (tmp_path / "made").exists() or (tmp_path / "made/a").read_text() == "old"
    assert (tmp_path / "made/a").read_text() == "new" and os.listdir(tmp_path) == ["made"]
    with pytest.raises(KeyboardInterrupt), new_folder(tmp_path / "made", ("a",)) as place:
        (place / "a").write_text("half")
        raise KeyboardInterrupt
    assert (tmp_path / "made/a").read_text() == "new" and os.listdir(tmp_path) == ["made"]


def test_a_folder_that_can_not_be_put_in_place_leaves_the_old_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "made").mkdir()
    (tmp_path / "made/a").write_text("old")
    rename = Path.rename

    def interrupted(self: Path, target: Path) -> Path:
        if self.name.endswith(".part"):
            raise KeyboardInterrupt
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt), new_folder(tmp_path / "made", ("a",)) as place:
        (place / "a").write_text("new")
    assert (tmp_path / "made/a").read_text() == "old" and os.listdir(tmp_path) == ["made"]


@pytest.mark.parametrize("name", ["file", "full", "missing/made", "file/made", "loop"])
def test_places_where_no_new_folder_can_be(tmp_path: Path, name: str) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "full").mkdir()
    (tmp_path / "full/other").write_text("")
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(UnwritableOutput, match=name), new_folder(tmp_path / name, ("a",)):
        pytest.fail("the block must not begin")
    assert sorted(tmp_path.rglob("*")) == before


def test_what_ends_in_gz_is_packed_and_zip_refused(tmp_path: Path) -> None:
    for _ in range(2):
        with written(tmp_path / "a.tmx.GZ") as stream:
            stream.write(b"abc")
        whole = (tmp_path / "a.tmx.GZ").read_bytes()
        assert gzip.decompress(whole) == b"abc" and b"part" not in whole
    with pytest.raises(UnwritableOutput, match="not written"), written(tmp_path / "a.zip"):
        pytest.fail("the block must not begin")
    with pytest.raises(KeyboardInterrupt), written(tmp_path / "b.gz") as stream:
        raise KeyboardInterrupt
    assert [one.name for one in tmp_path.iterdir()] == ["a.tmx.GZ"]
