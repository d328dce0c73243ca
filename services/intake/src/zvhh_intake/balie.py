# SPDX-License-Identifier: EUPL-1.2
"""Where a request makes a document of intake: a melding (from a request or from a draft), or a draft.

For: `api`. It is the kit's `Desk` with the ids that D1 asks for: of a melding by the reporter's own key or by the draft,
each in its own name space, and of a draft by the reporter's own key.
Not for: reading or changing what exists; that is `Zaken` of the kit. Judges a melding in clear, before it is sealed.
"""

from typing import Annotated, Any, Literal

from fastapi import Depends
from starlette.requests import Request

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.concept import Bewaar
from zvhh_intake.domain.gegevens import DienIn
from zvhh_intake.domain.indienen import Indiening
from zvhh_intake.domain.toets import fouten
from zvhh_intake.domain.venster import niet_toegelaten
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Refused
from zvhh_kit.http import Desk


class Maker(Desk):
    """One request's way to new documents."""

    def __init__(self, request: Request) -> None:
        super().__init__(request)
        self._sleutel = ""

    @property
    def _key(self) -> str:
        return self._sleutel or super()._key

    async def melding(
        self, config: Configuratie, dien_in: DienIn, weg: Literal["rest", "concept"], sleutel: str = ""
    ) -> dict[str, Any]:
        """Report, and return what the reporter is told. `sleutel`: the id of the draft, else the Idempotency-Key.

        Raises Refused: 400 with every fault, 403 who may not report (S1), 409 when the pilot is closed (S7); who could
        not report anyway hears that and no list of faults. A repeat gets the same answer, also after the window.
        """
        gevonden = fouten(config, dien_in, local_date(self.received))
        if gevonden:
            buiten = niet_toegelaten(config, self.actor.oin, self.received, concept=weg == "concept")
            raise buiten or Refused.many(gevonden)
        self._sleutel = sleutel
        kenmerk = self._kit.ids.kenmerk(self._kit.ids.zaak_id(weg, self.actor.oin, self._key))
        _, antwoord = await self.create(Indiening(melding=dien_in, kenmerk=kenmerk, weg=weg), weg, kind="melding")
        return dict(antwoord)

    async def concept(self, bewaar: Bewaar) -> Any:
        """Save a new draft, and return its id and until when it is kept; the same key again is the same draft (D1)."""
        id_ = f"concept-{self._kit.ids.zaak_id('concept-document', self.actor.oin, self.actor.subject, self._key)}"
        return await self._give(self._kind(id_, "concept"), id_, bewaar, namespace="rest")


async def _maker(request: Request) -> Maker:
    return Maker(request)


Balie = Annotated[Maker, Depends(_maker)]
"""An endpoint's parameter: the way to new documents."""
