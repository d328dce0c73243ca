# SPDX-License-Identifier: EUPL-1.2
"""Judging one of the three criteria (S8), each version beside the earlier ones.

Not for: an outcome; nothing follows from a judgement until a procesregisseur confirms (`bevestig`, L9).
"""

from collections.abc import Iterator

from zvhh_contracts.meldingen import Domein
from zvhh_kit.domain.decision import Command, Context, Decision, Fault, Refused, Sealed, changed
from zvhh_triage.domain.parts.deel import Tekst
from zvhh_triage.domain.parts.oordelen import Criterium, Oordeel
from zvhh_triage.domain.rules.wie import in_triage, scope_fault
from zvhh_triage.domain.triage import Triage


class Beoordeel(Command):
    """S8: one criterion, ja or nee, and why. `domeinen` belongs to samenwerking."""

    criterium: Criterium
    ja: bool
    motivatie: Sealed[Tekst]
    domeinen: tuple[Domein, ...] = ()


def beoordeel(triage: Triage | None, command: Beoordeel, ctx: Context) -> Decision[Triage]:
    """Record a judgement. Raises Refused: scope not judged or nee (409), domeinen that don't fit (400), as `in_triage`."""
    triage = in_triage(triage, ctx)
    if fault := scope_fault(triage):
        raise Refused(fault.code, fault.text)
    if faults := tuple(_faults(command)):
        raise Refused.many(faults)
    judged = Oordeel(
        criterium=command.criterium,
        ja=command.ja,
        motivatie=command.motivatie,
        domeinen=command.domeinen,
        door=ctx.actor.subject,
        op=ctx.received,
    )
    oordelen = (*triage.oordelen, judged)
    versie = sum(one.criterium == command.criterium for one in oordelen)
    return Decision(changed(triage, oordelen=oordelen), result={"versie": versie})


def _faults(command: Beoordeel) -> Iterator[Fault]:
    place = "/domeinen"
    if command.criterium != "samenwerking" and command.domeinen:
        yield Fault("domeinen-horen-hier-niet", "Bestuur, straf en zorg horen bij het criterium samenwerking.", place)
    if command.criterium == "samenwerking" and command.ja and not command.domeinen:
        yield Fault("domeinen-ontbreken", "Kies wie nodig is: bestuur, straf of zorg.", place)
    if len(set(command.domeinen)) < len(command.domeinen):
        yield Fault("domein-dubbel", "Noem bestuur, straf en zorg elk hooguit één keer.", place)
