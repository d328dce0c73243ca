# SPDX-License-Identifier: EUPL-1.2
"""What a melding hears of the consultation that it cites."""

from services.triage.tests.story import VT, Make

from zvhh_contracts import meldingen
from zvhh_contracts.triage_intern import Aanhaling, AfstemmingAangehaald, AfstemmingBeantwoord
from zvhh_kit.domain.decision import changed
from zvhh_kit.testing import SUBJECT

CODE = "A-7K4M-9QXT"


def test_a_reporter_who_cites_a_consultation_is_called_back_unless_it_is_theirs(zaak: Make, leeg: Make) -> None:
    """S5: it is asked of the consultation itself; until that answers, and for a code that nobody gave out or that another
    partner got, it is doubt without consultation."""
    answers: dict[Aanhaling, tuple[str, ...]] = {
        "bekend": (),
        "andere-partner": ("melder-terugbellen",),
        "onbekend": ("melder-terugbellen",),
    }
    for uitkomst, taken in answers.items():
        one = zaak(twijfel="overlegd", afstemming=CODE)
        assert one.story.events == [(CODE, AfstemmingAangehaald(zaak_id=SUBJECT, melder_oin=VT))]
        assert (one.taken, one.triage.melder_twijfelt) == (("beoordelen", "melder-terugbellen"), True)
        one.doe(AfstemmingBeantwoord(code=CODE, uitkomst=uitkomst)).dan_niets()
        assert one.taken == ("beoordelen", *taken)
    assert one.rond_af("melder-terugbellen").taken == ("beoordelen",)
    answered = leeg().doe(AfstemmingBeantwoord(code=CODE, uitkomst="bekend"))
    came = meldingen.MeldingIngediend(
        kenmerk="ZV-7K4M-9QXT", pilotjaar=2025, ontvangen_op=one.at, eerste_verwerking_op=one.at, melder_oin=VT,
        gemeente="delft", relatie="partner", twijfel="overlegd", afstemming=CODE,
    )  # fmt: skip
    assert answered.doe(came).taken == ("beoordelen",)
    assert leeg().doe(AfstemmingBeantwoord(code=CODE, uitkomst="onbekend")).taken == ()


def test_a_zaak_of_before_is_not_called_back_for_what_nobody_asked(zaak: Make) -> None:
    """S5: an earlier release did not ask after a code; what it decided stays as it was."""
    one = zaak(twijfel="overlegd", afstemming=CODE)
    one.story.document.state = changed(one.triage, afstemming_stand=None)
    assert one.pak().taken == ("beoordelen",)
