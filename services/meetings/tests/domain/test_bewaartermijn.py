# SPDX-License-Identifier: EUPL-1.2
"""How long a zaak is kept, and who is barred from it, as intake tells (L6, L8)."""

from datetime import date, timedelta
from typing import Literal

import pytest
from services.meetings.tests.verhaal import Zaak

from zvhh_contracts.meldingen import (
    BewaartermijnGewijzigd,
    MeldingIngetrokken,
    MeldingVernietigd,
    ProfessionalGeweerd,
    WeringOpgeheven,
)
from zvhh_contracts.overleggen import TrajectVernietigd

VERLENGD = date(2032, 3, 3)
Soort = Literal["verlengd", "aangehouden", "vrijgegeven"]


def termijn(zaak: Zaak, soort: Soort = "verlengd", op: date | None = VERLENGD) -> BewaartermijnGewijzigd:
    """intake: another day of destruction."""
    return BewaartermijnGewijzigd(soort=soort, vernietigen_op=op, op=zaak.at)


def test_renewed_held_and_released(zaak: Zaak) -> None:
    """L8: the day that counts now; none on hold."""
    zaak.loopt().doe(termijn(zaak)).dan_niets()
    assert zaak.staat.vernietigen_op == VERLENGD
    aangehouden = zaak.doe(termijn(zaak, "aangehouden", None)).staat
    assert aangehouden.vernietigen_op is None
    zaak.doe(termijn(zaak, "vrijgegeven", date(2030, 3, 3)))
    assert zaak.staat.vernietigen_op == date(2030, 3, 3)


@pytest.mark.parametrize(("milliseconden", "verwacht"), [(0, VERLENGD), (1, date(2025, 4, 9))])
def test_an_end_after_the_change_counts_again(zaak: Zaak, milliseconden: int, verwacht: date) -> None:
    """L8: withdrawn later than the term was changed: 30 days; and on the same moment the person's change stands."""
    zaak.te_plannen().op(date(2025, 3, 10)).doe(termijn(zaak))
    zaak.doe(MeldingIngetrokken(ingetrokken_op=zaak.at + timedelta(milliseconds=milliseconden)))
    assert zaak.staat.vernietigen_op == verwacht


def test_on_hold_nothing_shortens_it(zaak: Zaak) -> None:
    """L8: a legal hold outranks the 30 days, whenever the zaak ends."""
    zaak.te_plannen().doe(termijn(zaak, "aangehouden", None))
    zaak.op(date(2025, 3, 10)).doe(MeldingIngetrokken(ingetrokken_op=zaak.at))
    assert zaak.staat.vernietigen_op is None


@pytest.mark.parametrize("begin", ["nieuw", "te_plannen", "gepland", "gewogen", "loopt", "lopend"])
def test_destroyed_in_every_stand(nieuwe_zaak: type[Zaak], begin: str) -> None:
    """L8: document and reminders go, a tombstone stays: what comes late makes nothing again."""
    zaak = nieuwe_zaak()
    if begin != "nieuw":
        getattr(zaak, begin)()
    zaak.doe(MeldingVernietigd(vernietigd_op=zaak.at)).dan(TrajectVernietigd(vernietigd_op=zaak.at))
    assert (zaak.bestaat(), zaak.wekkers) == (False, {})
    zaak.doe(zaak.ingediend()).dan_niets()
    assert not zaak.bestaat()
    zaak.doe(zaak.geopend()).dan_niets()
    assert not zaak.bestaat()


def test_barred_and_no_longer(zaak: Zaak) -> None:
    """L6: who is barred stands in the state, once, in one order; access looks there."""
    zaak.doe(ProfessionalGeweerd(persoon="rob", per=zaak.at)).dan_niets()
    zaak.loopt().doe(ProfessionalGeweerd(persoon="piet", per=zaak.at))
    zaak.doe(ProfessionalGeweerd(persoon="rob", per=zaak.at))
    assert list(zaak.staat.geweerd) == ["piet", "rob"]
    zaak.doe(WeringOpgeheven(persoon="piet", per=zaak.at)).dan_niets()
    zaak.doe(WeringOpgeheven(persoon="olga", per=zaak.at)).dan_niets()
    assert list(zaak.staat.geweerd) == ["rob"]
