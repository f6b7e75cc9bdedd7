"""Words and endings that tell the languages apart where letters do not, and what they weigh.

Function words that two of our languages do not have in common, those of some other languages in Latin
letters, and how Kazakh and Russian look in Latin letters. `nats` weighs the words of a Cyrillic text.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from tm.checks.language.bigrams import odds
from tm.languages import KAZAKH_LETTERS

KAZAKH = frozenset(KAZAKH_LETTERS)


def listed(words: str) -> frozenset[str]:
    """The words of a line as a set."""
    return frozenset(words.split())


RUSSIAN = listed(
    "и в на с что по для из к от о об как это при за у до под его её их был была было были он она они мы"
    " вы я но или чтобы все также так если уже только лишь ещё еще более после этого этот эта эти того"
    " которые который которая ли же бы во со без между через когда где кто нет да не ни себя свою свои их"
    " им нас вас мне быть есть может можно нужно будет будут очень там здесь сейчас теперь потом чем тем"
    " ты мой твой наш ваш моя твоя наша ваша меня тебя тебе можем хочу очень просто тоже потому всё эти"
    " этой том той был нужен лет год года году один одна одно два две три"
)
ONLY_RUSSIAN = RUSSIAN - listed("он да не от у но")  # these are Kazakh words too
KAZAKH_WORDS = listed(
    "ал оны олай солай осыны соны мен бен пен деп бар емес де осы сол болды болып болады болса болған бола"
    " туралы бойынша арасында"
    " адам жыл дейді деді олар сонымен тек сондай сонда жана та те ме ба бе па пе ма ол сен мына мынау"
    " бері кейін дейін жатыр тур керек барды келді кетті алды берді екен еді едім дер болар шейін арасы"
    " бала бас ай ба"
)
ENGLISH = listed(
    "the of and to in a is that for it was on are as with be by at this have from or had not but what all"
    " were when we there can an your which their said if do will each about how up out them then she many"
    " some so these would other into has more her two like him see time could no make than first been its"
    " who now people my made over did down only way may after any our you he they his i me us why where"
    " also because through between under during must should cannot don't it's i'm"
)
KAZAKH_LATIN = listed(
    "men jane jäne zhane jáne bul bül būl edi emes üşin ushin úshin bar bir degen dep ol osy sol bolyp"
    " bolypty boldy bolady boladı boldı bolıp kerek üshin turaly turalı boyynsha boiynsha boyınşa keyin"
    " keiin deyin deiin jyl jıl zhyl biz siz olar bizdin qazir qazır qazaq eki adam bala üş ush ush"
)
RUSSIAN_LATIN = listed(
    "chto eto dlya kotoryy kotorye kotoryi kotoraya kak ne na po iz ot vse ego bylo byl byla byli ili pri"
    " takzhe chtoby yego on ona my vy uzhe yeshche eshche tolko goda godu dlia iz-za pod"
)
OTHERS = {
    "German": listed(
        "der die das und ist nicht ein eine mit den von zu auf für im dem wird sind auch wir ich sie"
    ),
    "French": listed(
        "le la les de des et est une un dans pour que qui sur pas avec du au sont nous vous il elle"
    ),
    "Spanish": listed("el la los las de y es una en por que con para del no se como más pero su al"),
    "Italian": listed("il la di che è per un una del della con non sono si le dei nel alla gli ha"),
    "Portuguese": listed("os de é uma em por que com para do da não se como mais dos na"),
    "Turkish": listed(
        "ve bir bu için ile da de olarak olan çok daha ne gibi en kadar sonra var değil ama her"
    ),
    "Polish": listed("i w na z się nie do jest to że o jak po od za przez dla są oraz był"),
    "Uzbek": listed("va bu bilan uchun ham bir bu deb edi emas esa kerak boʻlgan o'z biz siz ular"),
}
ENGLISH_ENDINGS = tuple(
    sorted(listed("ed ing s er or al ly ion nt ic ble le ry th ss ce ge te se re ve ck ll ld nd st ne ht"))
)
KAZAKH_LATIN_ENDING = re.compile(
    "(?:[ld][ae]r|[ntd][yıiñńe]n?[gñńŋn]?|[qkgğǵ][ae]|[dt][ae]n?|[dt][yıi]|y[ns]?|y[nn]da|uda|atyn|etin|gan|gen)$"
)
KAZAKH_LATIN_LETTER = re.compile("q(?!u)|[ğǵñńŋıūäáş]")
RUSSIAN_LATIN_ENDING = re.compile(
    "(?:[oe]go|yy?i?|iy|[ay]ya|[yo]ye|ykh|ami|akh|ov|ovo|tsya|sya|ost|osti|ni[ey]e?|om|oi|oy|ei|ali|ila|ilo|ili|al|ku|lo|ki)$"
)
RUSSIAN_ENDING = re.compile(
    "[А-Яа-яё]{2,}(?:[оеы][гм]о|т[ьс]ся|тся|ость|ости|[аоеыи]й|[ая]я|[ыои]е|[ыи]х|[ая]ми|ени[еяю]|[аеиоу]ли?|ть|ла|ло)(?!\\w)"
).match
WORD = 6.0  # nats that one word can bring at most: it may be a name, or borrowed
_FIRST = 2 / 3  # what the first word counts, which may be a name
_NAME = 1 / 3  # what a capitalised word inside a sentence counts: names are in neither language


def nats(words: Sequence[str]) -> float:
    """How much speaks for Russian, or below nought for Kazakh, in some Cyrillic words."""
    total = 0.0
    for place, word in enumerate(words):
        one = _word_nats(word.lower())
        if word[:1].isupper():
            one *= _NAME if place or len(words) < 2 else _FIRST
        total += one
    return total


@lru_cache(maxsize=1 << 14)
def _word_nats(word: str) -> float:
    """The same of one word in small letters."""
    if not KAZAKH.isdisjoint(word):
        return -6.0
    if word in ONLY_RUSSIAN:
        return 4.0
    if word in KAZAKH_WORDS:
        return -4.0
    if word in RUSSIAN:
        return 3.0
    return max(-WORD, min(WORD, odds(word)))


def romanised(words: Sequence[str]) -> str | None:
    """Kazakh or Russian in Latin letters, if small words look like that."""
    certain = sum(word in KAZAKH_LATIN for word in words)
    letters = sum(bool(KAZAKH_LATIN_LETTER.search(word)) for word in words)
    endings = sum(len(word) > 3 and bool(KAZAKH_LATIN_ENDING.search(word)) for word in words)
    if (certain or letters) and 2 * certain + 2 * letters + endings >= max(4, len(words) / 2):
        return "Kazakh"
    russian = sum(word in RUSSIAN_LATIN for word in words)
    if russian > 1 and 5 * russian >= len(words):
        return "Russian"
    endings = sum(len(word) > 4 and bool(RUSSIAN_LATIN_ENDING.search(word)) for word in words)
    return "Russian" if endings > 2 and 3 * endings >= len(words) else None


def strange(words: Sequence[str]) -> str | None:
    """That hardly a word of many ends as those of English do: most words of a sentence do."""
    if len(words) < 7 or any(len(word) == 1 and word in "ai" for word in words):
        return None
    english = sum(word.endswith(ENGLISH_ENDINGS) for word in words)
    return "another language" if 4 * english < len(words) else None


def named(words: Sequence[str], least: int = 2) -> str | None:
    """Another language in Latin letters, by at least so many of its function words."""
    have = set(words)
    found = max(OTHERS, key=lambda name: len(OTHERS[name] & have))
    hits = len(OTHERS[found] & have)
    return found if hits >= max(2, least) and 5 * hits >= len(have) else None
