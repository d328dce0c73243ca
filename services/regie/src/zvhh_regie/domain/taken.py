# SPDX-License-Identifier: EUPL-1.2
"""What must be done in a casus, as far as regie knows: it follows from the state, like the stand, and is never stored by hand.

For: GET /v1/taken. Not for: deciding; a task proposes and a person decides (L9).
"""

from collections.abc import Iterator

from zvhh_contracts.casusregie import regisseurs
from zvhh_contracts.taken import Taak
from zvhh_regie.domain.dossier import Casus

TEKSTEN: dict[str, str] = {
    "plaats-bevestigen": "Er is een plek vrij. Bevestig dat deze zaak de plek krijgt.",
    "volgend-jaar-beslissen": "Het pilotjaar is voorbij. Kies: door naar het volgende jaar, of een andere weg.",
    "wachtlijst-bespreken": "Deze zaak wacht nog op een plek. Bespreek of wachten nog veilig is.",
    "casusregie-ontbreekt": "Niemand voert de casusregie. Wijs een casusregisseur aan.",
    "casusregisseur-geweerd": "De casusregisseur mag deze zaak niet meer zien. Wijs een ander aan.",
    "casusregie-geweigerd": "De gekozen casusregie kan niet. Kies opnieuw.",
    "afschalen-geweigerd": "Afschalen is niet gelukt. De zaak loopt door. Bespreek wat nu nodig is.",
    "beeindigen-geweigerd": "Beëindigen is niet gelukt. Bespreek wat nu nodig is.",
}
"""The words of each task."""


def taken(casus: Casus) -> tuple[Taak, ...]:
    """Every task of a casus; none before it waits or runs, and none after it is closed."""
    if casus.stand not in ("wachtlijst", "loopt"):
        return ()
    wacht = _van_de_wachtlijst(casus) if casus.stand == "wachtlijst" else ()
    return (*wacht, *_van_de_casusregie(casus), *_van_antwoorden(casus))


def _van_de_wachtlijst(casus: Casus) -> Iterator[Taak]:
    """Offered, next year's decision, and the weekly look: all for a procesregisseur (S6b)."""
    plek = casus.wachtplek
    if plek is None:
        return
    if plek.aangeboden_op is not None:
        yield Taak(code="plaats-bevestigen")
    if plek.jaar_voorbij:
        yield Taak(code="volgend-jaar-beslissen")
    if plek.herinnerd_op is not None:
        yield Taak(code="wachtlijst-bespreken", uiterlijk=plek.herinnerd_op)


def _van_de_casusregie(casus: Casus) -> Iterator[Taak]:
    """Nobody leads from some day on, somebody leads who may no longer read, or the last choice was refused (S16, L6)."""
    lopend = next((periode for periode in casus.regie if periode.tot is None), None)
    if lopend is None:
        yield Taak(code="casusregie-ontbreekt", uiterlijk=casus.gezocht.herinneren_op if casus.gezocht else None)
    elif any(persoon in casus.geweerd for _, persoon in regisseurs(lopend.casusregie)):
        yield Taak(code="casusregisseur-geweerd")
    geweigerd = max((een.aanwijzing for een in casus.regieweigeringen), default=0)
    if geweigerd > max((een.aanwijzing for een in casus.regie), default=0):
        yield Taak(code="casusregie-geweigerd")


def _van_antwoorden(casus: Casus) -> Iterator[Taak]:
    """A joint decision that regie refused, until the next casusoverleg was held (S14, D13)."""
    if any(een.reden and een.nummer >= casus.laatste_casusoverleg for een in casus.afschaalantwoorden):
        yield Taak(code="afschalen-geweigerd")
    if any(een.reden and een.nummer >= casus.laatste_casusoverleg for een in casus.eindantwoorden):
        yield Taak(code="beeindigen-geweigerd")
