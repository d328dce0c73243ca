# SPDX-License-Identifier: EUPL-1.2
"""A consultation: partner, moment, advice, and nothing about persons."""

from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args

import pytest
from pydantic import ValidationError
from services.triage.tests.story import BRAM, PO, VERA, VT

from zvhh_contracts.configuration import Configuratie, Partner
from zvhh_contracts.triage_intern import Aanhaling, AfstemmingAangehaald, AfstemmingBeantwoord
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import Story, given
from zvhh_kit.testing.story import SUBJECT
from zvhh_triage.domain.afstemming import Advies, is_afstemming
from zvhh_triage.domain.commands.leg_afstemming_vast import LegAfstemmingVast
from zvhh_triage.handlers import handlers
from zvhh_triage.views.afstemming import ADVIEZEN, AangehaaldBeeld

NU = datetime(2025, 3, 3, 9, tzinfo=UTC)
CODE = "A-7K4M-9QXT"
CONFIG = Configuratie(
    partners=(
        Partner(oin=VT, naam="Veilig Thuis Duinrand", klasse="2b", vast_van=date(2020, 1, 1)),
        Partner(oin=PO, naam="Politie Duinrand", klasse="1c", vast_van=date(2020, 1, 1)),
    )
)


def leg_vast(by: Actor = BRAM, **anders: Any) -> Story:
    """A consultation by VT, a minute ago."""
    feiten: dict[str, Any] = {"partner": VT, "moment": NU - timedelta(minutes=1), "advies": "melden"} | anders
    return given(handlers(CONFIG), subject=CODE).when(LegAfstemmingVast(**feiten), at=NU, by=by)


def test_a_consultation_is_logged_and_gives_its_code() -> None:
    """S5: who was called, when, and what was advised."""
    story = leg_vast().then_nothing()
    assert story.outcome is not None
    assert story.outcome.result == {"code": CODE}
    made = story.state
    assert (made.partner, made.moment, made.advies) == (VT, NU - timedelta(minutes=1), "melden")
    assert (made.door, made.vastgelegd_op) == ("bram.proefstra", NU)


def test_there_is_no_field_for_words() -> None:
    """S5, L2: what can't be typed can't be about a person."""
    assert set(LegAfstemmingVast.model_fields) == {"partner", "moment", "advies"}
    with pytest.raises(ValidationError):
        LegAfstemmingVast.model_validate({"partner": VT, "moment": NU, "advies": "vraag Anna"})


def test_a_consultation_was_with_a_partner_and_before_now() -> None:
    """S5: every fault at once; now is not the future."""
    leg_vast(partner="00000099000000099000", moment=NU + timedelta(milliseconds=1)).then_refused(
        "partner-onbekend", "moment-in-toekomst", status=400
    )
    assert leg_vast(moment=NU).state is not None


def test_only_a_procesregisseur_logs_one() -> None:
    """L9."""
    leg_vast(by=VERA).then_refused("geen-procesregisseur", status=403)


def test_a_code_is_given_out_once() -> None:
    """S5: two by chance: the second is asked again, the first stays."""
    story = leg_vast()
    again = LegAfstemmingVast(partner=PO, moment=NU, advies="niet-melden")
    story.when(again, at=NU, by=BRAM).then_refused("code-bezet", status=409)
    assert story.state.partner == VT


def test_a_cited_code_is_known_of_another_partner_or_unknown() -> None:
    """S5: as triage shows it."""
    made = leg_vast().state
    known = AangehaaldBeeld.van(CONFIG, CODE, made, VT)
    assert (known.uitkomst, known.advies, known.moment) == ("bekend", "melden", NU - timedelta(minutes=1))
    assert known.partner is not None
    assert known.partner.naam == "Veilig Thuis Duinrand"
    assert AangehaaldBeeld.van(CONFIG, CODE, made, PO).uitkomst == "andere-partner"
    unknown = AangehaaldBeeld.van(CONFIG, CODE, None, VT)
    assert (unknown.uitkomst, unknown.partner, unknown.advies) == ("onbekend", None, None)


@pytest.mark.parametrize(("oin", "gelogd", "uitkomst"), [
    (VT, True, "bekend"), (PO, True, "andere-partner"), (VT, False, "onbekend"),
])  # fmt: skip
def test_a_consultation_tells_who_cites_it_what_there_is_of_it(oin: str, gelogd: bool, uitkomst: Aanhaling) -> None:
    """S5: given to this partner, to another one, or to nobody; it is answered each time, and nothing of it changes."""
    story = leg_vast() if gelogd else given(handlers(CONFIG), subject=CODE)
    was = story.state
    story.when(AfstemmingAangehaald(zaak_id=SUBJECT, melder_oin=oin), at=NU)
    assert story.events == [(SUBJECT, AfstemmingBeantwoord(code=CODE, uitkomst=uitkomst))]
    assert story.state == was
    if not gelogd:
        story.when(LegAfstemmingVast(partner=VT, moment=NU, advies="melden"), at=NU, by=BRAM)
        assert story.state.partner == VT


def test_every_advice_has_words() -> None:
    """S5: no code on a page."""
    assert ADVIEZEN.keys() == set(get_args(Advies))


def test_a_code_is_a_document() -> None:
    """S5: no other id is."""
    assert is_afstemming(CODE)
    assert not any(
        is_afstemming(one) for one in ("A-7K4M-9QX", "B-7K4M-9QXT", "ZV-7K4M-9QXT", "a-7k4m-9qxt", f"{CODE} ")
    )
