# SPDX-License-Identifier: EUPL-1.2
"""The work on a zaak beside judging it: whose it is, whether it can't wait, and which tasks were done (D2).

For: claim, hand over, spoed, and ending a task that only a person can end. Not for: outcomes.
"""

from typing import Any

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Persoon
from zvhh_contracts.triages import SpoedGewijzigd
from zvhh_kit.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_triage.domain.derived import taken_van
from zvhh_triage.domain.parts.besluit import Afgerond, Afrondbaar, Eigenaar, Spoedbesluit, Tekst
from zvhh_triage.domain.rules.wie import bij_zaak, in_triage, is_procesregisseur
from zvhh_triage.domain.triage import Triage


class Pak(Command):
    """The zaak is mine."""


class DraagOver(Command):
    """The zaak is theirs from now on: a procesregisseur whom the configuration knows."""

    aan: Persoon


class ZetSpoed(Command):
    """The zaak can't wait, or no longer, and why."""

    spoed: bool
    reden: Sealed[Tekst]


class RondAf(Command):
    """A task is done: the reporter was called back, the supplement was read, safety was asked after …; and what was found."""

    taak: Afrondbaar
    bevinding: Sealed[Tekst] | None = None


def pak(triage: Triage | None, _command: Pak, ctx: Context) -> Decision[Triage]:
    """Claim (D2). Raises Refused: 409 a colleague has it, who hands it over or is relieved; and as `bij_zaak`."""
    triage = bij_zaak(triage, ctx)
    if triage.eigenaar == ctx.actor.subject:
        return Decision(result=_van(ctx.actor.subject))
    if triage.eigenaar is not None:
        text = "Een collega behandelt deze zaak al. Draag de zaak eerst over."
        raise Refused("al-gepakt", text)
    return _overgedragen(triage, ctx.actor.subject, ctx)


def draag_over(config: Configuratie, triage: Triage | None, command: DraagOver, ctx: Context) -> Decision[Triage]:
    """Hand over (D2): by who has the zaak, or by a colleague when they are away.

    Raises Refused: 400 not a procesregisseur that the configuration knows, or one who is barred (L6); and as `bij_zaak`.
    """
    triage = bij_zaak(triage, ctx)
    if not is_procesregisseur(config, command.aan):
        text = "Kies een procesregisseur van het Zorg- en Veiligheidshuis."
        raise Refused("procesregisseur-onbekend", text, status=400, place="/aan")
    if command.aan in triage.geweerd:
        raise Refused("geweerd", "Deze collega heeft geen toegang tot deze zaak.", status=400, place="/aan")
    if triage.eigenaar == command.aan:
        return Decision(result=_van(command.aan))
    return _overgedragen(triage, command.aan, ctx)


def zet_spoed(triage: Triage | None, command: ZetSpoed, ctx: Context) -> Decision[Triage]:
    """D2: set or lifted by a person with reason; as it is already, nothing changes. Raises Refused as `in_triage`."""
    triage = in_triage(triage, ctx)
    if triage.spoed == command.spoed:
        return Decision(result={"spoed": command.spoed})
    said = Spoedbesluit(spoed=command.spoed, reden=command.reden, door=ctx.actor.subject, op=ctx.received)
    return Decision(
        changed(triage, spoedbesluiten=(*triage.spoedbesluiten, said)),
        events=(SpoedGewijzigd(spoed=command.spoed, op=ctx.received),),
        result={"spoed": command.spoed},
    )


def rond_af(triage: Triage | None, command: RondAf, ctx: Context) -> Decision[Triage]:
    """A task that a person ends (S5: the reporter who doubted was called back), with what they found (D1).

    Raises Refused: 409 it isn't open, 400 without what was found.
    """
    triage = bij_zaak(triage, ctx)
    if command.taak not in {taak.code for taak in taken_van(triage)}:
        raise Refused("taak-niet-open", "Deze taak staat niet open.", place="/taak")
    if command.bevinding is None:  # not by its type: a repeat of a request of before it was asked gets its answer
        raise Refused("bevinding-ontbreekt", "Schrijf wat u heeft gevonden of gedaan.", status=400, place="/bevinding")
    done = Afgerond(taak=command.taak, bevinding=command.bevinding, door=ctx.actor.subject, op=ctx.received)
    return Decision(changed(triage, afgerond=(*triage.afgerond, done)), result={"taak": command.taak})


def _overgedragen(triage: Triage, persoon: str, ctx: Context) -> Decision[Triage]:
    owner = Eigenaar(persoon=persoon, door=ctx.actor.subject, op=ctx.received)
    return Decision(changed(triage, eigenaren=(*triage.eigenaren, owner)), result=_van(persoon))


def _van(persoon: str) -> dict[str, Any]:
    return {"eigenaar": persoon}
