# SPDX-License-Identifier: EUPL-1.2
"""Accepting a melding, or not: what it holds, who may report (S1) and when (S7) (S0–S2, S5–S7, S15, L1, L8, D1).

For: the three ways in (REST, a draft that is sent, a partner's own system), each with its command made by the border.
Who and when are judged at the moment of receipt, never at a later clock. Not for: reading sealed content: that is judged
in clear and then sealed.
"""

from collections import Counter
from datetime import datetime
from typing import Annotated, Self

from pydantic import Field

from zvhh_contracts.configuration import Configuratie, Pilotjaar
from zvhh_contracts.meldingen import MeldingIngediend
from zvhh_intake.domain.melding import Melding, Weg
from zvhh_intake.domain.parts.gegevens import DienIn
from zvhh_intake.domain.parts.inhoud import Inhoud, Spoor
from zvhh_intake.domain.rules.afscherming import delen_adres
from zvhh_intake.domain.rules.besluit import antwoord_zonder_gevolg, besluit, waarschuwingen
from zvhh_intake.domain.rules.sporen import Index, hashes_onder, sporen_van
from zvhh_intake.domain.rules.terugkoppeling import fouten_van
from zvhh_intake.domain.rules.toets import codefouten, fouten, uitkomst
from zvhh_intake.domain.rules.weigering import al_gemeld, weigering
from zvhh_kit.domain.calendar import AMSTERDAM, add_months, local_date
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, changed

_MAANDEN = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)


class Indiening(Command):
    """A melding as the border offers it: judged in clear and sealed, with the kenmerk of its zaak and the way it came.

    `hashes`: of each person, what the border made of clear data to find the same one by (`sporen`, D11); `zelfde_adres`:
    somebody is shielded for having the address of another (`afscherming`, D10).
    """

    melding: DienIn
    kenmerk: Annotated[str, Field(pattern=r"^ZV-[A-Z0-9]{4}-[A-Z0-9]{4}$")]
    weg: Weg = "rest"
    referentie: str = ""
    hashes: tuple[tuple[str, ...], ...] = ()
    zelfde_adres: bool = False

    @classmethod
    def van(cls, index: Index, melding: DienIn, kenmerk: str, weg: Weg, referentie: str = "") -> Self:
        """The command of a melding that is still in clear: this is the last moment at which it is."""
        personen = [wie.gegevens for wie in melding.betrokkenen]
        return cls(
            melding=melding,
            kenmerk=kenmerk,
            weg=weg,
            referentie=referentie,
            hashes=tuple(hashes_onder(index, wie) for wie in personen),
            zelfde_adres=delen_adres(wie.clear for wie in personen if wie is not None),
        )


def keur(config: Configuratie, melding: DienIn, oin: str, received: datetime) -> None:
    """Judge a melding in clear. Raises Refused with every fault (400); who could not report anyway hears that instead."""
    gevonden = fouten(config, melding, local_date(received))
    if gevonden:
        raise niet_toegelaten(config, oin, received) or Refused.many(gevonden)


def dien_in(config: Configuratie, melding: Melding | None, indiening: Indiening, ctx: Context) -> Decision[Melding]:
    """Accept the melding: the zaak exists from here on, its pilotjaar fixed by the moment of receipt (S6, S7).

    Refused: 403 who may not report (S1), 409 when the pilot is closed (S7), 400 with every fault in a code (S2, L1).
    """
    if melding is not None and not melding.geweigerd and indiening.weg == "kafka":
        return antwoord_zonder_gevolg(melding, ctx, fouten_van(al_gemeld()))
    geweigerd = _niet_aangenomen(config, melding, indiening, ctx)
    if geweigerd is not None and indiening.weg == "kafka":
        return weigering(melding, indiening.referentie, fouten_van(geweigerd), ctx)
    if geweigerd is not None:
        raise geweigerd
    nieuw = changed(_nieuw(config, indiening, ctx), teruggekoppeld=melding.teruggekoppeld if melding else 0)
    return besluit(
        melding,
        nieuw,
        ctx,
        events=(_ingediend(nieuw, indiening.melding),),
        result=_antwoord(nieuw, ctx),
    )


def _niet_aangenomen(
    config: Configuratie, melding: Melding | None, indiening: Indiening, ctx: Context
) -> Refused | None:
    if melding is not None and not melding.geweigerd:
        return al_gemeld()
    buiten = niet_toegelaten(config, ctx.actor.oin, ctx.received, concept=indiening.weg == "concept")
    if buiten is not None:
        return buiten
    concept = indiening.weg == "concept"
    fouten = codefouten(config, indiening.melding, local_date(ctx.received), concept=concept)
    return Refused.many(fouten) if fouten else None


def _nieuw(config: Configuratie, indiening: Indiening, ctx: Context) -> Melding:
    dien, dag = indiening.melding, local_date(ctx.received)
    return Melding(
        melder_oin=ctx.actor.oin,
        melder_persoon=ctx.actor.subject,
        weg=indiening.weg,
        referentie=indiening.referentie,
        ontvangen_op=ctx.received,
        kenmerk=indiening.kenmerk,
        pilotjaar=config.pilotjaar_op(ctx.received),
        eerste_verwerking_op=ctx.received,
        vernietigen_uiterlijk_op=add_months(dag, 12 * config.termijnen.bewaren_jaren),
        relatie=dien.relatie,
        gemeente=dien.gemeente or "",
        leefgebieden=tuple(dict.fromkeys(dien.leefgebieden)),
        domeinen=tuple(dict.fromkeys(dien.domeinen)),
        wensen=tuple(dict.fromkeys(dien.wensen)),
        oud_kenmerk=dien.oud_kenmerk,
        bekend_sinds=dien.bekend.sinds if dien.bekend else None,
        twijfel=uitkomst(dien.twijfel),
        afstemming=dien.twijfel.code if dien.twijfel else None,
        sporen=_sporen(indiening),
        inhoud=Inhoud.model_validate(dien),
        zelfde_adres=indiening.zelfde_adres,
    )


