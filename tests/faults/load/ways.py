# SPDX-License-Identifier: EUPL-1.2
"""The ways that a zaak of the load can go, how often each comes, and the bodies of its commands.

For: the walkers. Not for: doing anything. People and bodies are those of the local stack's examples.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from zvhh_local.examples import ANNA, BORIS, KIM, OM, PO, RN, VT, casusverslag, interventie, melding, weegverslag
from zvhh_local.people import ORGANISATIONS

__all__ = ["PARTNERS", "Plan", "afschaalbesluit", "deck", "gemeld", "incident", "minutes", "oordeel", "verslag"]

GZ, GM = ORGANISATIONS["GZ"], ORGANISATIONS["GM"]
PARTNERS = {VT: "vera.vt", PO: "piet.po", GZ: "gijs.gz", GM: "mia.gm"}
"""Who reports: OIN → the person."""

OWN_SYSTEM = (PO, VT, GZ)
CRITERIA = ("leefgebieden", "veiligheid", "samenwerking")

_FATES = {
    "casus": 20,
    "afgewezen": 5,
    "ingetrokken": 3,
    "ingetrokken-gepland": 2,
    "niet-passend": 4,
    "nog-niet": 2,
    "open-vraag": 2,
    "vraag-afgewezen": 2,
    "gemeld": 1,
    "doorgezet": 2,
    "geweigerd": 1,
}
_AT_THE_DESK = ("afgewezen", "ingetrokken", "open-vraag", "vraag-afgewezen", "gemeld", "doorgezet", "geweigerd")
"""Fates that need no particular day: these zaken come in while the clock jumps."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How one zaak is meant to go. `late`: it comes in while the clock jumps; `asked`: triage asks first, and is answered.

    For a casus: `form` of the casusregie, `incidents` of the first weeks (serious? corrected?), `another` casusregie,
    `first` casusoverleg held, and the `end` when it has a place: loopt, vervallen (a late incident), afgeschaald.
    """

    fate: str
    way: str
    partner: str
    late: bool = False
    asked: bool = False
    form: str = "een"
    incidents: tuple[tuple[bool, bool], ...] = ()
    another: bool = False
    first: bool = True
    end: str = "loopt"
    extra: dict[str, Any] = field(default_factory=dict)


def deck(chance: random.Random, zaken: int, *, kafka: bool = True) -> Iterator[Plan]:
    """So many plans: one of each fate first, then by weight."""
    fates = list(_FATES)
    chance.shuffle(fates)
    rest = [fate for fate, weight in _FATES.items() for _ in range(weight)]
    while len(fates) < zaken:
        chance.shuffle(rest)
        fates += rest
    for fate in fates[:zaken]:
        yield _plan(chance, fate, kafka=kafka)


def _plan(chance: random.Random, fate: str, *, kafka: bool) -> Plan:
    own = kafka and (fate == "geweigerd" or chance.random() < 0.3)
    partner = chance.choice(OWN_SYSTEM if own else tuple(PARTNERS))
    fate = fate if own or fate != "geweigerd" else "afgewezen"
    serious = tuple((chance.random() < 0.3, chance.random() < 0.3) for _ in range(chance.choice((0, 0, 1, 1, 2))))
    return Plan(
        fate,
        "kafka" if own else "rest",
        partner,
        late=fate in _AT_THE_DESK and chance.random() < 0.5,
        asked=chance.random() < 0.2 and fate not in ("open-vraag", "vraag-afgewezen", "gemeld", "geweigerd"),
        form=chance.choice(("een", "een", "twee", "gemeente", "gezocht")),
        incidents=serious,
        another=chance.random() < 0.25,
        first=chance.random() < 0.7,
        end=chance.choice(("loopt", "vervallen", "afgeschaald", "afgeschaald")),
        extra={"betrokkenen": [ANNA, BORIS, KIM]} if chance.random() < 0.2 else {},
    )


def gemeld(plan: Plan, vandaag: date) -> dict[str, Any]:
    """What is reported; a refused one lacks what a partner's own system may forget."""
    known = {"bekend": {"hoe": "Eigen dossier.", "sinds": vandaag.isoformat()}}
    wrong = {"voorPilot": False} if plan.fate == "geweigerd" else {}
    return melding(**(known | plan.extra | wrong))


