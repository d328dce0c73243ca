# SPDX-License-Identifier: EUPL-1.2
"""The year of the evaluation: the counts that destroyed zaken left, and figures that were frozen (S18, L8).

A figure is what the living casussen add now plus what the destroyed ones left, so that destruction changes none. No id of a
zaak stands in it. Not for: what a casus adds (`telling`), nor for the tables (`tabellen`).
"""

import re
from collections.abc import Mapping
from typing import Annotated

from pydantic import Field, StringConstraints

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Code, Moment, Persoon
from zvhh_contracts.given import TEXT
from zvhh_contracts.regie_intern import LaatsteTelling
from zvhh_kit.decision import Addressed, Command, Context, Decision, Refused, Sealed, changed, to
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.delen import Deel
from zvhh_regie.domain.rules.evaluatie.cellen import Tabel
from zvhh_regie.domain.rules.evaluatie.tabellen import tabellen
from zvhh_regie.domain.rules.evaluatie.telling import jaar_van, telling
from zvhh_regie.readers.evaluaties import LaatsteTelling as Gehoord

_ID = re.compile(r"evaluatie-([0-9]{4})")
MAX_VASTGEZET = 50

Naam = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^[A-Za-z0-9][A-Za-z0-9 .,()/-]{0,59}$")]
Reden = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2_000), TEXT]


def evaluatiejaar_id(jaar: int) -> str:
    """The id of the document of a year of the evaluation."""
    return f"evaluatie-{jaar}"


def is_evaluatiejaar(subject: str) -> bool:
    """Whether a subject is the id of a year of the evaluation."""
    return _ID.fullmatch(subject) is not None


class Vastgezet(Deel):
    """Figures as they were at a moment: the tables themselves, so that nothing changes them any more.

    `tabellen` are whole, `uitvoer` are those that may go outside, with counts below `minimum` left out.
    """

    nummer: int
    naam: str
    reden: Sealed[str]
    door: Persoon
    op: Moment
    minimum: int
    tabellen: tuple[Tabel, ...]
    uitvoer: tuple[Tabel, ...]


class Evaluatiejaar(Deel):
    """`tellers`: the sums of what destroyed zaken left, `geteld`: of how many · `vastgezet`: oldest first."""

    jaar: int
    tellers: dict[Code, int] = Field(default_factory=dict)
    geteld: int = 0
    vastgezet: tuple[Vastgezet, ...] = ()


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


def laatste_telling(casus: Casus) -> tuple[Addressed, ...]:
    """What a casus that is destroyed leaves to the year that it counts for; nothing for one without a melding."""
    jaar = jaar_van(casus)
    return () if jaar is None else (to(evaluatiejaar_id(jaar), LaatsteTelling(tellers=telling(casus))),)


def opgeteld(*tellingen: Mapping[str, int]) -> dict[str, int]:
    """The sums per counter."""
    samen: dict[str, int] = {}
    for een in tellingen:
        for code, aantal in een.items():
            samen[code] = samen.get(code, 0) + aantal
    return dict(sorted(samen.items()))


def begin(jaar: int) -> Evaluatiejaar:
    """A year in which nothing was destroyed or frozen yet."""
    return Evaluatiejaar(jaar=jaar)


def tel_op(jaar: Evaluatiejaar | None, event: Gehoord, ctx: Context) -> Decision[Evaluatiejaar]:
    """Keep what a destroyed casus left. Each arrives once; the kit passes over repeats."""
    jaar = jaar or begin(int(ctx.subject.removeprefix("evaluatie-")))
    sommen = opgeteld(jaar.tellers, event.tellers)
    return Decision(changed(jaar, tellers=sommen, geteld=jaar.geteld + 1))


def zet_vast(
    config: Configuratie, jaar: Evaluatiejaar | None, command: ZetVast, ctx: Context
) -> Decision[Evaluatiejaar]:
    """Keep the tables as they are now, by a procesregisseur.

    Refused: not a procesregisseur (404), a name that was used before, too many, or a zaak was destroyed meanwhile: then
    it would be counted twice, or not at all.
    """
    if "procesregisseur" not in ctx.actor.roles:
        raise Refused("niet-gevonden", "Dit bestaat niet, of u heeft er geen toegang toe.", status=404)
    jaar = jaar or begin(int(ctx.subject.removeprefix("evaluatie-")))
    if command.geteld != jaar.geteld:
        raise Refused("cijfers-veranderd", "De cijfers zijn net veranderd. Probeer het opnieuw.")
    if any(een.naam == command.naam for een in jaar.vastgezet):
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
    jaar = changed(jaar, vastgezet=(*jaar.vastgezet, nieuw))
    return Decision(jaar, result={"nummer": nieuw.nummer})
