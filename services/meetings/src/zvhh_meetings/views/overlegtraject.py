# SPDX-License-Identifier: EUPL-1.2
"""What people see of an Overlegtraject: rows of the list, and the whole of one.

Not for: who may see it (`access`), answers to commands (`answers`), nor deciding.
"""

from datetime import date, datetime
from functools import partial
from typing import Self

from zvhh_contracts.casusregie import Casusregie
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import Overlegsoort
from zvhh_contracts.taken import Taak
from zvhh_kit.domain.decision import Sealed, changed
from zvhh_kit.http import Beeld
from zvhh_meetings.domain.overlegtraject import Afgerond, Overlegtraject, Stand
from zvhh_meetings.domain.parts.deelname import Aanwijzing
from zvhh_meetings.domain.parts.overleg import Aanvulling, Casusverslag, Herziening, Overleg, Weegverslag
from zvhh_meetings.domain.parts.stukken import Afspraak, Interventie
from zvhh_meetings.domain.parts.verslagdelen import Persoonsregels
from zvhh_meetings.domain.rules.behandeling import naam
from zvhh_meetings.domain.rules.ritme import gemiddelde_tekst, gemiddelde_weken, tussenpozen, voorstel
from zvhh_meetings.views.feiten import FeitenBeeld
from zvhh_meetings.views.organisatie import Organisatie


class TrajectRegel(Beeld):
    """A row of the list. No content."""

    zaak_id: str
    kenmerk: str | None
    ontvangen_op: datetime | None
    stand: Stand
    volgend_overleg_op: datetime | None
    volgend_overleg: Overlegsoort | None
    zonder_datum: bool
    laat: bool
    spoed: bool
    van_voor_de_pilot: bool
    taken: tuple[Taak, ...]

    @classmethod
    def van(cls, zaak_id: str, traject: Overlegtraject) -> Self:
        """Of a state; nothing in it needs to be open."""
        return cls(
            zaak_id=zaak_id,
            kenmerk=traject.kenmerk,
            ontvangen_op=traject.ontvangen_op,
            stand=traject.stand,
            volgend_overleg_op=traject.volgend_overleg_op,
            volgend_overleg=traject.gepland.soort if traject.gepland else None,
            zonder_datum=traject.zonder_datum,
            laat=traject.laat,
            spoed=traject.spoed,
            van_voor_de_pilot=traject.melding is not None and traject.melding.van_voor_de_pilot,
            taken=traject.eigen_taken,
        )


class OverlegBeeld(Beeld):
    """One overleg, with its minutes when it was held."""

    nummer: int
    soort: Overlegsoort
    stand: str
    begin: datetime
    duur_minuten: int
    plaats: str
    voorstel: bool
    voorlopig: bool
    volgnummer: int
    genodigden: tuple[Organisatie, ...]
    gehouden_op: datetime | None
    vastgelegd_op: datetime | None
    vastgelegd_door: str | None
    besloten: bool | None
    aanwezigen: tuple[Organisatie, ...]
    weegverslag: Weegverslag | None
    casusverslag: Casusverslag | None
    aanvullingen: tuple[Aanvulling, ...]
    herzieningen: tuple[Herziening, ...]

    @classmethod
    def van(cls, config: Configuratie, overleg: Overleg) -> Self:
        """Of an overleg, opened."""
        noem = partial(Organisatie.van, config)
        velden = {naam: getattr(overleg, naam) for naam in cls.model_fields}
        velden |= {
            "genodigden": tuple(map(noem, overleg.genodigden)),
            "aanwezigen": tuple(map(noem, overleg.aanwezigen)),
        }
        return cls(**velden)


class DeelnemerBeeld(Beeld):
    """A partner that takes part, or did."""

    oin: str
    naam: str
    van: date
    tot: date | None
    reden: Sealed[str] | None
    reden_vertrek: Sealed[str] | None


class AanwijzingBeeld(Beeld):
    """An appointment and regie's answer: `antwoord` is wacht, vastgelegd or geweigerd (S16)."""

    nummer: int
    overleg: int | None
    casusregie: Casusregie
    ingangsdatum: date
    aanvaard_op: date
    reden: Sealed[str] | None
    door: str | None
    antwoord: str
    van: date | None
    redenen: tuple[str, ...]


class GezochtBeeld(Beeld):
    """A casusregisseur is looked for (S11)."""

    door: Organisatie
    sinds: date
    herinneren_op: date
    herinnerd: bool


class PlanBeeld(Beeld):
    """A version of the plan; of the last one the interventions are as their owners told since (S12)."""

    versie: int
    overleg: int
    doelen: Sealed[str]
    interventies: tuple[Interventie, ...]
    aanwezigen: tuple[Organisatie, ...]
    vastgesteld_op: datetime


class AfschalenBeeld(Beeld):
    """The clock as regie last told it, and its answers to a decision to afschalen (S14) or to end otherwise (D13)."""

    mogelijk_sinds: datetime | None
    vanaf: datetime | None
    wacht_op_antwoord: int | None
    geweigerd: tuple[int, ...]
    beeindigen_geweigerd: tuple[int, ...]


class RitmeBeeld(Beeld):
    """The days between held casusoverleggen, their mean, and the proposal when nothing is planned (S13)."""

    tussenpozen: tuple[int, ...]
    gemiddelde_weken: str | None
    tekst: str | None
    laat: bool
    voorstel: datetime | None


