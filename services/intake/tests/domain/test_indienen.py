# SPDX-License-Identifier: EUPL-1.2
"""Accepting a melding, or not: who, when, and what follows from it."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from services.intake.tests.story import MaaktIndiening

from zvhh_contracts.configuration import Configuratie, Partner
from zvhh_contracts.meldingen import MeldingIngediend
from zvhh_contracts.partner import Fout, Terugkoppeling
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.handlers import handlers
from zvhh_kit.core.fold import MAX_EVENT_BYTES
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import SUBJECT, Story, given

Maak = MaaktIndiening
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
VT, PO, RN = "00000099000000001000", "00000099000000002000", "00000099000000006000"
SH, TB, ONBEKEND = "00000099000000009000", "00000099000000011000", "00000099000000099000"
INGEDIEND = MeldingIngediend(
    kenmerk="ZV-7K4M-9QXT",
    pilotjaar=2025,
    ontvangen_op=T0,
    eerste_verwerking_op=T0,
    melder_oin=VT,
    gemeente="den-haag",
    relatie="ex-partner",
    wensen=("aware",),
    leefgebieden=("huisvesting", "werk-en-opleiding", "huiselijke-relaties"),
    domeinen=("straf", "zorg"),
    rollen={"slachtoffer": 1, "pleger": 1},
    bekend_sinds=date(2025, 2, 20),
)


def _berichten(story: Story) -> list[Terugkoppeling]:
    return [Terugkoppeling.model_validate_json(effect["data"]["bericht"]) for effect in story.effects]


def test_a_vaste_partner_reports(tafel: Handlers, indiening: Maak, vera: Actor) -> None:
    """S1, S2, S3, S6, L8 (Story 1.1): the zaak exists, counts for 2025, and goes at the latest five years later."""
    story = given(tafel).when(indiening(), at=T0, by=vera).then(INGEDIEND)

    assert story.outcome is not None
    assert story.outcome.result == {
        "zaakId": SUBJECT,
        "kenmerk": "ZV-7K4M-9QXT",
        "ontvangenOp": "2025-03-03T08:12:00.000Z",
        "pilotjaar": 2025,
        "waarschuwingen": [],
    }
    assert story.state.stand == "gemeld"
    assert story.state.melder_oin == VT
    assert story.state.eerste_verwerking_op == T0
    assert story.state.vernietigen_uiterlijk_op == date(2030, 3, 3)
    assert story.state.vernietigen_op is None


def test_conditions_of_the_supplier_stay_with_the_data(tafel: Handlers, indiening: Maak, vera: Actor) -> None:
    """L3: voorwaarden are kept beside what they are about, sealed."""
    assert given(tafel, indiening(), at=T0, by=vera).state.inhoud.voorwaarden.cipher == b"Niet delen met de werkgever."


def test_the_same_request_again_gives_the_same_answer_and_nothing_else(
    tafel: Handlers, indiening: Maak, vera: Actor
) -> None:
    """D1, S7: also long after the end of the window."""
    story = given(tafel).when(indiening(), at=T0, by=vera, key="k")
    eerst = story.outcome
    later = datetime(2025, 11, 1, tzinfo=UTC)
    story.when(indiening(), at=later, by=vera, key="k").then_nothing()

    assert story.outcome is not None
    assert eerst is not None
    assert (story.outcome.status, story.outcome.result) == ("repeated", eerst.result)


def test_another_melding_for_the_same_zaak_is_refused(tafel: Handlers, indiening: Maak, vera: Actor) -> None:
    """D1: one key is one melding."""
    given(tafel, indiening(), at=T0, by=vera).when(indiening(relatie="partner"), at=T0, by=vera).then_refused(
        "al-gemeld"
    )


@pytest.mark.parametrize(
    ("oin", "code", "woord"),
    [
        (ONBEKEND, "partner-onbekend", "niet bekend"),
        (TB, "partner-incidenteel", "incidentele partner"),
        (SH, "partner-derde", "geen deelnemer"),
    ],
)
def test_who_may_not_report(
    tafel: Handlers, indiening: Maak, als: Callable[[str], Actor], oin: str, code: str, woord: str
) -> None:
    """S1 (Story 2.1): two facts per partner, law and list; each no has its own text and a way on; no melding is left."""
    story = given(tafel).when(indiening(), at=T0, by=als(oin)).then_refused(code, status=403)

    assert story.outcome is not None
    assert story.outcome.refused is not None
    tekst = story.outcome.refused.faults[0].text
    assert woord in tekst
    assert "via een vaste partner" in tekst
    assert story.state is None


def test_the_list_is_read_on_the_local_day_of_receipt(
    tafel: Handlers, indiening: Maak, als: Callable[[str], Actor]
) -> None:
    """S1: RN is vast until 1 June 2025, local: 31 May 22:00Z is 1 June in Amsterdam."""
    laat = datetime(2025, 5, 31, 22, 0, tzinfo=UTC)
    given(tafel).when(indiening(), at=laat, by=als(RN)).then_refused("partner-incidenteel")
    op_tijd = laat - timedelta(milliseconds=1)
    story = given(tafel).when(indiening(), at=laat, received=op_tijd, by=als(RN))
    assert story.state.melder_oin == RN


@pytest.mark.parametrize(
    ("ontvangen", "open_"),
    [
        (datetime(2024, 12, 31, 22, 59, 59, 999000, tzinfo=UTC), False),
        (datetime(2024, 12, 31, 23, 0, tzinfo=UTC), True),
        (datetime(2025, 9, 30, 21, 59, 59, 999000, tzinfo=UTC), True),
        (datetime(2025, 9, 30, 22, 0, tzinfo=UTC), False),
    ],
)
def test_the_window(tafel: Handlers, indiening: Maak, vera: Actor, ontvangen: datetime, open_: bool) -> None:
    """S7 (Story 3.1, 3.6): [1 January, 1 October) local, by the moment of receipt, whatever the clock says later."""
    later = datetime(2025, 10, 1, 0, 20, tzinfo=UTC)
    anders: dict[str, Any] = {"bekend": {"hoe": "buren", "sinds": "2024-12-01"}}
    story = given(tafel).when(indiening(**anders), at=later, received=ontvangen, by=vera)
    if open_:
        assert story.state.pilotjaar == 2025
        assert (story.state.ontvangen_op, story.state.eerste_verwerking_op) == (ontvangen, ontvangen)
    else:
        story.then_refused("pilot-gesloten", status=409)


def test_a_closed_pilot_names_both_ends_the_regular_way_and_the_number(
    tafel: Handlers, indiening: Maak, vera: Actor
) -> None:
    """S7 (Story 3.2): the draft that comes at 00:04 hears when it came, and that it stays."""
    te_laat = datetime(2025, 9, 30, 22, 4, tzinfo=UTC)
    story = given(tafel).when(indiening(weg="concept"), at=te_laat, by=vera).then_refused("pilot-gesloten")

    assert story.outcome is not None
    assert story.outcome.refused is not None
    tekst = story.outcome.refused.faults[0].text
    for deel in (
        "van 1 januari 2025 tot 1 oktober 2025",
        "1 oktober 2025 om 00:04 uur",
        "Uw concept is bewaard.",
        "zvhh.nl of 070-7570900",
        "Gaat het om een zaak die al loopt? Bel 070-7570900.",
    ):
        assert deel in tekst


def test_each_year_has_its_own_window(tafel: Handlers, config_2026: Configuratie, indiening: Maak, vera: Actor) -> None:
    """S6, S7 (Story 3.7): 5 January 2026 is closed until the configuration has a 2026; then it counts for 2026."""
    moment = datetime(2026, 1, 5, 9, tzinfo=UTC)
    given(tafel).when(indiening(), at=moment, by=vera).then_refused("pilot-gesloten")

    assert given(handlers(config_2026), indiening(), at=moment, by=vera).state.pilotjaar == 2026


def test_codes_are_judged_again_when_deciding(tafel: Handlers, indiening: Maak, vera: Actor) -> None:
    """S2, L1: a border that forgot to judge can't let this through."""
    story = given(tafel).when(indiening(voorPilot=False, verklaring=None, gemeente="parijs"), at=T0, by=vera)
    story.then_refused("niet-voor-pilot", "verklaring-ontbreekt", "gemeente-onbekend", status=400)


