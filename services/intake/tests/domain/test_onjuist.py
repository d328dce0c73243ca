# SPDX-License-Identifier: EUPL-1.2
"""Data that is not right (L10): marked, its supplier asked, rectified, destroyed, or found right; and the yearly question."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from services.intake.tests.story import MaaktIndiening

from zvhh_contracts import overleggen
from zvhh_contracts.meldingen import BetrokkenenGewijzigd
from zvhh_intake.domain.commands.beantwoord_jaarvraag import BeantwoordJaarvraag
from zvhh_intake.domain.commands.handel_onjuist_af import HandelAf
from zvhh_intake.domain.commands.hef_afscherming_op import HefAfschermingOp
from zvhh_intake.domain.commands.merk_onjuist import MerkOnjuist
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.domain.commands.wijzig_betrokkene import WijzigBetrokkene
from zvhh_intake.domain.derived import VERLOPEN
from zvhh_intake.domain.partnerjaar import gevraagd_jaar, jaartaak, partnerjaar_id
from zvhh_intake.domain.parts.inhoud import Spoor
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import Story, given

VT, PO, ZVHH = "00000099000000001000", "00000099000000002000", "00000099000000000100"
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
T1, T2 = T0 + timedelta(days=1), T0 + timedelta(days=2)
NOOR = Actor("noor", ZVHH, frozenset({"procesregisseur"}))
PIET = Actor("piet", PO, frozenset({"deelnemer"}))
_ANNA = {"rol": "slachtoffer", "gegevens": {"naam": "Anna Anders"}, "geinformeerd": {"ja": True}}


@pytest.fixture
def story(tafel: Handlers, indiening: MaaktIndiening, vera: Actor) -> Story:
    """A melding on Anna (1, slachtoffer) and Boris (2, pleger)."""
    return given(tafel, indiening(), at=T0, by=vera)


def _merk(veld: str, nr: int | None = None) -> MerkOnjuist:
    return MerkOnjuist.model_validate({"nr": nr, "veld": veld, "waarom": "Dit klopt niet."})


def _af(uitkomst: str, nummer: int = 1, **rest: Any) -> HandelAf:
    return HandelAf.model_validate({"nummer": nummer, "uitkomst": uitkomst, "reden": "Nagekeken."} | rest)


def test_the_supplier_is_asked(story: Story) -> None:
    """L10: dated, with a task for the reporter's organisation, until it is answered."""
    story.when(_merk("adres", 1), at=T1, by=NOOR).then()
    assert story.outcome is not None
    assert story.outcome.result == {"nummer": 1}
    mark = story.state.onjuist[0]
    assert (mark.nr, mark.veld, mark.op, mark.door, mark.leverancier) == (1, "adres", T1, "noor", VT)
    (taak,) = story.state.taken
    assert (taak.code, taak.voor, taak.oin, taak.uiterlijk) == ("controleer-gegeven", "melder", VT, None)
    assert story.state.taak_uiterlijk == date(2030, 3, 3)


def test_found_to_be_right(story: Story, vera: Actor) -> None:
    """L10: the supplier looked; nothing changes, and the task goes."""
    was = story.when(_merk("zorgen"), at=T1, by=NOOR).state
    story.when(_af("juist"), at=T2, by=vera).then()
    assert (story.state.inhoud, story.state.taken) == (was.inhoud, ())
    mark = story.state.onjuist[0]
    assert (mark.uitkomst, mark.afgehandeld_op, mark.afgehandeld_door) == ("juist", T2, "vera")
    assert mark.reden.cipher == b"Nagekeken."


def test_a_text_is_rectified(story: Story, vera: Actor) -> None:
    """L10: the text as it should be takes the place of the other one; the rest stays."""
    story.when(_merk("zorgen"), at=T1, by=vera)
    story.when(_af("gerectificeerd"), at=T2, by=vera).then_refused("tekst-ontbreekt", status=400)
    story.when(_af("gerectificeerd", verbetering={"zekerheden": "x"}), at=T2, by=vera).then_refused("tekst-ontbreekt")
    story.when(_af("gerectificeerd", verbetering={"zorgen": "Hij belt elke avond."}), at=T2, by=vera).then()
    assert story.state.inhoud.zorgen.cipher == b"Hij belt elke avond."
    assert story.state.inhoud.zekerheden.cipher == b"Twee keer door ons gezien."
    assert story.state.onjuist[0].uitkomst == "gerectificeerd"


def test_what_has_parts_is_rectified_whole(story: Story, vera: Actor) -> None:
    """L10, S0: since when the case is known changes with it."""
    story.when(_merk("bekend"), at=T1, by=vera)
    half = {"bekend": {"hoe": "Van de buren"}}
    story.when(_af("gerectificeerd", verbetering=half), at=T2, by=vera).then_refused("tekst-ontbreekt")
    heel = {"bekend": {"hoe": "Van de buren", "sinds": "2025-01-02"}}
    story.when(_af("gerectificeerd", verbetering=heel), at=T2, by=vera)
    assert (story.state.inhoud.bekend.sinds, story.state.bekend_sinds) == (date(2025, 1, 2), date(2025, 1, 2))


