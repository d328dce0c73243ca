# SPDX-License-Identifier: EUPL-1.2
"""What may be changed of a month of the roster, and how a change of it is kept (D2)."""

from collections.abc import Iterator
from datetime import date

from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Context, Decision, Fault, changed
from zvhh_triage.domain.parts.dienst import Dienst, Roosterwijziging
from zvhh_triage.domain.rooster import Rooster, rooster_id


def dag_faults(dag: date, place: str, ctx: Context) -> Iterator[Fault]:
    """What is wrong with a day of this month; at `place` of the request."""
    if rooster_id(dag) != ctx.subject:
        yield Fault("dag-niet-in-maand", "Deze dag valt niet in deze maand.", place)
    elif dag < local_date(ctx.received):
        yield Fault("dag-voorbij", "Deze dag is al voorbij.", place)


def gewijzigd(rooster: Rooster, wanted: dict[date, str | None], ctx: Context) -> Decision[Rooster]:
    """The month with the `wanted` days, every change of which stays with its name."""
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
