"""Which pairs of letters are Russian and which Kazakh: what tells the two where a text is short.

Kazakh has nine letters of its own, but three words may do without them. The table has the logarithm of how
much more often two letters stand together in the words of Russian than in those of Kazakh, for the letters
that both have; `scripts/learn_bigrams.py` counted them in corpora/ushtil-open.
"""

from __future__ import annotations

LETTERS = " абвгдеёжзийклмнопрстуфхцчшщъыьэюя"  # a space is the beginning or the end of a word
MIDDLE = ord("m")  # the letter that stands for nothing either way
STEP = 1 / 3  # of a nat, from one letter of the table to the next

_TABLE = (
    "lhiupmgrfqomkplporpmisnmqshqlclnqs"
    "lllspkuxpmqgqkljqjiklenqoykwlllrxp"
    "phovnijvslnlxquymnrrjoltppoytjqlky"
    "rspwpxtylysluvtuwtuymylsrtyuryvlny"
    "nqlnnsenllplrumrvlqqeqllltqllmlnll"
    "pilvtokymopltyrysspukrltywplqesloy"
    "mnnrjnuvonwkjmmlokkmmelorylxlllnso"
    "ylquvvllvvltvyvyluyxyllwllulllllll"
    "nimpntlxslolyqpyelpnlmllnsjllavipl"
    "fpjyiijvrqolwynxsmyinlllsudlujrlny"
    "voptpoqupsyupsqoomqrsnmrqwsulblnwm"
    "phjlkebliiplndfjpmgmjllirrjolalllk"
    "lqnqmlgnloslgrnurfrljqllmlgllxllqp"
    "nkirfalykprlnmcrrglmgmpnouarlgrlst"
    "ojkmfakskkplmnlmplnkfrmfqsdplitklw"
    "elfnjemyimslolbpuoonnpnlpsawllqlyy"
    "wnstruyvupwosnrnsqnqqpouqxrylllqmp"
    "bkhllnnpllqlkrlptjwgerlfsvgqllolny"
    "hnjqieovojqlleinslokimloosjolipkqw"
    "jjpwsukyoqolquqyooxoomnpryjpteynoy"
    "pjkynylxmoqllrpxohqsallhsodpngynqy"
    "ngpymknpxpmwsmonnumpqioqmukylallys"
    "mmllnlmnllolinmsmhnrlnollllllollll"
    "ykewmqnlllnlrumotmsylrnlloillilmll"
    "sxlvllqllnnlqlnlrnnqitlllllllyllll"
    "oukslluyklwluunyrjupstllllvlljvlll"
    "giiqnllyhlslntmvkgojhmlnolillaxlll"
    "qyllllyxllyllllvllolhslllllllfslll"
    "llllllrvllllllllllllllllllllllllly"
    "hlnytjylmcssseiblfegkrlyjvkplllljp"
    "wltlmkpwsvtlsiqyonlvqlnnruutllllsq"
    "llnmllnlllllnnllimnltlnqmlklllllll"
    "xltsqoolpqlnpnnpllppvlmppylyldllvl"
    "tlpytmylsqtsqlrmlonmuelsoymyllllyx"
)
_ODDS = {
    first + second: (ord(cell) - MIDDLE) * STEP
    for first, row in zip(
        LETTERS, (_TABLE[at : at + len(LETTERS)] for at in range(0, len(_TABLE), len(LETTERS))), strict=True
    )
    for second, cell in zip(LETTERS, row, strict=True)
}


def odds(word: str) -> float:
    """How many nats speak for Russian, or below nought for Kazakh, in a word of small Cyrillic letters.

    >>> round(odds("который")), round(odds("барлар"))
    (5, -11)
    """
    ended = f" {word} "
    return sum(_ODDS.get(ended[at : at + 2], 0.0) for at in range(len(word) + 1))