def test_another_relation_is_accepted_with_a_warning(tafel: Handlers, indiening: Maak, vera: Actor) -> None:
    """S1b (Story 2.7): 'anders' is for triage to judge."""
    story = given(tafel).when(indiening(relatie="anders", gemeente="buiten-de-regio"), at=T0, by=vera)

    story.then(INGEDIEND.model_copy(update={"relatie": "anders", "gemeente": "buiten-de-regio"}))
    assert story.outcome is not None
    assert len(story.outcome.result["waarschuwingen"]) == 1


def test_a_partners_system_is_warned_as_well(tafel: Handlers, indiening: Maak, als: Callable[[str], Actor]) -> None:
    """S1b: the warning is the same on every way in; another relation than 'anders' brings none."""
    story = given(tafel).when(indiening("kafka", "r", relatie="anders"), at=T0, by=als(PO))
    [bericht] = _berichten(story)
    assert "kijkt eerst of de zaak bij de pilot hoort" in bericht.waarschuwingen[0]
    for relatie in ("partner", "ex-partner", "vermoeden"):
        story = given(tafel).when(indiening("kafka", "r", relatie=relatie), at=T0, by=als(PO))
        assert _berichten(story)[0].waarschuwingen == ()


def test_the_event_cites_the_old_zaak(tafel: Handlers, indiening: Maak, vera: Actor) -> None:
    """S15: new developments are a new zaak that may name the old one; nothing of the old one is looked up."""
    oud = "ZV-2345-BCDF"
    story = given(tafel).when(indiening(oudKenmerk=oud), at=T0, by=vera)
    story.then(INGEDIEND.model_copy(update={"oud_kenmerk": oud}))
    assert story.state.oud_kenmerk == oud


