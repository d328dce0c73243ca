# SPDX-License-Identifier: EUPL-1.2
"""An incident is registered by people of the zaak; what a correction must be too stands here (D4).

Not for: what an incident does to the clock; that is `derived`. A serious one proposes an earlier overleg in meetings.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from zvhh_contracts.casussen import IncidentGeregistreerd
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Code, Oin
from zvhh_contracts.given import MomentOrDay
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Command, Context, Decision, Fault, Refused, Sealed, changed
from zvhh_regie.domain.casus import Casus, voor_betrokken_partner
from zvhh_regie.domain.derived import wind_op
from zvhh_regie.domain.parts.incident import Incident, Incidentversie
from zvhh_regie.domain.rules.teksten import Bron, Tekst


class RegistreerIncident(Command):
    """A new act of stalking, threat, violence or breach of a measure, reported to the police or not (D4).

    `moment` is when it happened: with an offset, or the local day alone; not in the future. Who it was heard from and what happened are sealed.
    `bron_oin`: the partner that it was heard from; one outside the zaak is named by a procesregisseur only.
    """

    soort: Code
    moment: MomentOrDay
    gehoord_van: Sealed[Bron]
    bron_oin: Oin | None = None
    omschrijving: Sealed[Tekst]
    ernstig: bool
    gemeld_bij_politie: bool | None = None


def registreer_incident(
    config: Configuratie, casus: Casus | None, command: RegistreerIncident, ctx: Context
) -> Decision[Casus]:
    """A new incident gets the next number and moves the clock by its moment (D4, S14).

    Refused: as `voor_betrokken_partner` says, and for an unknown soort, a moment in the future, a wrong source.
    Two registrations are two incidents, even when alike: only people know whether they are the same act.
    """
    casus = voor_betrokken_partner(casus, ctx)
    keur(config, casus, command, ctx)
    nummer = len(casus.incidenten) + 1
    eerste = versie(command, ctx)
    incident = Incident(nummer=nummer, versies=(eerste,))
    casus, events = wind_op(config, changed(casus, incidenten=(*casus.incidenten, incident)), ctx.now)
    geregistreerd = IncidentGeregistreerd(
        nummer=nummer,
        soort=command.soort,
        moment=eerste.moment,
        ernstig=command.ernstig,
        geregistreerd_op=ctx.received,
        afschalen_mogelijk_op=casus.klok_tot,
    )
    return Decision(casus, (geregistreerd, *events), result={"nummer": nummer, "versie": 1})


def keur(config: Configuratie, casus: Casus, command: RegistreerIncident, ctx: Context) -> None:
    faults = list(_bezwaren_tegen_bron(config, casus, command.bron_oin, ctx))
    if command.soort not in config.incidenten:
        faults.append(Fault("soort-onbekend", "Kies een soort incident uit de lijst.", "/soort"))
    if _begin(command.moment) > ctx.received:
        faults.append(Fault("moment-in-toekomst", "Deze datum en tijd liggen in de toekomst.", "/moment"))
    if faults:
        raise Refused.many(faults)


def _begin(wanneer: datetime | date) -> datetime:
    """The first moment that it may have been."""
    return wanneer if isinstance(wanneer, datetime) else at_local(wanneer)


def _laatst(wanneer: datetime | date, ctx: Context) -> datetime:
    """The last moment that it may have been: by that its term runs, so that nothing ends too early (S14)."""
    if isinstance(wanneer, datetime):
        return wanneer
    einde = at_local(wanneer + timedelta(days=1)) - timedelta(milliseconds=1)
    return min(einde, ctx.received)


def _bezwaren_tegen_bron(config: Configuratie, casus: Casus, oin: str | None, ctx: Context) -> Iterator[Fault]:
    """A partner outside the zaak reports as usual; the procesregisseur joins that and registers it with its source (D4)."""
    if oin is None or oin == config.zvhh_oin:
        return
    if config.partner(oin) is None:
        yield Fault("bron-onbekend", "Deze organisatie staat niet in de lijst van partners.", "/bronOin")
    elif oin not in casus.deelnemers and "procesregisseur" not in ctx.actor.roles:
        tekst = "Deze partner doet niet mee in de zaak. Vraag de procesregisseur om het incident vast te leggen."
        yield Fault("bron-buiten-zaak", tekst, "/bronOin")


def versie(
    command: RegistreerIncident, ctx: Context, *, is_incident: bool = True, reden: Sealed[str] | None = None
) -> Incidentversie:
    """All that was said, by whom and when; a correction says why too, and whether it was one."""
    return Incidentversie(
        is_incident=is_incident,
        soort=command.soort,
        moment=_laatst(command.moment, ctx),
        tijd_onbekend=not isinstance(command.moment, datetime),
        gehoord_van=command.gehoord_van,
        bron_oin=command.bron_oin,
        omschrijving=command.omschrijving,
        ernstig=command.ernstig,
        gemeld_bij_politie=command.gemeld_bij_politie,
        reden=reden,
        door=ctx.actor.subject,
        oin=ctx.actor.oin,
        op=ctx.received,
    )
