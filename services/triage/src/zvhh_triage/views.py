# SPDX-License-Identifier: EUPL-1.2
"""What triage shows, in JSON: the worklist, one triage with all its versions, and what the reporter may read.

For: `api`. Words of codes and names of people come from the configuration. Not for: deciding who may see it (`access`).
No view has a field for SASH, aangifte or regiobinding (S4).
"""

from datetime import date, datetime
from typing import Literal, Self

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import Domein
from zvhh_contracts.triages import Route
from zvhh_kit.decision import Sealed
from zvhh_kit.http import Beeld
from zvhh_triage.domain.triage import Criterium, Stand, Taak, Tekst, Triage, Uitkomst

GEEN_GEMEENTE = "–"
"""Shown where the gemeente may not count (S4)."""

Teruggekoppeld = Literal["in-behandeling", "aanvulling-gevraagd", "doorgezet", "afgewezen", "ingetrokken"]


class PartnerBeeld(Beeld):
    """An organisation."""

    oin: str
    naam: str

    @classmethod
    def van(cls, config: Configuratie, oin: str) -> Self:
        """With its name, or its OIN where the configuration no longer knows it."""
        partner = config.partner(oin)
        return cls(oin=oin, naam=partner.naam if partner else oin)


class WerklijstRegel(Beeld):
    """A row of the worklist (D2, S4)."""

    zaak_id: str
    kenmerk: str
    ontvangen_op: datetime
    partner: PartnerBeeld
    gemeente: str
    stand: Stand
    termijn: date | None
    taken: tuple[Taak, ...]
    wensen: tuple[str, ...]
    pilotvraag: bool

    @classmethod
    def van(cls, config: Configuratie, zaak_id: str, triage: Triage) -> Self:
        """A row. Raises ValueError for a zaak without melding; nobody sees that one."""
        melding = triage.melding
        if melding is None or triage.ontvangen_op is None:
            raise ValueError("no melding yet")
        return cls(
            zaak_id=zaak_id,
            kenmerk=melding.kenmerk,
            ontvangen_op=triage.ontvangen_op,
            partner=PartnerBeeld.van(config, triage.melder_oin),
            gemeente=config.gemeenten.get(triage.gemeente, triage.gemeente) if triage.gemeente else GEEN_GEMEENTE,
            stand=triage.stand,
            termijn=triage.termijn,
            taken=triage.taken,
            wensen=melding.wensen,
            pilotvraag=melding.relatie == "anders",
        )


class PilotoordeelBeeld(Beeld):
    """A version of the judgement of scope (S1b)."""

    hoort_bij: bool
    motivatie: Sealed[Tekst]
    door: str
    op: datetime


class OordeelBeeld(Beeld):
    """A version of the judgement of one criterion (S8)."""

    criterium: Criterium
    ja: bool
    motivatie: Sealed[Tekst]
    domeinen: tuple[Domein, ...]
    door: str
    op: datetime


class VraagBeeld(Beeld):
    """A supplement that was asked (S10)."""

    versie: int
    vraag: Sealed[Tekst]
    uiterlijk_op: date
    door: str
    op: datetime


class BesluitBeeld(Beeld):
    """A version of the outcome (S10)."""

    versie: int
    uitkomst: Uitkomst
    route: Route | None
    advies: Sealed[Tekst] | None
    door: str
    op: datetime
    weegoverleg_uiterlijk_op: date | None
    vernietigen_op: date | None


class LeefgebiedenBeeld(Beeld):
    """The leefgebieden as the reporter told: counted, not judged (S8)."""

    gekozen: tuple[str, ...]
    aantal: int
    gebruikelijk: int


