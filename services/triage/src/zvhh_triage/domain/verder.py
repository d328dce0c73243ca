# SPDX-License-Identifier: EUPL-1.2
"""What happens to the zaak after triage, as meetings and regie tell: the weegoverleg, the casus, its end.

For: the event handlers of those two sources; total in every state. Not for: deciding anything here.
"""

from datetime import timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Context, Decision
from zvhh_triage.domain.melding import AANVULLING
from zvhh_triage.domain.triage import Triage, Weegoverleg, Weging, met_stand
from zvhh_triage.foreign import (
    CasusAfgeschaald,
    CasusGeopend,
    CasusOpWachtlijst,
    OverlegGeannuleerd,
    OverlegVerzet,
    WeegoverlegGehouden,
    WeegoverlegGepland,
)


def weegoverleg_gepland(triage: Triage | None, event: WeegoverlegGepland, _: Context) -> Decision[Triage]:
    """The planning task is done."""
    planned = Weegoverleg(nummer=event.nummer, begin=event.begin)
    return Decision(met_stand((triage or Triage()).model_copy(update={"weegoverleg": planned})))


def overleg_verzet(triage: Triage | None, event: OverlegVerzet, _: Context) -> Decision[Triage]:
    """The weegoverleg has another moment. Other overleggen are none of triage's business."""
    return _of_weegoverleg(triage, event.nummer, begin=event.begin)


def overleg_geannuleerd(triage: Triage | None, event: OverlegGeannuleerd, _: Context) -> Decision[Triage]:
    """The weegoverleg will not be held: it is to be planned again, unless the zaak is withdrawn."""
    return _of_weegoverleg(triage, event.nummer, geannuleerd=True)


def _of_weegoverleg(triage: Triage | None, nummer: int, **told: object) -> Decision[Triage]:
    if triage is None or triage.weegoverleg is None or triage.weegoverleg.nummer != nummer:
        return Decision.nothing("not the weegoverleg that is planned")
    moved = triage.weegoverleg.model_copy(update=told)
    return Decision(met_stand(triage.model_copy(update={"weegoverleg": moved})))


def weegoverleg_gehouden(
    config: Configuratie, triage: Triage | None, event: WeegoverlegGehouden, _: Context
) -> Decision[Triage]:
    """From here on the overleg counts, whatever crossed it (D1, D2); not passend is destroyed 30 days later (L8)."""
    until = local_date(event.vastgelegd_op) + timedelta(days=config.termijnen.afgewezen_bewaren_dagen)
    held = Weging(
        nummer=event.nummer,
        gehouden_op=event.gehouden_op,
        besloten=event.besloten,
        passend=event.passend,
        vernietigen_op=until if event.besloten and event.passend is False else None,
    )
    told = {"weging": held}
    return Decision(met_stand((triage or Triage()).model_copy(update=told)), reminders={AANVULLING: None})


def casus_geopend(triage: Triage | None, _event: CasusGeopend, _: Context) -> Decision[Triage]:
    """The zaak is a casus."""
    return Decision(
        met_stand((triage or Triage()).model_copy(update={"casus": "geopend"})), reminders={AANVULLING: None}
    )


def casus_op_wachtlijst(triage: Triage | None, _event: CasusOpWachtlijst, _: Context) -> Decision[Triage]:
    """The zaak waits for a place."""
    return Decision(
        met_stand((triage or Triage()).model_copy(update={"casus": "wachtlijst"})), reminders={AANVULLING: None}
    )


def casus_afgeschaald(triage: Triage | None, _event: CasusAfgeschaald, _: Context) -> Decision[Triage]:
    """The file is shielded: nobody reads it any more (L8)."""
    told = {"casus": "afgeschaald"}
    return Decision(met_stand((triage or Triage()).model_copy(update=told)), reminders={AANVULLING: None})
