# SPDX-License-Identifier: EUPL-1.2
"""D10: who is in the zaak is added and corrected for as long as it lives; every version stays."""

from datetime import UTC, datetime
from typing import Any

import pytest
from services.intake.tests.story import MaaktIndiening

from zvhh_contracts import casussen, triages
from zvhh_contracts.meldingen import BetrokkenenGewijzigd
from zvhh_intake.domain.commands.wijzig_betrokkene import WijzigBetrokkene, voorwaarden_nu
from zvhh_intake.domain.rules.terugkoppeling import ZELFDE_ADRES
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import Story, given

T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
T1 = datetime(2025, 4, 1, 9, tzinfo=UTC)
PO = "00000099000000002000"
ROB = Actor("rob", PO, frozenset({"deelnemer"}))


def _wie(rol: str | None = "kind", nr: int | None = None, **anders: Any) -> WijzigBetrokkene:
    betrokkene = {"rol": rol, "gegevens": {"naam": "Kim Fictief"}, "geinformeerd": {"ja": True}}
    return WijzigBetrokkene.model_validate({"nr": nr, "betrokkene": betrokkene, "reden": "Kwam in beeld."} | anders)


@pytest.fixture
def zaak(tafel: Handlers, indiening: MaaktIndiening, vera: Actor) -> Story:
    """A melding with a slachtoffer (1) and a pleger (2)."""
    return given(tafel, indiening(), at=T0, by=vera)


def test_a_new_kind_is_told_by_counts_only(zaak: Story) -> None:
    """D10: roles and counts, no name; a second correction of the kind brings no new kind."""
    zaak.when(_wie(voorwaarden="Niet met school delen.", hashes=("h",)), at=T1, by=ROB).then(
        BetrokkenenGewijzigd(gewijzigd_op=T1, rollen={"slachtoffer": 1, "pleger": 1, "kind": 1}, kind_erbij=True)
    )
    assert zaak.outcome is not None
    assert zaak.outcome.result == {"nr": 3}
    assert [wie.rol for wie in zaak.state.personen] == ["slachtoffer", "pleger", "kind"]
    assert zaak.state.data_subjects() == ("betrokkene-1", "betrokkene-2", "betrokkene-3")
    [versie] = zaak.state.wijzigingen
    assert (versie.op, versie.door, versie.oin, versie.nr) == (T1, "rob", PO, 3)
    assert versie.reden.cipher == b"Kwam in beeld."
    assert versie.voorwaarden.cipher == b"Niet met school delen."
    assert [(spoor.hash, spoor.rol, spoor.nr) for spoor in zaak.state.sporen] == [("h", "kind", 3)]

    zaak.when(_wie(nr=3, hashes=("i",)), at=T1, by=ROB).then(
        BetrokkenenGewijzigd(gewijzigd_op=T1, rollen={"slachtoffer": 1, "pleger": 1, "kind": 1}, kind_erbij=False)
    )
    assert [spoor.hash for spoor in zaak.state.sporen] == ["i"]
    assert len(zaak.state.wijzigingen) == 2


def test_a_second_kind_is_a_new_kind_too(zaak: Story) -> None:
    """D10: each new kind puts the question on the agenda again; another role doesn't."""
    zaak.when(_wie(), at=T1, by=ROB).when(_wie(), at=T1, by=ROB).then(
        BetrokkenenGewijzigd(gewijzigd_op=T1, rollen={"slachtoffer": 1, "pleger": 1, "kind": 2}, kind_erbij=True)
    )
    zaak.when(_wie("kring"), at=T1, by=ROB).then(
        BetrokkenenGewijzigd(
            gewijzigd_op=T1, rollen={"slachtoffer": 1, "pleger": 1, "kind": 2, "kring": 1}, kind_erbij=False
        )
    )
    zaak.when(_wie("kring", nr=3), at=T1, by=ROB).then(
        BetrokkenenGewijzigd(
            gewijzigd_op=T1, rollen={"slachtoffer": 1, "pleger": 1, "kind": 1, "kring": 2}, kind_erbij=False
        )
    )


def test_a_correction_keeps_what_was_known(zaak: Story) -> None:
    """D10: the melding as it was reported stays, sealed; the person now is the last version, others stay as they are."""
    was = zaak.state.inhoud
    zaak.when(_wie("beide", nr=1), at=T1, by=ROB)
    zaak.when(_wie("slachtoffer", nr=1, reden="Toch niet."), at=T1, by=ROB)
    assert zaak.state.inhoud == was
    assert [versie.betrokkene.rol for versie in zaak.state.wijzigingen] == ["beide", "slachtoffer"]
    assert zaak.state.personen[0] == zaak.state.wijzigingen[1].betrokkene
    assert zaak.state.personen[1] == was.betrokkenen[1]


