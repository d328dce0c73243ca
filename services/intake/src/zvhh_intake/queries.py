# SPDX-License-Identifier: EUPL-1.2
"""Every question that intake asks of its database, by name: who sees what, what a list holds and in which order, what is
looked up; and the indexes by which they are answered.

For: `access`, `lookups` and the lists in `api`. Not for: asking; the kit does that within the sight of who asks.
"""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from zvhh_contracts.configuration import Termijnen
from zvhh_intake.domain.melding import MELDING, Melding, Stand
from zvhh_intake.domain.rules.terugkoppeling import MONDELING, NEE, VERHULD, GetoondeStand
from zvhh_kit.domain.calendar import add_months, at_local
from zvhh_kit.domain.decision import Actor

Query = dict[str, Any]
Asked = tuple[Query, str]
"""What is asked for, and in which order."""

MELDINGEN_VOLGORDE = "state.ontvangen_op"
CONCEPTEN_VOLGORDE = "state.bewaard_tot"
PLEKKEN_MAXIMUM = "state.plek.maximum"

_CASUS = (("state.casus.fase", 1), ("state.casus.gesloten_op", 1), ("state.ontvangen_op", 1))
"""All that the yearly question asks of a casus, so that of those that fit not, none is read."""

INDEXES = (
    (("state.afgeschermd", 1), ("state.ontvangen_op", 1)),
    (("state.melder_oin", 1), ("state.afgeschermd", 1), ("state.ontvangen_op", 1)),
    (("state.toegang", 1), ("state.ontvangen_op", 1)),
    (("state.kenmerk", 1), ("state.ontvangen_op", 1)),
    (("state.referentie", 1), ("state.ontvangen_op", 1)),
    (("state.persoon", 1), ("state.bewaard_tot", 1)),
    (("state.sporen.hash", 1),),
    (("state.einde_bewaren", 1),),
    (("state.einde_bewaren", 1), ("state.vernietigen_uiterlijk_op", 1)),
    (("state.taken.voor", 1), ("state.procesregisseur_uiterlijk", 1)),
    (("state.taken.oin", 1), ("state.taken.voor", 1), ("state.taak_uiterlijk", 1)),
    (("soort", 1), ("state.procesregisseur_uiterlijk", 1)),
    (("state.plek.pilotjaar", 1), ("state.plek.maximum", 1)),
    (("state.melder_oin", 1), *_CASUS),
    (("state.overleg.deelnemers", 1), *_CASUS),
    (("state.overleg.vertrokken", 1), *_CASUS),
    (("state.jaar", 1),),
)

_ROUTE: dict[Stand, str] = {"afgewezen": "state.triage.route", "niet-passend": "state.overleg.gehouden.route"}
"""Where the way on after a no is kept."""


def not_barred(actor: Actor) -> Query:
    """Who is barred from a zaak sees nothing of it, in any role and of any organisation (L6)."""
    return {"state.geweerd": {"$ne": actor.subject}}


def running(actor: Actor) -> Query:
    """Every melding that is not shielded, and from which the actor is not barred (L6)."""
    return {"state.afgeschermd": False} | not_barred(actor)


def kept(actor: Actor) -> Query:
    """Every zaak that is kept, also a closed one: for its term and for the rights of people, never for its content (L8)."""
    return {"state.geweigerd": False} | not_barred(actor)


def own(actor: Actor) -> Query:
    """The meldingen of the actor's own organisation."""
    return running(actor) | {"state.melder_oin": actor.oin}


def invited(actor: Actor) -> Query:
    """The meldingen that the actor's organisation is invited to or takes part in."""
    return running(actor) | {"state.toegang": actor.oin}


def taking_part(actor: Actor) -> Query:
    """The meldingen that the actor's organisation takes part in; an invitation is not enough (D10)."""
    return invited(actor) | {"state.overleg.deelnemers": actor.oin}


def own_concept(actor: Actor) -> Query:
    """The drafts that the actor typed for their organisation."""
    return {"state.oin": actor.oin, "state.persoon": actor.subject}


def meldingen(
    standen: Collection[GetoondeStand] | None, kenmerk: str | None, referentie: str | None, *, onverhuld: bool
) -> Query:
    """The list of meldingen: what is not given narrows nothing."""
    named = {"state.kenmerk": kenmerk, "state.referentie": referentie}
    given = {field: value for field, value in named.items() if value is not None}
    return (_in_stand(set(standen), onverhuld=onverhuld) if standen else {}) | given


def _in_stand(standen: set[GetoondeStand], *, onverhuld: bool) -> Query:
    """The stands as the asker reads them: a reporter can't ask for what they read as *behandeld* by its name."""
    if onverhuld:
        real = standen - {"behandeld"} | (VERHULD if "behandeld" in standen else set())
        return {"state.stand": {"$in": sorted(real)}}
    behandeld = [
        {"state.stand": {"$in": sorted(VERHULD)}},
        *({"state.stand": stand, _ROUTE[stand]: {"$in": sorted(MONDELING)}} for stand in sorted(NEE)),
    ]
    read = {"state.stand": {"$in": sorted(standen - {"behandeld"})}, "$nor": behandeld}
    return {"$or": [read, *behandeld]} if "behandeld" in standen else read


