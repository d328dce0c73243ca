# SPDX-License-Identifier: EUPL-1.2
"""Intake over HTTP: meldingen and drafts, each by the sight that `access` gives the asker; partners and keys for all.

Commands are the bodies themselves (`domain`); who asks and when it came in are the kit's to tell. Not for: pages.
"""

import json
from contextlib import suppress
from typing import Annotated, Any

from fastapi import APIRouter, Path, Query
from joserfc.jwk import KeySet
from pydantic import ValidationError
from starlette.requests import Request

from zvhh_contracts.configuration import Configuratie
from zvhh_intake import partner
from zvhh_intake.balie import bewaar_nieuw_concept, dien_melding_in
from zvhh_intake.beelden import (
    BewaardBeeld,
    ConceptBeeld,
    ConceptRegel,
    IngediendBeeld,
    MeldingBeeld,
    PartnersBeeld,
    StandBeeld,
)
from zvhh_intake.domain.aanvullen import VulAan
from zvhh_intake.domain.concept import Bewaar, Concept, GooiWeg, MerkVerstuurd
from zvhh_intake.domain.gegevens import DienIn
from zvhh_intake.domain.intrekken import TrekIn
from zvhh_intake.domain.melding import Melding, Stand
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Actor, Refused
from zvhh_kit.faults import faults_of
from zvhh_kit.http import Gedaan, Page, PageQuery, Problem, Route, ZaakId, Zaken

ConceptId = Annotated[
    str,
    Path(
        pattern=r"^concept-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$",
        description="Het id van het concept.",
    ),
]


def routes(config: Configuratie, sleutels: KeySet) -> tuple[APIRouter, ...]:
    """Every route of intake under a configuration; `sleutels` are those that partners encrypt for."""
    return _meldingen(config), _concepten(config), _openbaar(config, sleutels)


def _meldingen(config: Configuratie) -> APIRouter:
    router = APIRouter(prefix="/v1/meldingen", tags=["meldingen"], route_class=Route)

    @router.post("", status_code=201, operation_id="meld")
    async def meld(zaken: Zaken, dien_in: DienIn) -> IngediendBeeld:
        """Report a case for the pilot (S1, S2, S7); every fault is told at once, with its place (L1, L2)."""
        return IngediendBeeld.model_validate(await dien_melding_in(zaken, config, dien_in, "rest"))

    @router.get("", operation_id="lees_meldingen")
    async def lijst(
        zaken: Zaken, page: PageQuery, stand: Annotated[list[Stand] | None, Query()] = None
    ) -> Page[StandBeeld]:
        """The meldingen that you may see, oldest receipt first; no other order, and no filter on what doesn't count (S4)."""
        gevraagd = {"state.stand": {"$in": stand}} if stand else {}
        return await zaken.page(StandBeeld.van, gevraagd, sort="state.ontvangen_op", page=page, kind="melding")

    @router.get("/{zaak_id}", operation_id="lees_melding")
    async def lees(zaken: Zaken, zaak_id: ZaakId) -> MeldingBeeld:
        """One melding with all that was reported, and where it stands."""
        melding: Melding = await zaken.get(zaak_id, kind="melding")
        met_adressen = _mag_adressen_zien(zaken.actor, melding)
        return MeldingBeeld.helemaal(config, zaak_id, melding, met_adressen=met_adressen)

    @router.post("/{zaak_id}/aanvullingen", status_code=201, operation_id="vul_melding_aan")
    async def vul_aan(zaken: Zaken, zaak_id: ZaakId, aanvulling: VulAan) -> Gedaan:
        """Answer the question of triage; 409 while there is none (D1)."""
        return Gedaan(resultaat=await zaken.do(zaak_id, aanvulling, kind="melding"))

    @router.post("/{zaak_id}/intrekking", status_code=201, operation_id="trek_melding_in")
    async def trek_in(zaken: Zaken, zaak_id: ZaakId, intrekking: TrekIn) -> Gedaan:
        """Withdraw the melding; 409 once a weegoverleg was held (D1)."""
        return Gedaan(resultaat=await zaken.do(zaak_id, intrekking, kind="melding"))

    return router