@pytest.mark.parametrize(
    ("ontvangen", "goed"),
    [
        (datetime(2025, 3, 2, 22, 59, 59, 999000, tzinfo=UTC), False),
        (datetime(2025, 3, 2, 23, 0, tzinfo=UTC), True),
    ],
)
def test_known_since_is_never_after_the_local_day_of_receipt(
    tafel: Handlers, indiening: Maak, vera: Actor, ontvangen: datetime, goed: bool
) -> None:
    """S0: judged when deciding as well: known since 3 March is told from 3 March 00:00 local on."""
    command = indiening(bekend={"hoe": "buren", "sinds": "2025-03-03"})
    story = given(tafel).when(command, at=T0, received=ontvangen, by=vera)
    if goed:
        assert story.state.bekend_sinds == date(2025, 3, 3)
    else:
        story.then_refused("datum-in-toekomst", status=400)


@pytest.mark.parametrize("hoe", ["buren", "eigen dossier"])
@pytest.mark.parametrize("sinds", ["1999-01-01", "2025-03-03"])
def test_known_since_is_no_criterion(tafel: Handlers, indiening: Maak, vera: Actor, hoe: str, sinds: str) -> None:
    """S0: whatever it says, the melding is accepted, and only that date differs in the event."""
    story = given(tafel).when(indiening(bekend={"hoe": hoe, "sinds": sinds}), at=T0, by=vera)
    story.then(INGEDIEND.model_copy(update={"bekend_sinds": date.fromisoformat(sinds)}))