@pytest.mark.parametrize("veld", ["zorgen", "zekerheden", "criteria", "bekend", "voorwaarden"])
def test_a_text_is_destroyed(story: Story, vera: Actor, veld: str) -> None:
    """L10: it is nowhere any more, and the document still opens."""
    story.when(_merk(veld), at=T1, by=vera).when(_af("vernietigd"), at=T2, by=vera).then()
    assert getattr(story.state.inhoud, veld) is None
    assert type(story.state).model_validate(story.state.model_dump(mode="python")).inhoud == story.state.inhoud


def test_what_does_not_count_is_rectified_too(tafel: Handlers, indiening: MaaktIndiening, vera: Actor) -> None:
    """L10, S4: SASH and the like are data as well."""
    story = given(tafel, indiening(nietMeegeteld={"sash": "hoog"}), at=T0, by=vera)
    story.when(_merk("niet-meegeteld"), at=T1, by=vera)
    story.when(_af("gerectificeerd", verbetering={"nietMeegeteld": {"sash": "laag"}}), at=T2, by=vera).then()
    assert b"laag" in story.state.inhoud.niet_meegeteld.cipher


def test_a_person_is_rectified(story: Story, vera: Actor) -> None:
    """L10, D10, D11, L3: as a correction, with its event, its hashes, and the conditions of who passed it on."""
    story.when(_merk("naam", 1), at=T1, by=NOOR)
    story.when(_af("gerectificeerd"), at=T2, by=vera).then_refused("gegevens-ontbreken", status=400)
    story.when(_af("gerectificeerd", betrokkene=_ANNA, hashes=("h1",)), at=T2, by=vera)
    story.then(BetrokkenenGewijzigd(gewijzigd_op=T2, rollen={"slachtoffer": 1, "pleger": 1}))
    assert b"Anders" in story.state.personen[0].gegevens.cipher
    assert story.state.sporen == (Spoor(hash="h1", rol="slachtoffer", nr=1),)
    assert story.state.wijzigingen[0].voorwaarden.cipher == b"Niet delen met de werkgever."
    assert b"Fictief" in story.state.inhoud.betrokkenen[0].gegevens.cipher  # every version stays (D10)
    assert story.state.onjuist[0].uitkomst == "gerectificeerd"


def test_conditions_of_another_person_are_not_mixed_up(story: Story, vera: Actor) -> None:
    """L3: a correction of person 2 came without conditions; those of the melding still hold for person 1."""
    boris = {"rol": "pleger", "gegevens": {"naam": "Boris Verzonnen"}, "geinformeerd": {"ja": True}}
    story.when(WijzigBetrokkene.model_validate({"betrokkene": boris, "reden": "r", "nr": 2}), at=T1, by=PIET)
    story.when(_merk("naam", 1), at=T1, by=NOOR)
    story.when(_af("gerectificeerd", betrokkene=_ANNA), at=T2, by=vera)
    assert story.state.wijzigingen[-1].voorwaarden.cipher == b"Niet delen met de werkgever."


def test_a_datum_of_a_person_is_destroyed_in_every_version(story: Story, vera: Actor) -> None:
    """L10: also in what was reported, and in corrections since."""
    eerder = {"betrokkene": _ANNA | {"gegevens": {"naam": "Anna Eerder"}}, "reden": "Getrouwd.", "nr": 1}
    story.when(WijzigBetrokkene.model_validate(eerder), at=T1, by=vera)
    story.when(_merk("naam", 1), at=T1, by=NOOR)
    story.when(_af("vernietigd", betrokkene=_ANNA | {"gegevens": {"naam": "onbekend"}}), at=T2, by=vera)
    bewaard = str(story.document._fields())
    assert "Anna Fictief" not in bewaard
    assert "Anna Eerder" not in bewaard
    assert "Boris Verzonnen" in bewaard
    assert story.state.onjuist[0].uitkomst == "vernietigd"
    assert len(story.state.personen) == 2


