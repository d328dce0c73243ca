# SPDX-License-Identifier: EUPL-1.2
"""Every question that regie asks of its database, by name: who sees what, what a list holds and in which order, what the
figures count; and the indexes by which they are answered.

Deelnemers see the zaken whose participant list names their organisation, procesregisseurs all running ones; after closing
nobody reads (L8), and who is barred from a zaak never. Not for: which role has which sight (`access`).
"""

from collections.abc import Collection
from typing import Any

from zvhh_contracts.taken import van
from zvhh_kit.domain.decision import Actor
from zvhh_regie.domain.casus import Stand

Query = dict[str, Any]

ONTVANGEN = "state.ontvangen_op"
TAKEN_VOLGORDE = "state.taken_volgorde"
KENMERK = "state.kenmerk"
JAAR = "state.jaar"
ID = "_id"

INDEXES = (
    (("state.stand", 1), ("state.afgeschermd", 1), (ONTVANGEN, 1)),
    (("state.deelnemers", 1), ("state.stand", 1), ("state.afgeschermd", 1), (ONTVANGEN, 1)),
    (("state.taken.voor", 1), (TAKEN_VOLGORDE, 1)),
    ((KENMERK, 1), (ID, 1)),
    (("soort", 1), (JAAR, 1)),
)
"""Each ends with the order of its list, so that none is sorted, and none reads more than it shows."""

IN_REGIE: tuple[Stand, ...] = ("wacht-op-plaats", "wachtlijst", "loopt")
"""The list without a filter: what a weegoverleg sent on and is not closed."""

LEESBAAR: Query = {"state.afgeschermd": False, ONTVANGEN: {"$ne": None}}
"""What anybody may read of casussen at all: a melding came in, and the casus is not shielded (L8)."""


def not_barred(actor: Actor) -> Query:
    """Every document from which the actor isn't barred, whoever they work for (L6); pilot years bar nobody."""
    return {"state.geweerd": {"$ne": actor.subject}}


def running(actor: Actor) -> Query:
    return LEESBAAR | not_barred(actor)


def taking_part(actor: Actor) -> Query:
    """The casussen in which the actor's organisation takes part, closed ones too."""
    return {"state.deelnemers": actor.oin} | not_barred(actor)


def taking_part_running(actor: Actor) -> Query:
    """The same, as far as they may be read."""
    return running(actor) | taking_part(actor)


def casussen(standen: Collection[Stand]) -> Query:
    return {"state.stand": {"$in": list(standen)}}


def met_kenmerk(kenmerk: str) -> Query:
    """The casussen that people call by this kenmerk; two may share one."""
    return {KENMERK: kenmerk}


def met_taken(actor: Actor) -> Query:
    """The casussen with a task for the asker; a list shows what a detail shows (L6)."""
    eigen: Query = {"code": {"$in": sorted(van("regie"))}}
    wie = ({"voor": "procesregisseur"}, {"voor": "deelnemer", "oin": actor.oin})
    return {"$or": [{"state.taken": {"$elemMatch": eigen | one}} for one in wie if one["voor"] in actor.roles]}


def te_noemen(ids: Collection[str]) -> Query:
    """Those of these casussen that may be named in the list of places: not the shielded ones (L8)."""
    return {ID: {"$in": list(ids)}} | LEESBAAR


def telt_voor(jaar: int) -> Query:
    """The casussen that may count for a year of the evaluation; `telling.jaar_van` says which of them do (S18)."""
    velden = (
        "state.pilotjaar",
        "state.feiten.ingebracht_in",
        "state.plaats.pilotjaar",
        "state.wachtplek.pilotjaar",
        "state.van_wachtlijst.pilotjaar",
    )
    return {"$or": [{veld: jaar} for veld in velden]}