def taken(actor: Actor, termijnen: Termijnen, dag: date) -> Asked:
    """The zaken with a task for the actor, in any of their roles, by the day that counts for them."""
    parts: list[Query] = [
        {"state.taken": {"$elemMatch": {"voor": rol, "oin": actor.oin}}}
        for rol in ("melder", "deelnemer")
        if rol in actor.roles
    ]
    if "procesregisseur" not in actor.roles:
        return {"$or": parts}, "state.taak_uiterlijk"
    return {"$or": [*parts, *_procesregisseur(termijnen, dag)]}, "state.procesregisseur_uiterlijk"


def _procesregisseur(termijnen: Termijnen, dag: date) -> tuple[Query, ...]:
    """What there is to do now, and what only a date makes due, whatever else is asked about that zaak (L8).

    Each begins where one index does, in the order of the list: drafts have no such day either, and are not to be read.
    The last: kept by a release that did not keep that day; those come first until they are next saved. Its term is compared
    by an expression, which no index answers: that of the term would bring them in another order than the list's.
    """
    tot = add_months(dag, termijnen.bewaartermijn_melden_maanden).isoformat()
    of_before = {
        "soort": MELDING,
        "state.procesregisseur_uiterlijk": None,
        "state.vernietigen_op": None,
        "state.termijn_bekeken": {"$ne": True},
        "$expr": {
            "$eq": [{"$and": [{"$gt": ["$state.einde_bewaren", ""]}, {"$lte": ["$state.einde_bewaren", tot]}]}, True]
        },
    }
    return (
        {"state.taken.voor": "procesregisseur"},
        {"soort": MELDING, "state.procesregisseur_uiterlijk": {"$gt": "", "$lte": tot}},
        of_before,
    )


def loopt_af(tot: date) -> Asked:
    """The zaken whose term ends by then, the first to go on top."""
    return {"state.einde_bewaren": {"$ne": None, "$lte": tot.isoformat()}}, "state.einde_bewaren"


def aangehouden() -> Asked:
    """The zaken on hold: what has a term and no end. The last part is what a hold is; the others find it by an index.

    The latest day is there, as text, in every melding that was accepted, by the first release too; only a refused record
    has none, and nobody can hold that.
    """
    held = {
        "state.einde_bewaren": None,
        "state.vernietigen_uiterlijk_op": {"$gt": ""},
        "state.bewaren.aanhoudingen": {"$elemMatch": {"vrijgegeven_op": None}},
    }
    return held, "state.vernietigen_uiterlijk_op"


def van_persoon(hashes: Iterable[str]) -> Query:
    """The zaken with somebody who left one of these traces (D11)."""
    return {"state.sporen.hash": {"$in": sorted(set(hashes))}}


def overeenkomsten(zaak_id: str, hier: Melding) -> Query:
    """Other zaken on the same persons, or with the kenmerk that the reporter named (D11)."""
    same = [van_persoon(spoor.hash for spoor in hier.sporen)]
    named = [{"state.kenmerk": hier.oud_kenmerk}] if hier.oud_kenmerk else []
    return {"_id": {"$ne": zaak_id}, "$or": [*same, *named]}


def afgesloten(actor: Actor) -> Query:
    """Closed, for whoever is told no more than that there is one (S15), and is not barred from it (L6)."""
    return {"state.afgeschermd": True} | not_barred(actor)


def over_jaar(jaar: int) -> Query:
    """Every answer to the question about a year (L10)."""
    return {"state.jaar": jaar}


def met_id(id_: str) -> Query:
    """This document."""
    return {"_id": id_}


def had_zaken(oin: str, jaar: int) -> Query:
    """The zaken that a partner reported, or took part in, of which the casus ran in a year or was closed in it (L10)."""
    begin, eind = at_local(date(jaar, 1, 1)), at_local(date(jaar + 1, 1, 1))
    ran: tuple[Query, ...] = (
        {"state.casus.fase": "open"},
        {"state.casus.fase": {"$in": ["afgeschaald", "beeindigd"]}, "state.casus.gesloten_op": {"$gte": begin}},
    )
    by = ("state.melder_oin", "state.overleg.deelnemers", "state.overleg.vertrokken")
    return {"$or": [{who: oin, "state.ontvangen_op": {"$lt": eind}} | how for who in by for how in ran]}


def met_plek(jaar: int) -> Query:
    """The zaken that got a place of a year; an opening that was undone gave it back, closing a zaak does not (S6, S6b)."""
    return {"state.plek.pilotjaar": jaar, "state.casus.fase": {"$ne": "ongedaan"}}
