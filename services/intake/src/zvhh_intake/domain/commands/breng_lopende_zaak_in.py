# SPDX-License-Identifier: EUPL-1.2
"""A procesregisseur brings in a running case of before the pilot, once per old reference, without a place (S6c).

For: the border, which judges what was sent in clear (`fouten`) before it is sealed, and the decision itself. S1 and S7
do not apply: it is no report, and no window holds it.
Not for: texts of open agreements; those are typed in meetings afterwards.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Annotated, ClassVar, Self

from pydantic import Field

from zvhh_contracts.casusregie import Casusregie, GemeenteVoertRegie, TweeCasusregisseurs, regisseurs
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_contracts.given import Day, Moment
from zvhh_contracts.meldingen import LopendeZaakIngebracht, Relatie
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.beheer import Lopend
from zvhh_intake.domain.parts.gegevens import Betrokkene, Kort, Regel
from zvhh_intake.domain.parts.gevolgd import OverlegDeel
from zvhh_intake.domain.parts.inhoud import Betrokkene as BewaardeBetrokkene
from zvhh_intake.domain.parts.inhoud import Inhoud
from zvhh_intake.domain.rules.afscherming import delen_adres
from zvhh_intake.domain.rules.besluit import besluit, waarschuwingen
from zvhh_intake.domain.rules.sporen import Index, hashes_onder, sporen_van
from zvhh_intake.domain.rules.toets import betrokkenefouten, rolfouten
from zvhh_kit.domain.calendar import add_months, at_local, local_date
from zvhh_kit.domain.decision import EACH, Command, Context, Decision, Fault, Refused, Sealed

LOPEND = "lopend"
"""The name space of the ids of these zaken: the old reference is the key, whoever types it."""


class BrengLopendeZaakIn(Command):
    """What is known of the case. Dates are local days; what is left out of a moment is not known or did not happen."""

    SEALED_BY: ClassVar[Mapping[str, str]] = {"betrokkenen": EACH}

    oude_referentie: Sealed[Regel]
    begonnen_op: Day | None = None
    eerste_verwerking_op: Day | None = None
    relatie: Relatie | None = None
    gemeente: Kort | None = None
    betrokkenen: Annotated[tuple[Betrokkene, ...], Field(max_length=50)] = ()
    deelnemers: Annotated[tuple[Oin, ...], Field(max_length=100)] = ()
    casusregie: Casusregie | None = None
    casusregie_van: Day | None = None
    laatste_incident_op: Moment | None = None
    laatste_casusoverleg_op: Moment | None = None
    open_afspraken: Annotated[int, Field(ge=0, le=1000)] = 0


class Inbreng(Command):
    """The case as the border offers it: judged in clear and sealed, with the kenmerk of its zaak and its hashes (D11)."""

    zaak: BrengLopendeZaakIn
    kenmerk: Annotated[str, Field(pattern=r"^ZV-[A-Z0-9]{4}-[A-Z0-9]{4}$")]
    hashes: tuple[tuple[str, ...], ...] = ()
    zelfde_adres: bool = False

    @classmethod
    def van(cls, index: Index, zaak: BrengLopendeZaakIn, kenmerk: str) -> Self:
        """The command of a case that is still in clear: this is the last moment at which it is."""
        personen = [wie.gegevens for wie in zaak.betrokkenen]
        return cls(
            zaak=zaak,
            kenmerk=kenmerk,
            hashes=tuple(hashes_onder(index, wie) for wie in personen),
            zelfde_adres=delen_adres(wie.clear for wie in personen if wie is not None),
        )


def genormaliseerde_referentie(referentie: str) -> str:
    """An old reference as one and the same, however it is typed: without spaces, in small letters."""
    return "".join(referentie.casefold().split())


def fouten(config: Configuratie, zaak: BrengLopendeZaakIn, dag: date) -> tuple[Fault, ...]:
    """Everything that is wrong with a clear case on the local day `dag` (S6c, L2, S16); none = complete."""
    personen = enumerate(zaak.betrokkenen)
    return (
        *codefouten(config, zaak, dag),
        *(fout for i, wie in personen for fout in betrokkenefouten(wie, f"/betrokkenen/{i}", dag)),
    )


def codefouten(config: Configuratie, zaak: BrengLopendeZaakIn, dag: date) -> tuple[Fault, ...]:
    """The faults that show in a sealed case too: dates, codes, roles, who takes part and who leads."""
    return (
        *_datumfouten(config, zaak, dag),
        *_kenmerkfouten(config, zaak),
        *rolfouten(wie.rol for wie in zaak.betrokkenen),
        *_deelnemerfouten(config, zaak, dag),
        *_regiefouten(config, zaak, dag),
    )


def breng_in(config: Configuratie, melding: Melding | None, inbreng: Inbreng, ctx: Context) -> Decision[Melding]:
    """The zaak exists from here on, and takes no place (S6c); it is kept five years from its first processing (L8).

    Refused: 403 for who is not of the ZVHH, 409 when this old reference was brought in before, 400 with every fault.
    """
    if ctx.actor.oin != config.zvhh_oin:
        raise Refused(
            "niet-van-het-zvhh", "Alleen een procesregisseur van het ZVHH kan een lopende zaak inbrengen.", status=403
        )
    if melding is not None:
        raise Refused("al-ingebracht", "Een zaak met deze oude referentie is al ingebracht.")
    gevonden = codefouten(config, inbreng.zaak, local_date(ctx.received))
    if gevonden:
        raise Refused.many(gevonden)
    nieuw = _nieuw(config, inbreng, ctx)
    return besluit(None, nieuw, ctx, events=(_ingebracht(nieuw),), result=_antwoord(config, nieuw, ctx))


def _datumfouten(config: Configuratie, zaak: BrengLopendeZaakIn, dag: date) -> Iterator[Fault]:
    begonnen, verwerkt = zaak.begonnen_op, zaak.eerste_verwerking_op
    if begonnen is None:
        yield Fault("begin-ontbreekt", "Vul in wanneer de zaak begon.", "/begonnenOp")
    elif begonnen >= _begin_van_de_pilot(config):
        tekst = "Deze zaak begon tijdens de pilot. Inbrengen kan niet: een vaste partner meldt de zaak."
        yield Fault("niet-van-voor-de-pilot", tekst, "/begonnenOp")
    if verwerkt is None:
        tekst = "Vul in wanneer gegevens over deze zaak voor het eerst zijn verwerkt."
        yield Fault("eerste-verwerking-ontbreekt", tekst, "/eersteVerwerkingOp")
    elif verwerkt > dag:
        yield Fault("datum-in-toekomst", "Deze datum ligt in de toekomst.", "/eersteVerwerkingOp")
    elif begonnen is not None and verwerkt > begonnen:
        tekst = "De eerste verwerking is niet later dan het begin van de zaak. Controleer beide datums."
        yield Fault("verwerkt-na-begin", tekst, "/eersteVerwerkingOp")
    elif _weg_op(config, verwerkt) <= dag:
        tekst = "De bewaartermijn van deze zaak is al voorbij. U mag de zaak niet inbrengen."
        yield Fault("termijn-voorbij", tekst, "/eersteVerwerkingOp")
    for moment, plaats in (
        (zaak.laatste_incident_op, "/laatsteIncidentOp"),
        (zaak.laatste_casusoverleg_op, "/laatsteCasusoverlegOp"),
    ):
        yield from _momentfouten(moment, begonnen, dag, plaats, " Laat het veld dan leeg.")


def _momentfouten(
    moment: datetime | None, begonnen: date | None, dag: date, plaats: str, raad: str = ""
) -> Iterator[Fault]:
    if moment is not None and local_date(moment) > dag:
        yield Fault("datum-in-toekomst", "Deze datum ligt in de toekomst.", plaats)
    if moment is not None and begonnen is not None and local_date(moment) < begonnen:
        yield Fault("voor-het-begin", f"Deze datum ligt voor het begin van de zaak.{raad}", plaats)


def _kenmerkfouten(config: Configuratie, zaak: BrengLopendeZaakIn) -> Iterator[Fault]:
    if zaak.relatie is None:
        yield Fault("relatie-ontbreekt", "Kies de relatie van slachtoffer en (vermeend) pleger.", "/relatie")
    if zaak.gemeente is None:
        yield Fault("gemeente-ontbreekt", "Kies een gemeente, 'buiten de regio' of 'onbekend'.", "/gemeente")
    elif zaak.gemeente not in config.gemeenten:
        yield Fault("gemeente-onbekend", "Deze gemeente staat niet in de lijst.", "/gemeente")


def _deelnemerfouten(config: Configuratie, zaak: BrengLopendeZaakIn, dag: date) -> Iterator[Fault]:
    if not zaak.deelnemers:
        yield Fault("deelnemers-ontbreken", "Noem ten minste één partner die meedoet.", "/deelnemers")
    for i, oin in enumerate(zaak.deelnemers):
        partner = config.partner(oin)
        if partner is None:
            yield Fault("partner-onbekend", "Deze organisatie staat niet in de lijst.", f"/deelnemers/{i}")
        elif partner.lid_op(dag) is None:
            tekst = f"{partner.naam} is een derde. Een derde is geen deelnemer."
            yield Fault("partner-derde", tekst, f"/deelnemers/{i}")


def _regiefouten(config: Configuratie, zaak: BrengLopendeZaakIn, dag: date) -> Iterator[Fault]:
    """Who leads (S16): named persons of deelnemers, a gemeente in form 3, known shares, since a day of this zaak."""
    if zaak.casusregie is None:
        if zaak.casusregie_van is not None:
            yield Fault("casusregie-ontbreekt", "Kies ook wie de casusregie heeft.", "/casusregie")
        return
    for oin, persoon in regisseurs(zaak.casusregie):
        yield from _regisseurfouten(config, zaak, oin, persoon)
    if isinstance(zaak.casusregie, TweeCasusregisseurs):
        for deel in zaak.casusregie.regisseurs:
            if deel.aandeel not in config.aandelen:
                yield Fault("aandeel-onbekend", "Kies een aandeel uit de lijst.", "/casusregie/regisseurs")
    if zaak.casusregie_van is None:
        yield Fault("ingangsdatum-ontbreekt", "Vul in vanaf wanneer deze casusregie geldt.", "/casusregieVan")
    else:
        yield from _momentfouten(at_local(zaak.casusregie_van), zaak.begonnen_op, dag, "/casusregieVan")


def _regisseurfouten(config: Configuratie, zaak: BrengLopendeZaakIn, oin: str, persoon: str) -> Iterator[Fault]:
    partner, professional = config.partner(oin), config.professional(persoon)
    if oin not in zaak.deelnemers:
        wie = partner.naam if partner else "Deze organisatie"
        yield Fault("geen-deelnemer", f"{wie} doet niet mee aan deze zaak.", "/casusregie")
    elif isinstance(zaak.casusregie, GemeenteVoertRegie) and partner is not None and partner.soort != "gemeente":
        yield Fault(
            "geen-gemeente", f"{partner.naam} is geen gemeente. Kies bij deze vorm een gemeente.", "/casusregie"
        )
    if config.professionals and (professional is None or professional.organisatie != oin):
        yield Fault("persoon-onbekend", "Kies een persoon die bij de gekozen organisatie werkt.", "/casusregie")


def _begin_van_de_pilot(config: Configuratie) -> date:
    return min(local_date(jaar.begin) for jaar in config.pilotjaren.values()) if config.pilotjaren else date.max


def _weg_op(config: Configuratie, eerste_verwerking: date) -> date:
    return add_months(eerste_verwerking, 12 * config.termijnen.bewaren_jaren)


def _nieuw(config: Configuratie, inbreng: Inbreng, ctx: Context) -> Melding:
    zaak = inbreng.zaak
    assert zaak.eerste_verwerking_op is not None  # noqa: S101 - it was judged
    personen = tuple(BewaardeBetrokkene.model_validate(wie) for wie in zaak.betrokkenen)
    hashes = zip(personen, inbreng.hashes, strict=False)
    return Melding(
        melder_oin=config.zvhh_oin,
        melder_persoon=ctx.actor.subject,
        weg="lopend",
        ontvangen_op=ctx.received,
        kenmerk=inbreng.kenmerk,
        eerste_verwerking_op=at_local(zaak.eerste_verwerking_op),
        vernietigen_uiterlijk_op=_weg_op(config, zaak.eerste_verwerking_op),
        relatie=zaak.relatie,
        gemeente=zaak.gemeente or "",
        inhoud=Inhoud(betrokkenen=personen),
        zelfde_adres=inbreng.zelfde_adres,
        sporen=tuple(spoor for nr, (wie, one) in enumerate(hashes, start=1) for spoor in sporen_van(nr, wie.rol, one)),
        overleg=OverlegDeel(deelnemers=tuple(sorted(set(zaak.deelnemers)))),
        lopend=Lopend.model_validate(zaak),
    )


def _ingebracht(melding: Melding) -> LopendeZaakIngebracht:
    assert melding.lopend is not None  # noqa: S101 - it was just made
    feiten = {
        "kenmerk": melding.kenmerk,
        "ingebracht_op": melding.ontvangen_op,
        "eerste_verwerking_op": melding.eerste_verwerking_op,
        "melder_oin": melding.melder_oin,
        "gemeente": melding.gemeente,
        "relatie": melding.relatie,
        "rollen": Counter(wie.rol for wie in melding.personen),
        "deelnemers": melding.overleg.deelnemers,
    }
    van_voor = melding.lopend.model_dump(exclude={"oude_referentie"})
    return LopendeZaakIngebracht.model_validate(feiten | van_voor)


def _antwoord(config: Configuratie, melding: Melding, ctx: Context) -> dict[str, object]:
    """What the procesregisseur is told, with a warning where L4 can't be met: no deelnemer of lid 1."""
    dag = local_date(ctx.received)
    partners = [config.partner(oin) for oin in melding.overleg.deelnemers]
    lid_1 = any(partner is not None and partner.lid_op(dag) == 1 for partner in partners)
    waarschuwing = "Er doet geen deelnemer van lid 1 mee. Zonder zo'n deelnemer kan een overleg niets besluiten."
    return {
        "zaakId": ctx.subject,
        "kenmerk": melding.kenmerk,
        "ingebrachtOp": melding.ontvangen_op.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "vernietigenUiterlijkOp": str(melding.vernietigen_uiterlijk_op),
        "waarschuwingen": [*([] if lid_1 else [waarschuwing]), *waarschuwingen(melding)],
    }
