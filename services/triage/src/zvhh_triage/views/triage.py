# SPDX-License-Identifier: EUPL-1.2
"""All of one triage: every version of every judgement with its name, and what other documents add to it.

For: a procesregisseur who judges, and the ETag by which a change of somebody else is noticed. Nothing in it depends on
what time it is.
"""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import Domein
from zvhh_contracts.triages import Route
from zvhh_kit.domain.decision import Sealed, changed
from zvhh_kit.http import Beeld
from zvhh_triage.domain.parts.besluit import Besluit, Besluitsoort
from zvhh_triage.domain.parts.oordelen import Criterium
from zvhh_triage.domain.triage import Triage
from zvhh_triage.views.afstemming import AangehaaldBeeld
from zvhh_triage.views.zaak import ZaakBeeld, de_melding


class PilotoordeelBeeld(Beeld):
    """A version of the judgement of scope (S1b)."""

    hoort_bij: bool
    motivatie: Sealed[str]
    door: str
    op: datetime


class OordeelBeeld(Beeld):
    """A version of the judgement of one criterion (S8)."""

    criterium: Criterium
    ja: bool
    motivatie: Sealed[str]
    domeinen: tuple[Domein, ...]
    door: str
    op: datetime


class VraagBeeld(Beeld):
    """A supplement that was asked (S10)."""

    versie: int
    vraag: Sealed[str]
    uiterlijk_op: date
    door: str
    op: datetime


class BesluitBeeld(Beeld):
    """A version of the outcome (S10, D11b). `bij` and `bij_kenmerk` are null for who doesn't see that zaak (L6, L8)."""

    versie: int
    uitkomst: Besluitsoort
    route: Route | None
    advies: Sealed[str] | None
    motivatie: Sealed[str] | None
    bij: str | None
    bij_kenmerk: str | None
    rollen_omgekeerd: bool
    door: str
    op: datetime
    weegoverleg_uiterlijk_op: date | None
    vernietigen_op: date | None

    @classmethod
    def van(cls, besluit: Besluit, te_noemen: frozenset[str]) -> Self:
        """`te_noemen`: the zaken that may be named."""
        beeld = cls.model_validate(besluit)
        return beeld if beeld.bij in te_noemen else changed(beeld, bij=None, bij_kenmerk=None)


class SpoedBeeld(Beeld):
    """A version of spoed (D2)."""

    spoed: bool
    reden: Sealed[str]
    door: str
    op: datetime


class EigenaarBeeld(Beeld):
    """Whose work it was, from when (D2)."""

    persoon: str
    door: str
    op: datetime


class AfgerondBeeld(Beeld):
    """A task that a person ended, and what they found."""

    taak: str
    bevinding: Sealed[str] | None
    door: str
    op: datetime


class LeefgebiedenBeeld(Beeld):
    """The leefgebieden as the reporter told: counted, not judged (S8)."""

    gekozen: tuple[str, ...]
    aantal: int
    gebruikelijk: int


class GevoegdeBeeld(Beeld):
    """A melding that was joined to this zaak (D11b)."""

    zaak_id: str
    kenmerk: str
    gevoegd_op: datetime
    rollen_omgekeerd: bool

    @classmethod
    def van(cls, zaak_id: str, triage: Triage) -> Self:
        """Raises ValueError for one that isn't joined to anything."""
        joined = triage.besluit
        if joined is None:
            raise ValueError("not joined")
        return cls(
            zaak_id=zaak_id,
            kenmerk=de_melding(triage).kenmerk,
            gevoegd_op=joined.op,
            rollen_omgekeerd=joined.rollen_omgekeerd,
        )


class EerdereZaakBeeld(Beeld):
    """The closed zaak that the melding cites (S15): whether there is one, and nothing of its content (L8)."""

    kenmerk: str
    bekend: bool
    gesloten: bool


@dataclass(frozen=True)
class Erbij:
    """What other documents say about a triage. `te_noemen`: the zaken that it was joined to and that the asker sees."""

    te_noemen: frozenset[str] = frozenset()
    afstemming: AangehaaldBeeld | None = None
    gevoegde_meldingen: tuple[GevoegdeBeeld, ...] = ()
    eerdere_zaak: EerdereZaakBeeld | None = None


