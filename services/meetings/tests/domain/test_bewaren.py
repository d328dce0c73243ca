# SPDX-License-Identifier: EUPL-1.2
"""What is stored: fields of a newer release survive, and what a person sends may hold nothing unknown."""

from typing import Any

import pytest
from pydantic import BaseModel, ValidationError
from services.meetings.tests.verhaal import Zaak

from zvhh_meetings.domain.commands.leg_casusverslag_vast import LegCasusverslagVast
from zvhh_meetings.domain.commands.leg_weegverslag_vast import LegWeegverslagVast
from zvhh_meetings.domain.overlegtraject import Overlegtraject

NIEUW = {"veld_van_straks": 1}


def test_fields_of_a_newer_release_survive_a_decision(zaak: Zaak) -> None:
    """Two releases run side by side during an upgrade; the older must not lose what the newer wrote, however deep."""
    zaak.loopt()
    stored = zaak.staat.model_dump(mode="python")
    for deel in (stored, stored["melding"], stored["casus"], stored["afspraken"][0], stored["overleggen"][0]):
        deel.update(NIEUW)
    verslag = stored["overleggen"][0]["weegverslag"]
    for deel in (
        verslag,
        verslag["aanwezigen"][0],
        verslag["afspraken"][0],
        verslag["casusregie"],
        verslag["wensen"][0],
    ):
        deel.update(NIEUW)
    zaak.story.document.state = Overlegtraject.model_validate(stored)
    na = zaak.verzet(2, zaak.lokaal(zaak.at.date().replace(day=27)), "ziek").goed().staat.model_dump(mode="python")
    verslag = na["overleggen"][0]["weegverslag"]
    delen = [na, na["melding"], na["casus"], na["afspraken"][0], verslag]
    delen += [verslag["aanwezigen"][0], verslag["afspraken"][0], verslag["casusregie"], verslag["wensen"][0]]
    assert [deel["veld_van_straks"] for deel in delen] == [1] * 9


@pytest.mark.parametrize(
    ("model", "body"),
    [
        (LegWeegverslagVast, {"extra": 1}),
        (LegWeegverslagVast, {"aanwezigen": [{"oin": "0" * 20, "naam": "Anna"}]}),
        (LegWeegverslagVast, {"afspraken": [{"soort": "contact", "tekst": "x", "eigenaar": "0" * 20, "wie": "Anna"}]}),
        (LegWeegverslagVast, {"gezocht": {"doorOin": "0" * 20, "naam": "Anna"}}),
        (LegCasusverslagVast, {"extra": 1}),
        (LegCasusverslagVast, {"plan": {"doelen": "x", "interventies": [], "extra": 1}}),
        (LegCasusverslagVast, {"volgende": {"begin": "2025-06-04T10:00:00+02:00", "extra": 1}}),
        (LegCasusverslagVast, {"afschalen": {"uitkomst": "niet", "reden": "x", "gaatVerder": [], "extra": 1}}),
    ],
)
def test_what_is_sent_holds_nothing_unknown(model: type[BaseModel], body: dict[str, Any]) -> None:
    """L2: no field but those that are asked, at any depth, as the HTTP room reads it."""
    with pytest.raises(ValidationError, match="extra_forbidden"):
        model.model_validate(body, extra="forbid")


def test_no_text_shows_in_a_representation(zaak: Zaak) -> None:
    """L7: repr and str of state and events show no free text."""
    zaak.loopt()
    shown = f"{zaak.staat!r} {zaak.staat} {zaak.story.events!r}"
    for clear in ("bellen", "surveillance", "past bij de pilot", "kennismaken"):
        assert clear not in shown
