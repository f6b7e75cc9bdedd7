"""Learn how Kazakh words are written: makes tm/checks/kazakh.txt.

    scripts/learn_kazakh.py TRAIN        a folder with kk-en.tsv, kk-ru.tsv and en-ru.tsv

Words come from our own documents for training (scripts/own.py), the lexicon, and the Kazakh sides of the folder's
pairs; what is ever written in Russian from its Russian sides. The table holds no text: stems, endings, how common
they are, and groups of letters that no word has.
"""

from __future__ import annotations

import itertools
import math
import random
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

import own

WORD = re.compile(r"[^\W\d_]+")
CYRILLIC = re.compile(r"[а-яёәғқңөұүһі]+")
LEXICON = Path("corpora/ushtil-open/lexicon.tsv")
TABLE = Path("tm/checks/kazakh.txt")
STANDS_FOR = {
    "қ": "к", "ғ": "г", "ң": "н", "ә": "аеэ", "ө": "о", "ұ": "у", "ү": "у", "і": "иы", "һ": "х",
}  # fmt: skip
MEANT: dict[str, str] = {}
for _meant, _typed in STANDS_FOR.items():
    for _letter in _typed:
        MEANT[_letter] = MEANT.get(_letter, "") + _meant
FOLD = str.maketrans("әеэқғңөұүһіы", "аааkгноуухии".replace("k", "к"))
SOFTENED = {"п": "б", "к": "г", "қ": "ғ"}
NEW_STEMS = 7000
OWN_WEIGHT = 5  # our documents are of many subjects and clean, the others of few
GROUPS = 4000
# Words without Kazakh letters that are like others with them, too rare in the texts to be learned.
ALSO = """
тан таны танып тани танылған танымал танысу танда сонау сонан сонда сондай соншама сонша оныншы он онда ондаған сонымен
ана анам анамыз анау ананы анадай мына мынау мынадай қын қынап алып алыпсатар тарту тартып тарт бап бапкер ек еккен екпе ел елі елде
елдегі елден енді енген ену ене енесі ер ері ерге ерлер ерен ерген екен еді елеу еле елек елес ет еті етек еш ешкі есен есер ес есі
дем демде дене дер дейін дене терме тере тер тері терді кен кенде кені кенші кенет кеніш сан сана санап сана санау санды сал сала салып
салу салық салмақ тал тала талап талай талдау тары тарап тарау тас тасу тат тату тату ар ары арам арман арна аран ат аты атты атын ата
атап атану бал бала балам балшық бас басу басым баспа бар бары бару барып бақ бата бату батыс жай жайу жан жаны жанды жану жара жарату
жас жаса жат жату жая зар зарлы кас мал малды май маймен нар нан нанды ой ойна ойын ойла ол он ор ора орта орда от оты отты
отын тон той тойға топ тор торы тозу тол толу толы болып болар бол болу бор бос босат боз қон қор қора қой сор сора соқ соғу
тур турне ту туу тума туар уран бу буу бук бура кум суы суын уыс ыс ысқыш ыстық ын ынта ыра ырыс сын сынды сыр
сыра тыс тысы тыныш тыр жын жыр жыл жылы қыр қырғын сыпыр құн күн зерде зер зере мен мені сен сені бес бел белді бет беті
бер бері берді без безен кес кесу кесіп кел келу келді кез кеме кем жел желі желге жем жер жеті жету селі сез мереке пен пеш
мария га кг км см мм мл
""".split()
ALSO_STEMS = "тат қау таны стакан".split()
Counts = Counter[str]


def fold(word: str) -> str:
    return word.translate(FOLD)


def may_be(written: str, meant: str) -> bool:
    return all(a == b or a in STANDS_FOR.get(b, "") for a, b in zip(written, meant, strict=True))


def harmony(stem: str) -> str:
    """b for back, f for front, n where the stem has no vowel that tells."""
    for letter in reversed(stem):
        if letter in "аоұыяқғё":
            return "b"
        if letter in "әеөүіэь":
            return "f"
    for letter in reversed(stem):
        if letter in "ую":
            return "b"
        if letter == "и":
            return "f"
    return "n"


def kind(ending: str) -> str:
    """The class of stems that an ending goes with: b, f, or n for all."""
    vowels = [letter for letter in ending if letter in "аыеіәөүұо"]
    if vowels:
        return "b" if vowels[0] in "аыұо" else "f"
    if any(letter in "қғ" for letter in ending):
        return "b"
    return "f" if any(letter in "кг" for letter in ending) else "n"


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
            if not words or len(words) > 1 and sort in ("phrase", "conn"):
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