class TrajectBeeld(Beeld):
    """The whole of one zaak in meetings, opened."""

    zaak_id: str
    kenmerk: str | None
    ontvangen_op: datetime | None
    stand: Stand
    weegoverleg_uiterlijk_op: date | None
    zonder_datum: bool
    feiten: FeitenBeeld
    taken: tuple[Taak, ...]
    afgeronde_taken: tuple[Afgerond, ...]
    overleggen: tuple[OverlegBeeld, ...]
    deelnemers: tuple[DeelnemerBeeld, ...]
    afspraken: tuple[Afspraak, ...]
    rollen_omgekeerd: bool
    beeld: tuple[Persoonsregels, ...]
    plan: PlanBeeld | None
    planversies: tuple[PlanBeeld, ...]
    casusregie: AanwijzingBeeld | None
    aanwijzingen: tuple[AanwijzingBeeld, ...]
    gezocht: GezochtBeeld | None
    afschalen: AfschalenBeeld
    ritme: RitmeBeeld
    vernietigen_uiterlijk_op: date | None

    @classmethod
    def van(cls, config: Configuratie, zaak_id: str, traject: Overlegtraject) -> Self:
        """Of an opened state."""
        triage, gezocht, huidig = traject.triage, traject.gezocht, traject.aanwijzing
        return cls(
            zaak_id=zaak_id,
            kenmerk=traject.kenmerk,
            ontvangen_op=traject.ontvangen_op,
            stand=traject.stand,
            weegoverleg_uiterlijk_op=triage.weegoverleg_uiterlijk_op if triage else None,
            zonder_datum=traject.zonder_datum,
            feiten=FeitenBeeld.van(config, traject),
            taken=traject.eigen_taken,
            afgeronde_taken=traject.afgerond,
            overleggen=tuple(OverlegBeeld.van(config, one) for one in traject.overleggen),
            deelnemers=_deelnemers(config, traject),
            afspraken=traject.afspraken,
            rollen_omgekeerd=traject.rollen_omgekeerd,
            beeld=traject.over_personen,
            plan=_plan(config, traject),
            planversies=_planversies(config, traject),
            casusregie=_aanwijzing(traject, huidig) if huidig and not gezocht else None,
            aanwijzingen=tuple(_aanwijzing(traject, one) for one in traject.aanwijzingen),
            gezocht=_gezocht(config, traject),
            afschalen=_afschalen(traject),
            ritme=_ritme(config, traject),
            vernietigen_uiterlijk_op=traject.vernietigen_op,
        )


def _deelnemers(config: Configuratie, traject: Overlegtraject) -> tuple[DeelnemerBeeld, ...]:
    return tuple(
        DeelnemerBeeld(
            oin=one.oin,
            naam=naam(config, one.oin),
            van=one.van,
            tot=one.tot,
            reden=one.reden,
            reden_vertrek=one.vertrek.reden if one.vertrek else None,
        )
        for one in traject.deelnames
    )


def _aanwijzing(traject: Overlegtraject, one: Aanwijzing) -> AanwijzingBeeld:
    antwoord = traject.antwoord(one.nummer)
    return AanwijzingBeeld(
        nummer=one.nummer,
        overleg=one.overleg,
        casusregie=one.casusregie,
        ingangsdatum=one.ingangsdatum,
        aanvaard_op=one.aanvaard_op,
        reden=one.reden,
        door=one.door,
        antwoord="wacht" if antwoord is None else "vastgelegd" if antwoord.vastgelegd else "geweigerd",
        van=antwoord.van if antwoord else None,
        redenen=antwoord.redenen if antwoord else (),
    )


def _planversies(config: Configuratie, traject: Overlegtraject) -> tuple[PlanBeeld, ...]:
    return tuple(
        PlanBeeld(
            versie=one.versie,
            overleg=one.overleg,
            doelen=one.doelen,
            interventies=one.interventies,
            aanwezigen=tuple(Organisatie.van(config, oin) for oin in one.aanwezigen),
            vastgesteld_op=one.vastgesteld_op,
        )
        for one in traject.plannen
    )


def _plan(config: Configuratie, traject: Overlegtraject) -> PlanBeeld | None:
    versies = _planversies(config, traject)
    return changed(versies[-1], interventies=traject.interventies) if versies else None


def _gezocht(config: Configuratie, traject: Overlegtraject) -> GezochtBeeld | None:
    one = traject.gezocht
    if one is None:
        return None
    door = Organisatie.van(config, one.door)
    return GezochtBeeld(door=door, sinds=one.sinds, herinneren_op=one.herinneren_op, herinnerd=one.herinnerd)


def _afschalen(traject: Overlegtraject) -> AfschalenBeeld:
    casus = traject.casus
    return AfschalenBeeld(
        mogelijk_sinds=casus.afschalen_mogelijk_sinds,
        vanaf=casus.afschalen_vanaf,
        wacht_op_antwoord=traject.besluit_in_behandeling,
        geweigerd=tuple(one.nummer for one in casus.afschalen_geweigerd),
        beeindigen_geweigerd=tuple(one.nummer for one in casus.beeindigen_geweigerd),
    )


def _ritme(config: Configuratie, traject: Overlegtraject) -> RitmeBeeld:
    dagen = tussenpozen(traject)
    open_ = traject.zonder_datum and traject.stand != "te-plannen"
    return RitmeBeeld(
        tussenpozen=dagen,
        gemiddelde_weken=gemiddelde_weken(dagen),
        tekst=gemiddelde_tekst(dagen),
        laat=traject.laat,
        voorstel=voorstel(config, traject) if open_ else None,
    )
