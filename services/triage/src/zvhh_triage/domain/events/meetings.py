# SPDX-License-Identifier: EUPL-1.2
"""What happens to the zaak after triage, as meetings and regie tell: the weegoverleg, the casus, its end.

For: the event handlers of those two sources; total in every state. Not for: deciding anything here.
"""

from datetime import date, datetime, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Context, Decision, changed
from zvhh_triage.domain.parts.besluit import VanWachtlijst, Weegoverleg, Weging
from zvhh_triage.domain.triage import Casus, Triage
from zvhh_triage.readers import (
    CasusAfgeschaald,
    CasusBeeindigd,
    CasusGeopend,
    CasusOpWachtlijst,
    CasusVanWachtlijst,
    LopendeCasusGeopend,
    OpeningOngedaan,
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
        vernietigen_op=_na_een_nee(config, event.vastgelegd_op) if event.besloten and event.passend is False else None,
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
        vernietigen_op=None if event.passend else _na_een_nee(config, event.herzien_op),
    )
    return _gewogen(triage, held)


def _gewogen(triage: Triage | None, held: Weging) -> Decision[Triage]:
    return Decision(changed(triage or Triage(), weging=held))


def _na_een_nee(config: Configuratie, op: datetime) -> date:
    return local_date(op) + timedelta(days=config.termijnen.afgewezen_bewaren_dagen)


def casus_geopend(triage: Triage | None, _event: CasusGeopend, _: Context) -> Decision[Triage]:
    """The zaak is a casus."""
    return _casus(triage, "geopend")


def lopende_casus_geopend(triage: Triage | None, _event: LopendeCasusGeopend, _: Context) -> Decision[Triage]:
    """A running case of before the pilot is in regie (S6c)."""
    return _casus(triage, "geopend")


def casus_op_wachtlijst(triage: Triage | None, _event: CasusOpWachtlijst, _: Context) -> Decision[Triage]:
    """The zaak waits for a place (S6)."""
    return _casus(triage, "wachtlijst")


def casus_van_wachtlijst(
    config: Configuratie, triage: Triage | None, event: CasusVanWachtlijst, _: Context
) -> Decision[Triage]:
    """The zaak left the line by a way on (S6b, D5), and ends like one that was not passend (L8)."""
    left = VanWachtlijst(op=event.van_wachtlijst_op, vernietigen_op=_na_een_nee(config, event.van_wachtlijst_op))
    return _casus(triage, "van-wachtlijst", left)


def opening_ongedaan(triage: Triage | None, _event: OpeningOngedaan, _: Context) -> Decision[Triage]:
    """An opening made in error was undone (S6b); a weegoverleg was held all the same, so nothing is judged anew here."""
    return _casus(triage, "ongedaan")


def casus_afgeschaald(triage: Triage | None, _event: CasusAfgeschaald, _: Context) -> Decision[Triage]:
    """The file is shielded: nobody reads it any more (L8)."""
    return _casus(triage, "afgeschaald")


def casus_beeindigd(triage: Triage | None, _event: CasusBeeindigd, _: Context) -> Decision[Triage]:
    """Ended otherwise (D13): shielded exactly as after afschalen (L8)."""
    return _casus(triage, "beeindigd")


def _casus(triage: Triage | None, casus: Casus, left: VanWachtlijst | None = None) -> Decision[Triage]:
    told = changed(triage or Triage(), casus=casus, van_wachtlijst=left)
    return Decision(told)
