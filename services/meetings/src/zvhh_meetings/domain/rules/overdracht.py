# SPDX-License-Identifier: EUPL-1.2
"""What stays readable when a casus has ended: who goes on, with which agreements, and which signals lead to a new melding
(S14b, D13). For those who were present when it was decided and those who go on, for 30 days.

For: what such a decision must name, and who may read it until when. Not for: the decision itself (`afschalen`,
`beeindigen`), nor showing it.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Sealed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.verslagdelen import GaatVerder
from zvhh_meetings.domain.rules.toets import Toets


def overdracht_fouten(
    toets: Toets, gaat_verder: Sequence[GaatVerder], signalen: Sealed[str] | None, place: str, *, verplicht: bool
) -> None:
    """Where it must: someone goes on, and the signals are named. Who goes on is a partner that takes part (S14b, L5, L6):
    one that never did would be named in what it may not read."""
    if verplicht and not gaat_verder:
        tekst = "Zeg wie er verder gaat, en met welke afspraak."
        toets.meld("gaat-verder-ontbreekt", tekst, f"{place}/gaatVerder")
    for plek, een in enumerate(gaat_verder):
        plaats = f"{place}/gaatVerder/{plek}/oin"
        if not toets.geen_partner(een.oin, plaats) and een.oin not in toets.traject.deelnemers:
            toets.meld("geen-deelnemer", "Deze partner doet niet mee aan deze zaak. Voeg de partner eerst toe.", plaats)
    if verplicht and not signalen:
        toets.meld("signalen-ontbreken", "Schrijf bij welke signalen u opnieuw meldt.", f"{place}/signalen")


def organisaties(gaat_verder: Sequence[GaatVerder]) -> tuple[str, ...]:
    """The OINs of who goes on, each once: one partner may have several agreements."""
    return tuple(dict.fromkeys(een.oin for een in gaat_verder))


def overdracht(config: Configuratie, traject: Overlegtraject) -> tuple[tuple[str, ...], date | None]:
    """Who may read it, the OINs of those present and of who goes on, and the last local day; nobody while it runs."""
    overleg, gesloten_op = traject.slotoverleg, traject.gesloten_op
    if overleg is None or gesloten_op is None:
        return (), None
    tot = local_date(gesloten_op) + timedelta(days=config.termijnen.overdracht_leesbaar_dagen)
    besluit = overleg.casusverslag.slotbesluit if overleg.casusverslag is not None else None
    verder = organisaties(besluit.gaat_verder) if besluit is not None else ()
    return tuple(dict.fromkeys((*overleg.aanwezigen, *verder))), tot


def leesbaar(traject: Overlegtraject, dag: date) -> bool:
    """Whether the overdracht may still be read on this local day; the last day counts."""
    return traject.overdracht_tot is not None and dag <= traject.overdracht_tot
