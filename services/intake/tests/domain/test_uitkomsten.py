# SPDX-License-Identifier: EUPL-1.2
"""What a person or a partner's system is told of a command, to the letter, and that a repeat is told the same (D1).

For: answers and words that no other test names. Not for: what a command changes; each rule has its own file.
"""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from services.intake.tests.story import MaaktIndiening

from zvhh_contracts import casussen, overleggen, triages
from zvhh_contracts.configuration import Configuratie, Pilotjaar
from zvhh_contracts.event import Persoon
from zvhh_contracts.intake_intern import HoofdzaakVernietigd
from zvhh_contracts.meldingen import BetrokkenenGewijzigd
from zvhh_contracts.partner import Fout, Terugkoppeling
from zvhh_intake.domain.commands.beantwoord_jaarvraag import BeantwoordJaarvraag
from zvhh_intake.domain.commands.bewaar_concept import Bewaar
from zvhh_intake.domain.commands.dien_in import dichtstbij, pilot_gesloten
from zvhh_intake.domain.commands.geef_vrij import GeefVrij
from zvhh_intake.domain.commands.gooi_concept_weg import GooiWeg
from zvhh_intake.domain.commands.handel_onjuist_af import HandelAf, handel_af
from zvhh_intake.domain.commands.hef_wering_op import HefWeringOp
from zvhh_intake.domain.commands.houd_aan import HoudAan
from zvhh_intake.domain.commands.merk_onjuist import MerkOnjuist
from zvhh_intake.domain.commands.trek_in import TrekIn
from zvhh_intake.domain.commands.verleng_bewaren import VerlengBewaren
from zvhh_intake.domain.commands.vul_aan import VulAan
from zvhh_intake.domain.commands.weer import Weer
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.domain.commands.wijzig_betrokkene import WijzigBetrokkene
from zvhh_intake.domain.derived import VERNIETIGEN
from zvhh_intake.domain.partnerjaar import jaartaak, partnerjaar_id
from zvhh_intake.domain.rules.terugkoppeling import ZELFDE_ADRES, toelichting
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Actor, Context
from zvhh_kit.testing import SUBJECT, Story, given

Maak = MaaktIndiening
VT, PO, RN, ZVHH = (
    *("00000099000000001000", "00000099000000002000", "00000099000000006000"),
    "00000099000000000100",
)
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
T1 = T0 + timedelta(days=1)
LATER = datetime(2030, 1, 14, 9, tzinfo=UTC)
NOOR = Actor("noor", ZVHH, frozenset({"procesregisseur"}))
GEVRAAGD = triages.AanvullingGevraagd(versie=1, gevraagd_op=T0, uiterlijk_op=date(2025, 3, 10))
GEVOEGD = triages.TriageGevoegd(versie=1, gevoegd_op=T0, door="noor", bij="0190bbbb-0000-8000-8000-000000000001")
GEHOUDEN = overleggen.WeegoverlegGehouden(
    nummer=1, gehouden_op=T0, vastgelegd_op=T0, besloten=True, aanwezigen=(PO, VT), passend=True, doorzetten="ja",
    deelnemers=(PO,),
)  # fmt: skip
AFGESCHAALD = casussen.CasusAfgeschaald(nummer=4, afgeschaald_op=T1)
KIND = {"rol": "kind", "gegevens": {"naam": "Kind Fictief"}, "geinformeerd": {"ja": True}}
BORIS = {"rol": "pleger", "gegevens": {"naam": "onbekend"}, "geinformeerd": {"ja": True}}
ZORGEN = Fout(code="zorgen-ontbreken", tekst="Beschrijf wat er aan de hand is.", plaats="/zorgen")


@pytest.fixture
def gemeld(tafel: Handlers, indiening: Maak, vera: Actor) -> Story:
    """A melding of Vera's."""
    return given(tafel, indiening(), at=T0, by=vera)


