# SPDX-License-Identifier: EUPL-1.2
"""A casus as deelnemers and procesregisseurs see it: a row of the list, and the whole.

Not for: deciding who may see it (`access`).
"""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Self

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld
from zvhh_regie.domain.casus import Casus, Stand
from zvhh_regie.domain.events.meetings import AFSCHALEN_GEWEIGERD, BEEINDIGEN_GEWEIGERD
from zvhh_regie.domain.parts.afgerond import Afgerond
from zvhh_regie.domain.parts.deelname import Deelname
from zvhh_regie.domain.parts.einde import Afschaalantwoord, Eindantwoord
from zvhh_regie.domain.rules.bewaren import vernietigen_op
from zvhh_regie.domain.rules.tijdlijn import gemiddelde_weken
from zvhh_regie.views.casusregie import CasusregieBeeld, ZwaartepuntBeeld
from zvhh_regie.views.deelbeeld import DeelBeeld
from zvhh_regie.views.incidenten import IncidentBeeld
from zvhh_regie.views.klok import DetentieBeeld, KlokBeeld
from zvhh_regie.views.plaats import OngedaanBeeld, VanWachtlijstBeeld, WachtlijstBeeld
from zvhh_regie.views.rol import RolBeeld
from zvhh_regie.views.tijdlijn import TijdlijnBeeld, VolgendOverlegBeeld
from zvhh_regie.views.woorden import STANDEN, OrganisatieBeeld, RedenBeeld, gemeente_in_woorden, laatste_dag, naam_van


class CasusRegelBeeld(Beeld):
    """A row of the list of casussen. `plaats`: "1 van 30", null without a place; `pilotjaar` null for one of before;
    `uw_rol`: of the organisation of who asks, null where it has none."""

    zaak_id: str
    kenmerk: str
    stand: Stand
    stand_tekst: str
    van_voor_de_pilot: bool
    pilotjaar: int | None
    plaats: str | None
    gemeente: str
    ontvangen_op: datetime
    geopend_op: datetime | None
    klok: KlokBeeld | None
    casusregie_door: tuple[OrganisatieBeeld, ...]
    volgend_overleg: VolgendOverlegBeeld | None
    uw_rol: RolBeeld | None

    @classmethod
    def van(cls, config: Configuratie, nu: datetime, zaak_id: str, casus: Casus, *, voor: str = "") -> Self:
        """A row, for who works at the organisation with OIN `voor`. Raises ValueError for a casus without melding; nobody sees that one."""
        if casus.kenmerk is None or casus.ontvangen_op is None or casus.gemeente is None:
            raise ValueError("no melding yet")
        regie = CasusregieBeeld.van(config, casus, local_date(nu)).nu
        return cls(
            zaak_id=zaak_id,
            kenmerk=casus.kenmerk,
            stand=casus.stand,
            stand_tekst=STANDEN[casus.stand],
            van_voor_de_pilot=casus.van_voor_de_pilot,
            pilotjaar=casus.pilotjaar,
            plaats=f"{casus.plaats.plaats} van {casus.plaats.maximum}" if casus.plaats else None,
            gemeente=gemeente_in_woorden(config, casus.gemeente),
            ontvangen_op=casus.ontvangen_op,
            geopend_op=casus.geopend_op,
            klok=KlokBeeld.van(casus, nu),
            casusregie_door=tuple(regisseur.organisatie for regisseur in regie.regisseurs) if regie else (),
            volgend_overleg=VolgendOverlegBeeld.van(casus, local_date(nu)),
            uw_rol=RolBeeld.van(config, casus, voor, local_date(nu)),
        )


class DeelnameBeeld(Beeld):
    """A partner took part from `van` up to and including `tot_en_met` (null: still) (L4b)."""

    organisatie: OrganisatieBeeld
    van: date
    tot_en_met: date | None

    @classmethod
    def uit(cls, config: Configuratie, deelname: Deelname) -> Self:
        tot_en_met = laatste_dag(deelname.tot)
        return cls(
            organisatie=OrganisatieBeeld.van(config, deelname.oin),
            van=deelname.van,
            tot_en_met=tot_en_met and max(deelname.van, tot_en_met),
        )


class AfwijzingBeeld(DeelBeeld):
    """A joint decision that regie could not carry out, with the reason (S14, D13)."""

    nummer: int
    besloten_op: datetime
    reden: RedenBeeld


