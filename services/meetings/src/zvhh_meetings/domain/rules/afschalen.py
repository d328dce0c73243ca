# SPDX-License-Identifier: EUPL-1.2
"""The joint decision to afschalen: asked at every overleg from the moment that regie says it is possible; regie answers
it (S14, S14b).

For: the faults of such a decision, and telling it. Not for: the clock, nor closing the zaak (`vanuit_regie`).
"""

from datetime import datetime

from zvhh_contracts.overleggen import AfschalenBesloten, AfschalenNietBesloten
from zvhh_kit.calendar import local_date
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.verslagdelen import Afschaalbesluit
from zvhh_meetings.domain.rules.overdracht import organisaties, overdracht_fouten
from zvhh_meetings.domain.rules.stappen import Stappen
from zvhh_meetings.domain.rules.toets import Toets

VRAAG = "Afschalen is mogelijk. Kies afschalen, niet of later, en schrijf waarom."


def mogelijk(traject: Overlegtraject, op: datetime) -> bool:
    """Whether afschalen could be decided at `op` (S14)."""
    sinds = traject.casus.afschalen_mogelijk_sinds
    return sinds is not None and sinds <= op


def besluit_fouten(toets: Toets, besluit: Afschaalbesluit | None, op: datetime, *, eindigt: bool) -> None:
    """Asked when, and only when, it is possible; afschalen names who goes on, and which signals lead to a new melding.

    `eindigt`: those present end the casus for another reason (D13), so that afschalen need not be answered.
    """
    kan = mogelijk(toets.traject, op)
    if besluit is None:
        if kan and not eindigt:
            toets.meld("afschalen-onbeantwoord", VRAAG, "/afschalen")
    elif not kan:
        toets.meld("afschalen-niet-mogelijk", _nog_niet(toets), "/afschalen", status=409)
    elif besluit.uitkomst == "afschalen":
        overdracht_fouten(toets, besluit.gaat_verder, besluit.signalen, "/afschalen", verplicht=True)


def _nog_niet(toets: Toets) -> str:
    vanaf = toets.traject.casus.afschalen_vanaf
    wanneer = f" Afschalen kan vanaf {local_date(vanaf):%d-%m-%Y}." if vanaf is not None else ""
    maanden = toets.config.termijnen.zonder_incident_maanden
    return f"Afschalen kan nu niet: er zijn nog geen {maanden} maanden zonder incidenten voorbij.{wanneer}"


def leg_besluit_vast(
    stappen: Stappen, besluit: Afschaalbesluit, overleg: int, op: datetime, aanwezigen: tuple[str, ...]
) -> None:
    """Tell the decision of those present; the words stay in the minutes."""
    if besluit.uitkomst == "afschalen":
        verder = organisaties(besluit.gaat_verder)
        stappen.events.append(
            AfschalenBesloten(nummer=overleg, besloten_op=op, aanwezigen=aanwezigen, gaan_verder=verder)
        )
        return
    stappen.events.append(
        AfschalenNietBesloten(nummer=overleg, uitkomst=besluit.uitkomst, door=stappen.ctx.actor.subject)
    )
