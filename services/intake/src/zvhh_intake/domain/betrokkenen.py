# SPDX-License-Identifier: EUPL-1.2
"""The persons of a zaak, for as long as it lives: added and corrected by participants and procesregisseurs (D10, L2).

For: the change itself, of which every version stays with who made it, when and why. Not for: who may change them
(`access`), or judging clear data: the border does that (`toets.betrokkenefouten`) before it seals them.
"""

from collections import Counter

from zvhh_contracts.meldingen import BetrokkenenGewijzigd, Rol
from zvhh_intake.domain.bestaan import bestaand
from zvhh_intake.domain.gegevens import Antwoord, Betrokkene, Tekst
from zvhh_intake.domain.inhoud import Betrokkene as BewaardeBetrokkene
from zvhh_intake.domain.inhoud import Wijziging
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.sporen import sporen_van
from zvhh_intake.domain.terugkoppeling import besluit
from zvhh_intake.domain.toets import rolfouten
from zvhh_kit.decision import Command, Context, Decision, Fault, Refused, Sealed


class Opgave(Command):
    """What somebody tells of a person: the whole of it as it is now, why, and on which conditions it is passed on (L3)."""

    betrokkene: Betrokkene
    reden: Sealed[Antwoord]
    voorwaarden: Sealed[Tekst] | None = None


class WijzigBetrokkene(Opgave):
    """Add a person, or with `nr` correct that one. `hashes`: what the border made of clear data (`sporen`, D11)."""

    nr: int | None = None
    hashes: tuple[str, ...] = ()


def wijzig(melding: Melding | None, wijzig: WijzigBetrokkene, ctx: Context) -> Decision[Melding]:
    """Add or correct a person; the event tells how many of each role there are now, and whether a kind came in sight.

    Refused: 404 when zaak or person is not there, 409 once the zaak is closed, 400 without a role, or when no slachtoffer
    or (vermeend) pleger would be left (L2).
    """
    er_is = bestaand(melding)
    if er_is.afgeschermd:
        raise Refused("gesloten", "Deze zaak is gesloten. Meld opnieuw als er nieuwe ontwikkelingen zijn.")
    personen = dict(enumerate(er_is.personen, start=1))
    nr = wijzig.nr if wijzig.nr is not None else len(personen) + 1
    if wijzig.nr is not None and wijzig.nr not in personen:
        raise Refused("persoon-onbekend", "Deze persoon staat niet bij de zaak.", status=404)
    was = Counter(wie.rol for wie in personen.values())
    wordt = Counter({**{n: wie.rol for n, wie in personen.items()}, nr: wijzig.betrokkene.rol}.values())
    _toets_rollen(wijzig.betrokkene, wordt)
    nieuw = _met(er_is, nr, wijzig, ctx)
    event = BetrokkenenGewijzigd.model_validate(
        {"gewijzigd_op": ctx.received, "rollen": wordt, "kind_erbij": wordt["kind"] > was["kind"]}
    )
    return besluit(er_is, nieuw, ctx, events=(event,), result={"nr": nr})


def _toets_rollen(betrokkene: Betrokkene, rollen: Counter[Rol | None]) -> None:
    if betrokkene.rol is None:
        raise Refused("rol-ontbreekt", "Kies de rol van deze persoon.", status=400, place="/betrokkene/rol")
    over = [Fault(fout.code, fout.text, "/betrokkene/rol") for fout in rolfouten(rollen)]
    if over:
        raise Refused.many(over)


def _met(melding: Melding, nr: int, wijzig: WijzigBetrokkene, ctx: Context) -> Melding:
    betrokkene = BewaardeBetrokkene.model_validate(wijzig.betrokkene)
    versie = Wijziging(
        op=ctx.received,
        door=ctx.actor.subject,
        oin=ctx.actor.oin,
        nr=nr,
        reden=wijzig.reden,
        voorwaarden=wijzig.voorwaarden,
        betrokkene=betrokkene,
    )
    anderen = tuple(spoor for spoor in melding.sporen if spoor.nr != nr)
    return melding.met(
        wijzigingen=(*melding.wijzigingen, versie), sporen=(*anderen, *sporen_van(nr, betrokkene.rol, wijzig.hashes))
    )
