"""Reviewers who do anything at all, to see that what must hold holds."""

from __future__ import annotations

from random import Random

from tm.review.action import ACTIONS, Action, Refused
from tm.review.desk import Person, Review
from tm.review.draft import Draft

MOVES = tuple(name for name in ACTIONS if name != "edit")  # what leaves all texts as they are


def anything(draft: Draft, chance: Random, names: tuple[str, ...] = tuple(ACTIONS)) -> Action:
    """Something that may be asked of a document, which often can't be done."""
    row = chance.choice(draft.rows)
    place = chance.randrange(len(draft.langs))
    side = row.sides[place]
    segment = chance.randrange(len(side)) if side else 0
    offset = chance.randint(0, len(side[segment])) if side else 0
    text = chance.choice(("", "жаңа мәтін", "new\ntexts", "ещё раз"))
    return Action(chance.choice(names), row.id, draft.langs[place], segment, offset, text)


def walk(review: Review, people: tuple[Person, ...], steps: int, chance: Random, backs: float = 0.0) -> int:
    """Do so many things that can be done, some of them undo and redo; how many events that were."""
    done = 0
    while done < steps:
        person = chance.choice(people)
        try:
            if chance.random() < backs:
                chance.choice((review.undo, review.undo, review.redo))(person)
            else:
                review.do(person, anything(review.draft, chance), review.version)
        except Refused:
            continue
        done += 1
    return done
