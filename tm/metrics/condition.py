"""Conditions on scores, and how they are written.

    condition   all ("or" all)*                           also `|` and `||`
    all         one ("and" one)*                          also `&` and `&&`
    one         "not" one | "(" condition ")" | quantity sign number | number sign quantity
    quantity    METRIC | "p" | "p(METRIC)" | "score(METRIC)"
    sign        "<" | "<=" | ">" | ">="

A metric alone is by how many points its score is higher than that of the baseline; `p` is the p-value of
that difference, and needs no name where only one metric is named. Capital and small letters are the same.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple, NoReturn

from tm.errors import UsageError
from tm.metrics.metric import metric_of

DEEPEST = 50  # brackets and nots inside one another
_TOKEN = re.compile(
    r"\s*(?:(?P<number>[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?![0-9.]))"
    r"|(?P<name>[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*\+*)"
    r"|(?P<sign><=|>=|<|>)|(?P<mark>\|\|?|&&?|[()!])|(?P<end>$))"
)
_WORDS = {"or": "or", "|": "or", "||": "or", "and": "and", "&": "and", "&&": "and", "not": "not", "!": "not"}
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<="}
_QUANTITY = "a metric, p, score(METRIC) or a number"


@dataclass(frozen=True, slots=True)
class Limit:
    """A quantity (`difference`, `p` or `score`) of a metric, and the number that it is held against."""

    quantity: str
    metric: str
    sign: str
    number: float

    def __str__(self) -> str:
        quantity = self.metric if self.quantity == "difference" else f"{self.quantity}({self.metric})"
        return f"{quantity} {self.sign} {Decimal(repr(self.number)):f}"


@dataclass(frozen=True, slots=True)
class Joined:
    """Conditions of which all must hold (`and`), or one (`or`)."""

    word: str
    parts: tuple[Condition, ...]

    def __str__(self) -> str:
        return f" {self.word} ".join(map(self._bracketed, self.parts))

    def _bracketed(self, part: Condition) -> str:
        """A part as it is written: `and` in `or` binds more and needs no brackets."""
        binds = not isinstance(part, Joined) or (self.word, part.word) == ("or", "and")
        return str(part) if binds else f"({part})"


@dataclass(frozen=True, slots=True)
class Not:
    """A condition that must not hold."""

    part: Condition

    def __str__(self) -> str:
        return f"not ({self.part})" if isinstance(self.part, Joined) else f"not {self.part}"


Condition = Limit | Joined | Not


def limits(condition: Condition) -> Iterator[Limit]:
    """All that is held against a number, in the order in which it is written."""
    if isinstance(condition, Limit):
        yield condition
    else:
        for part in condition.parts if isinstance(condition, Joined) else (condition.part,):
            yield from limits(part)


class _Token(NamedTuple):
    kind: str
    text: str
    start: int


class ConditionParser:
    """Reads one condition; `others` are names of metrics beside those of `metric_of`.

    The metric of a bare `p` is known only when all of it is read. Raises UsageError with the column, from 1,
    and what is expected there.
    """

    def __init__(self, text: str, others: Sequence[str]) -> None:
        self._text, self._others = text, others
        self._place = self._depth = 0
        self._tokens: list[_Token] = []
        end = 0
        while not self._tokens or self._tokens[-1].kind != "end":
            found = _TOKEN.match(text, end)
            if found is None:
                start = end + len(text[end:]) - len(text[end:].lstrip())
                self._refuse(start, f"{text[start]!r} is unknown here; expected is {_QUANTITY}")
            kind = found.lastgroup or ""
            self._tokens.append(_Token(kind, found[kind], found.start(kind)))
            end = found.end()

    def parsed(self) -> Condition:
        """The condition that the text is."""
        condition = self._joined("or")
        if self._next.kind != "end":
            self._expect('"and", "or" or the end')
        named = tuple(dict.fromkeys(limit.metric for limit in limits(condition) if limit.metric))
        return self._resolved(condition, named)

    @property
    def _next(self) -> _Token:
        return self._tokens[self._place]

    @property
    def _word(self) -> str:
        """The next token as a word of the language; signs of the same meaning are the same word."""
        text = self._next.text.lower()
        return _WORDS.get(text, text)

    def _taken(self) -> _Token:
        self._place += 1
        return self._tokens[self._place - 1]

    def _joined(self, word: str) -> Condition:
        parts = [self._joined("and") if word == "or" else self._one()]
        while self._word == word:
            self._taken()
            parts.append(self._joined("and") if word == "or" else self._one())
        return parts[0] if len(parts) == 1 else Joined(word, tuple(parts))

    def _one(self) -> Condition:
        if self._word not in ("not", "("):
            return self._limit()
        self._depth += 1
        if self._depth > DEEPEST:
            self._refuse(self._next.start, f"more than {DEEPEST} brackets inside one another")
        if self._taken().text == "(":
            condition = self._joined("or")
            self._take(")", '"and", "or" or ")"')
        else:
            condition = Not(self._one())
        self._depth -= 1
        return condition

    def _limit(self) -> Limit:
        if self._next.kind == "number":
            number = self._number()
            sign = _TURNED[self._sign()]
            return Limit(*self._quantity(), sign, number)
        quantity = self._quantity()
        return Limit(*quantity, self._sign(), self._number())

    def _sign(self) -> str:
        if self._next.kind != "sign":
            self._expect('"<", "<=", ">" or ">="')
        return self._taken().text

    def _number(self) -> float:
        if self._next.kind != "number":
            self._expect("a number, as -0.5")
        token = self._taken()
        number = float(token.text)
        if not math.isfinite(number):
            self._refuse(token.start, "the number is too large")
        return number

    def _quantity(self) -> tuple[str, str]:
        if self._next.kind != "name" or self._word in ("and", "or", "not"):
            self._expect(_QUANTITY)
        word = self._word
        if word not in ("p", "score"):
            return "difference", self._metric()
        self._taken()
        if word == "p" and self._word != "(":
            return "p", ""
        self._take("(", '"(" and a metric')
        metric = self._metric()
        self._take(")", '")"')
        return word, metric

    def _metric(self) -> str:
        if self._next.kind != "name":
            self._expect("a metric, as chrf2++")
        token = self._taken()
        for name in self._others:
            if name.lower() == token.text.lower():
                return name
        try:
            return metric_of(token.text, model=b"").name  # no model is opened for a name
        except UsageError as error:
            self._refuse(token.start, str(error))

    def _take(self, mark: str, expected: str) -> None:
        if self._next.text != mark:
            self._expect(expected)
        self._taken()

    def _resolved(self, condition: Condition, named: Sequence[str]) -> Condition:
        """The same with the metric of each `p`."""
        if isinstance(condition, Joined):
            return Joined(condition.word, tuple(self._resolved(one, named) for one in condition.parts))
        if isinstance(condition, Not):
            return Not(self._resolved(condition.part, named))
        if condition.metric:
            return condition
        if len(named) != 1:
            bare = next(
                token.start
                for token, after in zip(self._tokens, self._tokens[1:], strict=False)
                if token.text.lower() == "p" and after.text != "("
            )
            which = " or ".join(f"p({name})" for name in named) or "p(chrf2++), for one"
            why = "several metrics are named" if named else "no metric is named"
            self._refuse(bare, f"p of which metric? {why}; write {which}")
        return Limit(condition.quantity, named[0], condition.sign, condition.number)

    def _expect(self, what: str) -> NoReturn:
        found = f"{self._next.text!r} stands" if self._next.text else "the condition ends"
        self._refuse(self._next.start, f"{found} where {what} is expected")

    def _refuse(self, start: int, problem: str) -> NoReturn:
        raise UsageError(f"{self._text!r}, column {start + 1}: {problem}")
