# SPDX-License-Identifier: EUPL-1.2
"""The figures of a year are frozen as they are now: whatever happens, they stay so (S18). Not for: counting."""

from typing import Annotated

from pydantic import Field, StringConstraints

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Code
from zvhh_contracts.given import TEXT
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_regie.domain.casus import niet_gevonden
from zvhh_regie.domain.evaluatiejaar import Evaluatiejaar, begonnen
from zvhh_regie.domain.parts.cijfers import Vastgezet
from zvhh_regie.domain.rules.evaluatie.tabellen import tabellen
from zvhh_regie.domain.rules.evaluatie.telling import opgeteld

MAX_VASTGEZET = 50

Naam = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9 .,()/-]{0,59}$")]
Reden = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000), TEXT]


class Vastzetting(Command):
    """Freeze the figures of a year as they are now, under a name and with a reason (S18)."""

    naam: Naam
    reden: Sealed[Reden]


class ZetVast(Vastzetting):
    """The same with the sums of the living casussen, which the document can't know, and how many destroyed ones were
    counted when they were made. Not part of what makes a request the same as an earlier one."""

    levend: dict[Code, int] = Field(default_factory=dict, exclude=True)
    geteld: int = Field(default=0, exclude=True)
    maximum: int | None = Field(default=None, exclude=True)


def zet_cijfers_vast(
    config: Configuratie, jaar: Evaluatiejaar | None, command: ZetVast, ctx: Context
) -> Decision[Evaluatiejaar]:
    """Keep the tables as they are now, by a procesregisseur.

    Refused: not a procesregisseur (404), a name that was used before, too many, or a zaak was destroyed meanwhile: then
    it would be counted twice, or not at all.
    """
    if "procesregisseur" not in ctx.actor.roles:
        raise niet_gevonden()
    jaar = begonnen(jaar, ctx)
    if command.geteld != jaar.geteld:
        raise Refused("cijfers-veranderd", "De cijfers zijn net veranderd. Probeer het opnieuw.")
    if any(one.naam == command.naam for one in jaar.vastgezet):
        raise Refused("naam-bestaat", "Onder deze naam staan al cijfers vast. Kies een andere naam.", place="/naam")
    if len(jaar.vastgezet) >= MAX_VASTGEZET:
        raise Refused("te-veel-vastgezet", f"Er staan al {MAX_VASTGEZET} keer cijfers vast. Meer kan niet.")
    sommen = opgeteld(command.levend, jaar.tellers)
    nieuw = Vastgezet(
        nummer=len(jaar.vastgezet) + 1,
        naam=command.naam,
        reden=command.reden,
        door=ctx.actor.subject,
        op=ctx.received,
        minimum=config.evaluatie_minimum,
        tabellen=tabellen(config, sommen, command.maximum, uitvoer=False),
        uitvoer=tabellen(config, sommen, command.maximum, uitvoer=True),
    )
    return Decision(changed(jaar, vastgezet=(*jaar.vastgezet, nieuw)), result={"nummer": nieuw.nummer})
