# SPDX-License-Identifier: EUPL-1.2
"""A casus leaves the line of its pilot year by a way on (D5, S6b)."""

from zvhh_contracts.casussen import CasusVanWachtlijst
from zvhh_contracts.regie_intern import WachtlijstVerlaten
from zvhh_contracts.triages import Route
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, Sealed, changed, to
from zvhh_regie.domain.casus import Casus, voor_procesregisseur
from zvhh_regie.domain.parts.plaats import Uitgang
from zvhh_regie.domain.pilotjaar import pilotjaar_id
from zvhh_regie.domain.rules.deelnemers import met_deelnemers
from zvhh_regie.domain.rules.teksten import Tekst


class VerlaatWachtlijst(Command):
    """The casus waits no longer: it goes on by `route`, because of `reden` (D5)."""

    route: Route
    reden: Sealed[Tekst]


def verlaat_wachtlijst(casus: Casus | None, command: VerlaatWachtlijst, ctx: Context) -> Decision[Casus]:
    """The claim is given back; like not passend nobody takes part in the casus any longer (S6b).

    Refused: not a procesregisseur (404), closed, or not in line.
    """
    casus = voor_procesregisseur(casus, ctx)
    if casus.wachtplek is None or casus.stand != "wachtlijst":
        raise Refused("wacht-niet", "Deze zaak staat niet op de wachtlijst.")
    jaar, door = casus.wachtplek.pilotjaar, ctx.actor.subject
    feit = CasusVanWachtlijst(pilotjaar=jaar, route=command.route, van_wachtlijst_op=ctx.received, door=door)
    verlaten = WachtlijstVerlaten(zaak_id=ctx.subject, aanvraag=casus.aanvraag)
    weg = changed(
        met_deelnemers(casus, (), local_date(ctx.received)),
        plaats_gevraagd=False,
        aanvraag=casus.aanvraag + 1,
        wachtplek=None,
        van_wachtlijst=Uitgang(pilotjaar=jaar, route=command.route, reden=command.reden, door=door, op=ctx.received),
    )
    return Decision(weg, (feit, to(pilotjaar_id(jaar), verlaten)), result={"stand": "van-wachtlijst"})
