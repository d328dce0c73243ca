# SPDX-License-Identifier: EUPL-1.2
"""What others tell: the melding, the weegoverleg, the casus; one life through every stand; every order of sources."""

from datetime import UTC, date, datetime
from itertools import product
from typing import get_args

from hypothesis import given as for_all
from hypothesis import strategies as st
from services.triage.tests.story import VT, Make, there

from zvhh_contracts import casussen, meldingen, overleggen
from zvhh_contracts.configuration import Configuratie
from zvhh_kit.testing import given
from zvhh_triage import readers
from zvhh_triage.domain.parts.melding import Melding
from zvhh_triage.domain.triage import Stand, Triage
from zvhh_triage.handlers import handlers

THEN = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
LATER = datetime(2025, 6, 20, 8, tzinfo=UTC)


def test_a_melding_comes_on_the_worklist(zaak: Make) -> None:
    """S8: the leefgebieden as told; L8: destroyed at the latest 3 March 2030. Story 1.1 and 1.9."""
    state = zaak().triage
    assert (state.stand, state.ontvangen_op, state.melder_oin, state.gemeente) == ("open", THEN, VT, "delft")
    assert len(there(state.melding).leefgebieden) == 3
    assert there(state.melding).vernietigen_uiterlijk_op == date(2030, 3, 3)


def test_what_intake_told_is_kept_as_told(zaak: Make) -> None:
    """S1b, S3, S5, S8, S15: codes and dates, for who judges."""
    told = {
        "pilotjaar": 2025,
        "relatie": "vermoeden",
        "wensen": ("aware", "slachtofferdevice"),
        "leefgebieden": ("huisvesting",),
        "domeinen": ("straf", "zorg"),
        "twijfel": "overlegd",
        "afstemming": "A-7K4M-9QXT",
        "oud_kenmerk": "ZV-BBBB-2222",
    }
    melding = zaak(**told).triage.melding
    assert {name: getattr(melding, name) for name in told} == told


def test_a_weegoverleg_that_nothing_crossed_leaves_no_task(zaak: Make) -> None:
    """D2: the good way."""
    one = zaak().drie_keer_ja().bevestig("doorgezet").gepland().gehouden()
    assert (one.taken, one.triage.termijn) == ((), None)


def test_a_withdrawal_ends_triage_and_is_destroyed_after_thirty_days(zaak: Make) -> None:
    """D1, L8: "is de veiligheid geborgd?" is asked here when no weegoverleg was planned."""
    one = zaak().op(date(2025, 6, 20)).ingetrokken().dan_niets()
    assert (one.triage.stand, one.triage.vernietigen_op) == ("ingetrokken", date(2025, 7, 20))
    assert one.taken == ("veiligheid-geborgd",)
    planned = zaak().drie_keer_ja().bevestig("doorgezet").gepland().ingetrokken().geannuleerd()
    assert (planned.triage.stand, planned.taken) == ("ingetrokken", ("veiligheid-geborgd",))


def test_planning_is_no_task_of_triage(zaak: Make) -> None:
    """S10: planned, moved, cancelled: meetings gives that task; another overleg is none of triage's business."""
    one = zaak().drie_keer_ja().bevestig("doorgezet").gepland()
    assert one.taken == ()
    one.doe(overleggen.OverlegVerzet(nummer=1, soort="weegoverleg", begin=LATER, duur_minuten=60))
    assert there(one.triage.weegoverleg).begin == LATER
    assert one.geannuleerd(nummer=7).taken == ()
    assert one.geannuleerd().taken == ()
    assert there(one.triage.weegoverleg).geannuleerd