@pytest.fixture
def door_het_systeem(tafel: Handlers, indiening: Maak, als: Callable[[str], Actor]) -> Story:
    """A melding that came in by a partner's own system."""
    return given(tafel, indiening("kafka", "ref-1"), at=T0, by=als(PO), subject=SUBJECT)


def _resultaat(story: Story) -> Any:
    assert story.outcome is not None
    assert story.outcome.refused is None
    return story.outcome.result


def _houd() -> HoudAan:
    return HoudAan.model_validate({"naam": "Mr. Testrecht", "reden": "Er loopt een procedure."})


def _weer(persoon: Persoon) -> Weer:
    return Weer.model_validate({"persoon": persoon, "reden": "Familie."})


def _erbij(**rest: Any) -> WijzigBetrokkene:
    return WijzigBetrokkene.model_validate({"betrokkene": KIND, "reden": "Gezien."} | rest)


def _verleng(*oins: str) -> VerlengBewaren:
    gaf = [{"oin": oin, "op": "2030-01-10"} for oin in oins]
    return VerlengBewaren.model_validate({"tot": "2031-03-03", "toestemmingen": gaf, "reden": "Nog gevaar."})


def _af(uitkomst: str, **rest: Any) -> HandelAf:
    return HandelAf.model_validate({"nummer": 1, "uitkomst": uitkomst, "reden": "Nagekeken."} | rest)


# --- the answer to a person -------------------------------------------------------------------------------------------


def test_each_command_is_answered_with_what_came_of_it(gemeld: Story, vera: Actor) -> None:
    """D1: a code or a number, without personal data."""
    gemeld.when(GEVRAAGD, at=T1)
    stappen: tuple[tuple[Any, Actor, Any], ...] = (
        (VulAan.model_validate({"tekst": "Meer."}), vera, "aangevuld"),
        (_weer("vera"), NOOR, "geweerd"),
        (HefWeringOp.model_validate({"persoon": "vera", "redenOpheffing": "Naamgenoot."}), NOOR, "opgeheven"),
        (_erbij(), NOOR, {"nr": 3}),
        (_erbij(nr=3), NOOR, {"nr": 3}),
        (MerkOnjuist.model_validate({"nr": 3, "veld": "naam", "waarom": "Dit klopt niet."}), NOOR, {"nummer": 1}),
        (_af("juist"), NOOR, "juist"),
        (_houd(), NOOR, "aangehouden"),
        (GeefVrij.model_validate({"redenVrijgave": "Klaar."}), NOOR, "vrijgegeven"),
        (TrekIn.model_validate({"reden": "Zij wil dit niet."}), vera, "ingetrokken"),
    )
    for nr, (command, wie, resultaat) in enumerate(stappen):
        assert _resultaat(gemeld.when(command, at=T1, by=wie, key=f"k{nr}")) == resultaat
        assert _resultaat(gemeld.when(command, at=T1, by=wie, key=f"k{nr}")) == resultaat


def test_a_joined_zaak_is_renewed_too(gemeld: Story) -> None:
    """L8, D11b: it may stand for years."""
    gemeld.when(GEVOEGD, at=T1).when(_verleng(VT), at=LATER, by=NOOR)
    assert _resultaat(gemeld) == "verlengd"
    assert gemeld.state.bewaren.verlengingen[0].op == LATER
    assert [een.op for een in gemeld.state.bewaren.verlengingen[0].toestemmingen] == [date(2030, 1, 10)]


def test_a_draft_and_the_yearly_question_are_answered(tafel: Handlers, vera: Actor) -> None:
    """D1, L10: and what was typed is kept until it is thrown away."""
    concept = given(tafel, subject="concept-0190aaaa-0000-8000-8000-000000000001")
    concept.when(Bewaar.model_validate({"inhoud": {"zorgen": "Elke avond."}}), at=T0, by=vera)
    assert b"Elke avond." in concept.state.inhoud.cipher
    assert _resultaat(concept.when(GooiWeg(), at=T0, by=vera)) == "weggegooid"
    jaar = given(tafel, subject=partnerjaar_id(VT, 2024))
    assert _resultaat(jaar.when(BeantwoordJaarvraag(nuttig="ja"), at=T0, by=vera)) == "beantwoord"
    assert (jaar.state.op, jaar.state.toelichting) == (T0, None)
    taak = jaartaak(VT, 2024)
    assert (taak.code, taak.voor, taak.oin, taak.uiterlijk) == ("jaarlijkse-vraag", "melder", VT, date(2025, 1, 31))


