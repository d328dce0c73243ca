# SPDX-License-Identifier: EUPL-1.2
"""Which event lives on which topic: an event's topic follows from its type, so a channel lives on one topic.

Not for: partitions, retention and rights; those are `deploy/topics.yaml`.
"""

import inspect
from types import ModuleType

from zvhh_contracts import casussen, intake_intern, meldingen, overleggen, partner, regie_intern, triage_intern, triages
from zvhh_contracts.event import Event

MELDINGEN = "zvhh.meldingen.v1"
TRIAGES = "zvhh.triages.v1"
OVERLEGGEN = "zvhh.overleggen.v1"
CASUSSEN = "zvhh.casussen.v1"
REGIE_INTERN = "zvhh.regie-intern.v1"
INTAKE_INTERN = "zvhh.intake-intern.v1"
TRIAGE_INTERN = "zvhh.triage-intern.v1"
PARTNER_MELDINGEN = "partner.{oin}.meldingen.v1"
PARTNER_TERUGKOPPELINGEN = "partner.{oin}.terugkoppelingen.v1"


def _events_of(module: ModuleType) -> tuple[type[Event], ...]:
    return tuple(
        model
        for _, model in inspect.getmembers(module, inspect.isclass)
        if issubclass(model, Event) and model.__module__ == module.__name__
    )


EVENTS: dict[str, tuple[type[Event], ...]] = {
    MELDINGEN: _events_of(meldingen),
    TRIAGES: _events_of(triages),
    OVERLEGGEN: _events_of(overleggen),
    CASUSSEN: _events_of(casussen),
    REGIE_INTERN: _events_of(regie_intern),
    INTAKE_INTERN: _events_of(intake_intern),
    TRIAGE_INTERN: _events_of(triage_intern),
    PARTNER_MELDINGEN: (partner.MeldingAangeboden,),
    PARTNER_TERUGKOPPELINGEN: (partner.Terugkoppeling,),
}
"""Every topic with its events; of the partner topics there is one for each partner's OIN."""

TOPIC_OF: dict[str, str] = {event.type: topic for topic, events in EVENTS.items() for event in events}
"""CloudEvents type → topic."""