@pytest.mark.parametrize(
    ("nr", "rol", "codes"),
    [
        (1, "kind", ["slachtoffer-ontbreekt"]),
        (2, "kring", ["pleger-ontbreekt"]),
        (1, "pleger", ["slachtoffer-ontbreekt"]),
        (1, None, ["rol-ontbreekt"]),
        (None, None, ["rol-ontbreekt"]),
    ],
)
def test_a_zaak_keeps_a_slachtoffer_and_a_pleger(
    zaak: Story, nr: int | None, rol: str | None, codes: list[str]
) -> None:
    """L2 (D10): refused with 400 at the place of the role."""
    zaak.when(_wie(rol, nr=nr), at=T1, by=ROB).then_refused(*codes, status=400)
    assert zaak.outcome is not None
    assert zaak.outcome.refused is not None
    assert [fout.place for fout in zaak.outcome.refused.faults] == ["/betrokkene/rol"]
    assert zaak.state.wijzigingen == ()


@pytest.mark.parametrize("nr", [0, 3, -1])
def test_who_is_not_there_is_not_corrected(zaak: Story, nr: int) -> None:
    """D10: 404."""
    zaak.when(_wie(nr=nr), at=T1, by=ROB).then_refused("persoon-onbekend", status=404)


def test_nothing_after_closing(zaak: Story, tafel: Handlers) -> None:
    """D10, L8: a closed zaak is not touched; one that was rejected can still be put right; without a zaak 404."""
    zaak.when(
        triages.TriageAfgewezen(versie=1, afgewezen_op=T0, door="noor", route="lokaal", vernietigen_op=T0.date()), at=T0
    )
    zaak.when(_wie(), at=T1, by=ROB)
    assert len(zaak.state.personen) == 3
    zaak.when(casussen.CasusAfgeschaald(nummer=1, afgeschaald_op=T1), at=T1)
    zaak.when(_wie(), at=T1, by=ROB).then_refused("gesloten", status=409)
    given(tafel).when(_wie(), at=T1, by=ROB).then_refused("bestaat-niet", status=404)


def test_the_same_addition_twice_is_one_person(zaak: Story) -> None:
    """D1, D10: by its key."""
    zaak.when(_wie(), at=T1, by=ROB, key="k").when(_wie(), at=T1, by=ROB, key="k").then_nothing()
    assert len(zaak.state.personen) == 3


def test_who_was_sealed_under_a_number_that_is_given_out_is_not_added(zaak: Story) -> None:
    """D10, L8: another was added meanwhile; the border tries the next number."""
    zaak.when(_wie(als_nr=3), at=T1, by=ROB)
    assert len(zaak.state.personen) == 3
    zaak.when(_wie(als_nr=3), at=T1, by=ROB).then_refused("nummer-vergeven", status=409)
    zaak.when(_wie(als_nr=4), at=T1, by=ROB)
    zaak.when(_wie(nr=2, rol="pleger", als_nr=2), at=T1, by=ROB)
    assert [wie.rol for wie in zaak.state.personen] == ["slachtoffer", "pleger", "kind", "kind"]


def test_conditions_and_the_mark_stay_when_they_are_left_out(zaak: Story, melding: dict[str, Any]) -> None:
    """L3, D10: of an addition and of the melding itself; null ends them, and a new person has none of another's."""

    def nu(nr: int) -> tuple[Any, Any]:
        ref = zaak.state.personen[nr - 1].ref
        voorwaarden = voorwaarden_nu(zaak.state, nr)
        return ref and ref.cipher, voorwaarden and voorwaarden.cipher

    kim = _wie().betrokkene.model_dump(exclude={"gegevens"}) | {"gegevens": {"naam": "Kim Fictief"}, "ref": "dossier-7"}
    zaak.when(_wie(betrokkene=kim, voorwaarden="Niet met school."), at=T1, by=ROB)
    assert nu(3) == (b"dossier-7", b"Niet met school.")
    zaak.when(_wie(nr=3), at=T1, by=ROB).when(_wie("slachtoffer", nr=1), at=T1, by=ROB).when(_wie(), at=T1, by=ROB)
    assert [versie.nr for versie in zaak.state.wijzigingen] == [3, 3, 1, 4]
    assert nu(3) == (b"dossier-7", b"Niet met school.")
    assert nu(1) == (None, melding["voorwaarden"].encode())
    assert nu(4) == (None, None)
    zaak.when(_wie(nr=3, betrokkene=kim | {"ref": None}, voorwaarden=None), at=T1, by=ROB)
    assert nu(3) == (None, None)


def test_who_types_is_told_that_others_are_shielded_too(zaak: Story) -> None:
    """D10: with the answer, and only then."""
    zaak.when(_wie(zelfde_adres=True), at=T1, by=ROB)
    assert zaak.outcome is not None
    assert zaak.outcome.result == {"nr": 3, "waarschuwingen": [ZELFDE_ADRES]}
