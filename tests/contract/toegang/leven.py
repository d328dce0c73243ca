# SPDX-License-Identifier: EUPL-1.2
"""Every order of acts from a beginning, played, and what everybody sees in each compared with the table.

For: `test_toegang`, which plays them in processes of their own. Not for: what they should see (`tabel`).
"""

import os
import random
from collections.abc import Iterator

from tests.contract.toegang.begin import BEGINNINGS, empty
from tests.contract.toegang.daden import ACTS
from tests.contract.toegang.huis import House
from tests.contract.toegang.mensen import PEOPLE, Moment, NotNow
from tests.contract.toegang.zien import ADDRESS, KEEPING, Question, Seen, look

from zvhh_kit.domain.decision import Refused
from zvhh_kit.http import Problem

__all__ = ["canaries", "judge", "lived"]

PART_OF_FOUR = float(os.environ.get("ZVHH_ORDERS_OF_FOUR", "0"))
SEED = int(os.environ.get("ZVHH_ORDERS_SEED", "13"))
PARTS = {1: 1.0, 2: 1.0, 3: 1.0, 4: PART_OF_FOUR}


def canaries(moment: Moment) -> tuple[str, ...]:
    """What is looked for in every answer."""
    kinds = ("NAAM", "LATER", "ZORG", "VERSLAG", "INCIDENT", "TRIAGE", "WERING", "SIGNAAL")
    zaken = moment.facts.zaken.values()
    return tuple(
        mark
        for zaak in zaken
        for mark in (zaak.kenmerk, zaak.id, *zaak.shown, *zaak.others, *(f"{kind}-{zaak.name}" for kind in kinds))
    )


def judge(moment: Moment, seen: Seen, order: tuple[str, ...]) -> None:
    """Compare what everybody sees with the table."""
    found: dict[str, set[str]] = {who.subject: set() for who in PEOPLE}
    allowed = {who.subject: frozenset(moment.facts.allowed(who)) for who in PEOPLE}
    kept = {who.subject: frozenset(moment.facts.kept(who)) for who in PEOPLE}
    for question, marks in seen.items():
        if question.operation == ADDRESS:
            _judge_address(moment, question, marks, order)
            continue
        who, keeps = question.who.subject, (question.service, question.operation) in KEEPING
        too_much = marks - allowed[who] - (kept[who] if keeps else frozenset())
        assert not too_much, f"after {order}: {question} shows {sorted(too_much)}"
        found[who] |= marks
    for one in PEOPLE:
        missing = set(moment.facts.promised(one)) - found[one.subject]
        assert not missing, f"after {order}: {one.subject} can't find {sorted(missing)}"


def _judge_address(moment: Moment, question: Question, marks: frozenset[str], order: tuple[str, ...]) -> None:
    """By this door the address that they have now, shielded or not, for who may know it: it was never lost (D10)."""
    zaak = next(one for one in moment.facts.zaken.values() if one.id == question.zaak)
    may = moment.facts.may_know_address(question.who, zaak)
    lives_at = {1: {zaak.address}, 3: {zaak.shown[0]}, 4: set(zaak.others)}.get(dict(question.path)["nr"], set())
    assert marks & {*zaak.shown, *zaak.others} == (lives_at if may else set()), (
        f"after {order}: {question} shows {sorted(marks)}"
    )


def is_played(order: tuple[str, ...]) -> bool:
    """Whether this order is one of those that are looked at; the same ones whoever plays them."""
    return random.Random(f"{SEED} {order}").random() < PARTS.get(len(order), 0)


def lives(moment: Moment, seen: Seen, order: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every life that begins like this, each looked at once it is lived; an act that is refused leads nowhere new."""
    for name, act in ACTS.items():
        longer = (*order, name)
        if not is_played(longer):
            continue
        later = moment.copy()
        try:
            act(later)
        except (NotNow, Refused, Problem):
            continue
        zaken = [one.id for one in later.facts.zaken.values()]
        shown = look(later.house, canaries(later), zaken, moment.house, seen)
        judge(later, shown, longer)
        yield longer
        yield from lives(later, shown, longer)


def lived(beginning: str) -> list[tuple[str, ...]]:
    """Every life from this beginning that could be lived, each judged. Raises AssertionError for the first that shows too
    much, or too little."""
    moment = BEGINNINGS[beginning](empty())
    zaken = [one.id for one in moment.facts.zaken.values()]
    nothing = House(moment.house.services, moment.house.now)
    first = look(moment.house, canaries(moment), zaken, nothing, {})
    judge(moment, first, (beginning,))
    return list(lives(moment, first))
