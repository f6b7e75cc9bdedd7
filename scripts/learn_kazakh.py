"""Learn how Kazakh words are written: makes tm/checks/letters/kazakh.txt.

    scripts/learn_kazakh.py TRAIN        a folder with kk-en.tsv, kk-ru.tsv and en-ru.tsv

Words come from our own documents for training (scripts/own.py), the lexicon, and the Kazakh sides of the
folder's pairs; what is ever written in Russian from its Russian sides. The table holds no text: stems,
endings, how common they are, and groups of letters that no word has.
"""

from __future__ import annotations

import heapq
import itertools
import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import own
from kazakh_groups import learn_groups
from kazakh_morphs import STANDS_FOR, Model, fold, harmony, kind, may_be

WORD = re.compile(r"[^\W\d_]+")
CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]+")
LEXICON = Path("corpora/ushtil-open/lexicon.tsv")
TABLE = Path("tm/checks/letters/kazakh.txt")
MEANT: dict[str, str] = {}
for _meant, _typed in STANDS_FOR.items():
    for _letter in _typed:
        MEANT[_letter] = MEANT.get(_letter, "") + _meant
SOFTENED = {"п": "б", "к": "г", "қ": "ғ"}
NEW_STEMS = 7000
OWN_WEIGHT = 5  # our documents are of many subjects and clean, the others of few
LISTED = Path("scripts/kazakh_words.txt")
ENDINGS_OF_NAMES = ("ның", "нің", "ы", "і", "да", "де", "та", "те", "дың", "тің", "тың", "ға", "ге")
Counts = Counter[str]


def texts(train: Path) -> tuple[list[str], list[str], list[str]]:
    """Kazakh lines of our own, those of others, and Russian lines."""
    documents = own.documents("train")
    ours = [line for document in documents for line in document["kk"]]
    russian = [line for document in documents for line in document["ru"]]
    others = []
    for name in ("kk-en", "kk-ru"):
        rows = (train / f"{name}.tsv").read_text("utf-8").splitlines()
        others += [row.split("\t")[0] for row in rows]
        if name == "kk-ru":
            russian += [row.split("\t")[1] for row in rows]
    russian += [row.split("\t")[1] for row in (train / "en-ru.tsv").read_text("utf-8").splitlines()]
    return ours, others, russian


def count(lines: list[str]) -> Counts:
    """How often each Cyrillic word stands in lines, in lower case."""
    return Counter(w for line in lines for w in WORD.findall(line.lower()) if CYRILLIC.fullmatch(w))


def capitals(lines: list[str]) -> tuple[Counts, Counts]:
    """How often words stand inside a sentence with a capital letter, and how often at all."""
    large: Counts = Counter()
    all_: Counts = Counter()
    for line in lines:
        if line == line.lower():
            continue
        for found in WORD.finditer(line):
            word, lower = found.group(), found.group().lower()
            if CYRILLIC.fullmatch(lower) and not re.search(
                r"(^|[.!?…:]\s|[«\"“„—–-]\s?)$", line[: found.start()]
            ):
                all_[lower] += 1
                large[lower] += word[0].isupper()
    return large, all_


def from_lexicon() -> tuple[set[str], set[str]]:
    """Stems, and those of two letters that take endings."""
    stems, short = set(), set()
    for row in LEXICON.read_text("utf-8").splitlines()[1:]:
        kazakh, *_, sort = row.split("\t")
        for alternative in kazakh.lower().split(" | "):
            if alternative.startswith("-"):
                continue
            words = [w for w in WORD.findall(alternative) if CYRILLIC.fullmatch(w)]
            if not words or (len(words) > 1 and sort in ("phrase", "conn")):
                continue
            word = words[-1]
            made = {word}
            if word.endswith("у") and sort in ("verb", "noun", "term"):
                made.add(word[:-1])
            if word.endswith("ю") and sort == "verb":
                made.add(word[:-1] + "й")
            if word[-1] in SOFTENED and len(word) >= 3:
                made.add(word[:-1] + SOFTENED[word[-1]])
            stems |= {stem for stem in made if len(stem) >= 2}
            if sort in ("verb", "noun"):
                short |= {stem for stem in made if len(stem) == 2}
    return stems, short


def unfold(ending: str) -> list[str]:
    """All endings of which this one may be a slip."""
    choices = [letter + MEANT.get(letter, "") for letter in ending]
    if math.prod(map(len, choices)) > 5000:
        return []
    return [word for made in itertools.product(*choices) if (word := "".join(made)) != ending]