def test_who_withdrew_too_late_is_told(gemeld: Story, vera: Actor) -> None:
    """D1: to the letter."""
    gemeld.when(TrekIn.model_validate({"reden": "r"}), at=T0, by=vera).when(GEHOUDEN, at=T1)
    verwacht = "U wilde de melding intrekken, maar het overleg was al gehouden. De zaak gaat verder. "
    assert toelichting(gemeld.state) == verwacht + "Vragen? Bel de procesregisseur."
    assert toelichting(gemeld.when(AFGESCHAALD, at=T1).state).startswith("De zaak is afgeschaald.")


def test_who_is_unknown_is_named_in_the_field(gemeld: Story) -> None:
    """L6: where the fault is."""
    gemeld.when(_weer("niemand"), at=T1, by=NOOR).then_refused("persoon-onbekend", status=400)
    assert gemeld.outcome is not None
    assert gemeld.outcome.refused is not None
    assert gemeld.outcome.refused.faults[0].place == "/persoon"


def test_a_reporter_is_told_that_others_are_shielded_too(tafel: Handlers, indiening: Maak, vera: Actor) -> None:
    """D10: with the answer, as the border saw it."""
    story = given(tafel).when(indiening().model_copy(update={"zelfde_adres": True}), at=T0, by=vera)
    assert (_resultaat(story)["waarschuwingen"], story.state.zelfde_adres) == ([ZELFDE_ADRES], True)


# --- the answer to a partner's system ---------------------------------------------------------------------------------


def test_a_partner_s_system_hears_of_its_own_step_only(door_het_systeem: Story, als: Callable[[str], Actor]) -> None:
    """L6, D5: not who was barred, who came in sight, what was doubted or how long it is kept."""
    onder_ons: tuple[Any, ...] = (
        _weer("iemand"),
        HefWeringOp.model_validate({"persoon": "iemand", "redenOpheffing": "Naamgenoot."}),
        _erbij(),
        MerkOnjuist.model_validate({"nr": 1, "veld": "naam", "waarom": "Dit klopt niet."}),
        _af("gerectificeerd", betrokkene=KIND | {"rol": "slachtoffer"}),
        MerkOnjuist.model_validate({"nr": 2, "veld": "naam", "waarom": "Dit klopt niet."}),
        _af("vernietigd", nummer=2, betrokkene=BORIS),
        MerkOnjuist.model_validate({"veld": "zorgen", "waarom": "Dit klopt niet."}),
        _af("vernietigd", nummer=3),
        MerkOnjuist.model_validate({"veld": "zekerheden", "waarom": "Dit klopt niet."}),
        _af("juist", nummer=4),
        _houd(),
        GeefVrij.model_validate({"redenVrijgave": "Klaar."}),
    )
    for command in onder_ons:
        assert _resultaat(door_het_systeem.when(command, at=T1, by=NOOR)) is not None
        assert door_het_systeem.effects == [], command
    assert door_het_systeem.state.teruggekoppeld == 1
    door_het_systeem.when(TrekIn.model_validate({"reden": "r"}), at=T1, by=als(PO))
    [effect] = door_het_systeem.effects
    bericht = Terugkoppeling.model_validate_json(effect["data"]["bericht"])
    assert (bericht.stap, bericht.op, bericht.melding_referentie) == ("ingetrokken", T1, "ref-1")
    assert (effect["data"]["nummer"], effect["data"]["oin"]) == (2, PO)