def test_class_and_list_are_two_dated_facts(config: Configuratie, indiening: Maak, als: Callable[[str], Actor]) -> None:
    """S1: both are read on the local day of receipt; one without the other is not enough, each no has its own text."""
    partner = Partner(
        oin=PO, naam="Politie", klasse="1c", klasse_van=date(2025, 2, 1), klasse_tot=date(2025, 5, 1),
        vast_van=date(2025, 3, 1), vast_tot=date(2025, 4, 1),
    )  # fmt: skip
    tafel = handlers(config.model_copy(update={"partners": (partner,)}))
    anders: dict[str, Any] = {"bekend": {"hoe": "buren", "sinds": "2024-12-01"}}
    for moment, code in (
        (datetime(2025, 1, 31, 22, 59, tzinfo=UTC), "partner-derde"),
        (datetime(2025, 1, 31, 23, 0, tzinfo=UTC), "partner-incidenteel"),
        (datetime(2025, 2, 28, 22, 59, tzinfo=UTC), "partner-incidenteel"),
        (datetime(2025, 2, 28, 23, 0, tzinfo=UTC), None),
        (datetime(2025, 3, 31, 21, 59, tzinfo=UTC), None),
        (datetime(2025, 3, 31, 22, 0, tzinfo=UTC), "partner-incidenteel"),
        (datetime(2025, 4, 30, 21, 59, tzinfo=UTC), "partner-incidenteel"),
        (datetime(2025, 4, 30, 22, 0, tzinfo=UTC), "partner-derde"),
    ):
        story = given(tafel).when(indiening(**anders), at=T0, received=moment, by=als(PO))
        if code is None:
            assert story.state.stand == "gemeld", moment
        else:
            story.then_refused(code, status=403)


@pytest.mark.parametrize("sash", [None, "niet afgenomen", "laag", "matig", "hoog"])
@pytest.mark.parametrize("aangifte", [None, "ja", "nee"])
@pytest.mark.parametrize("regio", [None, "ja", "nee"])
def test_what_does_not_count_changes_nothing(
    tafel: Handlers, indiening: Maak, vera: Actor, sash: str | None, aangifte: str | None, regio: str | None
) -> None:
    """S4 (Story 4.1): 45 ways, one event, one answer; it is stored sealed and in no field that a list could use."""
    genoemd = {"sash": sash, "aangifte": aangifte, "regiobinding": regio}
    story = given(tafel).when(indiening(nietMeegeteld=genoemd), at=T0, by=vera).then(INGEDIEND)
    zonder = given(tafel).when(indiening(), at=T0, by=vera)

    assert story.outcome is not None
    assert zonder.outcome is not None
    assert story.outcome.result == zonder.outcome.result
    leeg = {"inhoud": story.state.inhoud.model_copy(update={"niet_meegeteld": None})}
    assert story.state.model_copy(update=leeg) == zonder.state


def test_no_event_holds_a_person_or_a_text(tafel: Handlers, indiening: Maak, vera: Actor) -> None:
    """L6: nothing that was typed is in the event."""
    story = given(tafel).when(indiening(eigenKenmerk="DOSSIER-1"), at=T0, by=vera)
    gezegd = " ".join(event.model_dump_json() for _, event in story.events)
    for geheim in ("Fictief", "99999001", "buren", "deur", "Vera", "DOSSIER", "vera"):
        assert geheim not in gezegd


def test_a_partners_record_is_accepted_and_answered(
    tafel: Handlers, indiening: Maak, als: Callable[[str], Actor]
) -> None:
    """D1, S7 (Story 3.4): judged by the append time 23:58 though it is read at 00:20; the partner hears the kenmerk."""
    op_tijd = datetime(2025, 9, 30, 21, 58, tzinfo=UTC)
    gelezen = datetime(2025, 9, 30, 22, 20, tzinfo=UTC)
    story = given(tafel).when(indiening("kafka", "ref-1"), at=gelezen, received=op_tijd, by=als(PO))

    assert [type(event).__name__ for _, event in story.events] == ["MeldingIngediend"]
    [bericht] = _berichten(story)
    assert (bericht.stap, bericht.kenmerk, bericht.melding_referentie) == ("ontvangen", "ZV-7K4M-9QXT", "ref-1")
    assert (story.effects[0]["data"]["oin"], story.effects[0]["data"]["nummer"]) == (PO, 1)


