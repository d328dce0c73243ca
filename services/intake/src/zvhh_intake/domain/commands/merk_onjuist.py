# SPDX-License-Identifier: EUPL-1.2
"""A datum is marked as not right, and its supplier is asked (L10)."""

from typing import Annotated, Literal, get_args

from pydantic import Field

from zvhh_contracts.configuration import Configuratie
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.beheer import Onjuistheid
from zvhh_intake.domain.parts.gegevens import Antwoord
from zvhh_intake.domain.rules.besluit import besluit
from zvhh_intake.domain.rules.bestaan import bestaand
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed

Persoonsveld = Literal["rol", "naam", "geboortedatum", "adres", "telefoon", "bsn"]
Tekstveld = Literal["zorgen", "zekerheden", "vermoedens", "criteria", "bekend", "niet-meegeteld", "voorwaarden"]


class MerkOnjuist(Command):
    """Which datum is not right, with `nr` where it is of a person, and why."""

    nr: Annotated[int, Field(ge=0, le=1000)] | None = None
    veld: Persoonsveld | Tekstveld
    waarom: Sealed[Antwoord]


def merk(config: Configuratie, melding: Melding | None, merk: MerkOnjuist, ctx: Context) -> Decision[Melding]:
    """Mark a datum, and ask who supplied it (L10). Refused: 400 when there is no such datum, 409 when it is marked now."""
    er_is = bestaand(melding)
    if not _bestaat(er_is, merk.nr, merk.veld, alles="procesregisseur" in ctx.actor.roles):
        raise Refused("gegeven-onbekend", "Dit gegeven staat niet in de zaak.", status=400, place="/veld")
    if any((one.nr, one.veld) == (merk.nr, merk.veld) and one.uitkomst is None for one in er_is.onjuist):
        raise Refused("al-gemerkt", "Over dit gegeven is al gevraagd of het klopt.")
    leverancier = leverancier_van(er_is, merk.nr)
    nieuw = Onjuistheid(
        nummer=len(er_is.onjuist) + 1,
        nr=merk.nr,
        veld=merk.veld,
        waarom=merk.waarom,
        op=ctx.received,
        door=ctx.actor.subject,
        leverancier=leverancier,
        voor=_wie(config, er_is, leverancier),
    )
    wordt = changed(er_is, onjuist=(*er_is.onjuist, nieuw))
    return besluit(er_is, wordt, ctx, result={"nummer": nieuw.nummer})


def _wie(config: Configuratie, melding: Melding, leverancier: str) -> Literal["melder", "deelnemer", "procesregisseur"]:
    """In which role the supplier answers; what the ZVHH brought in itself is for a procesregisseur (S6c)."""
    if leverancier == config.zvhh_oin:
        return "procesregisseur"
    return "melder" if leverancier == melding.melder_oin else "deelnemer"


def leverancier_van(melding: Melding, nr: int | None) -> str:
    """Who supplied a datum: for a person the last who passed them on, else the reporter."""
    versies = [versie.oin for versie in melding.wijzigingen if versie.nr == nr]
    return versies[-1] if versies else melding.melder_oin


def _bestaat(melding: Melding, nr: int | None, veld: str, *, alles: bool) -> bool:
    """Whether it stands there; for who is no procesregisseur, in what was reported: who came in sight since they don't
    see (L6)."""
    if veld in get_args(Persoonsveld):
        gemeld = melding.inhoud.betrokkenen if melding.inhoud else ()
        return nr is not None and 1 <= nr <= len(melding.personen if alles else gemeld)
    naam = veld.replace("-", "_")
    return nr is None and melding.inhoud is not None and getattr(melding.inhoud, naam) is not None