def _concepten(config: Configuratie) -> APIRouter:
    router = APIRouter(prefix="/v1/concepten", tags=["concepten"], route_class=Route)

    @router.post("", status_code=201, operation_id="bewaar_nieuw_concept")
    async def nieuw(zaken: Zaken, bewaar: Bewaar) -> BewaardBeeld:
        """Save a new draft: any part of a melding (D1)."""
        return BewaardBeeld.model_validate(await bewaar_nieuw_concept(zaken, bewaar))

    @router.get("", operation_id="lees_concepten")
    async def lijst(zaken: Zaken, page: PageQuery) -> Page[ConceptRegel]:
        """Your own drafts, the one that goes first on top."""
        return await zaken.page(ConceptRegel.van, {}, sort="state.bewaard_tot", page=page, kind="concept")

    @router.get("/{concept_id}", operation_id="lees_concept")
    async def lees(zaken: Zaken, concept_id: ConceptId) -> ConceptBeeld:
        """One draft of your own."""
        return ConceptBeeld.van(concept_id, await zaken.get(concept_id, kind="concept"))

    @router.put("/{concept_id}", operation_id="bewaar_concept")
    async def bewaar(zaken: Zaken, concept_id: ConceptId, bewaar: Bewaar) -> BewaardBeeld:
        """Save the draft again; it is kept 30 days from now on."""
        return BewaardBeeld.model_validate(await zaken.do(concept_id, bewaar, kind="concept"))

    @router.delete("/{concept_id}", operation_id="gooi_concept_weg")
    async def gooi_weg(zaken: Zaken, concept_id: ConceptId) -> Gedaan:
        """Throw the draft away."""
        return Gedaan(resultaat=await zaken.do(concept_id, GooiWeg(), kind="concept"))

    @router.post("/{concept_id}/indiening", status_code=201, operation_id="dien_concept_in")
    async def dien_in(zaken: Zaken, concept_id: ConceptId) -> IngediendBeeld:
        """Send the draft: as a melding of its own name space, once (D1). Refused, it stays as it is."""
        concept: Concept = await zaken.get(concept_id, kind="concept")
        if concept.inhoud is None:
            return IngediendBeeld.model_validate(concept.verstuurd)
        antwoord = await dien_melding_in(zaken, config, _gelezen(concept.inhoud.clear), "concept", concept_id)
        with suppress(Refused, Problem):  # it is a melding now; what else happened to its draft can't take that back
            await zaken.do(concept_id, MerkVerstuurd(antwoord=antwoord), kind="concept")
        return IngediendBeeld.model_validate(antwoord)

    return router


def _openbaar(config: Configuratie, sleutels: KeySet) -> APIRouter:
    router = APIRouter(tags=["openbaar"], route_class=Route)
    jwks = partner.openbare_sleutels(sleutels)

    @router.get("/v1/partners", operation_id="lees_partners")
    async def partners(request: Request) -> PartnersBeeld:
        """Which organisations report themselves, and which through a vaste partner (D6). No login."""
        return PartnersBeeld.op(config, local_date(request.state.received))

    @router.get("/.well-known/jwks.json", operation_id="lees_sleutels")
    async def openbare_sleutels() -> dict[str, Any]:
        """The public keys for which a partner's own system encrypts a melding."""
        return jwks

    return router


def _gelezen(inhoud: dict[str, Any]) -> DienIn:
    """The draft as a melding. Raises Problem 400 with every fault of form, as the body of a request would."""
    try:
        return DienIn.model_validate_json(json.dumps(inhoud), strict=True)
    except ValidationError as fault:
        raise Problem(400, faults=faults_of(fault, inhoud)) from None


def _mag_adressen_zien(actor: Actor, melding: Melding) -> bool:
    """D10: a shielded address is for the reporter's own organisation and the procesregisseur."""
    return actor.oin == melding.melder_oin or "procesregisseur" in actor.roles
