# SPDX-License-Identifier: EUPL-1.2
"""What everybody sees: every reading route of every service, asked by every person whose role may, and the canaries in it.

A route that is not known here makes `questions` fail, so that a new view is asked too. For: `test_toegang`. Not for: what
they should see (`tabel`).
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from pydantic import BaseModel
from tests.contract.toegang.huis import House, Service
from tests.contract.toegang.mensen import PEOPLE

from zvhh_kit.domain.decision import Actor, Refused
from zvhh_kit.http import Problem
from zvhh_kit.privacy import KeyGone

READ_BY_POST: dict[str, dict[str, Any]] = {
    "bekijk_adres": {"reden": "veiligheid"},
    "zoek_zaken_van_persoon": {"reden": "klacht", "bsn": "999990019"},
    "zoek_verwerkingen_van_persoon": {"reden": "klacht", "bsn": "999990019"},
}
"""What only reads, but is asked by a body: a reason is logged, or a name must not stand in an address."""
ADDRESS = "bekijk_adres"
NOT_OF_A_ZAAK = frozenset(
    {
        "lees_pilot", "lees_partners", "lees_sleutels", "lees_concepten", "lees_concept", "lees_jaarvragen", "lees_jaarantwoord", "lees_trainingen",
        "lees_rooster_vandaag", "lees_rooster", "lees_afstemming", "lees_gemeenten",
        "lees_evaluatie", "lees_evaluatie_csv", "lees_vaste_cijfers", "lees_vaste_cijfers_csv",
        "lees_verwerkingen", "lees_verwerkingen_csv",
    }
)  # fmt: skip
"""What shows figures, organisations, rosters, consultations, who did what, or one's own draft."""
ACROSS = frozenset({"lees_triage", "lees_overeenkomsten"})
"""What looks at other zaken than the one that is asked for."""
KEEPING = frozenset(
    {
        ("intake", "lees_bewaartermijnen"),
        ("intake", "lees_bewaartermijn"),
        ("intake", "zoek_zaken_van_persoon"),
        ("intake", "zoek_verwerkingen_van_persoon"),
        ("intake", "lees_taken"),
    }
)
"""Where terms are kept and persons looked up: of closed zaken too, without content (L8)."""
NUMBERS: dict[str, tuple[str, range]] = {
    "lees_agenda": ("nummer", range(1, 4)),
    "lees_verslag": ("nummer", range(1, 4)),
    "lees_uitnodiging": ("nummer", range(1, 4)),
    ADDRESS: ("nr", range(1, 5)),
}
"""What is asked for by a number within a zaak."""
YEARS = {"lees_pilotjaar": {"jaar": "2025"}}


class Question(NamedTuple):
    """Who asks what, about which zaak (none: a list), with which number."""

    who: Actor
    service: str
    operation: str
    zaak: str
    path: tuple[tuple[str, Any], ...]


Seen = Mapping[Question, frozenset[str]]
"""The canaries in each answer; nothing in a refusal."""


def reads(service: Service) -> dict[str, bool]:
    """Each reading operation of a service, and whether it is about one zaak."""
    found = {}
    for operation, route in service.routes.items():
        if operation in NOT_OF_A_ZAAK:
            continue
        if route.methods == {"GET"} or operation in READ_BY_POST:
            found[operation] = "{zaak_id}" in route.path
    return found


def questions(service: Service, zaken: Iterable[str]) -> Iterator[Question]:
    """Everything that anybody may ask, of lists and of these zaken."""
    every = tuple(zaken)
    for operation, of_a_zaak in reads(service).items():
        name, numbers = NUMBERS.get(operation, ("", range(1)))
        paths: list[tuple[tuple[str, Any], ...]] = [((name, n),) for n in numbers] if name else [()]
        paths = [tuple(YEARS[operation].items())] if operation in YEARS else paths
        for who in PEOPLE:
            if who.roles & set(service.access.get(operation, {})):
                for zaak in every if of_a_zaak else ("",):
                    yield from (Question(who, service.name, operation, zaak, path) for path in paths)


def look(house: House, canaries: Iterable[str], zaken: Iterable[str], before: House, seen: Seen) -> Seen:
    """What everybody sees now; what can't have changed since `before` is taken from `seen`."""
    marks, now = tuple(canaries), dict(seen)
    for service in house.services.values():
        changed = {
            id_
            for (name, id_), kept in house.kept.items()
            if name == service.name and before.kept.get((name, id_)) is not kept
        }
        if not changed and house.gone == before.gone:
            continue
        for question in questions(service, zaken):
            if question.zaak in changed or not question.zaak or question.operation in ACROSS:
                now[question] = _answer(house, question, marks) if _is_there(house, question) else frozenset()
    return now


def _is_there(house: House, asked: Question) -> bool:
    """Of numbers that don't exist only the next one is asked."""
    kept = house.kept.get(("meetings", asked.zaak)) if asked.service == "meetings" else None
    state = kept.raw["state"] if kept is not None else None
    return state is None or dict(asked.path).get("nummer", 0) <= len(state["overleggen"]) + 1


def _answer(house: House, asked: Question, marks: tuple[str, ...]) -> frozenset[str]:
    path = dict(asked.path) | ({"zaak_id": asked.zaak} if asked.zaak else {})
    try:
        answer = house.ask(asked.who, asked.service, asked.operation, READ_BY_POST.get(asked.operation), **path)
    except (Problem, Refused, KeyGone) as refused:
        text = " ".join(fault.text for fault in getattr(refused, "faults", ()))
    else:
        text = answer.model_dump_json(by_alias=True) if isinstance(answer, BaseModel) else repr(answer)
    return frozenset(mark for mark in marks if mark in text)
