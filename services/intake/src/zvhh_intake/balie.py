# SPDX-License-Identifier: EUPL-1.2
"""Where a request makes a document of intake: a melding (from a request or from a draft), or a draft.

For: `api`. A melding is judged here in clear, before the kit seals it; its id follows from the reporter's own key or
from the draft, each in its own name space (D1). Not for: reading or changing what exists; that is `Zaken` of the kit.
"""

from typing import Any, Literal

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.concept import Bewaar
from zvhh_intake.domain.gegevens import DienIn
from zvhh_intake.domain.indienen import Indiening
from zvhh_intake.domain.toets import fouten
from zvhh_intake.domain.venster import niet_toegelaten
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Refused
from zvhh_kit.http import Desk


async def dien_melding_in(
    zaken: Desk, config: Configuratie, dien_in: DienIn, weg: Literal["rest", "concept"], sleutel: str = ""
) -> dict[str, Any]:
    """Report, and return what the reporter is told. `sleutel`: the id of the draft, else the Idempotency-Key.

    Raises Refused: 400 with every fault, 403 who may not report (S1), 409 when the pilot is closed (S7); who could not
    report anyway hears that and no list of faults. A repeat gets the same answer, also after the window.
    """
    gevonden = fouten(config, dien_in, local_date(zaken.received))
    if gevonden:
        buiten = niet_toegelaten(config, zaken.actor.oin, zaken.received, concept=weg == "concept")
        raise buiten or Refused.many(gevonden)
    zaak_id = zaken.new_id(weg, sleutel)
    indiening = Indiening(melding=dien_in, kenmerk=zaken.kenmerk(zaak_id), weg=weg)
    return dict(await zaken.create(zaak_id, indiening, namespace=weg, key=sleutel, kind="melding"))


async def bewaar_nieuw_concept(zaken: Desk, bewaar: Bewaar) -> Any:
    """Save a new draft, and return its id and until when it is kept; the same key again is the same draft (D1)."""
    persoonlijk = f"concept-document:{zaken.actor.subject}"
    return await zaken.create(f"concept-{zaken.new_id(persoonlijk)}", bewaar, namespace=persoonlijk, kind="concept")
