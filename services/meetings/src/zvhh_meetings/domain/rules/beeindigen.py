# SPDX-License-Identifier: EUPL-1.2
"""The joint decision that a casus ends otherwise than by afschalen: overdracht, overlijden, geen (ex-)partnerstalking, or
samengevoegd (D13). The same decision (L4), without the six months; regie answers it.

For: the faults of such a decision, and telling it. Not for: closing the zaak (`vanuit_regie`).
"""

from datetime import datetime

from zvhh_contracts.overleggen import BeeindigenBesloten
from zvhh_meetings.domain.parts.verslag import Casusverslag
from zvhh_meetings.domain.parts.verslagdelen import Eindbesluit
from zvhh_meetings.domain.rules.overdracht import organisaties, overdracht_fouten
from zvhh_meetings.domain.rules.stappen import Stappen
from zvhh_meetings.domain.rules.toets import Toets


def eind_fouten(toets: Toets, verslag: Casusverslag) -> None:
    """Not together with afschalen; where others take over (overdracht) who goes on and the signals are named (S14b)."""
    besluit = verslag.beeindigen
    if besluit is None:
        return
    if verslag.afschalen is not None and verslag.afschalen.uitkomst == "afschalen":
        tekst = "Kies afschalen of beëindigen. Niet allebei."
        toets.meld("twee-besluiten", tekst, "/beeindigen")
    verplicht = besluit.grond == "overdracht"
    overdracht_fouten(toets, besluit.gaat_verder, besluit.signalen, "/beeindigen", verplicht=verplicht)


def leg_einde_vast(
    stappen: Stappen, besluit: Eindbesluit, overleg: int, op: datetime, aanwezigen: tuple[str, ...]
) -> None:
    """Tell the decision of those present; the words stay in the minutes."""
    stappen.events.append(
        BeeindigenBesloten(
            nummer=overleg,
            besloten_op=op,
            aanwezigen=aanwezigen,
            grond=besluit.grond,
            gaan_verder=organisaties(besluit.gaat_verder),
        )
    )