class AfgerondBeeld(DeelBeeld):
    """A task that a person ended, and what they found."""

    taak: str
    bevinding: Sealed[str]
    door: str
    op: datetime

    @classmethod
    def van(cls, config: Configuratie, klaar: Afgerond) -> Self:
        return cls.toon(klaar, {"door": naam_van(config, klaar.door)})


class CasusBeeld(CasusRegelBeeld):
    """The whole casus, with opened texts. `vernietigen_op`: the local day that counts now, null while it is on hold.

    `gemiddelde_weken`: between casusoverleggen that were held (S13), to one decimal; null before the second.
    """

    melder: OrganisatieBeeld
    deelnemers: tuple[OrganisatieBeeld, ...]
    deelnames: tuple[DeelnameBeeld, ...]
    wachtlijst: WachtlijstBeeld | None
    openingen_ongedaan: tuple[OngedaanBeeld, ...]
    van_wachtlijst: VanWachtlijstBeeld | None
    casusregie: CasusregieBeeld
    zwaartepunt: ZwaartepuntBeeld | None
    zwaartepunten: tuple[ZwaartepuntBeeld, ...]
    incidenten: tuple[IncidentBeeld, ...]
    afgeronde_taken: tuple[AfgerondBeeld, ...]
    detenties: tuple[DetentieBeeld, ...]
    afschalen_geweigerd: tuple[AfwijzingBeeld, ...]
    beeindigen_geweigerd: tuple[AfwijzingBeeld, ...]
    vernietigen_uiterlijk_op: date
    vernietigen_op: date | None
    tijdlijn: TijdlijnBeeld
    aantal_casusoverleggen: int
    gemiddelde_weken: float | None

    @classmethod
    def van(cls, config: Configuratie, nu: datetime, zaak_id: str, casus: Casus, *, voor: str = "") -> Self:
        """As it is at `nu`, for who works at `voor`. Raises ValueError for a casus without melding; nobody sees that one."""
        regel = CasusRegelBeeld.van(config, nu, zaak_id, casus, voor=voor)
        if casus.melder_oin is None or casus.vernietigen_uiterlijk_op is None:
            raise ValueError("no melding yet")
        zwaartepunten = tuple(ZwaartepuntBeeld.van(config, one) for one in casus.zwaartepunten)
        return cls(
            **dict(regel),
            melder=OrganisatieBeeld.van(config, casus.melder_oin),
            deelnemers=tuple(OrganisatieBeeld.van(config, oin) for oin in casus.deelnemers),
            deelnames=tuple(DeelnameBeeld.uit(config, one) for one in casus.deelnames),
            wachtlijst=WachtlijstBeeld.van(casus),
            openingen_ongedaan=tuple(OngedaanBeeld.van(config, one) for one in casus.openingen_ongedaan),
            van_wachtlijst=VanWachtlijstBeeld.van(config, casus.van_wachtlijst) if casus.van_wachtlijst else None,
            casusregie=CasusregieBeeld.van(config, casus, local_date(nu)),
            zwaartepunt=zwaartepunten[-1] if zwaartepunten else None,
            zwaartepunten=zwaartepunten,
            incidenten=tuple(IncidentBeeld.van(config, incident) for incident in casus.incidenten),
            afgeronde_taken=tuple(AfgerondBeeld.van(config, one) for one in casus.afgerond),
            detenties=tuple(DetentieBeeld.van(config, detentie) for detentie in casus.detenties),
            afschalen_geweigerd=tuple(_afwijzingen(AFSCHALEN_GEWEIGERD, casus.afschaalantwoorden)),
            beeindigen_geweigerd=tuple(_afwijzingen(BEEINDIGEN_GEWEIGERD, casus.eindantwoorden)),
            vernietigen_uiterlijk_op=casus.vernietigen_uiterlijk_op,
            vernietigen_op=vernietigen_op(config, casus),
            tijdlijn=TijdlijnBeeld.van(config, casus),
            aantal_casusoverleggen=casus.feiten.casusoverleggen,
            gemiddelde_weken=gemiddelde_weken(casus),
        )


def _afwijzingen(
    woorden: Mapping[str, str], antwoorden: tuple[Afschaalantwoord, ...] | tuple[Eindantwoord, ...]
) -> Iterator[AfwijzingBeeld]:
    for one in antwoorden:
        if one.reden is not None:
            yield AfwijzingBeeld.toon(one, {"reden": RedenBeeld.van(woorden, one.reden)})
