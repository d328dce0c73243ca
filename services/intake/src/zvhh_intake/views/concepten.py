# SPDX-License-Identifier: EUPL-1.2
"""What is shown of a draft, and how far each part of it is (D1)."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from zvhh_intake.domain.concept import Concept
from zvhh_intake.domain.rules.voortgang import IN_WOORDEN, Deelstand, Voortgang
from zvhh_intake.views.answers import IngediendBeeld
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld


class _Concept(Beeld):
    concept_id: str
    opgeslagen_op: datetime
    bewaard_tot: datetime
    verstuurd: bool


class ConceptRegelBeeld(_Concept):
    """A draft in the list: no content. `verstuurd`: it became a melding."""

    @classmethod
    def van(cls, concept_id: str, concept: Concept) -> Self:
        return cls.model_validate(_concept(concept_id, concept))


class FoutBeeld(Beeld):
    """What is missing or wrong in a draft, and where (a JSON pointer): as in the answer to a melding with faults."""

    code: str
    tekst: str
    plaats: str


class DeelBeeld(Beeld):
    """A part of the form: how far it is, and what is still to be done in it."""

    deel: str
    naam: str
    voortgang: Voortgang
    voortgang_tekst: str
    fouten: tuple[FoutBeeld, ...]

    @classmethod
    def van(cls, deel: Deelstand) -> Self:
        return cls(
            deel=deel.deel,
            naam=deel.naam,
            voortgang=deel.voortgang,
            voortgang_tekst=IN_WOORDEN[deel.voortgang],
            fouten=tuple(FoutBeeld(code=fout.code, tekst=fout.text, plaats=fout.place) for fout in deel.fouten),
        )


class ConceptBeeld(_Concept):
    """A draft with what was typed so far, and how far each part is; once it was sent, the answer to it instead."""

    inhoud: Sealed[dict[str, Any]] | None
    delen: tuple[DeelBeeld, ...]
    melding: IngediendBeeld | None

    @classmethod
    def van(cls, concept_id: str, concept: Concept, delen: Iterable[Deelstand]) -> Self:
        rest = {
            "inhoud": concept.inhoud,
            "delen": tuple(DeelBeeld.van(deel) for deel in delen),
            "melding": concept.verstuurd,
        }
        return cls.model_validate(_concept(concept_id, concept) | rest)


def _concept(concept_id: str, concept: Concept) -> dict[str, Any]:
    return {
        "concept_id": concept_id,
        "opgeslagen_op": concept.opgeslagen_op,
        "bewaard_tot": concept.bewaard_tot,
        "verstuurd": concept.verstuurd is not None,
    }
