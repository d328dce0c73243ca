# SPDX-License-Identifier: EUPL-1.2
"""The persons of a zaak over HTTP: added and corrected, a shielded address looked at, and found back elsewhere (D10, D11)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path

from zvhh_contracts.configuration import Configuratie
from zvhh_intake import queries
from zvhh_intake.api.melden import alles_ineens
from zvhh_intake.api.meldingen import melding_beeld
from zvhh_intake.domain.commands.bekijk_adres import BekijkAdres
from zvhh_intake.domain.commands.hef_afscherming_op import Waarom
from zvhh_intake.domain.commands.wijzig_betrokkene import Opgave
from zvhh_intake.domain.melding import MELDING, Melding
from zvhh_intake.domain.rules.toets import betrokkenefouten
from zvhh_intake.lookups import hef_afscherming_op, lees_als, wijzig_betrokkene
from zvhh_intake.views.answers import NummerBeeld
from zvhh_intake.views.betrokkenen import (
    AFGESLOTEN,
    GEEN,
    AdresBeeld,
    OvereenkomstBeeld,
    OvereenkomstenBeeld,
    adres_van,
)
from zvhh_kit.domain.decision import Fault
from zvhh_kit.http import Documents, Gedaan, Problem, Route, ZaakId, Zaken

_PREFIX = "/v1/meldingen/{zaak_id}"
Nummer = Annotated[int, Path(ge=1, le=1000, description="Het nummer van de betrokkene in deze zaak.")]


def betrokkenen(config: Configuratie) -> APIRouter:
    router = APIRouter(prefix=_PREFIX, tags=["betrokkenen"], route_class=Route)

    @router.post("/betrokkenen/{nr}/adres", operation_id="bekijk_adres", openapi_extra={"x-begrensd": "adres"})
    async def adres(zaken: Zaken, zaak_id: ZaakId, nr: Nummer, vraag: BekijkAdres) -> AdresBeeld:
        """A shielded address, for who needs it; logged with the reason (D10)."""
        melding: Melding = await zaken.get(zaak_id, kind=MELDING, reason=vraag.reden, whole=True)
        gevonden = adres_van(melding, nr)
        if gevonden is None:
            raise Problem(404)
        return gevonden

    @router.post("/betrokkenen/{nr}/opheffing-afscherming", status_code=201, operation_id="hef_afscherming_op")
    async def hef_op(zaken: Zaken, zaak_id: ZaakId, nr: Nummer, waarom: Waarom) -> Gedaan:
        """Show the address that this person has now again, and why; earlier ones stay shielded (D10)."""
        seen = melding_beeld(config, zaken.actor)
        return Gedaan(resultaat=await hef_afscherming_op(zaken, zaak_id, nr, waarom, seen))

    @router.get("/overeenkomsten", operation_id="lees_overeenkomsten")
    async def overeenkomsten(zaken: Zaken, zaak_id: ZaakId) -> OvereenkomstenBeeld:
        """Other zaken in which the same persons are, looked up only now and here (D11); closed ones without content (S15)."""
        return await _overeenkomsten(zaken, zaak_id)

    return router


def personen(config: Configuratie) -> APIRouter:
    """The routes by which a person is added and corrected; every fault is told at once."""
    router = APIRouter(prefix=_PREFIX, tags=["betrokkenen"], route_class=alles_ineens(_oordeel))

    @router.post("/betrokkenen", status_code=201, operation_id="voeg_betrokkene_toe")
    async def voeg_toe(zaken: Zaken, zaak_id: ZaakId, opgave: Opgave) -> NummerBeeld:
        """Add a person who came in sight; every fault is told at once (D10, L2)."""
        seen = melding_beeld(config, zaken.actor)
        return NummerBeeld.model_validate(await wijzig_betrokkene(zaken, zaak_id, opgave, seen))

    @router.put("/betrokkenen/{nr}", operation_id="verbeter_betrokkene")
    async def verbeter(zaken: Zaken, zaak_id: ZaakId, nr: Nummer, opgave: Opgave) -> NummerBeeld:
        """Correct a person: the whole of it as it is now, and why; earlier versions stay (D10, L2).

        A shielded address that is left out stays, and so does the shield; an empty text takes the address away. The
        conditions and the reporter's own mark stay too when they are left out; null ends them (L3).
        """
        seen = melding_beeld(config, zaken.actor)
        return NummerBeeld.model_validate(await wijzig_betrokkene(zaken, zaak_id, opgave, seen, nr))

    return router


def _oordeel(document: Any, dag: date) -> tuple[Fault, ...]:
    def van_persoon(opgave: Opgave) -> Iterator[Fault]:
        return betrokkenefouten(opgave.betrokkene, "/betrokkene", dag)

    return lees_als(Opgave, document, van_persoon, {"betrokkene": {}, "reden": "-"})[1]


async def _overeenkomsten(zaken: Documents, zaak_id: str) -> OvereenkomstenBeeld:
    await zaken.may_search()
    hier: Melding = await zaken.get(zaak_id, kind=MELDING)
    anders = queries.overeenkomsten(zaak_id, hier)
    lopend = await zaken.find(anders, kind=MELDING)
    gesloten = anders | queries.afgesloten(zaken.actor)
    afgesloten = bool(await zaken.find(gesloten, kind=MELDING, everywhere=True, limit=1))
    beelden = tuple(OvereenkomstBeeld.van(hier, zaak, daar) for zaak, daar in lopend)
    toelichting = "" if beelden else GEEN
    return OvereenkomstenBeeld(
        zaken=beelden, afgesloten=afgesloten, toelichting=AFGESLOTEN if afgesloten else toelichting
    )
