# SPDX-License-Identifier: EUPL-1.2
"""By what the worklist may be narrowed."""

import pytest
from services.triage.tests.story import configuratie

from zvhh_kit.domain.decision import Refused
from zvhh_triage.domain.rules.werklijst import mag_filteren


@pytest.mark.parametrize("gemeente", ["buiten-de-regio", "onbekend", "parijs"])
def test_not_by_a_gemeente_that_does_not_count(gemeente: str) -> None:
    """S4: neither one that is not shown, nor one that isn't known."""
    with pytest.raises(Refused) as refused:
        mag_filteren(configuratie(), gemeente)
    assert (refused.value.status, refused.value.faults[0].place) == (400, "query:gemeente")


def test_by_one_of_the_region() -> None:
    """D2: it may count."""
    mag_filteren(configuratie(), "delft")
