# SPDX-License-Identifier: EUPL-1.2
"""S18, L8: what the destruction of a zaak leaves of it in the figures: the same sums, told once, in any order."""

from datetime import date

from hypothesis import given as draw
from hypothesis import settings
from hypothesis import strategies as st
from pydantic import BaseModel
from services.regie.tests.facts import Bericht, Feit, Verhaal
from services.regie.tests.story import Cijferjaar, Maak, Zaak

from zvhh_contracts.casussen import CasusVernietigd
from zvhh_contracts.meldingen import MeldingVernietigd
from zvhh_contracts.regie_intern import LaatsteTelling
from zvhh_kit.core.handlers import Handlers
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.parts.feiten import Feiten
from zvhh_regie.domain.rules.evaluatie.telling import jaar_van, opgeteld, telling


def test_the_last_count_goes_first_and_once(verhaal: Verhaal, maak: Maak, feit: Feit) -> None:
    """S18, L8: destroyed, a casus leaves its counts with its year, no id and no date; after that it says nothing."""
    story = verhaal(feit.leven())
    tellers = telling(story.state)
    vernietigd = MeldingVernietigd(vernietigd_op=maak.op("2030-03-03"))
    story.when(vernietigd, at=maak.op("2030-03-03"))
    assert story.events[0] == ("evaluatie-2025", LaatsteTelling(tellers=tellers))
    assert [type(event) for _, event in story.events].count(LaatsteTelling) == 1
    assert isinstance(story.events[-1][1], CasusVernietigd)
    story.when(feit.afgewezen(), at=maak.op("2030-03-04")).then_nothing()
    story.when(vernietigd, at=maak.op("2030-03-04")).then_nothing()


def test_what_was_never_reported_leaves_no_counts(table: Handlers, maak: Maak) -> None:
    """S18, L8: a tombstone without a melding before it adds to no year."""
    story = Zaak(table).when(MeldingVernietigd(vernietigd_op=maak.op("2030-03-03")), at=maak.op("2030-03-03"))
    assert [to for to, _ in story.events] == [story.document.id]


@settings(max_examples=60)
@draw(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 11), st.booleans()), min_size=1, max_size=8))
def test_destroying_any_zaak_changes_no_figure(
    table: Handlers, verhaal: Verhaal, maak: Maak, feit: Feit, zaken: list[tuple[int, int, bool]]
) -> None:
    """S18, L8: the living plus what destroyed ones left is the same sum, whichever are destroyed and in which stand."""
    weg, samen = Cijferjaar(table, subject="evaluatie-2025"), []
    levend: list[dict[str, int]] = []
    for soort, tot, vernietigd in zaken:
        story = verhaal(_wegen(maak, feit)[soort][: tot + 1])
        samen.append(telling(story.state))
        if not vernietigd:
            levend.append(samen[-1])
            continue
        story.when(MeldingVernietigd(vernietigd_op=maak.op("2030-03-03")), at=maak.op("2030-03-03"))
        for naar, event in story.events:
            if isinstance(event, LaatsteTelling):
                assert naar == "evaluatie-2025"
                weg.when(event, at=maak.op("2030-03-03"), source=f"urn:zaak-{len(samen)}")
    tellers = weg.state.tellers if weg.state is not None else {}
    assert opgeteld(tellers, *levend) == opgeteld(*samen)


def _wegen(maak: Maak, feit: Feit) -> list[list[Bericht]]:
    niet = maak.weegoverleg(passend=False, doorzetten=None, deelnemers=(), route="regulier")
    return [
        feit.leven(),
        [maak.melding(gemeente="delft"), feit.aanvulling(), feit.afgewezen()],
        [maak.melding(melder_oin=maak.PO), feit.doorgezet(), niet],
        [maak.melding(wensen=("aware",)), maak.intrekking()],
        [maak.melding(), feit.doorgezet(), maak.weegoverleg(), maak.wachtlijst(), maak.toegekend(30)],
    ]


@settings(max_examples=60)
@draw(st.lists(st.integers(0, 2), max_size=14))
def test_any_order_of_sources_gives_the_same_counts(table: Handlers, maak: Maak, feit: Feit, keus: list[int]) -> None:
    """S18: intake's, triage's and meetings' events in every order between them; each in its own order."""
    bronnen: list[list[BaseModel]] = [
        [maak.melding(bekend_sinds=date(2025, 3, 1), wensen=("aware",))],
        [feit.aanvulling(), feit.afgewezen(), feit.doorgezet(versie=2)],
        [
            maak.weegoverleg(wensen={"aware": "besproken"}),
            feit.casusoverleg("2025-03-26 10:00"),
            feit.plan("2025-03-26 12:00"),
            feit.casusoverleg("2025-06-04 10:00", 3, 70, wensen={"aware": "niet"}),
            feit.plan("2025-06-04 12:00", 2),
        ],
    ]

    def einde(volgorde: list[int]) -> tuple[int | None, dict[str, int], Feiten]:
        story, rest = Zaak(table), [list(bron) for bron in bronnen]
        for welk in [*volgorde, *[0, 1, 2] * 5]:
            if rest[welk]:
                story.when(rest[welk].pop(0), at=maak.op("2025-03-12 11:00"))
        assert isinstance(story.state, Casus)
        return jaar_van(story.state), telling(story.state), story.state.feiten

    assert einde(keus) == einde([])


def test_without_a_melding_nothing_is_left(table: Handlers, maak: Maak) -> None:
    """S18: an overleg that was heard of first counted for no year."""
    story = Zaak(table).when(maak.weegoverleg(), at=maak.op("2025-03-12 11:00"))
    story.when(maak.vernietigd(), at=maak.op("2030-03-03"))
    assert not any(isinstance(event, LaatsteTelling) for _, event in story.events)
