# SPDX-License-Identifier: EUPL-1.2
"""The casusregie as people see it: who leads now, the history with its gaps, and what was refused (S16)."""

from datetime import date, datetime
from typing import Self

from zvhh_contracts.casusregie import GemeenteVoertRegie, TweeCasusregisseurs, regisseurs
from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.decision import Sealed
from zvhh_kit.http import Beeld
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.regie import Regieperiode
from zvhh_regie.domain.parts.zwaartepunt import Zwaartepunt
from zvhh_regie.domain.rules.casusregie import REDENEN, WAARSCHUWINGEN, gaten, waarschuwingen
from zvhh_regie.views.deelbeeld import DeelBeeld
from zvhh_regie.views.woorden import OrganisatieBeeld, RedenBeeld, laatste_dag, naam_van

_VORMEN = {"een": "Eén casusregisseur", "twee": "Twee casusregisseurs", "gemeente": "De gemeente"}
_GRONDEN = {"contact-lastig": "Contact met betrokkenen is lastig", "kinderen": "Er zijn kinderen"}


class RegisseurBeeld(Beeld):
    """A casusregisseur; name and phone where the configuration knows the person."""

    organisatie: OrganisatieBeeld
    persoon: str
    naam: str | None
    functie: str | None
    telefoon: str | None
    aandeel: str | None = None

    @classmethod
    def van(cls, config: Configuratie, oin: str, persoon: str, aandeel: str | None) -> Self:
        bekend = config.professional(persoon)
        return cls(
            organisatie=OrganisatieBeeld.van(config, oin),
            persoon=persoon,
            naam=bekend.naam if bekend else None,
            functie=bekend.functie if bekend else None,
            telefoon=(bekend.telefoon or None) if bekend else None,
            aandeel=config.aandelen.get(aandeel, aandeel) if aandeel else None,
        )


class PeriodeBeeld(Beeld):
    """A casusregie in force from the day `van` up to and including `tot_en_met` (null: still).

    `vervangen`: another one took its place before it was in force for a day.
    """

    aanwijzing: int
    vorm: str
    vorm_tekst: str
    regisseurs: tuple[RegisseurBeeld, ...]
    team: str | None
    gronden: tuple[str, ...]
    van: date
    tot_en_met: date | None
    vervangen: bool
    aanvaard_op: date

    @classmethod
    def uit(cls, config: Configuratie, periode: Regieperiode) -> Self:
        vorm = periode.casusregie
        aandelen = [deel.aandeel for deel in vorm.regisseurs] if isinstance(vorm, TweeCasusregisseurs) else [None]
        gemeente = vorm if isinstance(vorm, GemeenteVoertRegie) else None
        vervangen = periode.tot == periode.van
        return cls(
            aanwijzing=periode.aanwijzing,
            vorm=vorm.vorm,
            vorm_tekst=_VORMEN[vorm.vorm],
            regisseurs=tuple(
                RegisseurBeeld.van(config, oin, persoon, aandeel)
                for (oin, persoon), aandeel in zip(regisseurs(vorm), aandelen, strict=True)
            ),
            team=gemeente.team if gemeente else None,
            gronden=tuple(_GRONDEN[grond] for grond in gemeente.gronden) if gemeente else (),
            van=periode.van,
            tot_en_met=None if vervangen else laatste_dag(periode.tot),
            vervangen=vervangen,
            aanvaard_op=periode.aanvaard_op,
        )


class GatBeeld(Beeld):
    """Days on which nobody led; `tot_en_met` null: still."""

    van: date
    tot_en_met: date | None


class GezochtBeeld(Beeld):
    """Who looks for a casusregisseur, and when they are reminded."""

    door: OrganisatieBeeld
    herinneren_op: date


class WeigeringBeeld(DeelBeeld):
    """An aanwijzing that was not possible, with every reason."""

    aanwijzing: int
    redenen: tuple[RedenBeeld, ...]
    op: datetime


class CasusregieBeeld(Beeld):
    """`nu` is null when nobody leads today; `gezocht` says who looks for somebody. A warning never blocks (S16)."""

    nu: PeriodeBeeld | None
    waarschuwingen: tuple[RedenBeeld, ...]
    gezocht: GezochtBeeld | None
    historie: tuple[PeriodeBeeld, ...]
    gaten: tuple[GatBeeld, ...]
    geweigerd: tuple[WeigeringBeeld, ...]

    @classmethod
    def van(cls, config: Configuratie, casus: Casus, vandaag: date) -> Self:
        """As it is on the local day `vandaag`."""
        nu, gezocht = casus.regie_op(vandaag), casus.gezocht
        return cls(
            nu=PeriodeBeeld.uit(config, nu) if nu else None,
            waarschuwingen=tuple(RedenBeeld.van(WAARSCHUWINGEN, code) for code in waarschuwingen(casus, vandaag)),
            gezocht=GezochtBeeld(door=OrganisatieBeeld.van(config, gezocht.door), herinneren_op=gezocht.herinneren_op)
            if gezocht
            else None,
            historie=tuple(PeriodeBeeld.uit(config, periode) for periode in casus.regie),
            gaten=tuple(GatBeeld(van=van, tot_en_met=laatste_dag(tot)) for van, tot in gaten(casus, vandaag)),
            geweigerd=tuple(
                WeigeringBeeld.toon(one, {"redenen": tuple(RedenBeeld.van(REDENEN, code) for code in one.redenen)})
                for one in casus.regieweigeringen
            ),
        )


class ZwaartepuntBeeld(DeelBeeld):
    """Where the case has its centre of gravity since the day `per`, with the reason (S16)."""

    gemeente: str
    gemeente_naam: str
    per: date
    reden: Sealed[str]
    door: str
    op: datetime

    @classmethod
    def van(cls, config: Configuratie, zwaartepunt: Zwaartepunt) -> Self:
        naam = config.gemeenten.get(zwaartepunt.gemeente, zwaartepunt.gemeente)
        return cls.toon(zwaartepunt, {"gemeente_naam": naam, "door": naam_van(config, zwaartepunt.door)})