def test_a_partners_record_too_late_is_answered_not_lost(
    tafel: Handlers, indiening: Maak, als: Callable[[str], Actor]
) -> None:
    """S7, D1 (Story 3.4): appended 00:01: refused with the text of the window, no event, a document without content."""
    te_laat = datetime(2025, 9, 30, 22, 1, tzinfo=UTC)
    story = given(tafel).when(indiening("kafka", "ref-2"), at=te_laat, by=als(PO)).then()

    [bericht] = _berichten(story)
    assert (bericht.stap, bericht.kenmerk, [fout.code for fout in bericht.fouten]) == (
        "geweigerd",
        None,
        ["pilot-gesloten"],
    )
    assert (story.state.stand, story.state.inhoud, story.state.afgeschermd) == ("geweigerd", None, True)
    assert story.reminders == {"opruimen": te_laat + timedelta(days=7)}


FOUT = Fout(
    code="criterium-leeg", tekst="Vul in hoe u weet dat de veiligheid in het geding is.", plaats="/criteria/veiligheid"
)


def test_a_faulty_record_gives_way_to_the_next_with_its_key(
    tafel: Handlers, indiening: Maak, als: Callable[[str], Actor]
) -> None:
    """D1: a refused record hears every fault; the next one with its key is decided anew, numbered on, and stays."""
    story = given(tafel).when(Weiger(referentie="ref-3", fouten=(FOUT,)), at=T0, by=als(PO), key="k").then()
    assert _berichten(story)[0].fouten == (FOUT,)

    story.when(indiening("kafka", "ref-3"), at=T0, by=als(PO), key="k")
    assert (story.state.stand, "opruimen" in story.reminders) == ("gemeld", False)
    assert (_berichten(story)[0].stap, story.effects[0]["data"]["nummer"]) == ("ontvangen", 2)
    assert len(story.events) == 1


def test_the_same_melding_is_accepted_once_it_is_allowed(
    tafel: Handlers, indiening: Maak, als: Callable[[str], Actor]
) -> None:
    """S7, D1: refused while the pilot was not open yet, and sent again unchanged when it is: it is no repeat."""
    te_vroeg = datetime(2024, 12, 31, 22, 0, tzinfo=UTC)
    story = given(tafel).when(indiening("kafka", "ref-4"), at=te_vroeg, by=als(PO), key="k").then()
    assert [bericht.stap for bericht in _berichten(story)] == ["geweigerd"]
    story.when(indiening("kafka", "ref-4"), at=T0, by=als(PO), key="k")
    assert (story.state.stand, _berichten(story)[0].stap) == ("gemeld", "ontvangen")


def test_a_faulty_record_again_is_answered_again(tafel: Handlers, als: Callable[[str], Actor]) -> None:
    """D1: another faulty try hears its own faults; the very same record is swallowed by its key."""
    story = given(tafel).when(Weiger(referentie="ref-3", fouten=(FOUT,)), at=T0, by=als(PO), key="k")
    story.when(Weiger(referentie="ref-3", fouten=(FOUT,)), at=T0, by=als(PO), key="k").then_nothing()
    ander = Fout(code="niet-voor-pilot", tekst="Zeg dat u deze zaak voor de pilot meldt.", plaats="/voorPilot")
    story.when(Weiger(referentie="ref-3", fouten=(ander,)), at=T0, by=als(PO), key="k")
    assert [b.fouten[0].code for b in _berichten(story)] == ["niet-voor-pilot"]


def test_a_faulty_record_of_who_may_not_report_hears_that(tafel: Handlers, als: Callable[[str], Actor]) -> None:
    """S1, S7: no list of faults for who could not report anyway."""
    story = given(tafel).when(Weiger(referentie="r", fouten=(FOUT,)), at=T0, by=als(TB))
    assert [fout.code for fout in _berichten(story)[0].fouten] == ["partner-incidenteel"]


def test_a_faulty_record_while_the_pilot_is_closed_hears_that(tafel: Handlers, als: Callable[[str], Actor]) -> None:
    """S7: in the words for a record: a partner's system has no draft that is kept."""
    te_laat = datetime(2025, 9, 30, 22, 1, tzinfo=UTC)
    [fout] = _berichten(given(tafel).when(Weiger(referentie="r", fouten=(FOUT,)), at=te_laat, by=als(PO)))[0].fouten
    assert (fout.code, "concept" in fout.tekst) == ("pilot-gesloten", False)


