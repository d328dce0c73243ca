# SPDX-License-Identifier: EUPL-1.2
"""Accepting a melding, or not (S0–S2, S5–S7, S15, L1, L8, D1).

For: the three ways in (REST, a draft that is sent, a partner's own system), each with its command made by the border.
Not for: reading sealed content: the border judged that in clear (`toets.fouten`) and sealed it.

A person's request is refused; a partner's record is answered: its refusal is a document in stand `geweigerd`, which
gives way to the next record with that key (D1).
"""

from collections import Counter
from typing import Annotated

from pydantic import Field

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.meldingen import MeldingIngediend
from zvhh_intake.domain.melding import Melding, Weg
from zvhh_intake.domain.parts.gegevens import DienIn
from zvhh_intake.domain.parts.inhoud import Inhoud, Spoor
from zvhh_intake.domain.rules.besluit import antwoord_zonder_gevolg, besluit, waarschuwingen
from zvhh_intake.domain.rules.sporen import sporen_van
from zvhh_intake.domain.rules.terugkoppeling import fouten_van
from zvhh_intake.domain.rules.toets import codefouten, uitkomst
from zvhh_intake.domain.rules.venster import niet_toegelaten
from zvhh_intake.domain.rules.weigering import al_gemeld, weigering
from zvhh_kit.calendar import add_months, local_date
from zvhh_kit.decision import Command, Context, Decision, Refused, changed


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
        inhoud=Inhoud.van(dien),
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
