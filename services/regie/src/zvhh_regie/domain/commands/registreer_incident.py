# SPDX-License-Identifier: EUPL-1.2
"""Incidents: registered and corrected by people of the zaak, never deleted, every version kept (D4).

Not for: what an incident does to the clock; that is `klok`. A serious one proposes an earlier overleg in meetings.
"""

from collections.abc import Iterator
from typing import Annotated

from pydantic import Field, StringConstraints

from zvhh_contracts.casussen import IncidentGeregistreerd, IncidentHerzien
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Code, Oin
from zvhh_contracts.given import LINE, TEXT, Moment
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Command, Context, Decision, Fault, Refused, Sealed, changed
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.delen import Incident, Incidentversie
from zvhh_regie.domain.rules.klok import wind_op
from zvhh_regie.domain.rules.wie import voor_betrokken_partner

Bron = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500), LINE]
Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000), TEXT]


class RegistreerIncident(Command):
    """A new act of stalking, threat, violence or breach of a measure, reported to the police or not (D4).

    `moment` is when it happened: with an offset, not in the future. Who it was heard from and what happened are sealed.
    `bron_oin`: the partner that it was heard from; one outside the zaak is named by a procesregisseur only.
    """

    soort: Code
    moment: Moment
    gehoord_van: Sealed[Bron]
    bron_oin: Oin | None = None
    omschrijving: Sealed[Tekst]
    ernstig: bool
    gemeld_bij_politie: bool | None = None


class Correctie(RegistreerIncident):
    """What an incident turns out to have been, with the reason; `is_incident` False = "was geen incident" (D4)."""

    is_incident: bool
    reden: Sealed[Tekst]


class CorrigeerIncident(Correctie):
    """A correction of incident `nummer`."""

    nummer: Annotated[int, Field(gt=0)]


def registreer(config: Configuratie, casus: Casus | None, command: RegistreerIncident, ctx: Context) -> Decision[Casus]:
    """A new incident gets the next number and moves the clock by its moment (D4, S14).

    Refused: as `voor_betrokken_partner` says, and for an unknown soort, a moment in the future, a wrong source.
    Two registrations are two incidents, even when alike: only people know whether they are the same act.
    """
    casus = voor_betrokken_partner(casus, ctx)
    _keur(config, casus, command, ctx)
    nummer = len(casus.incidenten) + 1
    incident = Incident(nummer=nummer, versies=(_versie(command, ctx),))
    casus, events = wind_op(config, changed(casus, incidenten=(*casus.incidenten, incident)), ctx.now)
    geregistreerd = IncidentGeregistreerd(
        nummer=nummer,
        soort=command.soort,
        moment=command.moment,
        ernstig=command.ernstig,
        geregistreerd_op=ctx.received,
        afschalen_mogelijk_op=casus.klok_tot,
    )
    return Decision(casus, (geregistreerd, *events), result={"nummer": nummer, "versie": 1})


def corrigeer(config: Configuratie, casus: Casus | None, command: CorrigeerIncident, ctx: Context) -> Decision[Casus]:
    """A correction is the next version of the incident; the former ones stay, and the clock is wound again (D4, S14).

    Refused as `registreer` is, and for an unknown number (404). Without `gemeldBijPolitie` that stays as it was.
    """
    casus = voor_betrokken_partner(casus, ctx)
    incident = casus.incident(command.nummer)
    if incident is None:
        raise Refused("incident-onbekend", "Dit incident bestaat niet.", status=404)
    _keur(config, casus, command, ctx)
    versie = _versie(command, ctx, is_incident=command.is_incident, reden=command.reden)
    if versie.gemeld_bij_politie is None:
        versie = changed(versie, gemeld_bij_politie=incident.geldig.gemeld_bij_politie)
    versie = changed(versie, neemt_weg=_neemt_weg(incident, versie))
    herzien = changed(incident, versies=(*incident.versies, versie))
    incidenten = tuple(herzien if een.nummer == herzien.nummer else een for een in casus.incidenten)
    casus, events = wind_op(config, changed(casus, incidenten=incidenten), ctx.now)
    feit = _feit(herzien, casus)
    return Decision(casus, (feit, *events), result={"nummer": feit.nummer, "versie": feit.versie})


def _neemt_weg(incident: Incident, nieuw: Incidentversie) -> bool:
    """Whether a correction makes less of a serious incident than another organisation said: it counts, and is told (D4)."""
    was = incident.geldig
    van_een_ander = any(versie.telt_als_ernstig and versie.van - {nieuw.oin} for versie in incident.versies)
    eerder_gedateerd = local_date(nieuw.moment) < local_date(was.moment)
    return was.telt_als_ernstig and van_een_ander and (not nieuw.telt_als_ernstig or eerder_gedateerd)


def _keur(config: Configuratie, casus: Casus, command: RegistreerIncident, ctx: Context) -> None:
    faults = list(_bezwaren_tegen_bron(config, casus, command.bron_oin, ctx))
    if command.soort not in config.incidenten:
        faults.append(Fault("soort-onbekend", "Kies een soort incident uit de lijst.", "/soort"))
    if command.moment > ctx.received:
        faults.append(Fault("moment-in-toekomst", "Deze datum en tijd liggen in de toekomst.", "/moment"))
    if faults:
        raise Refused.many(faults)


def _bezwaren_tegen_bron(config: Configuratie, casus: Casus, oin: str | None, ctx: Context) -> Iterator[Fault]:
    """A partner outside the zaak reports as usual; the procesregisseur joins that and registers it with its source (D4)."""
    if oin is None or oin == config.zvhh_oin:
        return
    if config.partner(oin) is None:
        yield Fault("bron-onbekend", "Deze organisatie staat niet in de lijst van partners.", "/bronOin")
    elif oin not in casus.deelnemers and "procesregisseur" not in ctx.actor.roles:
        tekst = "Deze partner doet niet mee in de zaak. Vraag de procesregisseur om het incident vast te leggen."
        yield Fault("bron-buiten-zaak", tekst, "/bronOin")


def _versie(
    command: RegistreerIncident, ctx: Context, *, is_incident: bool = True, reden: Sealed[str] | None = None
) -> Incidentversie:
    return Incidentversie(
        is_incident=is_incident,
        soort=command.soort,
        moment=command.moment,
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


def _feit(incident: Incident, casus: Casus) -> IncidentHerzien:
    return IncidentHerzien(
        nummer=incident.nummer,
        versie=len(incident.versies),
        is_incident=incident.geldig.is_incident,
        soort=incident.geldig.soort,
        moment=incident.geldig.moment,
        ernstig=incident.geldig.ernstig,
        afschalen_mogelijk_op=casus.klok_tot,
        herzien_op=incident.geldig.op,
        neemt_weg=incident.geldig.neemt_weg,
    )