def test_the_message_to_a_partner_s_system(tafel: Handlers, indiening: Maak, als: Callable[[str], Actor]) -> None:
    """S1b, D5: its names on the wire, nothing empty in it; a warning comes once, with *ontvangen*."""
    story = given(tafel).when(indiening("kafka", "ref-1", relatie="anders"), at=T0, by=als(PO))
    [effect] = story.effects
    assert (effect["kind"], {**effect["data"], "bericht": ""}) == (
        "terugkoppeling",
        {"oin": PO, "referentie": "ref-1", "nummer": 1, "bericht": ""},
    )
    bericht = json.loads(effect["data"]["bericht"])
    assert (bericht["meldingReferentie"], bericht["kenmerk"], len(bericht["waarschuwingen"])) == (
        "ref-1",
        "ZV-7K4M-9QXT",
        1,
    )
    story.when(GEVRAAGD, at=T1)
    bericht = json.loads(story.effects[0]["data"]["bericht"])
    assert (bericht["stap"], bericht["waarschuwingen"]) == ("aanvulling-gevraagd", [])
    geweigerd = given(tafel).when(Weiger(referentie="r", fouten=(ZORGEN,)), at=T0, by=als(PO))
    assert "kenmerk" not in json.loads(geweigerd.effects[0]["data"]["bericht"])


def test_a_step_is_told_in_its_own_words(tafel: Handlers, indiening: Maak, als: Callable[[str], Actor]) -> None:
    """D5, D1: nothing of a repeat where nothing was sent twice; each fault of a refusal with its place."""
    story = given(tafel).when(indiening("kafka", "ref-1"), at=T0, by=als(PO))
    bericht = Terugkoppeling.model_validate_json(story.effects[0]["data"]["bericht"])
    assert (bericht.tekst, bericht.herhaling_geweigerd) == (
        "Uw melding is binnen. Een procesregisseur beoordeelt de melding.",
        False,
    )
    story = given(tafel).when(indiening("kafka", "ref-2", voorPilot=False), at=T0, by=als(PO))
    bericht = Terugkoppeling.model_validate_json(story.effects[0]["data"]["bericht"])
    assert [(fout.code, fout.plaats) for fout in bericht.fouten] == [("niet-voor-pilot", "/voorPilot")]
    assert bericht.tekst == "Uw melding is niet aangenomen. Bij elke fout staat wat u kunt doen."


def test_a_melding_refused_again_is_numbered_on(tafel: Handlers, indiening: Maak, als: Callable[[str], Actor]) -> None:
    """D1, S2: a whole one, with a fault that shows in a sealed melding too."""
    story = given(tafel)
    for nummer in (1, 2):
        story.when(indiening("kafka", "r", voorPilot=False), at=T0, by=als(PO))
        assert (story.effects[0]["data"]["nummer"], story.state.stand) == (nummer, "geweigerd")


def test_answers_are_numbered_on(tafel: Handlers, als: Callable[[str], Actor]) -> None:
    """D1: each answer to one reference has its own number, refusals too."""
    story = given(tafel).when(Weiger(referentie="ref-3", fouten=(ZORGEN,)), at=T0, by=als(PO))
    assert (_resultaat(story), story.state.referentie) == ({"geweigerd": True}, "ref-3")
    for nummer in (2, 3):
        story.when(Weiger(referentie="ref-3", fouten=(ZORGEN,)), at=T0, by=als(PO))
        assert (story.effects[0]["data"]["nummer"], story.state.teruggekoppeld) == (nummer, nummer)


def test_another_melding_under_a_used_key_is_answered_each_time(
    tafel: Handlers, indiening: Maak, als: Callable[[str], Actor]
) -> None:
    """D1: a whole melding as well as an unreadable record; the accepted one stays."""
    story = given(tafel).when(indiening("kafka", "r"), at=T0, by=als(PO), key="k")
    for nummer, ander in ((2, indiening("kafka", "anders")), (3, Weiger(referentie="r", fouten=(ZORGEN,)))):
        story.when(ander, at=T0, by=als(PO), key="k")
        [effect] = story.effects
        bericht = Terugkoppeling.model_validate_json(effect["data"]["bericht"])
        assert bericht.fouten[0].code == "sleutel-hergebruikt"
        assert (effect["data"]["nummer"], story.state.teruggekoppeld, story.state.stand) == (nummer, nummer, "gemeld")