def test_a_datum_of_who_was_added_later_is_destroyed(story: Story) -> None:
    """L10, D10: of a person who was not in the melding only the last version stays."""
    for naam in ("Kind Eerst", "Kind Daarna"):
        kind = {"rol": "kind", "gegevens": {"naam": naam}, "geinformeerd": {"ja": True}}
        nr = {"nr": 3} if len(story.state.personen) == 3 else {}
        story.when(WijzigBetrokkene.model_validate({"betrokkene": kind, "reden": "r"} | nr), at=T1, by=PIET)
    story.when(_merk("naam", 3), at=T1, by=NOOR)
    zonder = {"rol": "kind", "gegevens": {"naam": "onbekend"}, "geinformeerd": {"ja": True}}
    story.when(_af("vernietigd", betrokkene=zonder), at=T2, by=PIET)
    bewaard = str(story.document._fields())
    assert ("Kind Eerst" in bewaard, "Kind Daarna" in bewaard, "Anna Fictief" in bewaard) == (False, False, True)
    assert [versie.nr for versie in story.state.wijzigingen] == [3]
    assert len(story.state.personen) == 3


def _hef(nr: int) -> HefAfschermingOp:
    return HefAfschermingOp.model_validate({"nr": nr, "reden": "r", "afgeschermd": True})


def _wijzig(nr: int | None, rol: str) -> WijzigBetrokkene:
    wie = {"rol": rol, "gegevens": {"naam": "Iemand Fictief"}, "geinformeerd": {"ja": True}}
    return WijzigBetrokkene.model_validate({"nr": nr, "betrokkene": wie, "reden": "r"})


def _opheffingen(story: Story) -> list[tuple[int, int]]:
    return [(een.nr, een.na) for een in story.state.opheffingen]


def test_a_lifted_shield_keeps_its_place_among_what_is_left(story: Story, vera: Actor) -> None:
    """L10, D10: of another person after as many versions as are left; of the person themselves before their only one."""
    for wat in (_wijzig(1, "slachtoffer"), _wijzig(2, "pleger"), _hef(1), _hef(2), _wijzig(2, "pleger")):
        story.when(wat, at=T1, by=NOOR)
    assert story.outcome is not None and story.outcome.status == "handled", story.outcome
    assert _opheffingen(story) == [(1, 2), (2, 2)]
    story.when(_merk("naam", 1), at=T1, by=NOOR)
    story.when(_af("vernietigd", betrokkene=_ANNA | {"gegevens": {"naam": "onbekend"}}), at=T2, by=NOOR)
    assert [versie.nr for versie in story.state.wijzigingen] == [2, 2, 1]
    assert _opheffingen(story) == [(1, 2), (2, 1)]


def test_a_lifted_shield_keeps_its_place_when_who_was_added_goes(story: Story) -> None:
    """L10, D10: also where the versions of one who was not in the melding go."""
    for wat in (_wijzig(None, "kind"), _hef(1), _merk("naam", 3)):
        story.when(wat, at=T1, by=NOOR)
    story.when(_af("vernietigd", betrokkene=_ANNA | {"rol": "kind"}), at=T2, by=NOOR)
    assert story.outcome is not None and story.outcome.status == "handled", story.outcome
    assert _opheffingen(story) == [(1, 0)]


def test_what_is_put_right_never_ends_a_shield(story: Story, vera: Actor) -> None:
    """L10, D10: as no correction does."""
    story.when(_merk("adres", 1), at=T1, by=NOOR)
    story.when(_af("gerectificeerd", betrokkene=_ANNA, tegenAfscherming=True), at=T2, by=vera)
    story.then_refused("afscherming-blijft", status=409)


def test_a_role_can_t_be_destroyed(story: Story, vera: Actor) -> None:
    """L2: it is corrected instead; and no slachtoffer may be lost by it."""
    story.when(_merk("rol", 1), at=T1, by=NOOR)
    story.when(_af("vernietigd", betrokkene=_ANNA), at=T2, by=vera).then_refused("rol-blijft", status=400)
    anders = _ANNA | {"rol": "kring"}
    story.when(_af("gerectificeerd", betrokkene=anders), at=T2, by=vera).then_refused("slachtoffer-ontbreekt")
    story.when(_af("gerectificeerd", betrokkene=_ANNA | {"rol": "beide"}), at=T2, by=vera)
    assert story.state.personen[0].rol == "beide"


def test_who_passed_a_person_on_is_asked_about_them(story: Story, vera: Actor) -> None:
    """L10, D10: a deelnemer who added a child is its supplier; the reporter is not."""
    gehouden = overleggen.WeegoverlegGehouden(
        nummer=1, gehouden_op=T0, vastgelegd_op=T0, besloten=True, aanwezigen=(PO, VT), passend=True, doorzetten="ja",
        deelnemers=(PO,),
    )  # fmt: skip
    kind = {"rol": "kind", "gegevens": {"naam": "Kind Fictief"}, "geinformeerd": {"ja": True}}
    story.when(gehouden, at=T1)
    story.when(WijzigBetrokkene.model_validate({"betrokkene": kind, "reden": "Gezien."}), at=T1, by=PIET)
    story.when(_merk("geboortedatum", 3), at=T1, by=NOOR)
    story.when(_merk("naam", 3), at=T1, by=vera).then_refused("gegeven-onbekend")  # who was added she does not see (L6)
    (taak,) = story.state.taken
    assert (taak.voor, taak.oin) == ("deelnemer", PO)
    story.when(_af("juist"), at=T2, by=vera).then_refused("niet-van-u", status=403)
    story.when(_af("juist"), at=T2, by=PIET)
    assert story.state.onjuist[0].afgehandeld_door == "piet"