class Model:
    """Stems and endings with their cost in bits, and the cheapest cut of a word."""

    def __init__(self, stems: dict[str, float], endings: dict[str, float], classes: dict[str, str]) -> None:
        self.stems, self.endings, self.classes = stems, endings, classes
        self.kinds = {ending: kind(ending) for ending in endings}
        self.folded: dict[str, list[str]] = defaultdict(list)
        self.folded_endings: dict[str, list[str]] = defaultdict(list)
        for stem in stems:
            self.folded[fold(stem)].append(stem)
        for ending in endings:
            self.folded_endings[fold(ending)].append(ending)

    def agree(self, stem: str, ending: str) -> bool:
        if not ending:
            return True
        of_stem, of_ending = self.classes[stem], self.kinds[ending]
        return of_stem != "w" and (of_ending == "n" or of_stem == "n" or of_stem == of_ending)

    def cut(self, word: str, whole: bool = True) -> tuple[float, str, str] | None:
        cuts = [
            (self.stems[word[:at]] + self.endings[word[at:]], word[:at], word[at:])
            for at in range(len(word) if whole else len(word) - 1, 1, -1)
            if word[:at] in self.stems and word[at:] in self.endings and self.agree(word[:at], word[at:])
        ]
        return min(cuts) if cuts else None

    def spellings(self, word: str) -> dict[str, float]:
        folded, found = fold(word), {}
        for at in range(len(word), 1, -1):
            for stem in self.folded.get(folded[:at], ()):
                if may_be(word[:at], stem):
                    for ending in self.folded_endings.get(folded[at:], ()):
                        if self.agree(stem, ending) and may_be(word[at:], ending):
                            cost = self.stems[stem] + self.endings[ending]
                            found[stem + ending] = min(cost, found.get(stem + ending, 999.0))
        return found

    def other(self, word: str, margin: float = 1.0) -> str | None:
        """The likelier word that this one is a slip of."""
        found = self.spellings(word)
        mine = found.pop(word, 17 + 3.0 * len(word))
        best = min(found, key=found.__getitem__, default=None)
        return best if best is not None and found[best] + margin < mine else None


def unfold(ending: str) -> list[str]:
    """All endings of which this one may be a slip."""
    choices = [letter + MEANT.get(letter, "") for letter in ending]
    if math.prod(map(len, choices)) > 5000:
        return []
    return [word for made in itertools.product(*choices) if (word := "".join(made)) != ending]


def learn_endings(words: Counts, stems: set[str]) -> set[str]:
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

    import heapq

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


def damaged(word: str, draw: random.Random) -> tuple[str, set[int]]:
    """The word with one or all of its Kazakh letters typed as Russian ones, and where."""
    places = [i for i, letter in enumerate(word) if letter in STANDS_FOR]
    if draw.random() < 0.5:
        places = [draw.choice(places)]
    soft, wide, typed = draw.choice("иы"), draw.choice("ае"), list(word)
    for i in places:
        typed[i] = soft if word[i] == "і" else wide if word[i] == "ә" else STANDS_FOR[word[i]]
    return "".join(typed), set(places)


def learn_groups(clean: Counts, russian: Counts) -> list[str]:
    """Groups of letters, ^ and $ for the edges of a word, that damage brings about and nothing else has."""

    def groups(word: str) -> list[tuple[int, int, str]]:
        framed = f"^{word}$"
        return [
            (i, n, framed[i : i + n]) for n in range(2, 7) for i in range(len(framed) - n + 1)
        ]  # fmt: skip

    right: Counts = Counter()
    for words, most in ((clean, 3), (russian, 2)):
        for word, n in words.items():
            for _, _, group in groups(word):
                right[group] += min(n, most)
    wrong: Counts = Counter()
    draw = random.Random(5)
    for word, n in clean.items():
        if not any(letter in STANDS_FOR for letter in word):
            continue
        for _ in range(4):
            typed, places = damaged(word, draw)
            of = {g for i, k, g in groups(typed) if any(i <= place + 1 < i + k for place in places)}
            for group in of:
                wrong[group] += min(n, 5)
    chosen: set[str] = set()
    for size in range(2, 7):
        for group, n in wrong.items():
            mixed = bool(set(group) & set(STANDS_FOR))
            if len(group) != size or n < (50 if mixed else 160) or right[group] > (n / 2000 if mixed else 0):
                continue
            parts = (group[i:j] for i in range(size) for j in range(i + 2, size + 1) if j - i < size)
            if not any(part in chosen for part in parts):
                chosen.add(group)
    return sorted(sorted(chosen, key=lambda g: -wrong[g])[:GROUPS])


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
    return chr(48 + max(0, min(round(bits), 60)))


