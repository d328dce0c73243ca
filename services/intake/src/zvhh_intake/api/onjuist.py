# SPDX-License-Identifier: EUPL-1.2
"""Data that is not right, over HTTP: marked, and answered by who supplied it (L10)."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Annotated, Any

from fastapi import APIRouter, Path

from zvhh_intake.api.melden import alles_ineens
from zvhh_intake.domain.commands.handel_onjuist_af import Afhandeling
from zvhh_intake.domain.commands.merk_onjuist import MerkOnjuist
from zvhh_intake.domain.melding import MELDING, Melding
from zvhh_intake.domain.rules.toets import betrokkenefouten
from zvhh_intake.lookups import handel_onjuist_af, lees_als
from zvhh_intake.views.answers import GemerktBeeld
from zvhh_intake.views.onjuist import OnjuistBeeld, OnjuistenBeeld
from zvhh_kit.domain.decision import Actor, Fault
from zvhh_kit.http import Gedaan, Route, ZaakId, Zaken

_PREFIX = "/v1/meldingen/{zaak_id}/onjuist"
Nummer = Annotated[int, Path(ge=1, le=10_000, description="Het nummer van de vraag.")]


def onjuist() -> APIRouter:
    router = APIRouter(prefix=_PREFIX, tags=["meldingen"], route_class=Route)

    @router.get("", operation_id="lees_onjuist")
    async def lijst(zaken: Zaken, zaak_id: ZaakId) -> OnjuistenBeeld:
        """Which data of this zaak was marked as not right, and what became of it, by date (L10).

        Who reported sees what is about the melding itself; data of others is for who takes part.
        """
        return _beeld(zaken.actor)(zaak_id, await zaken.get(zaak_id, kind=MELDING))

    @router.post("", status_code=201, operation_id="merk_onjuist")
    async def merk(zaken: Zaken, zaak_id: ZaakId, gegeven: MerkOnjuist) -> GemerktBeeld:
        """Say that a datum is not right; who supplied it is asked (L10)."""
        return GemerktBeeld.model_validate(await zaken.do(zaak_id, gegeven, MELDING, seen=_beeld(zaken.actor)))

    return router


def afhandeling() -> APIRouter:
    """The route by which a mark is answered; every fault is told at once."""
    router = APIRouter(prefix=_PREFIX, tags=["meldingen"], route_class=alles_ineens(_oordeel))

    @router.post("/{nummer}/afhandeling", status_code=201, operation_id="handel_onjuist_af")
    async def handel_af(zaken: Zaken, zaak_id: ZaakId, nummer: Nummer, afhandeling: Afhandeling) -> Gedaan:
        """Rectify the datum, destroy it, or say that it is right (L10)."""
        return Gedaan(resultaat=await handel_onjuist_af(zaken, zaak_id, nummer, afhandeling, _beeld(zaken.actor)))

    return router


def _oordeel(document: Any, dag: date) -> tuple[Fault, ...]:
    def van_persoon(antwoord: Afhandeling) -> Iterator[Fault]:
        if antwoord.betrokkene is not None and antwoord.uitkomst != "vernietigd":
            yield from betrokkenefouten(antwoord.betrokkene, "/betrokkene", dag)

    return lees_als(Afhandeling, document, van_persoon, {"uitkomst": "gerectificeerd", "reden": "-"})[1]


def _beeld(actor: Actor) -> Callable[[str, Melding], OnjuistenBeeld]:
    def beeld(_: str, melding: Melding) -> OnjuistenBeeld:
        alles = "procesregisseur" in actor.roles or actor.oin in melding.toegang
        te_zien = (one for one in melding.onjuist if alles or one.leverancier == actor.oin)
        return OnjuistenBeeld(gegevens=tuple(OnjuistBeeld.van(one) for one in te_zien))

    return beeld