def oordeel(criterium: str, *, ja: bool = True) -> dict[str, Any]:
    """One judgement of triage."""
    domeinen = ["bestuur", "straf", "zorg"] if criterium == "samenwerking" and ja else []
    return {"criterium": criterium, "ja": ja, "motivatie": "Blijkt uit de melding.", "domeinen": domeinen}


def regie(form: str, vandaag: date) -> dict[str, Any] | None:
    """A choice of casusregie in one of the three forms."""
    een = {"oin": VT, "persoon": "vera.vt"}
    forms: dict[str, Any] = {
        "een": {"vorm": "een", "regisseur": een},
        "twee": {
            "vorm": "twee",
            "regisseurs": [
                een | {"aandeel": "slachtoffer"},
                {"oin": PO, "persoon": "piet.po", "aandeel": "pleger"},
            ],
        },
        "gemeente": {
            "vorm": "gemeente",
            "oin": GZ,
            "team": "VVT",
            "persoon": "gijs.gz",
            "gronden": ["contact-lastig"],
        },
    }
    return {"casusregie": forms[form], "aanvaardOp": vandaag.isoformat()} if form in forms else None


def minutes(plan: Plan, vandaag: date) -> dict[str, Any]:
    """The weegverslag that the plan needs."""
    nothing: dict[str, Any] = {"deelnemers": None, "casusregie": None}
    if plan.fate == "niet-passend":
        way_on = {"route": "lokaal", "wieBewaaktVeiligheid": PO, "wieVertelt": VT}
        body = weegverslag(passend=False, doorzetten=None, afspraken=[], wensen=[], **nothing, **way_on)
    else:
        body = weegverslag(deelnemers=[VT, PO, OM, RN, GZ], casusregie=regie(plan.form, vandaag))
        body["afspraken"] = [{**one, "uiterlijk": None} for one in body["afspraken"]]
        if body["casusregie"] is None:
            body["gezocht"] = {"doorOin": VT}
        if plan.fate == "nog-niet":
            body |= {"doorzetten": "nog-niet", "gezocht": None, **nothing}
    return {name: value for name, value in body.items() if value is not None}


def verslag(gehouden_op: datetime, *, wishes: bool, **more: Any) -> dict[str, Any]:
    """A casusverslag; the reporter's wish is answered in the first one."""
    answers = [{"wens": "aware", "antwoord": "besproken"}] if wishes else []
    return casusverslag(PO, VT, RN, gehoudenOp=gehouden_op.isoformat(), wensen=answers, **more)


def plan_van_aanpak(start: date) -> dict[str, Any]:
    """A plan with an intervention for each of the two."""
    both = [("rn-traject", "pleger", RN), ("aware", "slachtoffer", PO)]
    return {
        "doelen": "Anna is veilig, Boris stopt.",
        "interventies": [interventie(soort, voor, oin, start.isoformat()) for soort, voor, oin in both],
    }


def afschaalbesluit() -> dict[str, Any]:
    """Those present decide to scale down."""
    return {
        "uitkomst": "afschalen",
        "reden": "Een half jaar rust.",
        "gaatVerder": [{"oin": VT, "afspraak": "Vera houdt contact met Anna."}],
        "signalen": "Nieuwe berichten of bezoek: opnieuw melden.",
    }


def incident(moment: datetime, *, ernstig: bool) -> dict[str, Any]:
    """An incident as it is registered."""
    return {
        "soort": "bedreiging",
        "moment": moment.isoformat(),
        "gehoordVan": "Wijkagent",
        "omschrijving": "Boris stond aan de deur.",
        "ernstig": ernstig,
    }