class TriageBeeld(ZaakBeeld):
    """All that a procesregisseur sees of one triage; every version, oldest first. `namen`: subject id → name."""

    relatie: str
    leefgebieden: LeefgebiedenBeeld
    domeinen_volgens_melder: tuple[str, ...]
    pilotoordelen: tuple[PilotoordeelBeeld, ...]
    oordelen: tuple[OordeelBeeld, ...]
    vragen: tuple[VraagBeeld, ...]
    besluiten: tuple[BesluitBeeld, ...]
    spoedbesluiten: tuple[SpoedBeeld, ...]
    eigenaren: tuple[EigenaarBeeld, ...]
    afgeronde_taken: tuple[AfgerondBeeld, ...]
    namen: dict[str, str]
    gevoegd_bij: str | None
    gevoegde_meldingen: tuple[GevoegdeBeeld, ...]
    afstemming: AangehaaldBeeld | None
    eerdere_zaak: EerdereZaakBeeld | None
    weegoverleg_op: datetime | None
    aangevuld_op: datetime | None
    aangehouden: bool
    vernietigen_op: date | None
    vernietigen_uiterlijk_op: date | None

    @classmethod
    def van(cls, config: Configuratie, zaak_id: str, triage: Triage, erbij: Erbij | None = None) -> Self:
        """The whole, with opened texts. Raises ValueError for a zaak without melding; nobody sees that one."""
        melding, planned, beside = de_melding(triage), triage.weegoverleg, erbij or Erbij()
        return cls(
            **dict(cls.kop(config, zaak_id, triage)),
            relatie=melding.relatie,
            leefgebieden=_leefgebieden(config, melding.leefgebieden),
            domeinen_volgens_melder=melding.domeinen,
            pilotoordelen=tuple(PilotoordeelBeeld.model_validate(one) for one in triage.pilotoordelen),
            oordelen=tuple(OordeelBeeld.model_validate(one) for one in triage.oordelen),
            vragen=tuple(VraagBeeld.model_validate(one) for one in triage.vragen),
            besluiten=tuple(BesluitBeeld.van(one, beside.te_noemen) for one in triage.besluiten),
            spoedbesluiten=tuple(SpoedBeeld.model_validate(one) for one in triage.spoedbesluiten),
            eigenaren=tuple(EigenaarBeeld.model_validate(one) for one in triage.eigenaren),
            afgeronde_taken=tuple(AfgerondBeeld.model_validate(one) for one in triage.afgerond),
            namen=_names(config, triage),
            gevoegd_bij=triage.gevoegd_bij if triage.gevoegd_bij in beside.te_noemen else None,
            gevoegde_meldingen=beside.gevoegde_meldingen,
            afstemming=beside.afstemming,
            eerdere_zaak=beside.eerdere_zaak,
            weegoverleg_op=planned.begin if planned is not None and not planned.geannuleerd else None,
            aangevuld_op=triage.aangevuld_op,
            aangehouden=triage.aangehouden,
            vernietigen_op=triage.vernietigen_op,
            vernietigen_uiterlijk_op=triage.vernietigen_uiterlijk_op,
        )


def _leefgebieden(config: Configuratie, told: tuple[str, ...]) -> LeefgebiedenBeeld:
    chosen = tuple(config.leefgebieden.get(code, code) for code in told)
    usual = config.gebruikelijk_aantal_leefgebieden
    return LeefgebiedenBeeld(gekozen=chosen, aantal=len(chosen), gebruikelijk=usual)


def _names(config: Configuratie, triage: Triage) -> dict[str, str]:
    judged = (*triage.pilotoordelen, *triage.oordelen, *triage.vragen, *triage.besluiten)
    worked = (*triage.spoedbesluiten, *triage.eigenaren, *triage.afgerond)
    ids = {one.door for one in (*judged, *worked)} | {one.persoon for one in triage.eigenaren}
    people = [config.professional(persoon) for persoon in sorted(ids)]
    return {one.id: one.naam for one in people if one is not None}
