# SPDX-License-Identifier: EUPL-1.2
"""The people of the local stack and its configuration agree: who can log in is known there, and screened (L10)."""

from datetime import date
from pathlib import Path

import pytest

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.process.configuration import load_configuration
from zvhh_local.people import PEOPLE, Person

CONFIG = load_configuration(Path(__file__).parents[1] / "configuratie.yaml", Configuratie)
STRANGER = "xena.xx"
"""Of an organisation that the configuration does not know, on purpose (S1)."""


@pytest.mark.parametrize(
    "person", [one for one in PEOPLE.values() if one.subject != STRANGER], ids=lambda one: one.subject
)
def test_who_can_log_in_is_known_and_screened(person: Person) -> None:
    """L10: from before the pilot on, under their own name and organisation."""
    known = CONFIG.professional(person.subject)
    assert known is not None
    assert (known.organisatie, known.naam) == (person.oin, person.name)
    assert CONFIG.heeft_vog_op(person.subject, date(2025, 1, 1))


def test_the_stranger_is_not() -> None:
    """S1, L10: nobody of an unknown organisation gets in."""
    assert CONFIG.partner(PEOPLE[STRANGER].oin) is None
    assert not CONFIG.heeft_vog_op(STRANGER, date(2025, 1, 1))
