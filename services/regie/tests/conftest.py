# SPDX-License-Identifier: EUPL-1.2
"""What the stories stand on, and what holds of each: true sentences, known refusals, words for every code."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from services.regie.tests.facts import Feit, Na, Verhaal, vertel
from services.regie.tests.sentences import WAAR, gezegd
from services.regie.tests.story import Maak, configuratie

from zvhh_contracts.casussen import AfschalenGeweigerd, BeeindigenGeweigerd, CasusregieGeweigerd
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.taken import TAKEN, Taak, van
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.testing.refusals import Refusals, recording
from zvhh_kit.testing.sentences import watching
from zvhh_regie.domain.events.meetings import AFSCHALEN_GEWEIGERD, BEEINDIGEN_GEWEIGERD
from zvhh_regie.domain.rules import casusregie
from zvhh_regie.handlers import handlers


@pytest.fixture(scope="session")
def refusals() -> Refusals:
    """The table of what regie refuses, for people and integrators."""
    return Refusals(Path(__file__).parents[1] / "weigeringen.yaml", "zvhh_regie.domain")


@pytest.fixture(autouse=True)
def true_sentences() -> Iterator[None]:
    """Whatever a person reads of a state in a test is true in it."""
    yield from watching(gezegd, WAAR)


@pytest.fixture(autouse=True)
def known_refusals(refusals: Refusals) -> Iterator[None]:
    """Whatever is refused in a test stands in the table, with its words and place."""
    yield from recording(refusals)


@pytest.fixture(autouse=True)
def known_answers(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Whatever code regie sends in an answer, or shows as a task, in a test has words that people read."""
    zonder_woorden: list[str] = []
    for soort, veld, woorden in (
        (AfschalenGeweigerd, "reden", AFSCHALEN_GEWEIGERD),
        (BeeindigenGeweigerd, "reden", BEEINDIGEN_GEWEIGERD),
        (CasusregieGeweigerd, "redenen", casusregie.REDENEN),
        (Taak, "code", {code: TAKEN[code].woorden for code in van("regie")}),
    ):
        monkeypatch.setattr(soort, "__init__", _watched(soort, veld, woorden, zonder_woorden))
    yield
    assert zonder_woorden == []


def _watched(soort: type[BaseModel], veld: str, woorden: Mapping[str, str], zonder: list[str]) -> Callable[..., None]:
    """The way in which `soort` is made, noting each code in `veld` that has no words."""
    made = soort.__init__

    def making(self: BaseModel, **delen: Any) -> None:
        made(self, **delen)
        waarde = getattr(self, veld)
        zonder.extend(code for code in ((waarde,) if isinstance(waarde, str) else waarde) if not woorden.get(code))

    return making


@pytest.fixture(scope="session")
def maak() -> Maak:
    """Short ways to make messages."""
    return Maak()


@pytest.fixture(scope="session")
def config() -> Configuratie:
    """The partners of the stories, and two pilot years."""
    return configuratie()


@pytest.fixture(scope="session")
def table(config: Configuratie) -> Handlers:
    """The handlers of regie."""
    return handlers(config)


@pytest.fixture(scope="session")
def feit(maak: Maak) -> Feit:
    """Short ways to make what triage and meetings say."""
    return Feit(maak)


@pytest.fixture(scope="session")
def verhaal(table: Handlers, maak: Maak) -> Verhaal:
    """A zaak after events, each at 12 March 2025 or at the moment that stands with it."""
    return lambda berichten: vertel(table, maak, berichten)


@pytest.fixture(scope="session")
def casus(table: Handlers, maak: Maak) -> Na:
    """The casus after these events, told as `verhaal` does."""

    return lambda *berichten: vertel(table, maak, berichten).state