@pytest.mark.parametrize(("key", "code"), [("k", "sleutel-hergebruikt"), ("vergeten", "al-gemeld")])
def test_a_refused_repeat_leaves_the_accepted_melding_and_its_step(
    tafel: Handlers, indiening: Maak, als: Callable[[str], Actor], key: str, code: str
) -> None:
    """D1: told with all that is wrong, beside the step that holds; also when the first key was forgotten by now."""
    story = given(tafel).when(indiening("kafka", "r"), at=T0, by=als(PO), key="k")
    aangenomen = story.state
    for nummer, (ander, fouten) in enumerate(
        [
            (Weiger(referentie="x", fouten=(FOUT,)), [code, "criterium-leeg"]),
            (indiening("kafka", "r", relatie="partner"), [code]),
        ],
        start=2,
    ):
        story.when(ander, at=T0, by=als(PO), key=f"{key}{nummer if key != 'k' else ''}").then()
        [bericht] = _berichten(story)
        assert (bericht.stap, bericht.herhaling_geweigerd, bericht.kenmerk) == ("ontvangen", True, "ZV-7K4M-9QXT")
        assert [fout.code for fout in bericht.fouten] == fouten
        assert bericht.tekst.startswith("Wat u nu stuurde, is niet aangenomen")
        assert bericht.tekst.endswith("Een procesregisseur beoordeelt de melding.")
        assert (bericht.melding_referentie, story.effects[0]["data"]["nummer"]) == ("r", nummer)
        assert story.state == aangenomen.model_copy(update={"teruggekoppeld": nummer})


def test_however_much_is_wrong_the_answer_fits(tafel: Handlers, als: Callable[[str], Actor]) -> None:
    """L1: a melding can have more faults than an event has room for."""
    story = given(tafel).when(Weiger(referentie="r", fouten=(FOUT,) * 5_000), at=T0, by=als(PO))
    assert len(_berichten(story)[0].fouten) == 100
    assert len(story.effects[0]["data"]["bericht"]) < MAX_EVENT_BYTES


def test_another_report_of_a_person_under_a_used_key_is_refused(
    tafel: Handlers, indiening: Maak, vera: Actor, als: Callable[[str], Actor]
) -> None:
    """D1: 409, and nothing changes."""
    story = given(tafel).when(indiening(), at=T0, by=vera, key="k")
    story.when(indiening("rest", "anders"), at=T0, by=vera, key="k").then_refused("sleutel-hergebruikt")


def test_a_refused_record_is_forgotten(tafel: Handlers, indiening: Maak, als: Callable[[str], Actor]) -> None:
    """L8, D1: after seven days its reference is gone; a better one with that key is still decided anew, numbered on."""
    story = given(tafel).when(Weiger(referentie="r", fouten=(FOUT,)), at=T0, by=als(PO), key="k")
    story.when("opruimen", at=T0 + timedelta(days=7)).then_nothing()
    assert (story.state.referentie, story.state.inhoud) == ("", None)
    story.when(indiening("kafka", "r"), at=T0 + timedelta(days=8), by=als(PO), key="k")
    assert (story.state.stand, story.effects[0]["data"]["nummer"]) == ("gemeld", 2)


def test_nobody_else_hears_by_kafka(tafel: Handlers, indiening: Maak, vera: Actor) -> None:
    """Feedback goes to who reported by Kafka only."""
    assert given(tafel).when(indiening(), at=T0, by=vera).effects == []


def test_who_reports_is_in_no_state_beyond_its_ids(tafel: Handlers, indiening: Maak, vera: Actor) -> None:
    """L6: what is kept in clear are ids, codes and dates."""
    bewaard: dict[str, Any] = given(tafel, indiening(), at=T0, by=vera).state.model_dump(mode="python")
    del bewaard["inhoud"]
    for geheim in ("Fictief", "Verzonnen", "99999", "buren", "Melder", "070"):
        assert geheim not in str(bewaard).replace(VT, "")
