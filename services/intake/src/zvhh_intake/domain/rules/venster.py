# SPDX-License-Identifier: EUPL-1.2
"""Who may report (S1), and when (S7): both judged at the moment of receipt, never at a later clock.

For: the decision to accept, and the borders when they have to say which "no" comes first.
Not for: what a melding holds; that is `toets`.
"""

from datetime import datetime

from zvhh_contracts.configuration import Configuratie, Pilotjaar
from zvhh_intake.domain.rules.datum import dag_in_woorden, moment_in_woorden
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Refused


def toegang_geweigerd(config: Configuratie, oin: str, received: datetime) -> Refused | None:
    """S1: the refusal for an organisation that may not report on the local day of receipt, else None."""
    partner = config.partner(oin)
    if partner is None:
        return Refused(
            "partner-onbekend",
            "Uw organisatie is niet bekend bij het Zorg- en Veiligheidshuis. Meld via een vaste partner, of bel "
            f"{config.telefoon_procesregisseur}.",
            status=403,
        )
    dag = local_date(received)
    if partner.lid_op(dag) is None:
        return Refused(
            "partner-derde",
            "Uw organisatie is volgens de wet geen deelnemer en kan niet zelf melden. Meld via een vaste partner.",
            status=403,
        )
    if not partner.vast_op(dag):
        return Refused(
            "partner-incidenteel",
            "Uw organisatie is een incidentele partner en kan niet zelf melden. Meld via een vaste partner. "
            "De lijst staat op de pagina Partners.",
            status=403,
        )
    return None


def pilot_gesloten(config: Configuratie, received: datetime, *, concept: bool = False) -> Refused | None:
    """S7: the refusal for a moment of receipt outside every window [begin, eind), else None.

    The text names both ends of the nearest window, the moment of receipt, the regular way and the telephone number.
    `concept` says that a draft was sent: it stays, and the text says so.
    """
    if config.pilotjaar_op(received) is not None:
        return None
    zinnen = [
        "De pilot is nu niet open voor nieuwe meldingen.",
        _venster_in_woorden(dichtstbij(config, received), received),
        f"Wij ontvingen uw melding op {moment_in_woorden(received)}.",
        "Uw concept is bewaard." if concept else "",
        f"Meld via de gewone weg: {config.gewone_weg}.",
        f"Gaat het om een zaak die al loopt? Bel {config.telefoon_procesregisseur}.",
    ]
    return Refused("pilot-gesloten", " ".join(zin for zin in zinnen if zin))


def niet_toegelaten(config: Configuratie, oin: str, received: datetime, *, concept: bool = False) -> Refused | None:
    """Why this organisation can't report at this moment at all (S1 before S7), or None when it can."""
    return toegang_geweigerd(config, oin, received) or pilot_gesloten(config, received, concept=concept)


def dichtstbij(config: Configuratie, received: datetime) -> Pilotjaar | None:
    """For a moment in no window: the one that closed last, else the first that is to open, else None."""
    vensters = sorted(config.pilotjaren.values(), key=lambda jaar: jaar.begin)
    voorbij = [jaar for jaar in vensters if jaar.eind <= received]
    return voorbij[-1] if voorbij else next(iter(vensters), None)


def _venster_in_woorden(venster: Pilotjaar | None, received: datetime) -> str:
    if venster is None:
        return ""
    werkwoord = "kon" if venster.eind <= received else "kunt"
    return f"U {werkwoord} melden van {dag_in_woorden(venster.begin)} tot {dag_in_woorden(venster.eind)}."
