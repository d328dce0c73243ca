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

__all__ = [
    "BARRED",
    "PARTNERS",
    "WEIGHED",
    "Plan",
    "afschaalbesluit",
    "deck",
    "einde",
    "gemeld",
    "incident",
    "minutes",
    "not_passend",
    "oordeel",
    "still_passend",
    "verslag",
]

GZ, GM = ORGANISATIONS["GZ"], ORGANISATIONS["GM"]
PARTNERS = {VT: "vera.vt", PO: "piet.po", GZ: "gijs.gz", GM: "mia.gm"}
"""Who reports: OIN → the person."""

OWN_SYSTEM = (PO, VT, GZ)
BARRED = "wim.wg"
"""Who is kept out of some zaken; does nothing in any."""

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
    "gevoegd": 2,
    "gevoegd-ingetrokken": 2,
    "gesplitst": 2,
    "ongedaan": 3,
    "herzien-door": 2,
    "herzien-weg": 2,
    "herzien-direct": 2,
}
_AT_THE_DESK = ("afgewezen", "ingetrokken", "open-vraag", "vraag-afgewezen", "gemeld", "doorgezet", "geweigerd")
"""Fates that need no particular day: these zaken come in while the clock jumps."""

WEIGHED = ("casus", "niet-passend", "nog-niet", "ongedaan", "herzien-door", "herzien-weg", "herzien-direct")
"""Fates of which a weegoverleg is held."""

_NO_FEEDBACK = ("herzien-direct",)
"""Fates in which two services decide at once, so that what a reporter hears on the way is not known beforehand."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How one zaak is meant to go. `late`: it comes in while the clock jumps; `asked`: triage asks first, and is answered.

    For a casus: `form` of the casusregie, `incidents` of the first weeks (serious? corrected?), `another` casusregie,
    `first` casusoverleg held, and the `end` when it has a place: loopt, vervallen (a late incident), afgeschaald, beeindigd
    (D13); it `leaves` the line where it has none. `barred`: somebody is kept out of it (L6).
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
    leaves: bool = False
    barred: bool = False
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
    own = kafka and fate not in _NO_FEEDBACK and (fate == "geweigerd" or chance.random() < 0.3)
    partner = chance.choice(OWN_SYSTEM if own else tuple(PARTNERS))
    fate = fate if own or fate != "geweigerd" else "afgewezen"
    serious = tuple((chance.random() < 0.3, chance.random() < 0.3) for _ in range(chance.choice((0, 0, 1, 1, 2))))
    return Plan(
        fate,
        "kafka" if own else "rest",
        partner,
        late=fate in _AT_THE_DESK and chance.random() < 0.5,
        asked=chance.random() < 0.2 and (fate in WEIGHED or fate in ("afgewezen", "ingetrokken", "doorgezet")),
        form=chance.choice(("een", "een", "twee", "gemeente", "gezocht")),
        incidents=serious,
        another=chance.random() < 0.25,
        first=chance.random() < 0.7,
        end=chance.choice(("loopt", "vervallen", "afgeschaald", "afgeschaald", "beeindigd")),
        leaves=chance.random() < 0.4,
        barred=chance.random() < 0.15,
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
    if plan.fate in ("niet-passend", "herzien-door"):
        body = weegverslag(passend=False, doorzetten=None, afspraken=[], wensen=[], **nothing, **_WAY_ON)
    else:
        body = weegverslag(**_on(plan, vandaag))
        if plan.fate == "nog-niet":
            body |= {"doorzetten": "nog-niet", "gezocht": None, **nothing}
    return {name: value for name, value in body.items() if value is not None}


_WAY_ON = {"route": "lokaal", "wieBewaaktVeiligheid": PO, "wieVertelt": VT}


def _on(plan: Plan, vandaag: date) -> dict[str, Any]:
    """Who takes part, who leads or is looked for, and the agreements."""
    leads = regie(plan.form, vandaag)
    return {
        "deelnemers": [VT, PO, OM, RN, GZ],
        "casusregie": leads,
        "gezocht": {"doorOin": VT} if leads is None else None,
        "afspraken": [{**one, "uiterlijk": None} for one in weegverslag()["afspraken"]],
    }


def not_passend() -> dict[str, Any]:
    """The decision of a weegoverleg as it should have been: not passend after all."""
    return {"passend": False, "motivatie": "Toch geen stalking.", "reden": "Verkeerd vastgelegd.", **_WAY_ON}


def still_passend(plan: Plan, vandaag: date) -> dict[str, Any]:
    """The same: passend after all, and on to a casusoverleg."""
    body = {"passend": True, "doorzetten": "ja", "motivatie": "Toch stalking.", "reden": "Verkeerd vastgelegd."}
    return {name: value for name, value in (body | _on(plan, vandaag)).items() if value is not None}


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


def einde() -> dict[str, Any]:
    """Those present decide that the casus ends otherwise (D13)."""
    return {"grond": "geen-ex-partnerstalking", "reden": "De dader blijkt een onbekende."}


def incident(moment: datetime, *, ernstig: bool) -> dict[str, Any]:
    """An incident as it is registered."""
    return {
        "soort": "bedreiging",
        "moment": moment.isoformat(),
        "gehoordVan": "Wijkagent",
        "omschrijving": "Boris stond aan de deur.",
        "ernstig": ernstig,
    }
