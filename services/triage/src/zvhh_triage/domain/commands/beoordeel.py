# SPDX-License-Identifier: EUPL-1.2
"""Judging: whether a zaak belongs to the pilot (S1b) and the three criteria (S8).

For: recording what a procesregisseur judges, each version beside the earlier ones. Not for: an outcome; nothing
follows from a judgement until a procesregisseur confirms (`bevestiging`, L9).
"""

from collections.abc import Iterator

from zvhh_contracts.meldingen import Domein
from zvhh_kit.decision import Command, Context, Decision, Fault, Refused, Sealed, changed
from zvhh_triage.domain.parts.besluit import Criterium, Oordeel, Pilotoordeel, Tekst
from zvhh_triage.domain.rules.wie import in_triage
from zvhh_triage.domain.triage import Triage


class BeoordeelPilot(Command):
    """S1b: does a zaak with another relation belong to the pilot?"""

    hoort_bij: bool
    motivatie: Sealed[Tekst]


class Beoordeel(Command):
    """S8: one criterion, ja or nee, and why. `domeinen` belongs to samenwerking."""

    criterium: Criterium
    ja: bool
    motivatie: Sealed[Tekst]
    domeinen: tuple[Domein, ...] = ()


def beoordeel_pilot(triage: Triage | None, command: BeoordeelPilot, ctx: Context) -> Decision[Triage]:
    """Record the judgement of scope. Raises Refused where the relation is not *anders*, and as `in_triage`."""
    triage = in_triage(triage, ctx)
    if not triage.vraagt_om_pilotoordeel:
        raise Refused("relatie-hoort-bij-pilot", "Deze vraag hoort alleen bij een andere relatie dan (ex-)partner.")
    judged = Pilotoordeel(
        hoort_bij=command.hoort_bij, motivatie=command.motivatie, door=ctx.actor.subject, op=ctx.received
    )
    versions = (*triage.pilotoordelen, judged)
    return Decision(changed(triage, pilotoordelen=versions), result={"versie": len(versions)})


def beoordeel(triage: Triage | None, command: Beoordeel, ctx: Context) -> Decision[Triage]:
    """Record a judgement. Raises Refused: scope not judged or nee (409), domeinen that don't fit (400), as `in_triage`."""
    triage = in_triage(triage, ctx)
    _scope_first(triage)
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


def scope_fault(triage: Triage) -> Fault | None:
    """S1b: what stands in the way of judging the criteria, or None."""
    if not triage.vraagt_om_pilotoordeel:
        return None
    if triage.pilotoordeel is None:
        return Fault("pilotoordeel-ontbreekt", "Beoordeel eerst of deze zaak bij de pilot hoort.")
    if not triage.pilotoordeel.hoort_bij:
        return Fault(
            "hoort-niet-bij-pilot", "U oordeelde dat deze zaak niet bij de pilot hoort. Alleen afwijzen kan dan."
        )
    return None


def _scope_first(triage: Triage) -> None:
    if fault := scope_fault(triage):
        raise Refused(fault.code, fault.text)


def _faults(command: Beoordeel) -> Iterator[Fault]:
    place = "/domeinen"
    if command.criterium != "samenwerking" and command.domeinen:
        yield Fault("domeinen-horen-hier-niet", "Bestuur, straf en zorg horen bij het criterium samenwerking.", place)
    if command.criterium == "samenwerking" and command.ja and not command.domeinen:
        yield Fault("domeinen-ontbreken", "Kies wie nodig is: bestuur, straf of zorg.", place)
    if len(set(command.domeinen)) < len(command.domeinen):
        yield Fault("domein-dubbel", "Noem bestuur, straf en zorg elk hooguit één keer.", place)
