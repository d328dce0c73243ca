# SPDX-License-Identifier: EUPL-1.2
"""What meetings tells: the weegoverleg is planned, moved, held, put right."""

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.decision import Context, Decision, changed
from zvhh_triage.domain.parts.vervolg import Weegoverleg, Weging
from zvhh_triage.domain.rules.bewaren import na_een_nee
from zvhh_triage.domain.triage import Triage
from zvhh_triage.readers import (
    OverlegGeannuleerd,
    OverlegVerzet,
    WeegoverlegGehouden,
    WeegoverlegGepland,
    WeegoverlegHerzien,
)

_ANOTHER = "not the weegoverleg that is planned"


def weegoverleg_gepland(triage: Triage | None, event: WeegoverlegGepland, _: Context) -> Decision[Triage]:
    """The planning task is done (S10)."""
    planned = Weegoverleg(nummer=event.nummer, begin=event.begin)
    return Decision(changed(triage or Triage(), weegoverleg=planned))


def overleg_verzet(triage: Triage | None, event: OverlegVerzet, _: Context) -> Decision[Triage]:
    """The weegoverleg has another moment (D3). Other overleggen are none of triage's business."""
    if (planned := _planned(triage, event.nummer)) is None:
        return Decision.nothing(_ANOTHER)
    return Decision(changed(triage or Triage(), weegoverleg=changed(planned, begin=event.begin)))


def overleg_geannuleerd(triage: Triage | None, event: OverlegGeannuleerd, _: Context) -> Decision[Triage]:
    """The weegoverleg will not be held: it is to be planned again, unless the zaak is withdrawn (D1, D3)."""
    if (planned := _planned(triage, event.nummer)) is None:
        return Decision.nothing(_ANOTHER)
    return Decision(changed(triage or Triage(), weegoverleg=changed(planned, geannuleerd=True)))


def _planned(triage: Triage | None, nummer: int) -> Weegoverleg | None:
    planned = triage.weegoverleg if triage is not None else None
    return planned if planned is not None and planned.nummer == nummer else None


def weegoverleg_gehouden(
    config: Configuratie, triage: Triage | None, event: WeegoverlegGehouden, _: Context
) -> Decision[Triage]:
    """From here on the overleg counts, whatever crossed it (D1, D2); not passend is destroyed 30 days later (L8)."""
    held = Weging(
        nummer=event.nummer,
        gehouden_op=event.gehouden_op,
        beslist_op=event.vastgelegd_op,
        besloten=event.besloten,
        passend=event.passend,
        route=event.route,
        vernietigen_op=na_een_nee(config, event.vastgelegd_op) if event.besloten and event.passend is False else None,
    )
    return _gewogen(triage, held)


def weegoverleg_herzien(
    config: Configuratie, triage: Triage | None, event: WeegoverlegHerzien, _: Context
) -> Decision[Triage]:
    """D3: the decision was recorded wrongly; the last version counts, and its 30 days begin anew (L8)."""
    held = Weging(
        nummer=event.nummer,
        versie=event.versie,
        gehouden_op=event.gehouden_op,
        beslist_op=event.herzien_op,
        besloten=True,
        passend=event.passend,
        route=event.route,
        vernietigen_op=None if event.passend else na_een_nee(config, event.herzien_op),
    )
    return _gewogen(triage, held)


def _gewogen(triage: Triage | None, held: Weging) -> Decision[Triage]:
    return Decision(changed(triage or Triage(), weging=held))
