# SPDX-License-Identifier: EUPL-1.2
"""What minutes must hold, whatever is decided: who was there and whether they may decide (L4, L5), the reporter's wishes (S3),
agreements (S11, D3), the fixed lines (S17) and the picture of each person (S12).

Each check only adds faults. Not for: what one kind of overleg decides; that stands with its command.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import Wens
from zvhh_contracts.overleggen import Wensantwoord as Uitkomst
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Context, Sealed, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.overleg import Casusverslag, Overleg, Weegverslag
from zvhh_meetings.domain.parts.stukken import Afspraak, StandGemeld
from zvhh_meetings.domain.parts.verslagdelen import (
    Aanwezige,
    AfspraakGemeld,
    Afspraakstand,
    Beeldregel,
    BeeldVan,
    Derde,
    Extra,
    NieuweAfspraak,
    Wensantwoord,
    wie,
)
from zvhh_meetings.domain.rules.behandeling import Stappen, Toets


@dataclass(frozen=True, slots=True)
class Quorum:
    """Whether those present may decide, and the sentence that says why (not)."""

    haalt: bool
    tekst: str


def quorum(config: Configuratie, organisaties: Iterable[str]) -> Quorum:
    """Judge the OINs of those present; an organisation counts once."""
    partners = [partner for oin in sorted(set(organisaties)) if (partner := config.partner(oin)) and partner.lid]
    lid_1 = [partner.naam for partner in partners if partner.lid == 1]
    redenen = []
    if len(partners) < config.minimum_organisaties:
        redenen.append(f"er zijn minder dan {config.minimum_organisaties} organisaties")
    if not lid_1:
        redenen.append("er is geen lid-1-partner")
    if redenen:
        waarom = " en ".join(redenen)
        return Quorum(False, f"Besluiten kan nu niet: {waarom}. Het gesprek kunt u wel vastleggen.")
    return Quorum(True, f"Besluiten kan: {len(partners)} organisaties, lid 1: {', '.join(lid_1)}.")


def organisaties_van(config: Configuratie, aanwezigen: Iterable[Aanwezige]) -> tuple[str, ...]:
    """The OINs of those present, each once, without the ZVHH (L4)."""
    return tuple(dict.fromkeys(one.oin for one in aanwezigen if one.oin != config.zvhh_oin))


BIJ_WEEGOVERLEG = "Een derde kan niet bij een weegoverleg zijn."
NIET_UITGENODIGD = "Deze organisatie was niet uitgenodigd. Schrijf waarom zij erbij was; dan telt zij mee."
BIJ_CASUSOVERLEG = "Zet een derde bij de derden, met de getekende geheimhoudingsverklaring."


def houd(
    config: Configuratie, overleg: Overleg, op: datetime, verslag: Weegverslag | Casusverslag, ctx: Context
) -> tuple[Overleg, Quorum]:
    """The overleg as it was held at `op` (UTC), with its minutes, and whether those present might decide (L4)."""
    aanwezigen = organisaties_van(config, verslag.aanwezigen)
    besluit = quorum(config, aanwezigen)
    held = changed(
        overleg,
        stand="gehouden",
        gehouden_op=op,
        vastgelegd_op=ctx.received,
        vastgelegd_door=ctx.actor.subject,
        besloten=besluit.haalt,
        aanwezigen=aanwezigen,
        weegverslag=verslag if isinstance(verslag, Weegverslag) else None,
        casusverslag=verslag if isinstance(verslag, Casusverslag) else None,
    )
    return held, besluit


def uiterste_dag(config: Configuratie, volgende: datetime | None, na: datetime) -> date:
    """The latest local day of a new agreement: that of the next overleg; without one, 2 weeks after `na` (S11)."""
    if volgende is not None:
        return local_date(volgende)
    return local_date(na) + timedelta(weeks=config.termijnen.afspraak_zonder_datum_weken)


def aanwezig_fouten(
    toets: Toets, aanwezigen: Sequence[Aanwezige], deelnemers: Iterable[str] | None, genodigden: Collection[str] = ()
) -> None:
    """Every one present is a partner or the ZVHH; with `deelnemers` (at a casusoverleg), one of those (L4b); else one of
    the `genodigden`, or added with a reason: who came along uninvited counts for the quorum by that only (L4).

    A derde is never one of them, and so never counts (L4, L5).
    """
    derde = BIJ_WEEGOVERLEG if deelnemers is None else BIJ_CASUSOVERLEG
    if not aanwezigen:
        toets.meld("aanwezigen-ontbreken", "Zeg wie er aanwezig waren.", "/aanwezigen")
    mag = None if deelnemers is None else set(deelnemers)
    for plek, one in enumerate(aanwezigen):
        place = f"/aanwezigen/{plek}/oin"
        if one.oin == toets.config.zvhh_oin or toets.geen_partner(one.oin, place, derde):
            continue
        if mag is None and one.oin not in genodigden and not one.reden:
            toets.meld("niet-uitgenodigd", NIET_UITGENODIGD, f"/aanwezigen/{plek}/reden")
        if mag is not None and one.oin not in mag:
            toets.meld("geen-deelnemer", "Deze partner doet niet mee aan deze zaak. Voeg de partner eerst toe.", place)


ZONDER_VERKLARING = "Zonder getekende geheimhoudingsverklaring kan deze derde niet deelnemen."


def derde_fouten(toets: Toets, derden: Sequence[Derde]) -> None:
    """Each is named, signed on or before the day of the overleg, and has an expertise and a role (L5)."""
    for plek, one in enumerate(derden):
        place = f"/derden/{plek}"
        if one.oin is not None:
            _organisatie_fouten(toets, one.oin, f"{place}/oin")
        if not one.naam:
            toets.meld("naam-ontbreekt", "Schrijf wie deze derde is.", f"{place}/naam")
        if one.geheimhouding_getekend_op is None or one.geheimhouding_getekend_op > toets.dag:
            toets.meld("geheimhouding-ontbreekt", ZONDER_VERKLARING, f"{place}/geheimhoudingGetekendOp")
        if not one.deskundigheid:
            toets.meld("deskundigheid-ontbreekt", "Schrijf welke deskundigheid nodig was.", f"{place}/deskundigheid")
        if not one.rol:
            toets.meld("rol-ontbreekt", "Schrijf welke rol deze derde had.", f"{place}/rol")
        _verteld_fouten(toets, one, place)


def _organisatie_fouten(toets: Toets, oin: str, place: str) -> None:
    partner = toets.config.partner(oin)
    if oin == toets.config.zvhh_oin or (partner is not None and partner.lid is not None):
        toets.meld("geen-derde", "Deze organisatie is geen derde. Zet haar bij de aanwezigen.", place)


def _verteld_fouten(toets: Toets, derde: Derde, place: str) -> None:
    """What a derde was told or handed comes from a lid-1 partner that takes part, and is written down."""
    if derde.verteld is None and derde.verteld_door is None:
        return
    if not derde.verteld:
        toets.meld("verteld-ontbreekt", "Schrijf wat aan deze derde is verteld of gegeven.", f"{place}/verteld")
    partner = toets.config.partner(derde.verteld_door) if derde.verteld_door else None
    if partner is None or partner.lid != 1 or partner.oin not in toets.traject.deelnemers:
        tekst = "Kies welke lid-1-partner van deze zaak dit aan de derde heeft verteld."
        toets.meld("verteld-door-wie", tekst, f"{place}/verteldDoor")


WOORDEN: dict[Wens, str] = {"aware": "AWARE", "slachtofferdevice": "het Slachtofferdevice"}


def op_agenda(traject: Overlegtraject, overleg: Overleg) -> tuple[Wens, ...]:
    """The wishes on the agenda of an overleg: all of them until a casusoverleg decided, then those that are still open."""
    if traject.melding is None:
        return ()
    besloten = any(one.besloten for one in traject.gehouden("casusoverleg") if one.nummer < overleg.nummer)
    af = _af(traject, overleg.nummer) if overleg.soort == "casusoverleg" and besloten else frozenset()
    return tuple(wens for wens in traject.melding.wensen if wens not in af)


def te_beantwoorden(traject: Overlegtraject, overleg: Overleg) -> tuple[Wens, ...]:
    """Those that must be answered in its minutes: at a weegoverleg all, at a casusoverleg what is still open."""
    af = _af(traject, overleg.nummer) if overleg.soort == "casusoverleg" else frozenset()
    return tuple(wens for wens in op_agenda(traject, overleg) if wens not in af)


def _af(traject: Overlegtraject, voor: int) -> frozenset[Wens]:
    """The wishes that were besproken or niet in an overleg before number `voor`."""
    verslagen = [one.weegverslag or one.casusverslag for one in traject.overleggen if one.nummer < voor]
    gegeven = [one for verslag in verslagen if verslag is not None for one in verslag.wensen]
    return frozenset(one.wens for one in gegeven if one.antwoord != "later")


def codes(antwoorden: Sequence[Wensantwoord]) -> dict[Wens, Uitkomst]:
    """What became of each wish, without reasons: for the event."""
    return {one.wens: one.antwoord for one in antwoorden}


def wens_fouten(toets: Toets, antwoorden: Sequence[Wensantwoord], nodig: Sequence[Wens]) -> None:
    """Every wish that must be is answered once; later and niet with a reason; only what the reporter wished."""
    gegeven = [one.wens for one in antwoorden]
    gewenst = toets.traject.melding.wensen if toets.traject.melding else ()
    for wens in nodig:
        if wens not in gegeven:
            toets.meld("wens-onbeantwoord", f"De melder wil {WOORDEN[wens]} bespreken. Vul het antwoord in.", "/wensen")
    for plek, one in enumerate(antwoorden):
        if one.wens not in gewenst:
            toets.meld("wens-onbekend", f"De melder vroeg niet om {WOORDEN[one.wens]}.", f"/wensen/{plek}/wens")
        if one.wens in gegeven[:plek]:
            toets.meld("dubbel", "Deze wens staat er dubbel in.", f"/wensen/{plek}/wens")
        if one.antwoord != "besproken" and not one.reden:
            toets.meld(
                "reden-ontbreekt",
                f"Schrijf waarom {WOORDEN[one.wens]} nu niet wordt besproken.",
                f"/wensen/{plek}/reden",
            )


def extra_fouten(toets: Toets, antwoorden: Sequence[Extra]) -> None:
    """Every line is answered, once: besproken, or niet-nodig with a reason; also below the quorum, for it is no decision."""
    regels, gegeven = toets.config.extras, [one.extra for one in antwoorden]
    for extra, vraag in regels.items():
        if extra not in gegeven:
            toets.meld("extra-onbeantwoord", f"Vul het antwoord in: {vraag}", "/extras")
    for plek, one in enumerate(antwoorden):
        if one.extra not in regels:
            toets.meld("extra-onbekend", "Dit punt staat niet op de vaste agenda.", f"/extras/{plek}/extra")
        elif one.extra in gegeven[:plek]:
            toets.meld("dubbel", "Dit punt staat er dubbel in.", f"/extras/{plek}/extra")
        if one.antwoord == "niet-nodig" and not one.reden:
            toets.meld("reden-ontbreekt", "Schrijf waarom dit punt niet nodig is.", f"/extras/{plek}/reden")


ROLLEN: dict[BeeldVan, str] = {
    "slachtoffer": "slachtoffer",
    "pleger": "(vermeend) pleger",
    "kind": "kind",
    "kring": "directe kring",
}
GEEN_BRON = "Zet een derde eerst bij de derden van dit overleg."


def beeld_fouten(toets: Toets, bevestigd: bool, regels: Sequence[Beeldregel], derden: Sequence[Derde]) -> None:
    """The picture of every person is confirmed or brought up to date; each line names a source that may know (S12, L5)."""
    blijft = [one for one in toets.traject.over_personen if (one.over, one.persoon) not in wie(regels)]
    if not bevestigd and not regels:
        toets.meld("beeld-ontbreekt", "Bevestig het beeld, of werk het bij.", "/beeldBevestigd")
    elif not bevestigd and blijft:
        namen = ", ".join(f"{ROLLEN[one.over]} {one.persoon}" for one in blijft)
        toets.meld(
            "beeld-ontbreekt", f"Bevestig het beeld van de anderen, of werk het bij: {namen}.", "/beeldBevestigd"
        )
    for plek, regel in enumerate(regels):
        if regel.bron not in (toets.config.zvhh_oin, *(derde.oin for derde in derden)):
            toets.geen_partner(regel.bron, f"/beeld/{plek}/bron", GEEN_BRON)


GEEN_EIGENAAR = "Een derde heeft geen toegang tot de zaak en kan dus niets op zich nemen."
REDEN_NODIG = "Schrijf waarom de afspraak niet meer kan."


def met_stand(afspraak: Afspraak, stand: Afspraakstand, reden: Sealed[str] | None, ctx: Context) -> Afspraak:
    """An agreement with another stand; every telling stays."""
    gemeld = StandGemeld(stand=stand, reden=reden, door=ctx.actor.subject, oin=ctx.actor.oin, op=ctx.received)
    return changed(afspraak, stand=stand, standen=(*afspraak.standen, gemeld))


def gemeld_fouten(toets: Toets, gemeld: Sequence[AfspraakGemeld]) -> None:
    """Each names an open agreement, once; kan-niet-meer has a reason (D3)."""
    open_ = {afspraak.nummer for afspraak in toets.traject.open_afspraken}
    for plek, one in enumerate(gemeld):
        if one.nummer not in open_:
            toets.meld("afspraak-niet-open", "Deze afspraak staat niet open.", f"/afspraken/{plek}/nummer")
        elif one.nummer in [eerder.nummer for eerder in gemeld[:plek]]:
            toets.meld("dubbel", "Deze afspraak staat er dubbel in.", f"/afspraken/{plek}/nummer")
        if one.stand == "kan-niet-meer" and not one.reden:
            toets.meld("reden-ontbreekt", REDEN_NODIG, f"/afspraken/{plek}/reden")


def verwerk_gemeld(stappen: Stappen, gemeld: Sequence[AfspraakGemeld]) -> None:
    """Set the stand of earlier agreements, as told in the overleg."""
    for one in gemeld:
        afspraak = next(afspraak for afspraak in stappen.traject.afspraken if afspraak.nummer == one.nummer)
        stappen.traject = stappen.traject.met_afspraak(met_stand(afspraak, one.stand, one.reden, stappen.ctx))


def eigenaar_fouten(toets: Toets, eigenaar: str, eigenaars: Collection[str], place: str) -> None:
    """Who does something takes part; a derde can't, for it has no access to tell how it stands (S11, S12, L5)."""
    if eigenaar in eigenaars or toets.geen_partner(eigenaar, place, GEEN_EIGENAAR):
        return
    tekst = "Kies als eigenaar een organisatie die meedoet aan deze zaak."
    toets.meld("eigenaar-doet-niet-mee", tekst, place)


