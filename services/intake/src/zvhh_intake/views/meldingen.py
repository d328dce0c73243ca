# SPDX-License-Identifier: EUPL-1.2
"""What the API shows of meldingen and drafts: JSON in camelCase, with the Dutch words beside each code.

Not for: who may see it (`access`). Nothing of triage's judgement but the outcome; SASH, aangifte and regiobinding only
in the detail, under their own name, and in no list (S4).
"""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Literal, Self

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import Domein, Relatie, Twijfel, Wens
from zvhh_contracts.triages import Route
from zvhh_intake.domain.concept import Concept
from zvhh_intake.domain.melding import Melding, Stand
from zvhh_intake.domain.parts.beheer import Aanvulling, Afgerond, Intrekking, Lopend
from zvhh_intake.domain.parts.inhoud import Inhoud
from zvhh_intake.domain.rules.terugkoppeling import STAND_IN_WOORDEN, toelichting, verhuld
from zvhh_intake.domain.rules.voortgang import IN_WOORDEN, Deelstand, Voortgang
from zvhh_intake.views.betrokkenen import BetrokkeneBeeld, betrokkenen
from zvhh_kit.decision import Sealed
from zvhh_kit.http import Beeld

GetoondeStand = Stand | Literal["behandeld"]
"""*Behandeld* is what a reporter reads where the stand itself would tell of another zaak (D11b), or that there is none."""


class IngediendBeeld(Beeld):
    """The answer to a melding: its zaak, its kenmerk, when it came in, and the year for which it counts (S6)."""

    zaak_id: str
    kenmerk: str
    ontvangen_op: datetime
    pilotjaar: int
    waarschuwingen: tuple[str, ...] = ()


class StandBeeld(Beeld):
    """A melding without its content: a line of a list, and the answer to a command."""

    zaak_id: str
    kenmerk: str
    melder_oin: str
    ontvangen_op: datetime
    pilotjaar: int | None
    stand: GetoondeStand
    stand_tekst: str
    toelichting: str
    aanvulling_uiterlijk_op: date | None
    route: Route | None
    vernietigen_op: date | None

    @classmethod
    def van(cls, zaak_id: str, melding: Melding, *, onverhuld: bool = False) -> Self:
        """The line of one melding; `onverhuld`: for a procesregisseur, who may know of the other zaak (D11b)."""
        return cls.model_validate(_stand(zaak_id, melding, onverhuld=onverhuld))


class MeldingBeeld(StandBeeld):
    """A melding with all that was reported, and its dates (L8)."""

    eerste_verwerking_op: datetime | None
    vernietigen_uiterlijk_op: date | None
    weegoverleg_op: datetime | None
    relatie: Relatie | None
    gemeente: str
    gemeente_tekst: str
    leefgebieden: tuple[str, ...]
    domeinen: tuple[Domein, ...]
    wensen: tuple[Wens, ...]
    oud_kenmerk: str | None
    bekend_sinds: date | None
    twijfel: Twijfel | None
    afstemming: str | None
    betrokkenen: tuple[BetrokkeneBeeld, ...] | None
    inhoud: Inhoud | None
    aanvullingen: tuple[Aanvulling, ...]
    intrekking: Intrekking | None
    lopend: Lopend | None
    afgeronde_taken: tuple[Afgerond, ...]

    @classmethod
    def helemaal(
        cls, config: Configuratie, zaak_id: str, melding: Melding, *, met_betrokkenen: bool, onverhuld: bool = False
    ) -> Self:
        """The detail; `met_betrokkenen`: with who came in sight since it was reported. Addresses were shielded on opening (D10)."""
        gepland = melding.overleg.gepland if onverhuld or not verhuld(melding) else None
        feiten = {naam: getattr(melding, naam) for naam in cls.model_fields if naam in Melding.model_fields}
        woorden = {
            "weegoverleg_op": gepland.begin if gepland else None,
            "gemeente_tekst": config.gemeenten.get(melding.gemeente, melding.gemeente),
            "betrokkenen": betrokkenen(melding) if met_betrokkenen else None,
            "vernietigen_uiterlijk_op": melding.termijn_tot,
            "afgeronde_taken": melding.afgerond if onverhuld else (),
        }
        return cls.model_validate(feiten | woorden | _stand(zaak_id, melding, onverhuld=onverhuld))


class ConceptRegel(Beeld):
    """A draft in the list: no content. `verstuurd`: it became a melding."""

    concept_id: str
    opgeslagen_op: datetime
    bewaard_tot: datetime
    verstuurd: bool

    @classmethod
    def van(cls, concept_id: str, concept: Concept) -> Self:
        """The line of one draft."""
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
        """The picture of one part."""
        return cls(
            deel=deel.deel,
            naam=deel.naam,
            voortgang=deel.voortgang,
            voortgang_tekst=IN_WOORDEN[deel.voortgang],
            fouten=tuple(FoutBeeld(code=fout.code, tekst=fout.text, plaats=fout.place) for fout in deel.fouten),
        )


class ConceptBeeld(ConceptRegel):
    """A draft with what was typed so far, and how far each part is; once it was sent, the answer to it instead."""

    inhoud: Sealed[dict[str, Any]] | None
    delen: tuple[DeelBeeld, ...]
    melding: IngediendBeeld | None

    @classmethod
    def helemaal(cls, concept_id: str, concept: Concept, delen: Iterable[Deelstand]) -> Self:
        """The whole draft."""
        rest = {
            "inhoud": concept.inhoud,
            "delen": tuple(DeelBeeld.van(deel) for deel in delen),
            "melding": concept.verstuurd,
        }
        return cls.model_validate(_concept(concept_id, concept) | rest)


class BewaardBeeld(Beeld):
    """The answer to a saved draft."""

    concept_id: str
    bewaard_tot: datetime


def _stand(zaak_id: str, melding: Melding, *, onverhuld: bool) -> dict[str, Any]:
    dicht = verhuld(melding) and not onverhuld
    return {
        "zaak_id": zaak_id,
        "kenmerk": melding.kenmerk,
        "melder_oin": melding.melder_oin,
        "ontvangen_op": melding.ontvangen_op,
        "pilotjaar": melding.pilotjaar,
        "stand": "behandeld" if dicht else melding.stand,
        "stand_tekst": "Behandeld" if dicht else STAND_IN_WOORDEN[melding.stand],
        "toelichting": toelichting(melding),
        "aanvulling_uiterlijk_op": melding.aanvulling_uiterlijk_op,
        "route": None if dicht else melding.route,
        "vernietigen_op": None if dicht else melding.vernietigen_op,
    }


def _concept(concept_id: str, concept: Concept) -> dict[str, Any]:
    return {
        "concept_id": concept_id,
        "opgeslagen_op": concept.opgeslagen_op,
        "bewaard_tot": concept.bewaard_tot,
        "verstuurd": concept.verstuurd is not None,
    }