# --- data that was not right ------------------------------------------------------------------------------------------


def test_the_last_person_of_a_melding_is_destroyed_too(gemeld: Story, vera: Actor) -> None:
    """L10: in what was reported as well; person 2 of 2, and nobody else."""
    gemeld.when(MerkOnjuist.model_validate({"nr": 2, "veld": "naam", "waarom": "w"}), at=T1, by=NOOR)
    gemeld.when(_af("vernietigd", betrokkene=BORIS), at=T1, by=vera)
    gemeld.then(BetrokkenenGewijzigd(gewijzigd_op=T1, rollen={"slachtoffer": 1, "pleger": 1}))
    assert _resultaat(gemeld) == "vernietigd"
    bewaard = str(gemeld.document._fields())
    assert ("Boris Verzonnen" in bewaard, "Anna Fictief" in bewaard) == (False, True)
    assert gemeld.state.inhoud.betrokkenen == gemeld.state.personen


def test_the_conditions_of_who_passed_a_person_on_last_stay(gemeld: Story, vera: Actor) -> None:
    """L3: not those of the melding, once a deelnemer corrected the person on its own conditions."""
    politie = Actor("piet", PO, frozenset({"deelnemer"}))
    anna = KIND | {"rol": "slachtoffer"}
    for zin in ("Alleen mondeling.", "Niet aan derden."):
        gemeld.when(_erbij(nr=1, betrokkene=anna, voorwaarden=zin), at=T1, by=politie)
    gemeld.when(MerkOnjuist.model_validate({"nr": 1, "veld": "naam", "waarom": "w"}), at=T1, by=NOOR)
    gemeld.when(_af("gerectificeerd", betrokkene=anna), at=T1, by=politie)
    assert gemeld.state.wijzigingen[-1].voorwaarden.cipher == b"Niet aan derden."


def test_a_destroyed_text_is_gone_whatever_is_sent_along(gemeld: Story, vera: Actor) -> None:
    """L10: destroyed is destroyed."""
    gemeld.when(MerkOnjuist.model_validate({"veld": "zorgen", "waarom": "w"}), at=T1, by=NOOR)
    gemeld.when(_af("vernietigd", verbetering={"zorgen": "toch"}), at=T1, by=vera)
    assert gemeld.state.inhoud.zorgen is None


def test_what_a_newer_release_added_survives_a_correction(gemeld: Story, vera: Actor) -> None:
    """L10: during a rolling update an older release may be the one that rectifies."""
    gemeld.when(MerkOnjuist.model_validate({"veld": "zorgen", "waarom": "w"}), at=T1, by=NOOR)
    nieuwer = gemeld.state.model_copy(update={"inhoud": gemeld.state.inhoud.model_copy(update={"later_bedacht": "x"})})
    besluit = handel_af(nieuwer, _af("vernietigd"), Context(now=T1, subject=SUBJECT, received=T1, actor=vera))
    assert besluit.state is not None
    assert (besluit.state.inhoud.zorgen, besluit.state.inhoud.later_bedacht) == (None, "x")  # type: ignore[union-attr]


# --- moments ----------------------------------------------------------------------------------------------------------


def test_a_reminder_of_an_older_term_sets_itself_again(gemeld: Story) -> None:
    """L8: it came too early, the term moved or the zaak is on hold; nothing is destroyed."""
    gemeld.document.reminders[VERNIETIGEN] = T1
    gemeld.when(VERNIETIGEN, at=T1).then_nothing()
    assert gemeld.reminders == {VERNIETIGEN: at_local(date(2030, 3, 3))}
    gemeld.when(_houd(), at=T1, by=NOOR)
    gemeld.document.reminders[VERNIETIGEN] = T1
    gemeld.when(VERNIETIGEN, at=T1).then_nothing()
    assert (gemeld.document.gone, gemeld.reminders) == (None, {})


