# SPDX-License-Identifier: EUPL-1.2
"""Appointing the casusregie, in an overleg or between two; or saying that one is looked for (S11, S16).

Here: do these partners take part, may they lead, is that person theirs. The form itself is a type that can't be wrong
(`zvhh_contracts.casusregie`); periods are regie's, which answers. Not for: who leads on which day.
"""

from collections.abc import Collection
from datetime import date

from zvhh_contracts.casusregie import EenCasusregisseur, GemeenteVoertRegie, TweeCasusregisseurs, regisseurs
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.overleggen import CasusregieAangewezen, CasusregieGezocht
from zvhh_kit.domain.calendar import working_days_after
from zvhh_kit.domain.decision import changed
from zvhh_meetings.domain.parts.deelname import INGEBRACHT, Aanwijzing, Gezocht
from zvhh_meetings.domain.parts.verslagdelen import RegieGezocht, RegieKeuze
from zvhh_meetings.domain.rules.behandeling import Stappen, Toets


def keuze_fouten(toets: Toets, keuze: RegieKeuze, deelnemers: Collection[str], place: str) -> None:
    """Who may lead (S16): named persons of deelnemers of this zaak; a gemeente in form 3; shares that are known."""
    for oin, persoon in regisseurs(keuze.casusregie):
        _partner_fouten(toets, oin, deelnemers, f"{place}/casusregie")
        _persoon_fouten(toets, oin, persoon, f"{place}/casusregie")
    match keuze.casusregie:
        case TweeCasusregisseurs(regisseurs=twee):
            for deel in twee:
                if deel.aandeel not in toets.config.aandelen:
                    toets.meld("aandeel-onbekend", "Kies een aandeel uit de lijst.", f"{place}/casusregie/regisseurs")
        case GemeenteVoertRegie(oin=oin):
            _gemeente_fouten(toets, oin, keuze, place)
        case EenCasusregisseur():
            pass
    if keuze.aanvaard_op > toets.vandaag:
        toets.meld(
            "aanvaard-in-toekomst", "De casusregie kan niet later dan vandaag zijn aanvaard.", f"{place}/aanvaardOp"
        )


def _partner_fouten(toets: Toets, oin: str, deelnemers: Collection[str], place: str) -> None:
    partner = toets.config.partner(oin)
    if oin == toets.config.zvhh_oin:
        toets.meld("zvhh-regisseur", "Een procesregisseur kan geen casusregisseur zijn.", place)
    elif partner is not None and partner.lid is None:
        toets.meld("derde", f"{partner.naam} is een derde. Een derde kan geen casusregisseur zijn.", place)
    elif oin not in deelnemers:
        wie = partner.naam if partner else "Deze organisatie"
        toets.meld("geen-deelnemer", f"{wie} doet niet mee aan deze zaak en kan dus geen casusregie voeren.", place)


def _persoon_fouten(toets: Toets, oin: str, persoon: str, place: str) -> None:
    professional = toets.config.professional(persoon)
    if toets.config.professionals and (professional is None or professional.organisatie != oin):
        toets.meld("persoon-onbekend", "Kies een persoon die bij de gekozen organisatie werkt.", place)


def _gemeente_fouten(toets: Toets, oin: str, keuze: RegieKeuze, place: str) -> None:
    """Against a gemeente's agreement needs a reason; with one it is never blocked (S16)."""
    partner = toets.config.partner(oin)
    if partner is not None and partner.soort != "gemeente":
        tekst = f"{partner.naam} is geen gemeente. Kies bij deze vorm een gemeente."
        toets.meld("geen-gemeente", tekst, f"{place}/casusregie/oin")
    if not keuze.reden and afspraak_zegt_nee(toets.config, oin, keuze.ingangsdatum or toets.dag):
        tekst = (
            "Met deze gemeente is afgesproken dat zij nu geen casusregie levert. Schrijf waarom u er toch voor kiest."
        )
        toets.meld("reden-ontbreekt", tekst, f"{place}/reden")


def afspraak_zegt_nee(config: Configuratie, oin: str, dag: date) -> bool:
    """Whether the gemeente's agreement on the local day `dag` is that it does not lead."""
    partner = config.partner(oin)
    return partner is not None and any(
        afspraak.levert == "nee" and (afspraak.van or dag) <= dag <= (afspraak.tot_en_met or dag)
        for afspraak in partner.regie_afspraken
    )


def leg_aanwijzing_vast(stappen: Stappen, keuze: RegieKeuze, dag: date, overleg: int | None = None) -> int:
    """Record and tell the appointment; whoever was looked for is found. `dag`: in force from, where the choice has none."""
    nummer = max((one.nummer for one in stappen.traject.aanwijzingen), default=INGEBRACHT) + 1
    aanwijzing = Aanwijzing(
        nummer=nummer,
        overleg=overleg,
        casusregie=keuze.casusregie,
        ingangsdatum=keuze.ingangsdatum or dag,
        aanvaard_op=keuze.aanvaard_op,
        reden=keuze.reden,
        door=stappen.ctx.actor.subject,
        op=stappen.ctx.received,
    )
    stappen.traject = changed(stappen.traject, aanwijzingen=(*stappen.traject.aanwijzingen, aanwijzing), gezocht=None)
    stappen.events.append(
        CasusregieAangewezen(
            aanwijzing=nummer,
            casusregie=aanwijzing.casusregie,
            ingangsdatum=aanwijzing.ingangsdatum,
            aanvaard_op=aanwijzing.aanvaard_op,
            reden_gegeven=bool(aanwijzing.reden),
        )
    )
    if isinstance(keuze.casusregie, GemeenteVoertRegie) and "kinderen" in keuze.casusregie.gronden:
        _waarschuw_zonder_kinderen(stappen)
    return nummer


def _waarschuw_zonder_kinderen(stappen: Stappen) -> None:
    """The ground is that there are children (S16): where intake knows of none, a warning, never a block."""
    if stappen.traject.melding is not None and not stappen.traject.kinderen:
        stappen.waarschuwingen.append("De grond is 'kinderen', maar bij deze zaak staat geen kind.")


def zoek(stappen: Stappen, door: str, dag: date) -> None:
    """Say that a casusregisseur is looked for by `door`, with a reminder after 5 working days (S11)."""
    op = working_days_after(dag, stappen.config.termijnen.casusregie_gezocht_werkdagen, stappen.config.feestdagen)
    stappen.traject = changed(stappen.traject, gezocht=Gezocht(door=door, sinds=dag, herinneren_op=op))
    stappen.events.append(CasusregieGezocht(door=door, herinneren_op=op))


def regie_fouten(
    toets: Toets, keuze: RegieKeuze | None, gezocht: RegieGezocht | None, deelnemers: Collection[str]
) -> None:
    """What the minutes say on casusregie: a choice, or who looks for one; not both (S11, S16)."""
    if keuze is not None and gezocht is not None:
        toets.meld("regie-dubbel", "Kies een casusregisseur, of zeg wie er een zoekt. Niet allebei.", "/gezocht")
    if keuze is not None:
        keuze_fouten(toets, keuze, deelnemers, "/casusregie")
    if gezocht is not None and gezocht.door_oin not in (*deelnemers, toets.config.zvhh_oin):
        toets.meld("geen-deelnemer", "Kies een organisatie die meedoet aan deze zaak, of de ZVHH.", "/gezocht/doorOin")
