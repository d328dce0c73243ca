# SPDX-License-Identifier: EUPL-1.2
"""What the API shows of meldingen, drafts and partners: JSON in camelCase, with the Dutch words beside each code.

Not for: who may see it (`access`). Nothing of triage's judgement but the outcome; SASH, aangifte and regiobinding only
in the detail, under their own name, and in no list (S4).
"""

from datetime import date, datetime
from typing import Any, Literal, Self

from zvhh_contracts.configuration import Configuratie, Partner
from zvhh_contracts.meldingen import Domein, Relatie, Wens
from zvhh_contracts.triages import Route
from zvhh_intake.domain.concept import Concept
from zvhh_intake.domain.inhoud import Inhoud, Persoon
from zvhh_intake.domain.melding import Aanvulling, Intrekking, Melding, Stand
from zvhh_intake.domain.terugkoppeling import STAND_IN_WOORDEN, toelichting
from zvhh_kit.decision import Sealed
from zvhh_kit.http import Beeld


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
    stand: Stand
    stand_tekst: str
    toelichting: str
    aanvulling_uiterlijk_op: date | None
    route: Route | None
    vernietigen_op: date | None

    @classmethod
    def van(cls, zaak_id: str, melding: Melding) -> Self:
        """The line of one melding."""
        return cls.model_validate(_stand(zaak_id, melding))


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
    inhoud: Inhoud | None
    aanvullingen: tuple[Aanvulling, ...]
    intrekking: Intrekking | None

    @classmethod
    def helemaal(cls, config: Configuratie, zaak_id: str, melding: Melding, *, met_adressen: bool) -> Self:
        """The detail. Without `met_adressen` a shielded address is left out (D10)."""
        if melding.inhoud is not None and not met_adressen:
            for wie in melding.inhoud.betrokkenen:
                _zonder_adres(wie.gegevens)
        gepland = melding.overleg.gepland
        feiten = {naam: getattr(melding, naam) for naam in cls.model_fields if naam in Melding.model_fields}
        woorden = {
            "weegoverleg_op": gepland.begin if gepland else None,
            "gemeente_tekst": config.gemeenten.get(melding.gemeente, melding.gemeente),
        }
        return cls.model_validate(feiten | woorden | _stand(zaak_id, melding))


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


class ConceptBeeld(ConceptRegel):
    """A draft with what was typed so far; once it was sent, the answer to it instead."""

    inhoud: Sealed[dict[str, Any]] | None
    melding: IngediendBeeld | None

    @classmethod
    def van(cls, concept_id: str, concept: Concept) -> Self:
        """The whole draft."""
        rest = {"inhoud": concept.inhoud, "melding": concept.verstuurd}
        return cls.model_validate(_concept(concept_id, concept) | rest)


class BewaardBeeld(Beeld):
    """The answer to a saved draft."""

    concept_id: str
    bewaard_tot: datetime


class PartnerBeeld(Beeld):
    """An organisation, and whether it may report itself today (S1, D6)."""

    oin: str
    naam: str
    klasse: str
    soort: Literal["vast", "incidenteel", "derde"]

    @classmethod
    def van(cls, partner: Partner, dag: date) -> Self:
        """The place of a partner on the local day `dag`."""
        vast = "vast" if partner.vast_op(dag) else "incidenteel"
        soort = "derde" if partner.lid is None else vast
        return cls.model_validate({"oin": partner.oin, "naam": partner.naam, "klasse": partner.klasse, "soort": soort})


class PartnersBeeld(Beeld):
    """Who reports itself, who reports through a vaste partner, and who is a derde; each by name."""

    vast: tuple[PartnerBeeld, ...]
    incidenteel: tuple[PartnerBeeld, ...]
    derde: tuple[PartnerBeeld, ...]

    @classmethod
    def op(cls, config: Configuratie, dag: date) -> Self:
        """The list on the local day `dag`."""
        beelden = [PartnerBeeld.van(partner, dag) for partner in sorted(config.partners, key=lambda p: p.naam.lower())]
        return cls.model_validate(
            {soort: [b for b in beelden if b.soort == soort] for soort in ("vast", "incidenteel", "derde")}
        )


def _stand(zaak_id: str, melding: Melding) -> dict[str, Any]:
    return {
        "zaak_id": zaak_id,
        "kenmerk": melding.kenmerk,
        "melder_oin": melding.melder_oin,
        "ontvangen_op": melding.ontvangen_op,
        "pilotjaar": melding.pilotjaar,
        "stand": melding.stand,
        "stand_tekst": STAND_IN_WOORDEN[melding.stand],
        "toelichting": toelichting(melding),
        "aanvulling_uiterlijk_op": melding.aanvulling_uiterlijk_op,
        "route": melding.route,
        "vernietigen_op": melding.vernietigen_op,
    }


def _concept(concept_id: str, concept: Concept) -> dict[str, Any]:
    return {
        "concept_id": concept_id,
        "opgeslagen_op": concept.opgeslagen_op,
        "bewaard_tot": concept.bewaard_tot,
        "verstuurd": concept.verstuurd is not None,
    }


def _zonder_adres(gegevens: Sealed[Persoon]) -> None:
    persoon = gegevens.clear
    if persoon.adres_afschermen:
        gegevens.open(persoon.model_copy(update={"adres": None}))
