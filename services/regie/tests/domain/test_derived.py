# SPDX-License-Identifier: EUPL-1.2
"""What follows from a casus follows from its parts alone: derived once more it is the same, whatever has happened."""

from services.regie.tests.facts import Feit
from services.regie.tests.story import Maak, Zaak

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Context
from zvhh_kit.testing import SUBJECT
from zvhh_regie.domain.derived import derive


def _follows(config: Configuratie, story: Zaak, maak: Maak) -> None:
    nu = maak.op("2027-01-01")
    derived = derive(config, story.state, Context(now=nu, subject=SUBJECT, received=nu))
    assert derived.state == story.state
    assert dict(derived.reminders) == story.reminders


def test_a_life_to_its_end(config: Configuratie, table: Handlers, maak: Maak, feit: Feit) -> None:
    """S6, S14, S16: after each event, and after what came due."""
    story = Zaak(table)
    for bericht in feit.leven():
        event, op = bericht if isinstance(bericht, tuple) else (bericht, "2025-03-12 11:00")
        if "afschalen" in story.reminders and story.reminders["afschalen"] <= maak.op(op):
            story.when("afschalen", at=maak.op(op))
            _follows(config, story, maak)
        story.when(event, at=maak.op(op))
        _follows(config, story, maak)
    assert story.state.stand == "afgeschaald"


def test_a_wait_into_the_next_year(config: Configuratie, table: Handlers, maak: Maak) -> None:
    """S6b: with its looks, its year over, in the next line, and given up."""
    story, moment = Zaak(table), maak.op("2025-12-20 11:00")
    for bericht in (maak.melding(), maak.weegoverleg(), maak.wachtlijst(2), maak.aangeboden()):
        _follows(config, story.when(bericht, at=moment), maak)
    for naam, op in (("wachtlijst", "2025-12-27"), ("jaarwisseling", "2026-01-01"), ("wachtlijst", "2026-01-03")):
        _follows(config, story.when(naam, at=maak.op(op)), maak)
    _follows(config, story.when(maak.wachtlijst(1, jaar=2026), at=maak.op("2026-01-05")), maak)
    _follows(config, story.when("wachtlijst", at=maak.op("2026-01-12")), maak)
    _follows(config, story.when(maak.toch_niet_passend(), at=maak.op("2026-01-13")), maak)
    assert (story.state.stand, story.reminders) == ("niet-passend", {})