def test_a_held_weegoverleg_outranks_a_withdrawal_and_a_revision_that_crossed_it(zaak: Make) -> None:
    """D1, D2: the overleg counts, the procesregisseur gets a task, no date of destruction is left (L8)."""
    one = zaak().drie_keer_ja().bevestig("doorgezet").gepland().ingetrokken().gehouden().dan_niets()
    assert (one.triage.stand, one.triage.vernietigen_op) == ("gewogen", None)
    assert one.taken == ("overleg-al-gehouden",)
    other = zaak().drie_keer_ja().oordeel("veiligheid", ja=False).bevestig("afgewezen").gehouden()
    assert (other.triage.stand, other.triage.vernietigen_op) == ("gewogen", None)
    assert other.taken == ("overleg-al-gehouden",)


def test_a_casus_is_proof_of_a_weegoverleg_that_is_not_heard_of_yet(zaak: Make) -> None:
    """D2: whichever of meetings and regie is heard first, the judgement stands."""
    one = zaak().drie_keer_ja().bevestig("doorgezet")
    one.doe(casussen.CasusOpWachtlijst(pilotjaar=2025, positie=1, sinds=LATER))
    assert one.triage.stand == "gewogen"
    one.oordeel("veiligheid", ja=False).geweigerd("weegoverleg-gehouden")


def test_not_passend_is_destroyed_after_thirty_days(zaak: Make) -> None:
    """L8."""
    one = (
        zaak()
        .drie_keer_ja()
        .bevestig("doorgezet")
        .gepland()
        .op(date(2025, 6, 20))
        .gehouden(passend=False, route="regulier")
    )
    assert (one.triage.stand, one.triage.vernietigen_op) == ("gewogen", date(2025, 7, 20))


def test_a_closed_casus_is_shielded(zaak: Make) -> None:
    """L8, L6: nobody reads it any more."""
    one = zaak().gehouden()
    assert one.triage.afgeschermd is False
    assert one.afgeschaald().triage.afgeschermd is True


def test_one_life_through_every_stand(leeg: Make, zaak: Make) -> None:
    """Every stand is reached, and each by the message that should."""
    seen = [leeg().gepland().triage.stand]
    one = zaak()
    for step in ("vraag", "aangevuld", "voeg", "splits", "drie_keer_ja"):
        seen.append(getattr(one, step)().triage.stand)
    one.oordeel("veiligheid", ja=False).bevestig("afgewezen")
    seen.append(one.triage.stand)
    one.oordeel("veiligheid").bevestig("doorgezet").gepland()
    seen.append(one.triage.stand)
    seen.append(one.gehouden().wachtlijst().geopend().afgeschaald().triage.stand)
    seen += [zaak().ingetrokken().triage.stand, leeg().lopend().triage.stand]
    assert seen == [
        "wacht-op-melding",
        "aanvulling",
        "open",
        "gevoegd",
        "open",
        "open",
        "afgewezen",
        "doorgezet",
        "gewogen",
        "ingetrokken",
        "lopend",
    ]
    assert set(seen) == set(get_args(Stand))


def _melding() -> meldingen.MeldingIngediend:
    return meldingen.MeldingIngediend(
        kenmerk="ZV-7K4M-9QXT", pilotjaar=2025, ontvangen_op=THEN, eerste_verwerking_op=THEN, melder_oin=VT,
        gemeente="delft", relatie="ex-partner",
    )  # fmt: skip


