# SPDX-License-Identifier: EUPL-1.2
"""What the audit knows of the four services, written down a second time: who reads what, which fact every command leaves,
which event tells it, and in which states a zaak may stand everywhere at once.

For: the checks. It shares no code with the services or the kit on purpose: a mistake there must not repeat itself here.
Not for: reading anything.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

__all__ = ["COLLECTIONS", "DEAD_LETTERS", "ENDS", "FACTS", "READS", "SERVICES", "TOPICS", "Fact", "keeps", "steps_fit"]

State = Mapping[str, Any]

SERVICES = ("intake", "triage", "meetings", "regie")
COLLECTIONS = {"intake": "meldingen", "triage": "triages", "meetings": "overlegtrajecten", "regie": "casussen"}
TOPICS = {
    "zvhh.meldingen.v1": "intake",
    "zvhh.triages.v1": "triage",
    "zvhh.overleggen.v1": "meetings",
    "zvhh.casussen.v1": "regie",
    "zvhh.regie-intern.v1": "regie",
}
"""Every topic of ours, and who writes it."""

READS = {
    "intake": ("zvhh.triages.v1", "zvhh.overleggen.v1", "zvhh.casussen.v1"),
    "triage": ("zvhh.meldingen.v1", "zvhh.overleggen.v1", "zvhh.casussen.v1"),
    "meetings": ("zvhh.meldingen.v1", "zvhh.triages.v1", "zvhh.casussen.v1"),
    "regie": ("zvhh.meldingen.v1", "zvhh.overleggen.v1", "zvhh.regie-intern.v1"),
}
DEAD_LETTERS = {service: f"zvhh.{service}.dead-letters.v1" for service in SERVICES}

ENDS: dict[str, tuple[str, str, str, str]] = {
    "gemeld": ("gemeld", "open", "wacht-op-triage", "aangemeld"),
    "open-vraag": ("aanvulling-gevraagd", "aanvulling", "wacht-op-triage", "aangemeld"),
    "afgewezen": ("afgewezen", "afgewezen", "afgewezen", "aangemeld"),
    "ingetrokken": ("ingetrokken", "ingetrokken", "ingetrokken", "ingetrokken"),
    "doorgezet": ("weegoverleg-wordt-gepland", "doorgezet", "te-plannen", "aangemeld"),
    "gepland": ("weegoverleg-gepland", "doorgezet", "weegoverleg-gepland", "aangemeld"),
    "niet-passend": ("niet-passend", "gewogen", "niet-passend", "niet-passend"),
    "nog-niet": ("weegoverleg-wordt-gepland", "gewogen", "te-plannen", "tweede-weegoverleg"),
    "wachtlijst": ("wachtlijst", "gewogen", "wachtlijst", "wachtlijst"),
    "loopt": ("loopt", "gewogen", "loopt", "loopt"),
    "afgeschaald": ("afgeschaald", "gewogen", "afgeschaald", "afgeschaald"),
    "geweigerd": ("geweigerd", "", "", ""),
}
"""Where a zaak may come to rest: its stand in intake, triage, meetings and regie; empty: not known there."""

CASUS = {"wachtlijst": "wachtlijst", "loopt": "geopend", "afgeschaald": "afgeschaald"}
"""What triage must have heard of the casus, by end."""

_ZAAK = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_JAAR = re.compile(r"pilot-\d{4}")


def keeps(service: str, subject: str) -> bool:
    """Whether a service keeps a document for a subject."""
    return bool(_ZAAK.fullmatch(subject) or (service == "regie" and _JAAR.fullmatch(subject)))


@dataclass(frozen=True, slots=True)
class Fact:
    """What one kind of command leaves behind: how often its trace stands in the state, and which event types tell it.

    `events`: together there are as many of them as there are traces; none: the command tells nobody.
    """

    service: str
    operations: tuple[str, ...]
    count: Callable[[State], int]
    events: tuple[str, ...] = ()


def _event(plural: str, fact: str) -> str:
    return f"nl.zorgenveiligheid.{plural}.{fact}.v1"


def _parts(name: str) -> Callable[[State], int]:
    return lambda state: len(state.get(name) or ())


def _held(soort: str) -> Callable[[State], int]:
    return lambda state: sum(one["soort"] == soort and one["stand"] == "gehouden" for one in state["overleggen"])


def _planned(state: State) -> int:
    changes = [change for one in state["overleggen"] for change in one["wijzigingen"]]
    return sum(change["wat"] == "gepland" for change in changes)


def _corrections(state: State) -> int:
    return sum(len(one["versies"]) - 1 for one in state["incidenten"])


FACTS: tuple[Fact, ...] = (
    Fact("intake", ("meld",), lambda _: 1),
    Fact("intake", (), lambda state: int(not state["geweigerd"]), (_event("meldingen", "melding-ingediend"),)),
    Fact("intake", ("vul_aan",), _parts("aanvullingen"), (_event("meldingen", "melding-aangevuld"),)),
    Fact(
        "intake",
        ("trek_in",),
        lambda state: int(state["intrekking"] is not None),
        (_event("meldingen", "melding-ingetrokken"),),
    ),
    Fact("triage", ("beoordeel",), _parts("oordelen")),
    Fact("triage", ("vraag_aanvulling",), _parts("vragen"), (_event("triages", "aanvulling-gevraagd"),)),
    Fact(
        "triage",
        ("bevestig",),
        _parts("besluiten"),
        (_event("triages", "triage-doorgezet"), _event("triages", "triage-afgewezen")),
    ),
    Fact("meetings", ("plan_overleg",), _planned),
    Fact("meetings", ("leg_weegverslag_vast",), _held("weegoverleg"), (_event("overleggen", "weegoverleg-gehouden"),)),
    Fact(
        "meetings", ("leg_casusverslag_vast",), _held("casusoverleg"), (_event("overleggen", "casusoverleg-gehouden"),)
    ),
    Fact(
        "meetings",
        ("wijs_casusregie_aan",),
        lambda state: sum(one["overleg"] is None for one in state["aanwijzingen"]),
    ),
    Fact("meetings", (), _parts("aanwijzingen"), (_event("overleggen", "casusregie-aangewezen"),)),
    Fact("meetings", (), _parts("plannen"), (_event("overleggen", "plan-van-aanpak-vastgesteld"),)),
    Fact("regie", ("registreer_incident",), _parts("incidenten"), (_event("casussen", "incident-geregistreerd"),)),
    Fact("regie", ("corrigeer_incident",), _corrections, (_event("casussen", "incident-herzien"),)),
    Fact("regie", (), lambda state: int(state["plaats_gevraagd"]), (_event("plaatsen", "plaats-gevraagd"),)),
    Fact("regie", (), lambda state: int(state["geopend_op"] is not None), (_event("casussen", "casus-geopend"),)),
    Fact("regie", (), lambda state: int(state["wachtplek"] is not None), (_event("casussen", "casus-op-wachtlijst"),)),
    Fact("regie", (), _parts("regie"), (_event("casussen", "casusregie-vastgelegd"),)),
    Fact(
        "regie",
        (),
        _parts("afschaalantwoorden"),
        (_event("casussen", "casus-afgeschaald"), _event("casussen", "afschalen-geweigerd")),
    ),
)
"""Facts of a zaak's documents. Those without an operation follow from events; they too are told once each."""


def steps_fit(expected: Sequence[str], found: Iterable[str]) -> bool:
    """Whether the steps of feedback that came are those expected, in order; one that ends in ? may be left out."""
    row = list(found)
    place = 0
    for step in expected:
        if place < len(row) and row[place] == step.rstrip("?"):
            place += 1
        elif not step.endswith("?"):
            return False
    return place == len(row)
