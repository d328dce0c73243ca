# SPDX-License-Identifier: EUPL-1.2
"""Every term of meetings is the configuration's: another figure there needs no code."""

from datetime import date
from typing import Any

from services.meetings.tests.verhaal import Zaak, there

from zvhh_contracts.configuration import Feestdagen, Termijnen
from zvhh_contracts.meldingen import MeldingIngetrokken

VT, PO = "00000099000000001000", "00000099000000002000"
DAG = date(2025, 3, 12)


def met(**termijnen: Any) -> Zaak:
    """A zaak under other terms, where Thursday 13 March is a closed day too."""
    anders = {"termijnen": Termijnen(**termijnen), "feestdagen": Feestdagen(extra=(date(2025, 3, 13),))}
    eigen = Zaak.config.model_copy(update=anders | {"overleg_begin_uur": 14, "overleg_minuten": 45})

    class Anders(Zaak):
        config = eigen

    return Anders()


def test_without_a_date() -> None:
    """D3: two working days instead of five, past a closed day of one's own."""
    zaak = met(zonder_datum_werkdagen=2).gepland().op(DAG).annuleer(1, "ziek")
    assert zaak.wekkers["zonder-datum"] == zaak.lokaal(date(2025, 3, 17), 0)
    zaak.op(date(2025, 3, 14)).verzet(1, zaak.lokaal(date(2025, 3, 20)), "x").geweigerd("geannuleerd")
    assert zaak.staat.zonder_datum_herinneren_op == date(2025, 3, 17)


def test_looking_for_a_casusregisseur() -> None:
    """S11: one working day, past a closed day; the reminder only marks."""
    zaak = met(casusregie_gezocht_werkdagen=1).loopt(casusregie=None, gezocht={"doorOin": VT})
    assert there(zaak.staat.gezocht).herinneren_op == date(2025, 3, 14)
    zaak.op(date(2025, 3, 14), 0).doe("casusregie-gezocht").dan_niets()
    assert (there(zaak.staat.gezocht).herinnerd, "casusregie-gezocht" in zaak.wekkers) == (True, False)
    assert zaak.taken == ["casusregie-gezocht"]


def test_the_rhythm() -> None:
    """S13: the first after one week, the next after four, amber from five."""
    termijnen = {"eerste_casusoverleg_weken": 1, "casusoverleg_weken": 4, "casusoverleg_laat_weken": 5}
    zaak = met(**termijnen).loopt(afspraken=_afspraken())
    assert zaak.volgend.begin == zaak.lokaal(date(2025, 3, 19))
    zaak.op(date(2025, 3, 19)).bespreek().goed()
    assert zaak.volgend.begin == zaak.lokaal(date(2025, 4, 16))
    assert zaak.staat.laat_op == date(2025, 4, 23)


def _afspraken() -> list[dict[str, Any]]:
    return [{"soort": soort, "tekst": "iets", "eigenaar": VT} for soort in ("contact", "veiligheid")]


def test_destruction() -> None:
    """L8: two years, and ten days where it ended before it began."""
    zaak = met(bewaren_jaren=2, afgewezen_bewaren_dagen=10).te_plannen()
    assert zaak.staat.vernietigen_op == date(2027, 3, 3)
    zaak.op(DAG).doe(MeldingIngetrokken(ingetrokken_op=zaak.at))
    assert zaak.staat.vernietigen_op == date(2025, 3, 22)
    assert met(bewaren_jaren=2).lopend().staat.vernietigen_op == date(2026, 11, 14)


def test_a_proposal_without_an_earlier_one() -> None:
    """S6c, S13: hour and length of the configuration."""
    zaak = met(eerste_casusoverleg_weken=1).lopend(laatste_casusoverleg_op=None)
    assert zaak.volgend.begin == zaak.lokaal(date(2025, 2, 10), 14)
    assert zaak.volgend.duur_minuten == 45
