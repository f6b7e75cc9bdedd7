"""The data folders hold what they say: the manifest, the article, the gold beads."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

import tm
from tests.conftest import ROOT
from tm.errors import MalformedManifest
from tm.formats.beads import BeadsFile, read_beads
from tm.manifest import faults, read_manifest

LANGS = ("kk", "en", "ru")
MANIFEST = ROOT / "corpora" / "manifest.toml"
SEED = ROOT.parent / "shared" / "seed" / "azattyq-pompeo.kk.txt"


@pytest.mark.parametrize("id", sorted(read_manifest(MANIFEST)))
def test_corpora_are_as_described(id: str) -> None:
    corpus = read_manifest(MANIFEST)[id]
    assert faults(corpus, MANIFEST.parent) == []
    described = {file.path for file in corpus.files} | {"SOURCE.md"}
    found = {
        str(path.relative_to(MANIFEST.parent / id))
        for path in (MANIFEST.parent / id).rglob("*")
        if path.is_file()
    }
    assert found == described
    assert {file.lang for file in corpus.files if file.kind == "text"} <= set(corpus.langs)


def test_changed_and_missing_files_are_all_named(tmp_path: Path) -> None:
    corpus = read_manifest(MANIFEST)["azattyq-pompeo"]
    (tmp_path / corpus.id).mkdir()
    (tmp_path / corpus.id / "kk.txt").write_text("басқа")
    found = faults(corpus, tmp_path)
    assert len(found) == len(corpus.files)
    assert "kk.txt: is not the file described" in found[0] and "en.txt: is missing" in found[1]


FILE = "{path='../x', kind='text', sha256=''}"
ENTRY = '[a]\ntitle=""\norigin=""\nlicence=""\n'


@pytest.mark.parametrize(
    "content",
    [
        "x",
        "",
        "[a]\ntitle = 1",
        f"{ENTRY}langs=[]\nfiles=[{{}}]",
        f"{ENTRY}langs=[1]\nfiles=[]",
        f"{ENTRY}langs=[]\nfiles=[{FILE}]",
        f"{ENTRY}langs=[]\nfiles=[{FILE.replace('../x', 'x' * 5000)}]",
        f"a = {'9' * 5000}",
        f"a = {'[' * 5000}",
    ],
)
def test_a_broken_manifest_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "manifest.toml").write_text(content)
    with pytest.raises(MalformedManifest, match="manifest"):
        read_manifest(tmp_path / "manifest.toml")


@pytest.mark.skipif(not SEED.is_file(), reason="the seed article is not beside the checkout")
def test_the_article_is_the_seed_byte_for_byte(article: Path) -> None:
    assert (article / "kk.txt").read_bytes() == SEED.read_bytes()


def segments(article: Path, lang: str) -> list[str]:
    return [segment.text for segment in tm.segment((article / f"{lang}.txt").read_text("utf-8"), lang)]


@pytest.mark.parametrize("langs", [LANGS, *combinations(LANGS, 2)], ids="-".join)
def test_gold_beads_point_at_every_segment_once(article: Path, gold: Path, langs: tuple[str, ...]) -> None:
    beads = read_beads(gold / "azattyq-pompeo" / f"{'-'.join(langs)}.beads")
    assert beads.langs == langs
    for lang in langs:
        assert [i for bead in beads.beads for i in bead[lang]] == list(range(len(segments(article, lang))))


@pytest.mark.parametrize("pair", list(combinations(LANGS, 2)), ids="-".join)
def test_gold_of_pairs_lies_within_gold_of_three(gold: Path, pair: tuple[str, str]) -> None:
    def read(langs: tuple[str, ...]) -> BeadsFile:
        return read_beads(gold / "azattyq-pompeo" / f"{'-'.join(langs)}.beads")

    for bead in read(pair).beads:
        assert any(all(set(bead[lang]) <= set(whole[lang]) for lang in pair) for whole in read(LANGS).beads)


def test_machine_translations_have_a_line_a_segment(article: Path) -> None:
    for path in (article / "mt").iterdir():
        assert len(path.read_text("utf-8").splitlines()) == len(segments(article, "kk"))


@pytest.mark.parametrize(
    "folder", sorted(p.name for p in (ROOT / "corpora/ushtil-open").iterdir() if p.is_dir())
)
def test_open_documents_are_parallel(folder: str) -> None:
    place = ROOT / "corpora" / "ushtil-open" / folder
    lines = {lang: (place / f"{lang}.txt").read_text("utf-8").splitlines() for lang in LANGS}
    assert len({len(column) for column in lines.values()}) == 1
    blank = [[not line for line in column] for column in lines.values()]
    assert blank[0] == blank[1] == blank[2]
    rows = [row.split("\t") for row in (place / "documents.tsv").read_text("utf-8").splitlines()[1:]]
    assert len({row[0] for row in rows}) == len(rows)
    for _, first, count, *_ in rows:
        start, end = int(first) - 1, int(first) - 1 + int(count)
        assert all(lines["kk"][start:end]) and (end == len(lines["kk"]) or not lines["kk"][end])