def main() -> None:
    ours_lines, other_lines, russian_lines = texts(Path(sys.argv[1]))
    ours, russian = count(ours_lines), count(russian_lines)
    words = count(other_lines)
    for word, n in ours.items():
        words[word] += OWN_WEIGHT * n
    large, all_ = capitals(ours_lines + other_lines)
    russian_large, _ = capitals(russian_lines)
    slips = slips_of(words, ours, russian_large)
    print(len(words), "words", len(slips), "slips", sorted(slips, key=lambda w: -words[w])[:100])
    for word in slips:
        del words[word]
    stems, short = from_lexicon()
    stems |= set(ALSO_STEMS)
    words.update(dict.fromkeys(ALSO_STEMS, 20))
    endings = learn_endings(words, stems)
    model, _, _ = fit(words, stems, endings, learn_classes(words, stems, endings, short))
    stems |= set(new_stems(words, model, slips))
    stems -= slips
    for round_ in range(2):
        model, of_stems, single = fit(words, stems, endings, learn_classes(words, stems, endings, short))
        dead = {s for s in stems if of_stems[s] == 0}
        twice = set()
        for stem in stems - dead:
            cut = model.cut(stem, whole=False)
            if (
                cut
                and single[stem] >= 0.8 * of_stems[stem]
                and cut[0] <= model.stems[stem] + model.endings[""] + 4
            ):
                twice.add(stem)
        print("unused", len(dead), "inflected", len(twice), sorted(twice)[::40])
        stems -= dead | twice
    # What is written so in good texts is right, though another word is likelier by its parts; and so are
    # names as Russian has them, unless Kazakh has its own.
    right = {word.lower() for word in ALSO}
    for word in right:
        words[word] += 5
    for _ in range(3):
        classes = learn_classes(words, stems | right, endings, short)
        classes |= dict.fromkeys(right - stems, "w")
        model, _, _ = fit(words, stems | right, endings, classes)
        more = set()
        for word, n in words.items():
            other = model.other(word)
            if other and (ours.get(word) or n >= 3 and words[other] <= 100 * n):
                more.add(word)
        for word, n in russian_large.items():
            other = model.other(word) if n >= 3 and word not in words else None
            if other and not (large[other] >= 2 and words[other] >= 3):
                more.add(word)
                words[word] += 1
        print("right as they are", len(more), sorted(more)[::10])
        right |= more
    classes = learn_classes(words, stems | right, endings, short)
    classes |= dict.fromkeys(right - stems, "w")
    model, _, _ = fit(words, stems | right, endings, classes)
    alone = {
        word: model.spellings(word)[other]
        for word in {*ALSO, *ALSO_STEMS, *(w for w, n in ours.items() if n > 1)}
        if (other := model.other(word))
    }
    clean = Counter({w: n for w, n in words.items() if not model.other(w)})
    groups = learn_groups(clean, russian)

    def is_name(stem: str) -> bool:
        forms = [stem] + [
            stem + e
            for e in ("ның", "нің", "ы", "і", "да", "де", "та", "те", "дың", "тің", "тың", "ға", "ге")
        ]
        at_all = sum(all_[form] for form in forms)
        return at_all >= 1 and sum(large[form] for form in forms) >= 0.3 * at_all

    rows = []
    for stem, bits in model.stems.items():
        sort = classes[stem]
        rows.append((stem, (sort.upper() if is_name(stem) else sort) + mark(bits)))
    rows += [(word, "w" + mark(bits)) for word, bits in alone.items()]
    lines = ["# How Kazakh words are written: made by scripts/learn_kazakh.py, read by tm/checks/kazakh.py."]
    lines.append(
        "# A line: letters shared with the last one, the rest, class of harmony (a capital: a name), bits."
    )
    lines += ["[stems]", *front_coded(rows)]
    lines += ["[endings]", *front_coded([(e, kind(e) + mark(bits)) for e, bits in model.endings.items()])]
    lines += ["[groups]", *front_coded([(g, "") for g in groups])]
    TABLE.write_text("\n".join(lines) + "\n", "utf-8")
    print(
        len(rows),
        "stems",
        len(model.endings),
        "endings",
        len(groups),
        "groups",
        TABLE.stat().st_size,
        "bytes",
    )


if __name__ == "__main__":
    main()
