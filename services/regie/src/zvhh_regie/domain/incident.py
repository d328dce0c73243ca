# SPDX-License-Identifier: EUPL-1.2
"""Incidents: registered and corrected by people of the zaak, never deleted, every version kept (D4).

Not for: what an incident does to the clock; that is `klok`. A serious one proposes an earlier overleg in meetings.
"""

from typing import Annotated

from pydantic import Field, StringConstraints

from zvhh_contracts.casussen import IncidentGeregistreerd, IncidentHerzien
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Code, Moment
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Command, Context, Decision, Fault, Refused, Sealed
from zvhh_regie.domain.casus import Casus, Incident, Incidentversie, met
from zvhh_regie.domain.klok import wind_op

Bron = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Tekst = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=10_000)]

NIET_GEVONDEN = "Dit bestaat niet, of u heeft er geen toegang toe."


class RegistreerIncident(Command):
    """A new act of stalking, threat, violence or breach of a measure, reported to the police or not (D4).

    `moment` is when it happened: with an offset, not in the future. Who it was heard from and what happened are sealed.
    """

    soort: Code
    moment: Moment
    gehoord_van: Sealed[Bron]
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

    Refused: no casus or not of this zaak (404), closed (S15), no participants yet, unknown soort, moment in the future.
    Two registrations are two incidents, even when alike: only people know whether they are the same act.
    """
    casus = _open_voor(casus, ctx)
    _keur(config, command, ctx)
    nummer = len(casus.incidenten) + 1
    incident = Incident(nummer=nummer, versies=(_versie(command, ctx),))
    casus, events, reminders = wind_op(config, met(casus, incidenten=(*casus.incidenten, incident)), ctx.now)
    geregistreerd = IncidentGeregistreerd(
        nummer=nummer,
        soort=command.soort,
        moment=command.moment,
        ernstig=command.ernstig,
        geregistreerd_op=ctx.received,
        afschalen_mogelijk_op=casus.klok_tot,
    )
    return Decision(casus, (geregistreerd, *events), reminders, result={"nummer": nummer, "versie": 1})


def corrigeer(config: Configuratie, casus: Casus | None, command: CorrigeerIncident, ctx: Context) -> Decision[Casus]:
    """A correction is the next version of the incident; the former ones stay, and the clock is wound again (D4, S14).

    Refused as `registreer` is, and for an unknown number (404). Without `gemeldBijPolitie` that stays as it was.
    """
    casus = _open_voor(casus, ctx)
    incident = casus.incident(command.nummer)
    if incident is None:
        raise Refused("incident-onbekend", "Dit incident bestaat niet.", status=404)
    _keur(config, command, ctx)
    versie = _versie(command, ctx, is_incident=command.is_incident, reden=command.reden)
    if versie.gemeld_bij_politie is None:
        versie = versie.model_copy(update={"gemeld_bij_politie": incident.geldig.gemeld_bij_politie})
    herzien = incident.model_copy(update={"versies": (*incident.versies, versie)})
    incidenten = tuple(herzien if een.nummer == herzien.nummer else een for een in casus.incidenten)
    casus, events, reminders = wind_op(config, met(casus, incidenten=incidenten), ctx.now)
    feit = _feit(herzien, casus)
    return Decision(casus, (feit, *events), reminders, result={"nummer": feit.nummer, "versie": feit.versie})


def _open_voor(casus: Casus | None, ctx: Context) -> Casus:
    """The casus, when the actor may register an incident in it now. Raises Refused."""
    if casus is None or not _mag(casus, ctx):
        raise Refused("niet-gevonden", NIET_GEVONDEN, status=404)
    if casus.afgeschaald_op is not None:
        dag = local_date(casus.afgeschaald_op)
        raise Refused(
            "zaak-afgeschaald", f"Deze zaak is afgeschaald op {dag:%d-%m-%Y}. Meld opnieuw: begin een nieuwe melding."
        )
    if not casus.deelnames:
        tekst = "Deze zaak heeft nog geen deelnemers. Een incident legt u vast na het weegoverleg."
        raise Refused("nog-geen-deelnemers", tekst)
    return casus


def _mag(casus: Casus, ctx: Context) -> bool:
    """Deelnemers of this zaak and procesregisseurs (L6); the access table said so before, the zaak may have changed."""
    if "procesregisseur" in ctx.actor.roles:
        return True
    return "deelnemer" in ctx.actor.roles and ctx.actor.oin in casus.deelnemers


def _keur(config: Configuratie, command: RegistreerIncident, ctx: Context) -> None:
    faults = []
    if command.soort not in config.incidenten:
        faults.append(Fault("soort-onbekend", "Kies een soort incident uit de lijst.", "/soort"))
    if command.moment > ctx.received:
        faults.append(Fault("moment-in-toekomst", "De datum ligt in de toekomst.", "/moment"))
    if faults:
        raise Refused.many(faults)


def _versie(
    command: RegistreerIncident, ctx: Context, *, is_incident: bool = True, reden: Sealed[str] | None = None
) -> Incidentversie:
    return Incidentversie(
        is_incident=is_incident,
        soort=command.soort,
        moment=command.moment,
        gehoord_van=command.gehoord_van,
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
    )