class TriageBeeld(WerklijstRegel):
    """All that a procesregisseur sees of one triage; every version, oldest first. `namen`: subject id → name."""

    relatie: str
    leefgebieden: LeefgebiedenBeeld
    domeinen_volgens_melder: tuple[str, ...]
    pilotoordelen: tuple[PilotoordeelBeeld, ...]
    oordelen: tuple[OordeelBeeld, ...]
    vragen: tuple[VraagBeeld, ...]
    besluiten: tuple[BesluitBeeld, ...]
    namen: dict[str, str]
    weegoverleg_op: datetime | None
    aangevuld_op: datetime | None
    vernietigen_op: date | None
    vernietigen_uiterlijk_op: date

    @classmethod
    def van(cls, config: Configuratie, zaak_id: str, triage: Triage) -> Self:
        """The whole, with opened texts. Raises ValueError for a zaak without melding; nobody sees that one."""
        melding, planned = triage.melding, triage.weegoverleg
        if melding is None:
            raise ValueError("no melding yet")
        chosen = tuple(config.leefgebieden.get(code, code) for code in melding.leefgebieden)
        usual = config.gebruikelijk_aantal_leefgebieden
        return cls(
            **dict(WerklijstRegel.van(config, zaak_id, triage)),
            relatie=melding.relatie,
            leefgebieden=LeefgebiedenBeeld(gekozen=chosen, aantal=len(chosen), gebruikelijk=usual),
            domeinen_volgens_melder=melding.domeinen,
            pilotoordelen=tuple(PilotoordeelBeeld.model_validate(one) for one in triage.pilotoordelen),
            oordelen=tuple(OordeelBeeld.model_validate(one) for one in triage.oordelen),
            vragen=tuple(VraagBeeld.model_validate(one) for one in triage.vragen),
            besluiten=tuple(BesluitBeeld.model_validate(one) for one in triage.besluiten),
            namen=_names(config, triage),
            weegoverleg_op=planned.begin if planned is not None and not planned.geannuleerd else None,
            aangevuld_op=triage.aangevuld_op,
            vernietigen_op=triage.vernietigen_op,
            vernietigen_uiterlijk_op=melding.vernietigen_uiterlijk_op,
        )


def _names(config: Configuratie, triage: Triage) -> dict[str, str]:
    versions = (*triage.pilotoordelen, *triage.oordelen, *triage.vragen, *triage.besluiten)
    people = [config.professional(persoon) for persoon in sorted({one.door for one in versions})]
    return {one.id: one.naam for one in people if one is not None}


class GevraagdBeeld(Beeld):
    """What the reporter is asked, until and including when."""

    vraag: Sealed[Tekst]
    uiterlijk_op: date


class TerugkoppelingBeeld(Beeld):
    """What the reporter's organisation may read: outcome, way on, advice, question; never a motivation or a name."""

    zaak_id: str
    kenmerk: str
    uitkomst: Teruggekoppeld
    route: Route | None = None
    advies: Sealed[Tekst] | None = None
    aanvulling: GevraagdBeeld | None = None

    @classmethod
    def van(cls, zaak_id: str, triage: Triage) -> Self:
        """Of the outcome in force; a held weegoverleg reads as doorgezet. Raises ValueError without melding."""
        if triage.melding is None:
            raise ValueError("no melding yet")
        rejected = triage.besluit if triage.stand == "afgewezen" else None
        asked = triage.vraag if triage.stand == "aanvulling" else None
        return cls(
            zaak_id=zaak_id,
            kenmerk=triage.melding.kenmerk,
            uitkomst=_TERUGGEKOPPELD[triage.stand],
            route=rejected.route if rejected else None,
            advies=rejected.advies if rejected else None,
            aanvulling=GevraagdBeeld.model_validate(asked) if asked else None,
        )


_TERUGGEKOPPELD: dict[Stand, Teruggekoppeld] = {
    "wacht-op-melding": "in-behandeling",
    "open": "in-behandeling",
    "aanvulling": "aanvulling-gevraagd",
    "doorgezet": "doorgezet",
    "gewogen": "doorgezet",
    "afgewezen": "afgewezen",
    "ingetrokken": "ingetrokken",
}


class VersieBeeld(Beeld):
    """Which version of a judgement was recorded."""

    versie: int


class AanvullingBeeld(VersieBeeld):
    """Until and including when the reporter may answer."""

    uiterlijk_op: date


class BevestigingBeeld(VersieBeeld):
    """The outcome that is in force now."""

    uitkomst: Uitkomst
