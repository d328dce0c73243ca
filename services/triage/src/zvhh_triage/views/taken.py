# SPDX-License-Identifier: EUPL-1.2
"""The tasks of a zaak in words: what must be done, by whom, until when. One table for the words.

Not for: which tasks there are; they follow from the state (`domain.stand`).
"""

from datetime import date
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import Rol
from zvhh_kit.decision import Sealed
from zvhh_kit.http import Beeld
from zvhh_triage.domain.behandeld import mondeling_advies
from zvhh_triage.domain.triage import Triage
from zvhh_triage.views.zaak import PersoonBeeld, de_melding

TEKSTEN: dict[str, str] = {
    "pilot-beoordelen": "Beoordeel of deze zaak bij de pilot hoort.",
    "beoordelen": "Beoordeel de melding.",
    "melder-terugbellen": "De melder twijfelt en heeft niet overlegd, voor zover wij weten. Bel terug.",
    "bel-de-melder": "Bel de melder. Die leest alleen dat de melding behandeld is. Is er een advies, geef dat dan nu.",
    "termijn-verstreken": "De termijn voor de aanvulling is voorbij. Bepaal hoe het verder gaat.",
    "weegoverleg-plannen": "Plan het weegoverleg.",
    "opnieuw-bevestigen": "Er is een nieuw oordeel na het besluit. Bevestig het besluit of verander het.",
    "aangevuld-na-besluit": "De melder vulde aan na het besluit. Bekijk of het besluit nog klopt.",
    "veiligheid-geborgd": "De melding is ingetrokken. Is de veiligheid geborgd?",
    "overleg-al-gehouden": "Het weegoverleg was al gehouden toen dit veranderde. Stem af met de melder.",
}
"""What each task (`Taakcode`) says."""


class TaakBeeld(Beeld):
    """One task. `persoon`: who has claimed the zaak. `advies`: what the reporter is to be told by phone (D5)."""

    code: str
    tekst: str
    uiterlijk: date | None
    voor: Rol
    persoon: PersoonBeeld | None
    advies: Sealed[str] | None = None


class ZaakTaken(Beeld):
    """A zaak with what is to be done about it."""

    zaak_id: str
    kenmerk: str
    spoed: bool
    taken: tuple[TaakBeeld, ...]

    @classmethod
    def van(cls, config: Configuratie, zaak_id: str, triage: Triage) -> Self:
        """The tasks of a zaak, in words; a code of a newer release stands for itself. Sealed values must be open."""
        advies = triage.besluit.advies if triage.besluit is not None and mondeling_advies(triage) else None
        return cls(
            zaak_id=zaak_id,
            kenmerk=de_melding(triage).kenmerk,
            spoed=triage.spoed,
            taken=tuple(
                TaakBeeld(
                    code=taak.code,
                    tekst=TEKSTEN.get(taak.code, taak.code),
                    uiterlijk=taak.uiterlijk,
                    voor=taak.voor,
                    persoon=PersoonBeeld.van(config, taak.persoon) if taak.persoon else None,
                    advies=advies if taak.code == "bel-de-melder" else None,
                )
                for taak in triage.taken
            ),
        )
