# SPDX-License-Identifier: EUPL-1.2
"""Who waits goes on to the line of the next pilot year (S6b, L9)."""

from dataclasses import replace
from datetime import date

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import ZaakId
from zvhh_contracts.regie_intern import WachtendeDoorgezet
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Command, Context, Decision, Refused, changed, to
from zvhh_regie.domain.parts.wachtrij import Doorgezet
from zvhh_regie.domain.pilotjaar import Pilotjaar, pilotjaar_id
from zvhh_regie.domain.rules.wachtrij import bied_aan, in_rij, zonder


class ZetNaarVolgendJaar(Command):
    """`zaak_id` waits on in the line of the next pilot year."""

    zaak_id: ZaakId


def zet_naar_volgend_jaar(
    config: Configuratie, jaar: Pilotjaar | None, command: ZetNaarVolgendJaar, ctx: Context
) -> Decision[Pilotjaar]:
    """From 1 January local on who waits goes to the next year's line, with its old moments, so that order stays (S6b).

    Refused: not a procesregisseur or no such year (404), not (any longer) in line, too early, no next year yet.
    """
    jaar, wachtende = in_rij(jaar, command.zaak_id, ctx)
    volgend = jaar.jaar + 1
    if ctx.received < at_local(date(volgend, 1, 1)):
        raise Refused("jaar-loopt-nog", f"De zaak kan door naar het volgende jaar vanaf 1 januari {volgend}.")
    if volgend not in config.pilotjaren:
        raise Refused(
            "volgend-jaar-onbekend", f"Voor {volgend} is nog geen pilotjaar ingesteld. De zaak blijft wachten."
        )
    verder = WachtendeDoorgezet(
        zaak_id=wachtende.zaak_id,
        vastgelegd_op=wachtende.vastgelegd_op,
        ontvangen_op=wachtende.ontvangen_op,
        sinds=wachtende.sinds,
        aanvraag=wachtende.aanvraag,
    )
    spoor = Doorgezet(zaak_id=wachtende.zaak_id, aanvraag=wachtende.aanvraag, naar=volgend)
    jaar = zonder(jaar, wachtende.zaak_id)
    jaar = changed(jaar, doorgezet=(*jaar.doorgezet, spoor))
    return replace(bied_aan(jaar, ctx, to(pilotjaar_id(volgend), verder)), result={"pilotjaar": volgend})
