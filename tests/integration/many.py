# SPDX-License-Identifier: EUPL-1.2
"""Some hundreds of zaken in all four services, in every stand: lived once each by the acts of people, then copied.

A copy has ids of its own and lies some hours earlier or later. What was sealed lies open in it, as a cipher is bound to its
zaak; so it is read with `OpenKeys`. Not for: what anybody sees of them (`tests/contract/toegang`).
"""

import re
from collections.abc import Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from tests.contract.toegang.begin import BEGINNINGS, empty
from tests.contract.toegang.daden import ACTS
from tests.contract.toegang.huis import House
from tests.contract.toegang.mensen import NOOR, VERA, VT, Moment

from zvhh_kit.core.handlers import is_zaak
from zvhh_kit.testing.service import new_zaak

Lives = tuple[tuple[str, tuple[str, ...]], ...]
LIVES: Lives = (
    ("reported", ()),
    ("reported", ("withdraw main",)),
    ("reported", ("bar", "shield")),
    ("planned", ()),
    ("planned", ("weegoverleg held, not yet",)),
    ("planned", ("weegoverleg held, no",)),
    ("planned", ("join", "withdraw main")),
    ("runs", ()),
    ("runs", ("incident",)),
    ("runs", ("add", "leave")),
    ("runs", ("undo",)),
    ("runs", ("close",)),
    ("runs, joined", ("close", "report again")),
)
"""Beginning and acts: two zaken each."""
DRAFTS, TRAININGS = 80, 80
_DAY = re.compile(r"^20\d\d-\d\d-\d\d")
_FAR = 2100
"""What never comes is after this year, and stays there."""
Documents = Mapping[str, list[dict[str, Any]]]
"""Service → its documents, as the database has them."""


class Key:
    """A key that hides nothing."""

    def __init__(self, zaak: str) -> None:
        self.zaak = zaak

    def open(self, _: str, cipher: bytes) -> bytes:
        """The clear value that lies in its place."""
        return cipher


class OpenKeys:
    """As the store of keys, for what was never sealed."""

    async def keys_for(self, zaken: Collection[str]) -> dict[str, Key]:
        """One each."""
        return {zaak: Key(zaak) for zaak in zaken}

    async def destroyed_among(self, _: Collection[str]) -> frozenset[str]:
        """None."""
        return frozenset()


def lived() -> Iterator[House]:
    """A house after each of the lives, and one with drafts and trainings."""
    for beginning, acts in LIVES:
        moment: Moment = BEGINNINGS[beginning](empty())
        for act in acts:
            ACTS[act](moment)
        yield moment.house
    house = empty()
    for _ in range(DRAFTS):
        house.ask(VERA, "intake", "bewaar_nieuw_concept", {"inhoud": {"voorPilot": True}})
    for number in range(TRAININGS):
        day = (date(2025, 1, 1) + timedelta(days=number % 60)).isoformat()
        house.ask(NOOR, "meetings", "tel_training", {"oin": VT, "datum": day, "aantal": 3})
    yield house


def documents(copies: int) -> Documents:
    """Of each life so many copies; what is about no zaak stands there once."""
    found: dict[str, dict[str, dict[str, Any]]] = {}
    for house in lived():
        zaken = sorted({subject for _, subject in house.kept if is_zaak(subject)})
        for number in range(copies):
            names = {zaak: new_zaak() for zaak in zaken}
            for (service, subject), kept in house.kept.items():
                of = found.setdefault(service, {})
                if is_zaak(subject):
                    of[names[subject]] = copied(kept.raw, names, number)
                else:
                    of.setdefault(subject, copied(kept.raw, {}, 0))
    return {service: list(of.values()) for service, of in found.items()}


def copied(raw: dict[str, Any], names: Mapping[str, str], number: int) -> dict[str, Any]:
    """The document under other ids, and moved in time; it has nothing to say any more."""
    later = timedelta(hours=7 * number)

    def other(value: Any) -> Any:
        if isinstance(value, datetime):
            return value + later if value.year < _FAR else value
        if isinstance(value, str):
            return names.get(value) or _DAY.sub(lambda day: _moved(day[0], later), value)
        if isinstance(value, dict):
            return {names.get(key, key): other(item) for key, item in value.items()}
        return [other(item) for item in value] if isinstance(value, list) else value

    made: dict[str, Any] = other(raw) | {"outbox": [], "effects": []}
    return made


def _moved(day: str, later: timedelta) -> str:
    return (date.fromisoformat(day) + timedelta(days=later.days)).isoformat()
