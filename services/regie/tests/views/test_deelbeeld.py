# SPDX-License-Identifier: EUPL-1.2
"""A view of a part shows what both have, and nothing that it does not name."""

from datetime import UTC, datetime

import pytest
from pydantic import ValidationError

from zvhh_regie.domain.parts.deel import Deel
from zvhh_regie.views.deelbeeld import DeelBeeld


class Stuk(Deel):
    nummer: int
    door: str
    adres: str = "Voorbeeldstraat 1"


class StukBeeld(DeelBeeld):
    nummer: int
    door: str
    op: datetime


def test_only_what_the_view_names_is_shown() -> None:
    """L6: neither what it leaves out, nor what a newer release keeps in the part under a name that the view has too."""
    stuk, op = (
        Stuk.model_validate({"nummer": 1, "door": "noor", "op": "2020-01-01T00:00:00Z"}),
        datetime(2025, 1, 1, tzinfo=UTC),
    )
    assert StukBeeld.toon(stuk, {"door": "Noor", "op": op}).model_dump() == {"nummer": 1, "door": "Noor", "op": op}
    with pytest.raises(ValidationError, match="op"):
        StukBeeld.toon(stuk)


def test_what_is_shown_otherwise_has_a_name_of_the_view() -> None:
    """L6: misspelt, a name would be shown as the id that it stands for."""
    with pytest.raises(TypeError, match="dor"):
        StukBeeld.toon(Stuk(nummer=1, door="noor"), {"dor": "Noor"})