def learn_endings(words: Counts, stems: set[str]) -> set[str]:
    """Endings of six stems or more that are not slips of more common ones."""
    seen: dict[str, set[str]] = defaultdict(set)
    tokens: Counts = Counter()
    for word, n in words.items():
        for at in range(max(2, len(word) - 16), len(word)):
            if word[:at] in stems and (at >= 3 or len(word) - at >= 2):
                seen[word[at:]].add(word[:at])
                tokens[word[at:]] += n
    good = {ending: len(of) for ending, of in seen.items() if len(of) >= 6 and tokens[ending] >= 6}
    return {e for e, n in good.items() if not any(good.get(other, 0) > 4 * n for other in unfold(e))}


def learn_classes(words: Counts, stems: set[str], endings: set[str], short: set[str]) -> dict[str, str]:
    """Harmony by the last vowel, unless words say otherwise; w for what stands alone only."""
    seen: dict[str, Counts] = defaultdict(Counter)
    for word, n in words.items():
        for at in range(len(word) - 1, 1, -1):
            if word[:at] in stems and word[at:] in endings:
                seen[word[:at]][kind(word[at:])] += n
                break
    classes = {}
    for stem in stems:
        back, front, rule = seen[stem]["b"], seen[stem]["f"], harmony(stem)
        if len(stem) == 2 and stem not in short:
            rule = "w"
        elif rule != "n" and not KAZAKH_VOWELS & set(stem):
            against = seen[stem]["f" if rule == "b" else "b"]
            if against >= 4 and against >= 0.9 * (back + front):
                rule = "f" if rule == "b" else "b"
            elif against >= 4 and against >= 0.25 * (back + front):
                rule = "n"
        classes[stem] = rule
    return classes


KAZAKH_VOWELS = set("әөүұі")


def fit(
    words: Counts, stems: set[str], endings: set[str], classes: dict[str, str]
) -> tuple[Model, Counts, Counts]:
    """Costs by hard EM: each word counts for its cheapest cut."""
    model = Model({s: 10.0 for s in stems}, {**{e: 8.0 for e in endings}, "": 2.0}, classes)
    for _ in range(3):
        of_stems: Counts = Counter()
        of_endings: Counts = Counter()
        single: Counts = Counter()
        for word, n in words.items():
            cut = model.cut(word)
            if cut:
                of_stems[cut[1]] += n
                of_endings[cut[2]] += n
                single[cut[1]] += n if not cut[2] else 0
        total = sum(of_stems.values())
        model = Model(
            {s: -math.log2((of_stems[s] + 0.2) / total) for s in stems},
            {e: -math.log2((of_endings[e] + 0.2) / total) for e in model.endings},
            classes,
        )
    return model, of_stems, single


def slips_of(words: Counts, ours: Counts, names: Counts) -> set[str]:
    """Words of others' texts that are a slip of a much more frequent word."""
    by_fold: dict[str, list[str]] = defaultdict(list)
    for word in words:
        by_fold[fold(word)].append(word)
    return {
        word
        for word, n in words.items()
        if not ours.get(word)
        and any(
            other != word and may_be(word, other) and words[other] >= (8 if names[word] < 3 else 60) * n
            for other in by_fold[fold(word)]
        )
    }


def new_stems(words: Counts, model: Model, slips: set[str]) -> list[str]:
    """Beginnings that make the most of the words that the model cannot cut, greedily."""
    left = {w: n for w, n in words.items() if len(w) >= 2 and w not in slips and not model.cut(w)}
    made: dict[str, dict[str, float]] = defaultdict(dict)
    for word, n in left.items():
        made[word][""] = math.log2(1 + n)
        for at in range(max(3, len(word) - 14), len(word)):
            if word[at:] in model.endings:
                made[word[:at]][word[at:]] = math.log2(1 + n)
    done: set[str] = set()

    def gain(stem: str) -> float:
        found = {e: m for e, m in made[stem].items() if stem + e not in done}
        worth = sum(found.values()) * (1 if "" in found else 0.8) * (1 if len(found) > 1 else 0.5)
        return worth / (1 + 0.3 * len(stem))

    heap = [(-gain(stem), stem) for stem in made]
    heapq.heapify(heap)
    chosen: list[str] = []
    while heap and len(chosen) < NEW_STEMS:
        worth, stem = heapq.heappop(heap)
        now = gain(stem)
        if now < -worth - 1e-9:
            if now > 0:
                heapq.heappush(heap, (-now, stem))
            continue
        chosen.append(stem)
        done |= {stem + ending for ending in made[stem]}
    return chosen


def front_coded(rows: list[tuple[str, str]]) -> list[str]:
    """Words in order, each as how many letters it shares with the last one, the rest, and its marks."""
    last, lines = "", []
    for word, marks in sorted(rows):
        same = 0
        while same < min(len(word), len(last), 35) and word[same] == last[same]:
            same += 1
        lines.append("0123456789abcdefghijklmnopqrstuvwxyz"[same] + word[same:] + marks)
        last = word
    return lines


def mark(bits: float) -> str:
    """Bits as one character: 0 for 0, and on through ASCII."""
    return chr(48 + max(0, min(round(bits), 60)))


