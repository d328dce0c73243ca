# SPDX-License-Identifier: EUPL-1.2
"""Setting who is on duty on days of a month (D2)."""

from collections.abc import Iterator
from datetime import date
from typing import Annotated

from pydantic import Field

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Persoon
from zvhh_contracts.given import Day
from zvhh_kit.domain.decision import Command, Context, Decision, Fault, Refused
from zvhh_triage.domain.rooster import Rooster
from zvhh_triage.domain.rules.dagen import dag_faults, gewijzigd
from zvhh_triage.domain.rules.wie import alleen_procesregisseur, is_procesregisseur


class Roosterdag(Command):
    """A day and who is on duty; null is nobody."""

    dag: Day
    persoon: Persoon | None


class ZetRooster(Command):
    """Who is on duty on these days; the other days stay as they are."""

    dagen: Annotated[tuple[Roosterdag, ...], Field(min_length=1, max_length=31)]


def zet_rooster(config: Configuratie, rooster: Rooster | None, command: ZetRooster, ctx: Context) -> Decision[Rooster]:
    """Set days (D2). Raises Refused: 403 not a procesregisseur; 400 with every fault: a day of another month, that is

    over, or twice, or somebody whom the configuration doesn't know as a procesregisseur.
    """
    alleen_procesregisseur(ctx)
    if faults := tuple(_faults(config, command, ctx)):
        raise Refused.many(faults)
    wanted = {one.dag: one.persoon for one in command.dagen}
    return gewijzigd(rooster or Rooster(), wanted, ctx)


def _faults(config: Configuratie, command: ZetRooster, ctx: Context) -> Iterator[Fault]:
    seen: set[date] = set()
    for number, one in enumerate(command.dagen):
        place = f"/dagen/{number}"
        yield from dag_faults(one.dag, f"{place}/dag", ctx)
        if one.dag in seen:
            yield Fault("dag-dubbel", "Deze dag staat er twee keer in.", f"{place}/dag")
        seen.add(one.dag)
        if one.persoon is not None and not is_procesregisseur(config, one.persoon):
            text = "Kies een procesregisseur van het Zorg- en Veiligheidshuis."
            yield Fault("procesregisseur-onbekend", text, f"{place}/persoon")
