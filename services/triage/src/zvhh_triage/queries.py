# SPDX-License-Identifier: EUPL-1.2
"""Every question that triage asks of its database, by name: who sees what, what a list holds and in which order, what is
looked up; and the indexes by which they are answered.

For: `access`, `lookups` and the lists in `api`. Not for: asking; the kit does that within the sight of who asks.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from zvhh_contracts.taken import van
from zvhh_kit.core.handlers import is_zaak
from zvhh_kit.domain.decision import Actor
from zvhh_kit.identity import kept_from
from zvhh_triage.domain.triage import Stand

Query = dict[str, Any]

GEWEERD = "state.geweerd"
WERKLIJST_VOLGORDE = "state.volgorde"
TAKEN_VOLGORDE = "state.taken_volgorde"
TE_BEOORDELEN: tuple[Stand, ...] = ("open", "aanvulling")

INDEXES = (
    (("state.stand", 1), ("state.volgorde", 1)),
    (("state.stand", 1), ("state.taken_volgorde", 1)),
    (("state.taken_volgorde", 1),),
    (("state.melding.kenmerk", 1),),
    (("state.gevoegd_bij", 1),),
)


running = kept_from(GEWEERD, {"state.afgeschermd": False, "state.ontvangen_op": {"$ne": None}})
"""Every zaak with a melding that is not shielded, and from which the actor isn't barred (L6, L8)."""


def own_running(actor: Actor) -> Query:
    """The same, of the actor's own organisation."""
    return running(actor) | {"state.melder_oin": actor.oin}


def werklijst(
    *,
    stand: Sequence[Stand] = TE_BEOORDELEN,
    gemeente: str | None = None,
    partner: str | None = None,
    pilotjaar: int | None = None,
    spoed: bool | None = None,
    eigenaar: str | None = None,
) -> Query:
    """The worklist (D2): what is not given narrows nothing. A running case of before (S6c) is on none."""

    def asked() -> Iterator[tuple[str, Any]]:
        yield "state.lopend", {"$ne": True}
        yield "state.stand", {"$in": list(stand)}
        if gemeente is not None:
            yield "state.gemeente", gemeente
        if partner is not None:
            yield "state.melder_oin", partner
        if pilotjaar is not None:
            yield "state.melding.pilotjaar", pilotjaar
        if spoed is not None:
            yield "state.spoed", True if spoed else {"$ne": True}
        if eigenaar is not None:
            yield "state.eigenaar", eigenaar

    return dict(asked())


def met_taken(*, eigenaar: str | None = None) -> Query:
    """Every zaak with something to do. Each branch begins where its index does: one without a task has no place in it.

    The second: withdrawn with a weegoverleg planned, and kept by a release that left the task to meetings (D1).
    """
    own = {"state.taken_volgorde": {"$gt": ""}, "state.taken.code": {"$in": sorted(van("triage"))}}
    of_before = {
        "state.stand": "ingetrokken",
        "state.taken_volgorde": "",
        "state.taken": [],
        "state.afgerond.taak": {"$ne": "veiligheid-geborgd"},
    }
    return {"$or": [own, of_before]} | ({} if eigenaar is None else {"state.eigenaar": eigenaar})


def met_id_of_kenmerk(bij: str) -> Query:
    """The zaak that a procesregisseur means (D11b)."""
    return {"_id": bij} if is_zaak(bij) else {"state.melding.kenmerk": bij}


def met_kenmerk_voor(kenmerk: str, actor: Actor) -> Query:
    """The zaken with this kenmerk, but for those from which the actor is barred (S15, L6)."""
    return kept_from(GEWEERD, {"state.melding.kenmerk": kenmerk})(actor)


def gevoegd_bij(zaak_id: str) -> Query:
    """What is joined to a zaak (D11b)."""
    return {"state.gevoegd_bij": zaak_id}


def met_ids(ids: Sequence[str]) -> Query:
    """These documents."""
    return {"_id": {"$in": list(ids)}}
