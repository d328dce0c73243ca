# SPDX-License-Identifier: EUPL-1.2
"""A casus from melding to afschalen, and the same life heard in every order of its sources (core rule: any order)."""

from collections.abc import Iterator, Sequence
from itertools import chain

from hypothesis import given as draw
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import BaseModel
from services.regie.tests.story import Maak, Zaak

from zvhh_contracts.casussen import CasusOpWachtlijst
from zvhh_kit.core.handlers import Handlers
from zvhh_regie.domain.casus import Casus


def test_a_casus_walks_every_stand(table: Handlers, maak: Maak) -> None:
    """S6, S14, S16, D4: Story 1 and each side way, by the stand that people see."""
    story, nu = Zaak(table), maak.op("2025-03-12 11:00")
    stappen: list[tuple[BaseModel, str]] = [
        (maak.melding(), "aangemeld"),
        (maak.intrekking(), "ingetrokken"),
        (maak.niet_besloten(), "tweede-weegoverleg"),
        (maak.weegoverleg(nummer=2, passend=False, doorzetten=None, deelnemers=()), "niet-passend"),
        (maak.weegoverleg(nummer=3), "wacht-op-plaats"),
        (maak.wachtlijst(), "wachtlijst"),
        (maak.toegekend(30), "loopt"),
        (maak.aangewezen(1, maak.een(), "2025-03-12"), "loopt"),
        (maak.besluit("2025-06-01 10:00", nummer=3), "loopt"),
        (maak.besluit("2025-10-22 10:30"), "afgeschaald"),
        (maak.vertrek(maak.VT, "2025-10-23"), "afgeschaald"),
        (maak.toegekend(30), "afgeschaald"),
        (maak.wachtlijst(), "afgeschaald"),
    ]
    for bericht, stand in stappen:
        story.when(bericht, at=nu)
        assert story.state.stand == stand, type(bericht).__name__


def _volgorde(kanalen: Sequence[Sequence[BaseModel]], keus: list[int]) -> Iterator[BaseModel]:
    """The channels mixed by `keus`, each in its own order."""
    rest = [list(kanaal) for kanaal in kanalen]
    for welk in chain(keus, [0] * sum(map(len, kanalen))):
        open_ = [kanaal for kanaal in rest if kanaal]
        if not open_:
            return
        yield open_[welk % len(open_)].pop(0)


def _zonder_besluit(event: BaseModel) -> BaseModel:
    """An answer on a place that comes before the question, as it can only in these orders, names no decision."""
    return event.model_copy(update={"besluit_op": None}) if isinstance(event, CasusOpWachtlijst) else event


_RECHT: dict[tuple[bool, bool], tuple[Casus, list[str]]] = {}
"""How each of the four lives ends in the order in which it was lived."""


@settings(max_examples=100)
@draw(st.lists(st.integers(0, 2), max_size=12), st.booleans(), st.booleans())
def test_any_order_of_sources_gives_the_same_casus_and_the_same_events(
    table: Handlers, maak: Maak, keus: list[int], wachtlijst: bool, ingetrokken: bool
) -> None:
    """S6, S16, D1: intake's, meetings' and the pilotjaar's events in every order: one end state, one set of events."""
    meldingen = [maak.melding(), *([maak.intrekking()] if ingetrokken else [])]
    overleggen = [
        maak.niet_besloten(),
        maak.weegoverleg(nummer=2),
        maak.aangewezen(1, maak.een(maak.RN), "2025-03-12"),
        maak.vertrek(maak.RN, "2025-04-01"),
        maak.aangewezen(2, maak.een(maak.RN), "2025-04-02"),
        maak.aangewezen(3, maak.een(maak.VT), "2025-04-02"),
    ]
    antwoorden = [*([maak.wachtlijst(1)] if wachtlijst else []), maak.toegekend(30)]
    nu = maak.op("2025-03-12 11:00")

    def einde(kanalen: Iterator[BaseModel]) -> tuple[Casus, list[str]]:
        story, gezegd = Zaak(table), []
        for bericht in kanalen:
            story.when(bericht, at=nu)
            gezegd += [f"{to} {_zonder_besluit(event)!r}" for to, event in story.events]
        return story.state, sorted(gezegd)

    if (wachtlijst, ingetrokken) not in _RECHT:
        _RECHT[wachtlijst, ingetrokken] = einde(chain(meldingen, overleggen, antwoorden))
    assert einde(_volgorde([meldingen, overleggen, antwoorden], keus)) == _RECHT[wachtlijst, ingetrokken]