def test_a_procesregisseur_answers_for_a_supplier(story: Story) -> None:
    """L10: who can't be reached leaves nothing open."""
    story.when(_merk("zorgen"), at=T1, by=NOOR).when(_af("vernietigd"), at=T2, by=NOOR)
    assert story.state.onjuist[0].afgehandeld_door == "noor"


@pytest.mark.parametrize(
    ("veld", "nr"),
    [("naam", 0), ("naam", 3), ("naam", None), ("zorgen", 1), ("vermoedens", None), ("niet-meegeteld", None)],
)
def test_what_is_not_there_can_t_be_marked(story: Story, veld: str, nr: int | None) -> None:
    """L10: 400 with the field."""
    story.when(_merk(veld, nr), at=T1, by=NOOR).then_refused("gegeven-onbekend", status=400)


def test_once_at_a_time(story: Story, vera: Actor) -> None:
    """L10: the same datum is asked about once, and answered once; afterwards it can be marked again."""
    story.when(_merk("adres", 1), at=T1, by=NOOR).when(_merk("adres", 1), at=T1, by=vera).then_refused("al-gemerkt")
    story.when(_merk("adres", 2), at=T1, by=NOOR)
    story.when(_af("juist"), at=T2, by=vera).when(_af("juist"), at=T2, by=vera).then_refused("al-afgehandeld")
    story.when(_af("juist", 9), at=T2, by=vera).then_refused("bestaat-niet", status=404)
    story.when(_merk("adres", 1), at=T2, by=NOOR)
    assert [(een.nummer, een.nr) for een in story.state.onjuist] == [(1, 1), (2, 2), (3, 1)]


def test_there_must_be_a_melding(tafel: Handlers, vera: Actor) -> None:
    """D1: a refused record has no data."""
    geweigerd = Weiger.model_validate(
        {
            "referentie": "r",
            "fouten": [{"code": "zorgen-ontbreken", "tekst": "Beschrijf wat er aan de hand is.", "plaats": "/zorgen"}],
        }
    )
    story = given(tafel, geweigerd, at=T0, by=vera)
    story.when(_merk("zorgen"), at=T1, by=NOOR).then_refused("bestaat-niet", status=404)
    story.when(_af("juist"), at=T1, by=NOOR).then_refused("bestaat-niet", status=404)


# --- the yearly question ----------------------------------------------------------------------------------------------

DECEMBER = datetime(2025, 11, 30, 23, tzinfo=UTC)


@pytest.mark.parametrize(
    ("dag", "jaar"),
    [(date(2025, 11, 30), 2024), (date(2025, 12, 1), 2025), (date(2026, 1, 31), 2025), (date(2026, 12, 1), 2026)],
)
def test_which_year_is_asked_about(dag: date, jaar: int) -> None:
    """L10: from 1 December on, until the next 1 December."""
    assert gevraagd_jaar(dag) == jaar
    assert jaartaak(VT, jaar).uiterlijk == date(jaar + 1, 1, 31)


def _antwoord(nuttig: str = "deels") -> BeantwoordJaarvraag:
    return BeantwoordJaarvraag.model_validate({"nuttig": nuttig, "toelichting": "Sneller contact."})


def test_a_partner_answers_once(tafel: Handlers, vera: Actor) -> None:
    """L10, L8: from the first moment of 1 December, local; kept as long as a zaak may be."""
    story = given(tafel, subject=partnerjaar_id(VT, 2025))
    eerder = DECEMBER - timedelta(milliseconds=1)
    story.when(_antwoord(), at=eerder, by=vera).then_refused("niet-gevraagd", status=409)
    story.when(_antwoord(), at=DECEMBER, by=vera).then()
    assert (story.state.oin, story.state.jaar, story.state.nuttig, story.state.door) == (VT, 2025, "deels", "vera")
    assert story.state.toelichting.cipher == b"Sneller contact."
    story.when(_antwoord("nee"), at=DECEMBER, by=vera).then_refused("al-beantwoord", status=409)
    weg = datetime(2030, 11, 30, 23, tzinfo=UTC)
    assert story.reminders == {VERLOPEN: weg}
    assert story.when(VERLOPEN, at=weg).state is None


def test_another_s_year_is_not_to_be_answered(tafel: Handlers) -> None:
    """L6: by its own organisation only."""
    story = given(tafel, subject=partnerjaar_id(VT, 2025))
    story.when(_antwoord(), at=DECEMBER, by=PIET).then_refused("niet-van-u", status=403)