def nieuwe_fouten(
    toets: Toets, nieuwe: Sequence[NieuweAfspraak], eigenaars: Collection[str], tot: date, place: str
) -> None:
    """Each has an owner among `eigenaars` and is due on or after the overleg and not after `tot`, the next overleg (S11)."""
    for plek, one in enumerate(nieuwe):
        eigenaar_fouten(toets, one.eigenaar, eigenaars, f"{place}/{plek}/eigenaar")
        if one.uiterlijk is not None and one.uiterlijk > tot:
            tekst = f"De datum ligt na het volgende overleg. Kies uiterlijk {tot:%d-%m-%Y}."
            toets.meld("datum-na-volgend-overleg", tekst, f"{place}/{plek}/uiterlijk")
        if one.uiterlijk is not None and one.uiterlijk < toets.dag:
            toets.meld("datum-voor-overleg", "De datum ligt voor dit overleg.", f"{place}/{plek}/uiterlijk")


def maak_afspraken(stappen: Stappen, nieuwe: Sequence[NieuweAfspraak], overleg: int, tot: date) -> None:
    """Add the agreements of an overleg; without a date they are due at the next one."""
    eerste = max((one.nummer for one in stappen.traject.afspraken), default=0) + 1
    gemaakt = tuple(
        Afspraak(
            nummer=nummer,
            overleg=overleg,
            soort=one.soort,
            tekst=one.tekst,
            eigenaar=one.eigenaar,
            uiterlijk=one.uiterlijk or tot,
        )
        for nummer, one in enumerate(nieuwe, start=eerste)
    )
    stappen.traject = changed(stappen.traject, afspraken=(*stappen.traject.afspraken, *gemaakt))
