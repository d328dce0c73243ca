# SPDX-License-Identifier: EUPL-1.2
"""The joint decision to afschalen: only while regie says that it is possible; regie answers it (S14, S14b).

For: the faults of such a decision, and telling it. Not for: the clock, nor closing the zaak (`vanuit_regie`).
"""

from datetime import datetime

from zvhh_contracts.overleggen import AfschalenBesloten, AfschalenNietBesloten
from zvhh_kit.calendar import local_date
from zvhh_meetings.domain.toets import Toets
from zvhh_meetings.domain.traject import Overlegtraject
from zvhh_meetings.domain.verslag import Afschaalbesluit
from zvhh_meetings.domain.werk import Werk


def mogelijk(traject: Overlegtraject, op: datetime) -> bool:
    """Whether afschalen could be decided at `op` (S14)."""
    sinds = traject.casus.afschalen_mogelijk_sinds
    return sinds is not None and sinds <= op


def besluit_fouten(toets: Toets, besluit: Afschaalbesluit, op: datetime) -> None:
    """Offered only when possible; afschalen names who goes on, and which signals lead to a new melding (S14b)."""
    if not mogelijk(toets.traject, op):
        toets.meld("afschalen-niet-mogelijk", _nog_niet(toets.traject), "/afschalen", status=409)
        return
    if besluit.uitkomst != "afschalen":
        return
    if not besluit.gaat_verder:
        toets.meld("gaat-verder-ontbreekt", "Zeg wie er verder gaat, en met welke afspraak.", "/afschalen/gaatVerder")
    for plek, een in enumerate(besluit.gaat_verder):
        toets.geen_partner(een.oin, f"/afschalen/gaatVerder/{plek}/oin")
    if not besluit.signalen:
        toets.meld("signalen-ontbreken", "Schrijf bij welke signalen u opnieuw meldt.", "/afschalen/signalen")


def _nog_niet(traject: Overlegtraject) -> str:
    vanaf = traject.casus.afschalen_vanaf
    wanneer = f" Afschalen kan vanaf {local_date(vanaf):%d-%m-%Y}." if vanaf is not None else ""
    return f"Afschalen kan nu niet: er zijn nog geen zes maanden zonder incidenten voorbij.{wanneer}"


def leg_besluit_vast(
    werk: Werk, besluit: Afschaalbesluit, overleg: int, op: datetime, aanwezigen: tuple[str, ...]
) -> None:
    """Tell the decision of those present; the words stay in the minutes."""
    if besluit.uitkomst == "afschalen":
        verder = tuple(dict.fromkeys(een.oin for een in besluit.gaat_verder))
        werk.meld(AfschalenBesloten(nummer=overleg, besloten_op=op, aanwezigen=aanwezigen, gaan_verder=verder))
        return
    werk.meld(AfschalenNietBesloten(nummer=overleg, uitkomst=besluit.uitkomst, door=werk.ctx.actor.subject))
