# SPDX-License-Identifier: EUPL-1.2
"""What the audit knows of the four services, written down a second time: who reads what, in which states a zaak may stand
everywhere at once, and when it is destroyed.

For: the checks. It shares no code with the services or the kit on purpose: a mistake there must not repeat itself here.
Not for: reading anything, nor for what commands leave behind (`facts`).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

__all__ = [
    "CASUS",
    "COLLECTIONS",
    "DEAD_LETTERS",
    "DESTROYED",
    "ENDINGS",
    "ENDS",
    "KEPT_DAYS",
    "READS",
    "REFUSALS",
    "SERVICES",
    "SHORT_LIVED",
    "TOPICS",
    "event_type",
    "is_zaak",
    "keeps",
    "steps_fit",
]

State = Mapping[str, Any]

SERVICES = ("intake", "triage", "meetings", "regie")
COLLECTIONS = {"intake": "meldingen", "triage": "triages", "meetings": "overlegtrajecten", "regie": "casussen"}
TOPICS = {
    "zvhh.meldingen.v1": "intake",
    "zvhh.triages.v1": "triage",
    "zvhh.overleggen.v1": "meetings",
    "zvhh.casussen.v1": "regie",
    "zvhh.regie-intern.v1": "regie",
    "zvhh.intake-intern.v1": "intake",
    "zvhh.triage-intern.v1": "triage",
}
"""Every topic of ours, and who writes it."""

READS = {
    "intake": ("zvhh.triages.v1", "zvhh.overleggen.v1", "zvhh.casussen.v1", "zvhh.intake-intern.v1"),
    "triage": ("zvhh.meldingen.v1", "zvhh.overleggen.v1", "zvhh.casussen.v1", "zvhh.triage-intern.v1"),
    "meetings": ("zvhh.meldingen.v1", "zvhh.triages.v1", "zvhh.casussen.v1"),
    "regie": ("zvhh.meldingen.v1", "zvhh.triages.v1", "zvhh.overleggen.v1", "zvhh.regie-intern.v1"),
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
    "beeindigd": ("beeindigd", "gewogen", "beeindigd", "beeindigd"),
    "gevoegd": ("gevoegd", "gevoegd", "gevoegd", "aangemeld"),
    "ongedaan": ("weegoverleg-wordt-gepland", "gewogen", "te-plannen", "tweede-weegoverleg"),
    "van-wachtlijst": ("van-wachtlijst", "gewogen", "van-wachtlijst", "van-wachtlijst"),
    "geweigerd": ("geweigerd", "", "", ""),
}
"""Where a zaak may come to rest: its stand in intake, triage, meetings and regie; empty: not known there."""

CASUS: dict[str, frozenset[str | None]] = {
    "wachtlijst": frozenset({"wachtlijst"}),
    "loopt": frozenset({"geopend"}),
    "afgeschaald": frozenset({"afgeschaald"}),
    "beeindigd": frozenset({"beeindigd"}),
    "ongedaan": frozenset({"ongedaan"}),
    "van-wachtlijst": frozenset({"van-wachtlijst"}),
    "niet-passend": frozenset({None, "ongedaan", "wachtlijst"}),
}
"""What triage may have heard of the casus, by end; of another end: nothing. Not passend may be said of what had a place."""

SHORT_LIVED = ("afgewezen", "ingetrokken", "niet-passend", "van-wachtlijst")
"""Ends after which a zaak is kept for KEPT_DAYS, and intake's stand in each (L8)."""

KEPT_DAYS = 30

REFUSALS = {
    "meetings": (("casus", "afschalen_geweigerd"), ("casus", "beeindigen_geweigerd")),
    "regie": (("regieweigeringen",),),
}
"""Where a service keeps what another one asked in vain: no way of the load leads there."""


_ZAAK = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")
_JAAR = re.compile(r"(pilot|evaluatie)-\d{4}")
_AFSTEMMING = re.compile(r"A-[0-9A-Z]{4}-[0-9A-Z]{4}")


def is_zaak(subject: str) -> bool:
    """Whether a subject is the id of a zaak."""
    return _ZAAK.fullmatch(subject) is not None


def keeps(service: str, subject: str) -> bool:
    """Whether a service keeps a document for a subject."""
    own = {"regie": _JAAR, "triage": _AFSTEMMING}.get(service)
    return is_zaak(subject) or bool(own and own.fullmatch(subject))


def event_type(plural: str, fact: str) -> str:
    """The full type of an event."""
    return f"nl.zorgenveiligheid.{plural}.{fact}.v1"


DESTROYED = {
    "intake": event_type("meldingen", "melding-vernietigd"),
    "triage": event_type("triages", "triage-vernietigd"),
    "meetings": event_type("overleggen", "traject-vernietigd"),
    "regie": event_type("casussen", "casus-vernietigd"),
}
"""By which event each service tells that a zaak is gone (L8)."""

ENDINGS = {
    event_type("triages", "triage-afgewezen"): "afgewezenOp",
    event_type("meldingen", "melding-ingetrokken"): "ingetrokkenOp",
    event_type("overleggen", "weegoverleg-gehouden"): "vastgelegdOp",
    event_type("overleggen", "weegoverleg-herzien"): "herzienOp",
    event_type("casussen", "casus-van-wachtlijst"): "vanWachtlijstOp",
}
"""What may start the short term, and which moment of it; of a weegoverleg only when it says not passend."""


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
