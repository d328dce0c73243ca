# SPDX-License-Identifier: EUPL-1.2
"""Every filter, sight and order of meetings by name, and the indexes that they need: what this service asks of MongoDB.

Invited organisations see a zaak from the invitation to vastleggen, deelnemers while they take part, procesregisseurs all
running ones; a closed zaak is shielded (L8), and so is what was joined to it (D11b); a person who is barred sees nothing of
it, whatever their role. Not for: which role has which sight (`access`).
"""

from collections.abc import Collection
from typing import Any

from zvhh_contracts.taken import van
from zvhh_kit.domain.decision import Actor
from zvhh_kit.identity import kept_from

Query = dict[str, Any]

ONTVANGEN = "state.ontvangen_op"
GEWEERD = "state.geweerd"
TERMIJN = "state.eerste_termijn"
DATUM = "state.datum"
KENMERK = "state.kenmerk"

INDEXES = (
    (("state.afgeschermd", 1), (ONTVANGEN, 1)),
    (("state.stand", 1), ("state.afgeschermd", 1), (ONTVANGEN, 1)),
    (("state.zonder_datum", 1), ("state.afgeschermd", 1), (ONTVANGEN, 1)),
    (("state.laat", 1), ("state.afgeschermd", 1), (ONTVANGEN, 1)),
    (("state.deelnemers", 1), (ONTVANGEN, 1)),
    (("state.genodigden", 1), (ONTVANGEN, 1)),
    ((KENMERK, 1), (ONTVANGEN, 1)),
    (("state.taken.voor", 1), (TERMIJN, 1)),
    (("state.taken.oin", 1), (TERMIJN, 1)),
    (("soort", 1), (DATUM, 1)),
    (("state.oin", 1), (DATUM, 1)),
)
"""Each ends with the order of its list, so that none is sorted, and none reads more than it shows."""


running = kept_from(GEWEERD, {"state.afgeschermd": False, ONTVANGEN: {"$ne": None}})
"""Every zaak with a melding that is not shielded, and from which this person is not barred (L6)."""


def taking_part(actor: Actor) -> Query:
    """Those of them in which the actor's organisation takes part."""
    return running(actor) | {"state.deelnemers": actor.oin}


def invited_or_taking_part(actor: Actor) -> Query:
    """Those, and the ones with an overleg to which the actor's organisation is invited."""
    return running(actor) | {"$or": [{"state.deelnemers": actor.oin}, {"state.genodigden": actor.oin}]}


def was_there_at_the_end(actor: Actor) -> Query:
    """The closed zaken whose end was decided in the presence of the actor's organisation, or with which it goes on (S14b)."""
    return kept_from(GEWEERD, {"state.overdracht_lezers": actor.oin})(actor)


def trajecten(
    standen: Collection[str] | None, *, zonder_datum: bool | None, laat: bool | None, kenmerk: str | None
) -> Query:
    """Of the zaken in sight those with one of these stands, without a date, late in their rhythm, or that people call by
    this kenmerk, which two may share; None: whichever."""
    wanted: Query = {"state.stand": {"$in": list(standen)}} if standen else {}
    wanted |= {} if kenmerk is None else {KENMERK: kenmerk}
    wanted |= {} if zonder_datum is None else {"state.zonder_datum": zonder_datum}
    return wanted | ({} if laat is None else {"state.laat": laat})


def met_taken(actor: Actor) -> Query:
    """The zaken in which there is something to do for who asks."""
    eigen: Query = {"code": {"$in": sorted(van("meetings"))}}
    wie = ({"voor": "procesregisseur"}, {"voor": "deelnemer", "oin": actor.oin})
    return {"$or": [{"state.taken": {"$elemMatch": eigen | one}} for one in wie if one["voor"] in actor.roles]}


def trainingen(oin: str | None) -> Query:
    """The trainings of one partner, or of all."""
    return {"state.oin": oin} if oin is not None else {}
