# SPDX-License-Identifier: EUPL-1.2
"""After vastleggen only dated additions (D3)."""

from datetime import date

import pytest
from services.meetings.tests.verhaal import Zaak

from zvhh_contracts.casussen import CasusAfgeschaald
from zvhh_kit.domain.decision import Actor

VT = "00000099000000001000"
VERA = Actor("vera", VT, frozenset({"deelnemer"}))
DONDERDAG = date(2025, 3, 13)


def test_an_addition_is_dated_and_signed_and_changes_nothing(zaak: Zaak) -> None:
    """D3: by who takes part and by a procesregisseur, in order; the minutes stay as they were."""
    zaak.loopt()
    eerst = zaak.staat.overleggen[0]
    zaak.op(DONDERDAG).vul_aan(1, by=VERA).dan_niets()
    assert zaak.resultaat == {"nummer": 1, "aanvulling": 1}
    zaak.op(date(2025, 3, 14)).vul_aan(1, bij="besluitvorming").dan_niets()
    een, twee = zaak.staat.overleggen[0].aanvullingen
    assert (een.nummer, een.bij, een.door, een.oin, een.op) == (
        1,
        "beeldvorming",
        "vera",
        VT,
        zaak.lokaal(DONDERDAG, 13),
    )
    assert (twee.nummer, twee.bij, twee.door) == (2, "besluitvorming", "fatima")
    assert zaak.staat.overleggen[0] == eerst.model_copy(update={"aanvullingen": (een, twee)})


def test_nothing_is_added_to_what_was_not_recorded(zaak: Zaak) -> None:
    """D3: planned, unknown, closed and not there."""
    zaak.vul_aan(1).geweigerd("bestaat-niet", status=404)
    zaak.loopt().vul_aan(2).geweigerd("niet-vastgelegd", status=409)
    assert zaak.teksten == ["Van dit overleg is nog geen verslag vastgelegd."]
    zaak.vul_aan(9).geweigerd("overleg-bestaat-niet", status=404)
    zaak.doe(CasusAfgeschaald(nummer=9, afgeschaald_op=zaak.at)).vul_aan(1).geweigerd("afgeschaald", status=409)


@pytest.mark.parametrize("nummer", [1, 2])
def test_to_both_kinds_of_overleg(zaak: Zaak, nummer: int) -> None:
    """D3: a weegoverleg and a casusoverleg."""
    zaak.loopt().op(date(2025, 3, 26)).bespreek().vul_aan(nummer, bij="oordeelsvorming").goed()
    assert [len(een.aanvullingen) for een in zaak.staat.overleggen] == [int(n == nummer) for n in (1, 2, 3)]
