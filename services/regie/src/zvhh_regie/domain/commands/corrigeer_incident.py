# SPDX-License-Identifier: EUPL-1.2
"""An incident is corrected, with the reason: never deleted, every version kept (D4)."""

from zvhh_contracts.casussen import IncidentHerzien
from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Context, Decision, Refused, Sealed, changed
from zvhh_regie.domain.casus import Casus, voor_betrokken_partner
from zvhh_regie.domain.commands.registreer_incident import RegistreerIncident, keur, versie
from zvhh_regie.domain.derived import wind_op
from zvhh_regie.domain.parts.incident import Incident, Incidentversie
from zvhh_regie.domain.rules.teksten import Tekst


class CorrigeerIncident(RegistreerIncident):
    """What an incident turns out to have been, with the reason; `is_incident` False = "was geen incident" (D4)."""

    is_incident: bool
    reden: Sealed[Tekst]


def corrigeer_incident(
    config: Configuratie, casus: Casus | None, command: CorrigeerIncident, ctx: Context
) -> Decision[Casus]:
    """A correction is the next version of the incident; the former ones stay, and the clock is wound again (D4, S14).

    Refused as `registreer` is, and for an unknown number (404). Without `gemeldBijPolitie` that stays as it was.
    """
    casus = voor_betrokken_partner(casus, ctx)
    incident = casus.incident(ctx.number)
    if incident is None:
        raise Refused("incident-onbekend", "Dit incident bestaat niet.", status=404)
    keur(config, casus, command, ctx)
    nieuw = versie(command, ctx, is_incident=command.is_incident, reden=command.reden)
    if nieuw.gemeld_bij_politie is None:
        nieuw = changed(nieuw, gemeld_bij_politie=incident.versies[-1].gemeld_bij_politie)
    nieuw = changed(nieuw, neemt_weg=_neemt_weg(incident, nieuw))
    herzien = changed(incident, versies=(*incident.versies, nieuw))
    incidenten = tuple(herzien if one.nummer == herzien.nummer else one for one in casus.incidenten)
    casus, events = wind_op(config, changed(casus, incidenten=incidenten), ctx.now)
    feit = _feit(herzien, casus)
    return Decision(casus, (feit, *events), result={"nummer": feit.nummer, "versie": feit.versie})


def _neemt_weg(incident: Incident, nieuw: Incidentversie) -> bool:
    """Whether a correction makes less of a serious incident than another organisation said: it counts, and is told (D4)."""
    was = incident.versies[-1]
    # whose word a version is: who wrote it, and who it was heard from
    van_een_ander = any(_ernstig(one) and {one.oin, one.bron_oin} - {nieuw.oin, None} for one in incident.versies)
    eerder_gedateerd = local_date(nieuw.moment) < local_date(was.moment)
    return _ernstig(was) and van_een_ander and (not _ernstig(nieuw) or eerder_gedateerd)


def _ernstig(versie: Incidentversie) -> bool:
    """Whether it is held to be an incident, and a serious one."""
    return versie.is_incident and versie.ernstig


def _feit(incident: Incident, casus: Casus) -> IncidentHerzien:
    geldig = incident.versies[-1]
    return IncidentHerzien(
        nummer=incident.nummer,
        versie=len(incident.versies),
        is_incident=geldig.is_incident,
        soort=geldig.soort,
        moment=geldig.moment,
        ernstig=geldig.ernstig,
        afschalen_mogelijk_op=casus.klok_tot,
        herzien_op=geldig.op,
        neemt_weg=geldig.neemt_weg,
    )