def pruned(words: Counts, stems: set[str], endings: set[str], short: set[str]) -> set[str]:
    """The stems without those that no word needs, and without inflected ones that others explain."""
    for _ in range(2):
        model, of_stems, single = fit(words, stems, endings, learn_classes(words, stems, endings, short))
        needed = set()
        for stem in stems:
            cut = model.cut(stem, whole=False)
            alone = single[stem] >= 0.8 * of_stems[stem]
            if of_stems[stem] and not (cut and alone and cut[0] <= model.stems[stem] + model.endings[""] + 4):
                needed.add(stem)
        stems = needed
    return stems


def taken_for_slips(model: Model, words: Counts, ours: Counts, names: Counts, large: Counts) -> set[str]:
    """Words that the model would take for slips though good texts have them, or Russian has them as names.

    A name that Kazakh writes in its own way is no such word.
    """
    found = set()
    for word, n in words.items():
        other = model.other(word)
        if other and (ours.get(word) or (n >= 3 and words[other] <= 100 * n)):
            found.add(word)
    for word, n in names.items():
        other = model.other(word) if n >= 3 and word not in words else None
        if other and not (large[other] >= 2 and words[other] >= 3):
            found.add(word)
    return found


def is_name(stem: str, large: Counts, all_: Counts) -> bool:
    """Whether a stem, alone or with a common ending, stands inside sentences with a capital letter."""
    forms = [stem, *(stem + ending for ending in ENDINGS_OF_NAMES)]
    at_all = sum(all_[form] for form in forms)
    return at_all >= 1 and sum(large[form] for form in forms) >= 0.3 * at_all


def listed() -> tuple[list[str], list[str]]:
    """Words of scripts/kazakh_words.txt, and those that take endings."""
    text = "\n".join(line for line in LISTED.read_text("utf-8").splitlines() if not line.startswith("#"))
    alone, stems = text.split("[stems]")
    return alone.split(), stems.split()


def write(rows: list[tuple[str, str]], endings: dict[str, float], groups: list[str]) -> None:
    """The table, by a temporary file."""
    lines = [
        "# How Kazakh words are written: made by scripts/learn_kazakh.py, read by kazakh.py beside this.",
        "# A line: letters shared with the last one, the rest, class of harmony (a capital: a name), bits.",
        "[stems]",
        *front_coded(rows),
        "[endings]",
        *front_coded([(ending, kind(ending) + mark(bits)) for ending, bits in endings.items()]),
        "[groups]",
        *front_coded([(group, "") for group in groups]),
    ]
    temporary = TABLE.with_suffix(".tmp")
    temporary.write_text("\n".join(lines) + "\n", "utf-8")
    temporary.replace(TABLE)
    print(f"{len(rows)} stems, {len(endings)} endings, {len(groups)} groups, {TABLE.stat().st_size} bytes")


def main() -> None:
    """Learn and write the table."""
    ours_lines, other_lines, russian_lines = texts(Path(sys.argv[1]))
    ours, russian, words = count(ours_lines), count(russian_lines), count(other_lines)
    for word, n in ours.items():
        words[word] += OWN_WEIGHT * n
    large, all_ = capitals(ours_lines + other_lines)
    names, _ = capitals(russian_lines)
    slips = slips_of(words, ours, names)
    for word in slips:
        del words[word]
    also, also_stems = listed()
    stems, short = from_lexicon()
    stems |= set(also_stems)
    words.update(dict.fromkeys(also_stems, 20))
    endings = learn_endings(words, stems)
    model, _, _ = fit(words, stems, endings, learn_classes(words, stems, endings, short))
    stems = pruned(words, (stems | set(new_stems(words, model, slips))) - slips, endings, short)
    right = set(also)
    words.update(dict.fromkeys(right, 5))
    for turn in range(4):
        classes = learn_classes(words, stems | right, endings, short)
        classes |= dict.fromkeys(right - stems, "w")
        model, _, _ = fit(words, stems | right, endings, classes)
        if turn < 3:
            more = taken_for_slips(model, words, ours, names, large)
            words.update(dict.fromkeys(more - words.keys(), 1))
            right |= more
    safe = {*also, *also_stems, *(word for word, n in ours.items() if n > 1)}
    alone = {word: model.spellings(word)[other] for word in safe if (other := model.other(word))}
    groups = learn_groups(Counter({w: n for w, n in words.items() if not model.other(w)}), russian)
    rows = [(word, "w" + mark(bits)) for word, bits in alone.items()]
    for stem, bits in model.stems.items():
        sort = classes[stem]
        rows.append((stem, (sort.upper() if is_name(stem, large, all_) else sort) + mark(bits)))
    write(rows, model.endings, groups)


if __name__ == "__main__":
    main()