_INTAKE = [
    meldingen.ProfessionalGeweerd(persoon="noor.testema", per=THEN),
    _melding(),
    meldingen.MeldingAangevuld(aangevuld_op=LATER),
    meldingen.WeringOpgeheven(persoon="noor.testema", per=LATER),
    meldingen.MeldingAfgeschermd(hoofdzaak_id="0190bbbb-0000-8000-8000-000000000002", afgeschermd_op=LATER),
    meldingen.MeldingIngetrokken(ingetrokken_op=LATER),
    meldingen.BewaartermijnGewijzigd(soort="aangehouden", vernietigen_op=None, op=LATER),
]
_MEETINGS = [
    overleggen.WeegoverlegGepland(nummer=1, begin=LATER, duur_minuten=60, genodigden=(VT,)),
    overleggen.OverlegGeannuleerd(nummer=1, soort="weegoverleg"),
    overleggen.WeegoverlegGepland(nummer=2, begin=LATER, duur_minuten=60, genodigden=(VT,)),
    overleggen.OverlegVerzet(nummer=2, soort="weegoverleg", begin=THEN, duur_minuten=60),
    overleggen.WeegoverlegGehouden(
        nummer=2, gehouden_op=LATER, vastgelegd_op=LATER, besloten=True, aanwezigen=(VT,), passend=True, doorzetten="ja"
    ),
    overleggen.WeegoverlegHerzien(
        nummer=2, versie=2, herzien_op=LATER, gehouden_op=LATER, passend=False, route="lokaal", door="noor.testema"
    ),
]
_REGIE = [
    casussen.CasusOpWachtlijst(pilotjaar=2025, positie=1, sinds=LATER),
    casussen.CasusVanWachtlijst(pilotjaar=2025, route="lokaal", van_wachtlijst_op=LATER, door="noor.testema"),
    casussen.CasusGeopend(
        pilotjaar=2025, plaats=1, maximum=30, vergeven=1, geopend_op=LATER, afschalen_mogelijk_op=LATER
    ),
    casussen.OpeningOngedaan(pilotjaar=2025, plaats=1, ongedaan_op=LATER, door="noor.testema"),
    casussen.CasusBeeindigd(nummer=4, grond="overlijden", beeindigd_op=LATER),
]


@for_all(st.data())
def test_every_order_of_the_sources_gives_the_same_state(data: st.DataObject) -> None:
    """The order between sources is nobody's promise: any number of events of each, merged in any way, ends alike."""
    taken = [source[: data.draw(st.integers(0, len(source)))] for source in (_INTAKE, _MEETINGS, _REGIE)]
    order = data.draw(st.permutations([n for n, events in enumerate(taken) for _ in events]))
    left = [list(events) for events in taken]
    story = given(handlers(Configuratie()))
    for source in order:
        story.when(left[source].pop(0), at=LATER).then_nothing()
    straight = given(handlers(Configuratie()), *(event for events in taken for event in events), at=LATER)
    assert story.state == straight.state
    assert story.reminders == straight.reminders


def _offered(sash: str | None, aangifte: str | None, regio: str | None, gemeente: str) -> Triage:
    """The state after a melding in whose event somebody smuggled the three."""
    body = _melding().model_dump(mode="json", by_alias=True) | {"gemeente": gemeente}
    extra = {"sash": sash, "aangifte": aangifte, "regiobinding": regio}
    read = readers.MeldingIngediend.model_validate(
        body | {key: value for key, value in extra.items() if value is not None}
    )
    state: Triage = given(handlers(Configuratie()), read, at=LATER).state
    return state


def test_forty_five_meldingen_that_differ_in_what_does_not_count_are_one_and_the_same() -> None:
    """S4, story 4.1: SASH × aangifte × regio make no difference, also if an event ever carried them."""
    answers = (None, "ja", "nee")
    combinations = list(product((None, "niet-afgenomen", "laag", "matig", "hoog"), answers, answers))
    states = [_offered(*combination, gemeente="delft") for combination in combinations]
    assert len(combinations) == 45
    assert all(state == states[0] for state in states)


def test_no_event_no_reader_and_no_state_has_a_field_for_what_does_not_count() -> None:
    """S4: neither SASH, nor aangifte, nor regio."""
    models = (meldingen.MeldingIngediend, meldingen.MeldingAangevuld, readers.MeldingIngediend, Triage, Melding)
    fields = [name for model in models for name in model.model_fields]
    assert not [name for name in fields if any(word in name for word in ("sash", "aangifte", "regio"))]


def test_a_gemeente_outside_the_region_is_not_even_kept() -> None:
    """S4: "buiten de regio" and "onbekend" pass and leave no trace."""
    outside, unknown = (_offered(None, None, None, code) for code in ("buiten-de-regio", "onbekend"))
    assert outside == unknown
    assert outside.gemeente is None
    assert outside.stand == "open"
