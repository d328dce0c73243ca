# SPDX-License-Identifier: EUPL-1.2
"""The roster of the procesregisseur van de dag: whom a reporter who doubts may call (S5, D2). One document per month.

For: setting days, swapping two, and who it is on a day. Every change stays, with its name. Days are local.
Not for: the number to call; that is configuration, and stands also where nobody is on duty.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Persoon
from zvhh_contracts.given import Day
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Command, Context, Decision, Fault, Refused, changed
from zvhh_triage.domain.parts.besluit import Gezegd, Part
from zvhh_triage.domain.rules.wie import alleen_procesregisseur, is_procesregisseur

_SUBJECT = re.compile(r"rooster-[0-9]{4}-(0[1-9]|1[0-2])")


def is_rooster(subject: str) -> bool:
    """Whether a subject is a month of the roster, `rooster-2025-06`."""
    return _SUBJECT.fullmatch(subject) is not None


def rooster_id(dag: date) -> str:
    """The month in which a local day lies."""
    return f"rooster-{dag:%Y-%m}"


class Dienst(Part):
    """Who is on duty on a day."""

    dag: date
    persoon: str


class Roosterwijziging(Gezegd):
    """A day that changed: who was on duty before, and who after; None is nobody."""

    dag: date
    van: str | None
    naar: str | None


class Rooster(BaseModel):
    """A month: the days on which somebody is on duty, in order, and every change, oldest first."""

    model_config = ConfigDict(frozen=True, extra="allow")

    diensten: tuple[Dienst, ...] = ()
    geschiedenis: tuple[Roosterwijziging, ...] = ()

    def op(self, dag: date) -> str | None:
        """Who is on duty on a day; None where nobody is."""
        return next((one.persoon for one in self.diensten if one.dag == dag), None)


class Roosterdag(Command):
    """A day and who is on duty; null is nobody."""

    dag: Day
    persoon: Persoon | None


class ZetRooster(Command):
    """Who is on duty on these days; the other days stay as they are."""

    dagen: Annotated[tuple[Roosterdag, ...], Field(min_length=1, max_length=31)]


class Ruil(Command):
    """Two days of the month change hands."""

    dag: Day
    met_dag: Day


def zet_rooster(config: Configuratie, rooster: Rooster | None, command: ZetRooster, ctx: Context) -> Decision[Rooster]:
    """Set days (D2). Raises Refused: 403 not a procesregisseur; 400 with every fault: a day of another month, that is

    over, or twice, or somebody whom the configuration doesn't know as a procesregisseur.
    """
    alleen_procesregisseur(ctx)
    if faults := tuple(_faults(config, command, ctx)):
        raise Refused.many(faults)
    wanted = {one.dag: one.persoon for one in command.dagen}
    return _changed(rooster or Rooster(), wanted, ctx)


def ruil(rooster: Rooster | None, command: Ruil, ctx: Context) -> Decision[Rooster]:
    """Swap two days (D2). Raises Refused: 403 not a procesregisseur; 400 a day of another month, over, or the same."""
    alleen_procesregisseur(ctx)
    places = {"/dag": command.dag, "/metDag": command.met_dag}
    faults = [fault for place, dag in places.items() for fault in _of_dag(dag, place, ctx)]
    if command.dag == command.met_dag:
        faults.append(Fault("zelfde-dag", "Kies twee verschillende dagen.", "/metDag"))
    if faults:
        raise Refused.many(faults)
    known = rooster or Rooster()
    return _changed(known, {command.dag: known.op(command.met_dag), command.met_dag: known.op(command.dag)}, ctx)


def _faults(config: Configuratie, command: ZetRooster, ctx: Context) -> Iterator[Fault]:
    seen: set[date] = set()
    for number, one in enumerate(command.dagen):
        place = f"/dagen/{number}"
        yield from _of_dag(one.dag, f"{place}/dag", ctx)
        if one.dag in seen:
            yield Fault("dag-dubbel", "Deze dag staat er twee keer in.", f"{place}/dag")
        seen.add(one.dag)
        if one.persoon is not None and not is_procesregisseur(config, one.persoon):
            text = "Kies een procesregisseur van het Zorg- en Veiligheidshuis."
            yield Fault("procesregisseur-onbekend", text, f"{place}/persoon")


def _of_dag(dag: date, place: str, ctx: Context) -> Iterable[Fault]:
    if rooster_id(dag) != ctx.subject:
        yield Fault("dag-niet-in-maand", "Deze dag valt niet in deze maand.", place)
    elif dag < local_date(ctx.received):
        yield Fault("dag-voorbij", "Deze dag is al voorbij.", place)


def _changed(rooster: Rooster, wanted: dict[date, str | None], ctx: Context) -> Decision[Rooster]:
    changes = tuple(
        Roosterwijziging(dag=dag, van=rooster.op(dag), naar=persoon, door=ctx.actor.subject, op=ctx.received)
        for dag, persoon in sorted(wanted.items())
        if rooster.op(dag) != persoon
    )
    result = {"gewijzigd": len(changes)}
    if not changes:
        return Decision(result=result)
    days = {one.dag: one.persoon for one in rooster.diensten} | wanted
    duty = tuple(Dienst(dag=dag, persoon=persoon) for dag, persoon in sorted(days.items()) if persoon is not None)
    told = changed(rooster, diensten=duty, geschiedenis=(*rooster.geschiedenis, *changes))
    return Decision(told, result=result)
