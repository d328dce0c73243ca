# SPDX-License-Identifier: EUPL-1.2
"""Two days of the roster change hands (D2)."""

from zvhh_contracts.given import Day
from zvhh_kit.domain.decision import Command, Context, Decision, Fault, Refused
from zvhh_triage.domain.rooster import Rooster
from zvhh_triage.domain.rules.dagen import dag_faults, gewijzigd
from zvhh_triage.domain.rules.wie import alleen_procesregisseur


class Ruil(Command):
    """Two days of the month change hands."""

    dag: Day
    met_dag: Day


def ruil_rooster(rooster: Rooster | None, command: Ruil, ctx: Context) -> Decision[Rooster]:
    """Swap two days (D2). Raises Refused: 403 not a procesregisseur; 400 a day of another month, over, or the same."""
    alleen_procesregisseur(ctx)
    places = {"/dag": command.dag, "/metDag": command.met_dag}
    faults = [fault for place, dag in places.items() for fault in dag_faults(dag, place, ctx)]
    if command.dag == command.met_dag:
        faults.append(Fault("zelfde-dag", "Kies twee verschillende dagen.", "/metDag"))
    if faults:
        raise Refused.many(faults)
    known = rooster or Rooster()
    return gewijzigd(known, {command.dag: known.op(command.met_dag), command.met_dag: known.op(command.dag)}, ctx)