def test_the_nearest_window(config: Configuratie, config_2026: Configuratie) -> None:
    """S7: the one that closed last, in whatever order they were configured; else the first to open; else none."""
    y2025, y2026 = config_2026.pilotjaren[2025], config_2026.pilotjaren[2026]
    omgekeerd = config.model_copy(update={"pilotjaren": {2026: y2026, 2025: y2025}})
    een_ms = timedelta(milliseconds=1)
    for jaren in (config_2026, omgekeerd):
        assert dichtstbij(jaren, y2025.begin - een_ms) == y2025
        assert dichtstbij(jaren, y2025.eind) == y2025
        assert dichtstbij(jaren, y2026.eind) == y2026
    leeg = config.model_copy(update={"pilotjaren": {}})
    assert dichtstbij(leeg, T0) is None
    nooit = pilot_gesloten(leeg, T0)
    assert nooit is not None
    assert nooit.faults[0].text.startswith(
        "De pilot is nu niet open voor nieuwe meldingen. Wij ontvingen uw melding op 3 maart 2025 om 09:12 uur. "
        "Meld via de gewone weg: "
    )


def test_a_window_of_one_moment(config: Configuratie) -> None:
    """S7: [begin, eind): the last millisecond is in, the end is not."""
    jaar = Pilotjaar(begin=T0, eind=T0 + timedelta(seconds=1), maximum=1)
    kort = config.model_copy(update={"pilotjaren": {2025: jaar}})
    assert pilot_gesloten(kort, T0) is None
    assert pilot_gesloten(kort, jaar.eind - timedelta(milliseconds=1)) is None
    assert pilot_gesloten(kort, T0 - timedelta(milliseconds=1)) is not None
    dicht = pilot_gesloten(kort, jaar.eind)
    assert dicht is not None
    assert "U kon melden van 3 maart 2025 tot 3 maart 2025." in dicht.faults[0].text


# --- tasks ------------------------------------------------------------------------------------------------------------


def test_a_question_is_a_task_of_the_reporter_until_it_is_answered(gemeld: Story, vera: Actor) -> None:
    """S10, D1: with its term, for the organisation that reported; it sorts by that term."""
    assert (gemeld.state.taken, gemeld.state.taak_uiterlijk) == ((), date(2030, 3, 3))
    gemeld.when(GEVRAAGD, at=T1)
    (taak,) = gemeld.state.taken
    assert (taak.code, taak.voor, taak.oin, taak.uiterlijk) == ("vul-aan", "melder", VT, date(2025, 3, 10))
    assert gemeld.state.taak_uiterlijk == date(2025, 3, 10)
    gemeld.when(VulAan.model_validate({"tekst": "Meer."}), at=T1, by=vera)
    assert gemeld.state.taken == ()


def test_a_closed_zaak_has_no_tasks(gemeld: Story) -> None:
    """L8: nobody reads it any more."""
    gemeld.when(MerkOnjuist.model_validate({"nr": 1, "veld": "naam", "waarom": "w"}), at=T1, by=NOOR)
    assert [taak.code for taak in gemeld.state.taken] == ["controleer-gegeven"]
    gemeld.when(casussen.CasusAfgeschaald(nummer=4, afgeschaald_op=T1), at=T1)
    assert gemeld.state.taken == ()


def test_a_zaak_that_went_on_after_all_outlives_what_it_was_joined_to(gemeld: Story) -> None:
    """D11b, D1: a held weegoverleg outranks the joining that crossed it; the other zaak's end is not its own."""
    weg = HoofdzaakVernietigd(zaak_id=GEVOEGD.bij, vernietigd_op=T1)
    gemeld.when(GEVOEGD, at=T1).when(weg, at=T1)
    assert gemeld.state.einde_bewaren == T1.date()
    gemeld.when(GEHOUDEN, at=T1)
    assert (gemeld.state.stand, gemeld.state.einde_bewaren) == ("passend", date(2030, 3, 3))
