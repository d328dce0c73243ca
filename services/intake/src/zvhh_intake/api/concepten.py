# SPDX-License-Identifier: EUPL-1.2
"""Drafts over HTTP: saved, read, thrown away and sent by who typed them (D1)."""

from contextlib import suppress
from functools import partial
from typing import Annotated, Any

from fastapi import APIRouter, Path
from pydantic import BeforeValidator, StringConstraints

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.api.melden import give_melding
from zvhh_intake.domain.commands.bewaar_concept import Bewaar
from zvhh_intake.domain.commands.dien_in import niet_toegelaten
from zvhh_intake.domain.commands.gooi_concept_weg import GooiWeg
from zvhh_intake.domain.commands.merk_verstuurd import MerkVerstuurd
from zvhh_intake.domain.concept import CONCEPT, Concept
from zvhh_intake.domain.rules.voortgang import per_deel, voortgang
from zvhh_intake.lookups import lees as lees_alles
from zvhh_intake.queries import CONCEPTEN_VOLGORDE
from zvhh_intake.views.answers import BewaardBeeld, IngediendBeeld
from zvhh_intake.views.concepten import ConceptBeeld, ConceptRegelBeeld
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Refused
from zvhh_kit.http import Documents, Gedaan, Page, PageQuery, Problem, Route, Zaken

ConceptId = Annotated[
    str,
    StringConstraints(pattern=r"^concept-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$"),
    BeforeValidator(str.lower),
    Path(description="Het id van het concept."),
]

_GEZIEN = {"$ref": "#/components/responses/428"}


def concepten(config: Configuratie) -> APIRouter:
    router = APIRouter(prefix="/v1/concepten", tags=["concepten"], route_class=Route)

    @router.post("", status_code=201, operation_id="bewaar_nieuw_concept")
    async def nieuw(zaken: Zaken, bewaar: Bewaar) -> BewaardBeeld:
        """Save a new draft: any part of a melding (D1)."""
        persoonlijk = f"concept-document:{zaken.actor.subject}"
        concept_id = f"concept-{zaken.new_id(persoonlijk)}"
        return BewaardBeeld.model_validate(await zaken.create(concept_id, bewaar, namespace=persoonlijk, kind=CONCEPT))

    @router.get("", operation_id="lees_concepten")
    async def lijst(zaken: Zaken, page: PageQuery) -> Page[ConceptRegelBeeld]:
        """Your own drafts, the one that goes first on top."""
        return await zaken.page(ConceptRegelBeeld.van, {}, sort=CONCEPTEN_VOLGORDE, page=page, kind=CONCEPT)

    @router.get("/{concept_id}", operation_id="lees_concept")
    async def lees(zaken: Zaken, concept_id: ConceptId) -> ConceptBeeld:
        """One draft of your own, with what is still missing in each part."""
        return _beeld(config, zaken, concept_id, await zaken.get(concept_id, kind=CONCEPT))

    @router.put("/{concept_id}", operation_id="bewaar_concept", responses={428: _GEZIEN})
    async def bewaar(zaken: Zaken, concept_id: ConceptId, bewaar: Bewaar) -> BewaardBeeld:
        """Save the draft again, over what you saw of it (If-Match); it is kept 30 days from now on."""
        seen = partial(_beeld, config, zaken)
        return BewaardBeeld.model_validate(await zaken.do(concept_id, bewaar, kind=CONCEPT, seen=seen, must_see=True))

    @router.delete("/{concept_id}", operation_id="gooi_concept_weg")
    async def gooi_weg(zaken: Zaken, concept_id: ConceptId) -> Gedaan:
        """Throw the draft away."""
        seen = partial(_beeld, config, zaken)
        return Gedaan(resultaat=await zaken.do(concept_id, GooiWeg(), kind=CONCEPT, seen=seen))

    @router.post("/{concept_id}/indiening", status_code=201, operation_id="dien_concept_in")
    async def dien_in(zaken: Zaken, concept_id: ConceptId) -> IngediendBeeld:
        """Send the draft: as a melding of its own name space, once (D1). Refused, it stays as it is."""
        return IngediendBeeld.model_validate(await _ingediend(config, zaken, concept_id))

    return router


async def _ingediend(config: Configuratie, zaken: Zaken, concept_id: str) -> Any:
    """The answer to the melding that the draft became; sent before, the answer of then."""
    concept: Concept = await zaken.get(concept_id, kind=CONCEPT)
    if concept.inhoud is None:
        return concept.verstuurd
    melding, gevonden = lees_alles(config, concept.inhoud.clear, local_date(zaken.received), concept=True)
    if gevonden:  # in the order of the parts of the form
        buiten = niet_toegelaten(config, zaken.actor.oin, zaken.received, concept=True)
        raise buiten or Refused.many(fout for deel in per_deel(gevonden).values() for fout in deel)
    antwoord = await give_melding(zaken, melding, "concept", concept_id)
    with suppress(Refused, Problem):  # it is a melding now; what else happened to its draft can't take that back
        await zaken.do(concept_id, MerkVerstuurd(antwoord=antwoord), kind=CONCEPT)
    return antwoord


def _beeld(config: Configuratie, zaken: Documents, concept_id: str, concept: Concept) -> ConceptBeeld:
    """A draft with what is still missing in each part; also what If-Match compares with (D2)."""
    inhoud = concept.inhoud.clear if concept.inhoud else None
    delen = voortgang(inhoud, lees_alles(config, inhoud, local_date(zaken.shown_at))[1]) if inhoud else ()
    return ConceptBeeld.van(concept_id, concept, delen)
