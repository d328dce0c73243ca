# SPDX-License-Identifier: EUPL-1.2
"""A partner leaves, dated and with a reason (L4b).

The list is the access list (L6): who leaves loses access at once and hands over its open agreements and its interventions
in the same act.
"""

from collections.abc import Iterator, Sequence
from typing import Annotated, Literal

from pydantic import Field

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Oin
from zvhh_contracts.overleggen import DeelnemerVertrokken
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.deel import Deel, Tekst
from zvhh_meetings.domain.parts.deelname import Vertrek
from zvhh_meetings.domain.rules.behandeling import Stappen, Toets, met_deelnemers
from zvhh_meetings.domain.rules.casusregie import zoek
from zvhh_meetings.domain.rules.uitnodigen import nodig

LOPEND = ("gepland", "loopt")
"""The stands of an intervention in which someone still has to do something."""


class Overdracht(Deel):
    """An open agreement or an intervention of the partner that leaves, and who takes it over."""

    soort: Literal["afspraak", "interventie"] = "afspraak"
    nummer: Annotated[int, Field(ge=1, le=100_000)]
    aan: Oin


class LaatVertrekken(Command):
    """Why a partner leaves, and who takes over what is open."""

    reden: Sealed[Tekst] | None = None
    overdracht: Annotated[tuple[Overdracht, ...], Field(max_length=500)] = ()


def laat_vertrekken(
    config: Configuratie, state: Overlegtraject | None, command: LaatVertrekken, ctx: Context
) -> Decision[Overlegtraject]:
    """A partner leaves: no access from this save on, what is open in other hands, a search when it led the casus.

    Raises Refused: it does not take part (409), no reason or something not handed over (400).
    """
    traject, oin = met_deelnemers(state), ctx.ref
    if oin not in traject.deelnemers:
        raise Refused("geen-deelnemer", "Deze partner doet niet mee aan deze zaak.")
    blijven = tuple(one for one in traject.deelnemers if one != oin)
    _controleer(Toets(config, traject, ctx), command, oin, blijven)
    stappen = Stappen(config, traject, ctx)
    _draag_over(stappen, command.overdracht)
    vertrek = Vertrek(reden=command.reden, door=ctx.actor.subject)
    deelnames = tuple(
        changed(one, tot=stappen.vandaag, vertrek=vertrek) if one.oin == oin and one.tot is None else one
        for one in traject.deelnames
    )
    stappen.traject = changed(stappen.traject, deelnames=deelnames)
    if traject.gepland is not None:
        nodig(stappen, traject.gepland, tuple(one for one in traject.gepland.genodigden if one != oin))
    stappen.events.append(DeelnemerVertrokken(oin=oin, per=stappen.vandaag))
    _zoek_zo_nodig(stappen, oin)
    if not any((partner := config.partner(one)) and partner.lid == 1 for one in blijven):
        stappen.waarschuwingen.append(
            "Er doet nu geen lid-1-partner meer mee. Zonder lid 1 kan een overleg niet besluiten."
        )
    return stappen.klaar(oin=oin)


def _zoek_zo_nodig(stappen: Stappen, oin: str) -> None:
    """A leaving casusregisseur starts "gezocht"; where it looked for one itself, the ZVHH looks from now on (L4b, S11)."""
    gezocht = stappen.traject.gezocht
    if oin in stappen.traject.casusregisseurs or (gezocht is not None and gezocht.door == oin):
        zoek(stappen, stappen.config.zvhh_oin, stappen.vandaag)


def _controleer(toets: Toets, command: LaatVertrekken, oin: str, blijven: Sequence[str]) -> None:
    overdracht = command.overdracht
    if not command.reden:
        toets.meld("reden-ontbreekt", "Schrijf waarom deze partner vertrekt.", "/reden")
    genoemd = [(one.soort, one.nummer) for one in overdracht]
    eigen = set(_over_te_dragen(toets.traject, oin))
    for soort, nummer in sorted(eigen - set(genoemd)):
        toets.meld(f"{soort}-niet-overgedragen", f"Zeg wie {soort} {nummer} overneemt.", "/overdracht")
    for plek, one in enumerate(overdracht):
        if (one.soort, one.nummer) not in eigen:
            tekst = "Dit is geen open afspraak of interventie van deze partner."
            toets.meld("niet-over-te-dragen", tekst, f"/overdracht/{plek}/nummer")
        elif (one.soort, one.nummer) in genoemd[:plek]:
            toets.meld("dubbel", "Dit staat er dubbel in.", f"/overdracht/{plek}/nummer")
        if one.aan not in blijven:
            toets.meld("geen-deelnemer", "Kies een partner die blijft meedoen.", f"/overdracht/{plek}/aan")
    toets.weiger()


def _over_te_dragen(traject: Overlegtraject, oin: str) -> Iterator[tuple[str, int]]:
    """Its open agreements, and its interventions that still are to be done (L4b)."""
    for afspraak in traject.open_afspraken:
        if afspraak.eigenaar == oin:
            yield "afspraak", afspraak.nummer
    for interventie in traject.interventies:
        if interventie.eigenaar == oin and interventie.stand in LOPEND:
            yield "interventie", interventie.nummer


def _draag_over(stappen: Stappen, overdracht: Sequence[Overdracht]) -> None:
    aan = {(one.soort, one.nummer): one.aan for one in overdracht}
    traject = stappen.traject
    stappen.traject = changed(
        traject,
        afspraken=tuple(
            changed(one, eigenaar=aan.get(("afspraak", one.nummer), one.eigenaar)) for one in traject.afspraken
        ),
        interventies=tuple(
            changed(one, eigenaar=aan.get(("interventie", one.nummer), one.eigenaar)) for one in traject.interventies
        ),
    )
