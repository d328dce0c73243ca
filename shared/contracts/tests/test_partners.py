# SPDX-License-Identifier: EUPL-1.2
"""Who may report on some day: what the dates of an organisation say, held against every day around them."""

from datetime import date, timedelta
from typing import Any

from hypothesis import assume, given
from hypothesis import strategies as st
from pydantic import ValidationError

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.partners import Partner

BEGIN = date(2025, 1, 1)
DAYS = [BEGIN + timedelta(days=n) for n in range(-1, 10)]
_day = st.one_of(st.none(), st.sampled_from(DAYS[1:-1]))


@given(klasse=st.sampled_from(["1c", "2e", "derde"]), klasse_van=_day, klasse_tot=_day, vast_van=_day, vast_tot=_day)
def test_who_may_ever_report(**facts: Any) -> None:
    """S1: exactly who is a deelnemer by law and on the vaste list on one day or more."""
    try:
        partner = Partner(oin="00000099000000002000", naam="Politie", **facts)
    except ValidationError:
        assume(False)
    some = any(partner.lid_op(day) is not None and partner.vast_op(day) for day in DAYS)
    assert partner.meldt_ooit is some
    assert Configuratie(partners=(partner,)).melders == ((partner.oin,) if some else ())