def _sporen(indiening: Indiening) -> tuple[Spoor, ...]:
    personen = zip(indiening.melding.betrokkenen, indiening.hashes, strict=False)  # none where the border made none
    return tuple(
        spoor
        for nr, (wie, hashes) in enumerate(personen, start=1)
        if wie.rol is not None
        for spoor in sporen_van(nr, wie.rol, hashes)
    )


def _ingediend(melding: Melding, dien: DienIn) -> MeldingIngediend:
    return MeldingIngediend.model_validate(
        {
            "kenmerk": melding.kenmerk,
            "pilotjaar": melding.pilotjaar,
            "ontvangen_op": melding.ontvangen_op,
            "eerste_verwerking_op": melding.eerste_verwerking_op,
            "melder_oin": melding.melder_oin,
            "gemeente": melding.gemeente,
            "relatie": melding.relatie,
            "wensen": melding.wensen,
            "leefgebieden": melding.leefgebieden,
            "domeinen": melding.domeinen,
            "rollen": Counter(wie.rol for wie in dien.betrokkenen),
            "bekend_sinds": melding.bekend_sinds,
            "twijfel": melding.twijfel,
            "afstemming": melding.afstemming,
            "oud_kenmerk": melding.oud_kenmerk,
        }
    )


def _antwoord(melding: Melding, ctx: Context) -> dict[str, object]:
    return {
        "zaakId": ctx.subject,
        "kenmerk": melding.kenmerk,
        "ontvangenOp": melding.ontvangen_op.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        "pilotjaar": melding.pilotjaar,
        "waarschuwingen": list(waarschuwingen(melding)),
    }


def toegang_geweigerd(config: Configuratie, oin: str, received: datetime) -> Refused | None:
    """S1: the refusal for an organisation that may not report on the local day of receipt, else None."""
    partner = config.partner(oin)
    if partner is None:
        return Refused(
            "partner-onbekend",
            "Uw organisatie is niet bekend bij het Zorg- en Veiligheidshuis. Meld via een vaste partner, of bel "
            f"{config.telefoon_procesregisseur}.",
            status=403,
        )
    dag = local_date(received)
    if partner.lid_op(dag) is None:
        return Refused(
            "partner-derde",
            "Uw organisatie is volgens de wet geen deelnemer en kan niet zelf melden. Meld via een vaste partner.",
            status=403,
        )
    if not partner.vast_op(dag):
        return Refused(
            "partner-incidenteel",
            "Uw organisatie is een incidentele partner en kan niet zelf melden. Meld via een vaste partner. "
            "De lijst staat op de pagina Partners.",
            status=403,
        )
    return None


def pilot_gesloten(config: Configuratie, received: datetime, *, concept: bool = False) -> Refused | None:
    """S7: the refusal for a moment of receipt outside every window [begin, eind), else None.

    The text names both ends of the nearest window, the moment of receipt, the regular way and the telephone number.
    `concept` says that a draft was sent: it stays, and the text says so.
    """
    if config.pilotjaar_op(received) is not None:
        return None
    zinnen = [
        "De pilot is nu niet open voor nieuwe meldingen.",
        _venster_in_woorden(dichtstbij(config, received), received),
        f"Wij ontvingen uw melding op {moment_in_woorden(received)}.",
        "Uw concept is bewaard." if concept else "",
        f"Meld via de gewone weg: {config.gewone_weg}.",
        f"Gaat het om een zaak die al loopt? Bel {config.telefoon_procesregisseur}.",
    ]
    return Refused("pilot-gesloten", " ".join(zin for zin in zinnen if zin))


def niet_toegelaten(config: Configuratie, oin: str, received: datetime, *, concept: bool = False) -> Refused | None:
    """Why this organisation can't report at this moment at all (S1 before S7), or None when it can."""
    return toegang_geweigerd(config, oin, received) or pilot_gesloten(config, received, concept=concept)


def dichtstbij(config: Configuratie, received: datetime) -> Pilotjaar | None:
    """For a moment in no window: the one that closed last, else the first that is to open, else None."""
    vensters = sorted(config.pilotjaren.values(), key=lambda jaar: jaar.begin)
    voorbij = [jaar for jaar in vensters if jaar.eind <= received]
    return voorbij[-1] if voorbij else next(iter(vensters), None)


def _venster_in_woorden(venster: Pilotjaar | None, received: datetime) -> str:
    if venster is None:
        return ""
    werkwoord = "kon" if venster.eind <= received else "kunt"
    return f"U {werkwoord} melden van {dag_in_woorden(venster.begin)} tot {dag_in_woorden(venster.eind)}."


def dag_in_woorden(moment: datetime) -> str:
    """The local day of a moment: `1 oktober 2025`."""
    dag = local_date(moment)
    return f"{dag.day} {_MAANDEN[dag.month - 1]} {dag.year}"


def moment_in_woorden(moment: datetime) -> str:
    """The local day and time of a moment: `1 oktober 2025 om 00:04 uur`."""
    return f"{dag_in_woorden(moment)} om {moment.astimezone(AMSTERDAM):%H:%M} uur"
