# SPDX-License-Identifier: EUPL-1.2
"""S18: the fixed tables, whole and as they go outside; figures that are frozen; files that no spreadsheet runs."""

import csv
import io
from datetime import UTC, datetime
from typing import Any

import pytest
from services.regie.tests.facts import Getal, getal
from services.regie.tests.story import Cijferjaar, Maak

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.regie_intern import LaatsteTelling
from zvhh_kit.core.fold import Folding, fold
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor, Sealed
from zvhh_regie.domain.commands.zet_cijfers_vast import MAX_VASTGEZET, ZetVast
from zvhh_regie.domain.evaluatiejaar import Evaluatiejaar, is_evaluatiejaar
from zvhh_regie.domain.parts.cijfers import Cel, Rij, Tabel
from zvhh_regie.domain.rules.evaluatie.tabellen import tabellen
from zvhh_regie.views.evaluatie import ONDERDRUKT, als_csv, veilig

SOMMEN = {
    "gemeld": 40, "geopend": 20, "doorgezet": 30, "gewogen": 30, "passend": 25, "wachtlijst": 5,
    "niet-passend": 5, "afgewezen": 6, "ingetrokken": 4, "route-afgewezen-lokaal": 6, "route-niet-passend-regulier": 5,
    "bekend": 40, "dagen-bekend-gemeld": 405, "n-bekend-gemeld": 40,
    "dagen-gemeld-afgewezen": 33, "n-gemeld-afgewezen": 6,
    "met-casusoverleg": 12, "casusoverleggen": 19, "vaker": 7, "dagen-vaker": 501, "n-vaker": 7,
    "met-plan": 6, "incident-voor": 6, "incidenten-voor": 14, "incident-na": 2, "incidenten-na": 3,
    "dagen-geopend-plan": 60, "n-geopend-plan": 6,
    "einde-loopt": 15, "einde-afgeschaald": 5, "met-regie": 15, "regie-een": 8, "regie-twee": 5, "regie-gemeente": 2,
    "soort-aware": 6, "soort-de-waag": 1, "voor-pleger": 6, "interventies-pleger": 11, "extra-regie-stevig": 5,
    "wens-aware": 5, "wens-aware-besproken": 5, "gemeente-delft-niet-geopend": 8, "gemeente-delft-geopend": 9,
    "gemeente-den-haag-niet-geopend": 7, "gemeente-den-haag-geopend": 6, "gemeente-westland-niet-geopend": 5,
    "gemeente-westland-geopend": 4, "gemeente-rijswijk-geopend": 1, "lopend": 3, "lopend-loopt": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def uitvoer(config: Configuratie) -> dict[str, Tabel]:
    return {tabel.code: tabel for tabel in tabellen(config, SOMMEN, 30, uitvoer=True)}


@pytest.fixture(scope="module")
def heel(config: Configuratie) -> dict[str, Tabel]:
    return {tabel.code: tabel for tabel in tabellen(config, SOMMEN, 30, uitvoer=False)}


def _rij(tabel: Tabel, titel: str) -> tuple[Getal, ...]:
    """The numbers of a row."""
    (rij,) = [rij for rij in tabel.rijen if rij.titel == titel]
    return tuple(getal(cel) for cel in rij.cellen)


def test_every_table_is_there_with_a_cell_for_each_column(heel: dict[str, Tabel], uitvoer: dict[str, Tabel]) -> None:
    """S18: the list of the rule, in whole and for outside alike."""
    assert list(heel) == list(uitvoer) == [
        "instroom", "per-maand", "beoordeling", "routes", "doorlooptijden", "spreiding", "vaker", "tussenpozen",
        "veiliger", "incidenten-per-maand", "einde", "regie", "interventies", "plannen", "extras", "wensen", "gemeente",
        "partner", "lopend",
    ]  # fmt: skip
    for tabel in (*heel.values(), *uitvoer.values()):
        assert tabel.titel and tabel.rijen
        assert {len(rij.cellen) for rij in tabel.rijen} == {len(tabel.kolommen)}
    assert [rij.titel for rij in heel["gemeente"].rijen][-1] == "Andere"
    assert not any(cel.onderdrukt for tabel in heel.values() for rij in tabel.rijen for cel in rij.cellen)


def test_inside_everything_is_shown(heel: dict[str, Tabel]) -> None:
    """S18: who leads the pilot sees small counts, decimals and the number behind each mean."""
    assert _rij(heel["instroom"], "Meldingen") == (40,)
    assert _rij(heel["instroom"], "Plekken in dit pilotjaar") == (30,)
    assert _rij(heel["beoordeling"], "Ingetrokken door de melder") == (4,)
    assert _rij(heel["doorlooptijden"], "Bekend bij de melder tot melding") == (10.1, 40, None, None)
    assert _rij(heel["doorlooptijden"], "Op de wachtlijst tot opening") == (None, 0, None, None)
    assert _rij(heel["vaker"], "Dagen tussen twee casusoverleggen") == (71.6,)
    assert _rij(heel["vaker"], "Afgesproken") == (70,)
    assert _rij(heel["veiliger"], "Na het eerste plan een incident") == (2, 3)
    assert _rij(heel["regie"], "Nog geen casusregie") == (5,)
    assert _rij(heel["routes"], "Niet vastgelegd") == (0, 0, 0)
    assert _rij(heel["gemeente"], "Rijswijk") == (1, 1)
    assert _rij(heel["gemeente"], "Andere") == (0, 0)
    assert _rij(heel["wensen"], "AWARE") == (5, 5, 0, 0, 0)
    assert _rij(heel["lopend"], "Loopt") == (3,)


def test_outside_small_counts_and_what_gives_them_away_are_left_out(uitvoer: dict[str, Tabel]) -> None:
    """S18: the smallest other goes with it; whole rows per gemeente; what is under a hidden total; whole days, no n."""
    assert _rij(uitvoer["instroom"], "Geopende casussen: plekken vergeven") == (20,)
    assert _rij(uitvoer["instroom"], "Meldingen") == (40,)
    assert _rij(uitvoer["beoordeling"], "Ingetrokken door de melder") == ("x",)
    assert _rij(uitvoer["beoordeling"], "Afgewezen in triage") == ("x",)
    assert _rij(uitvoer["beoordeling"], "Doorgezet naar het weegoverleg") == (30,)
    assert _rij(uitvoer["routes"], "Lokaal, met advies") == ("x", 0, 0)
    assert _rij(uitvoer["doorlooptijden"], "Melding tot afgewezen") == ("x", "x", "x", "x")
    assert _rij(uitvoer["doorlooptijden"], "Bekend bij de melder tot melding")[:2] == (10, "x")
    assert _rij(uitvoer["vaker"], "Dagen tussen twee casusoverleggen") == (72,)
    assert _rij(uitvoer["vaker"], "Gehouden casusoverleggen") == (19,)
    assert _rij(uitvoer["veiliger"], "Vóór het eerste plan een incident") == (6, 14)
    assert _rij(uitvoer["veiliger"], "Na het eerste plan een incident") == ("x", "x")
    assert _rij(uitvoer["regie"], "De gemeente voert regie") == ("x",)
    assert _rij(uitvoer["regie"], "Nog geen casusregie") == (5,)
    assert _rij(uitvoer["einde"], "Afgeschaald") == (5,)
    assert _rij(uitvoer["interventies"], "AWARE") == (6,)
    assert _rij(uitvoer["interventies"], "De Waag") == ("x",)
    assert _rij(uitvoer["plannen"], "(Vermeend) pleger") == (6, 11)
    assert _rij(uitvoer["gemeente"], "Delft") == (17, 9)
    assert _rij(uitvoer["gemeente"], "Westland") == ("x", "x")
    assert _rij(uitvoer["gemeente"], "Rijswijk") == ("x", "x")
    assert _rij(uitvoer["gemeente"], "Zoetermeer") == (0, 0)
    assert _rij(uitvoer["lopend"], "Loopt") == ("x",)


def test_means_of_few_are_left_out(config: Configuratie) -> None:
    """S18: a mean of four is left out, of five it is shown; days are rounded half up."""
    for n, verwacht in ((4, "x"), (5, 3)):
        sommen = {
            "gemeld": 10, "geopend": 10, "doorgezet": 10, "gewogen": 10, "passend": 10,
            "met-casusoverleg": 10, "met-plan": 10, "dagen-geopend-plan": 5 * n // 2 + n % 2, "n-geopend-plan": n,
        }  # fmt: skip
        tabel = next(t for t in tabellen(config, sommen, 30, uitvoer=True) if t.code == "doorlooptijden")
        assert _rij(tabel, "Opening tot eerste plan van aanpak")[0] == verwacht
        leeg = next(t for t in tabellen(config, sommen, None, uitvoer=True) if t.code == "instroom")
        assert _rij(leeg, "Plekken in dit pilotjaar") == (None,)


def _zet_vast(maak: Maak, naam: str = "Halfjaar 1", geteld: int = 0, **anders: Any) -> ZetVast:
    gegevens: dict[str, Any] = {"levend": SOMMEN, "geteld": geteld, "maximum": 30}
    return ZetVast(naam=naam, reden=Sealed("Voor de stuurgroep."), **gegevens | anders)


def test_counts_of_destroyed_zaken_add_up_once(table: Handlers, maak: Maak) -> None:
    """S18, L8: each LaatsteTelling adds; heard again (a replay) it changes nothing."""
    nu = datetime(2030, 3, 4, tzinfo=UTC)
    story = Cijferjaar(table, subject="evaluatie-2025")
    story.when(LaatsteTelling(tellers={"gemeld": 1, "bekend": 1}), at=maak.op("2030-03-03"), source="urn:a")
    story.when(LaatsteTelling(tellers={"gemeld": 1, "geopend": 1}), at=maak.op("2030-03-03"), source="urn:b")
    assert story.state == Evaluatiejaar(jaar=2025, tellers={"bekend": 1, "geopend": 1, "gemeld": 2}, geteld=2)
    story.document.marks["urn:b"] = 0  # so that the story says its second one with the number of the first
    nog_eens = story._message(
        LaatsteTelling(tellers={"gemeld": 1, "geopend": 1}), at=nu, by=maak.NOOR, received=nu, source="urn:b", key=""
    )
    story.document.marks["urn:b"] = 1
    gevouwen = fold(story.document, [nog_eens], story.kind, Folding(nu, nu))
    assert gevouwen.document.state == story.state


def test_frozen_figures_stay_as_they_were(table: Handlers, config: Configuratie, maak: Maak) -> None:
    """S18: living and destroyed together, whole and for outside, by whom and when; later counts change nothing."""
    story = Cijferjaar(table, subject="evaluatie-2025")
    story.when(LaatsteTelling(tellers={"gemeld": 1, "afgewezen": 1}), at=maak.op("2025-12-01"), source="urn:a")
    story.when(_zet_vast(maak, geteld=1), at=maak.op("2025-12-31 10:00"), by=maak.NOOR).then_nothing()
    story.then_result({"nummer": 1})
    (vast,) = story.state.vastgezet
    assert (vast.nummer, vast.naam, vast.door, vast.op, vast.minimum) == (
        1, "Halfjaar 1", "noor", maak.op("2025-12-31 10:00"), 5,
    )  # fmt: skip
    samen = SOMMEN | {"gemeld": 41, "afgewezen": 7}
    assert vast.tabellen == tabellen(config, samen, 30, uitvoer=False)
    assert vast.uitvoer == tabellen(config, samen, 30, uitvoer=True)
    story.when(LaatsteTelling(tellers={"gemeld": 9}), at=maak.op("2026-02-01"), source="urn:b")
    story.when(_zet_vast(maak, "Jaar", geteld=2), at=maak.op("2026-02-02"), by=maak.NOOR)
    assert story.state.vastgezet[0] == vast
    assert [een.nummer for een in story.state.vastgezet] == [1, 2]


def test_who_may_freeze_and_what_is_refused(table: Handlers, maak: Maak) -> None:
    """S18: a procesregisseur, each name once, no figures that changed under the hand, not without end."""
    story = Cijferjaar(table, subject="evaluatie-2025")
    nu = maak.op("2025-12-31 10:00")
    for wie in (maak.BEA, maak.PIET, Actor("fred", maak.ZV, frozenset({"toezicht"}))):
        story.when(_zet_vast(maak), at=nu, by=wie).then_refused("niet-gevonden", status=404)
    story.when(_zet_vast(maak, geteld=1), at=nu, by=maak.NOOR).then_refused("cijfers-veranderd", status=409)
    story.when(_zet_vast(maak), at=nu, by=maak.NOOR)
    story.when(_zet_vast(maak), at=nu, by=maak.NOOR).then_refused("naam-bestaat", status=409)
    vol = story.state.vastgezet[0]
    story.document.state = story.state.model_copy(update={"vastgezet": (vol,) * (MAX_VASTGEZET - 1)})
    story.when(_zet_vast(maak, "Nog een"), at=nu, by=maak.NOOR)
    story.when(_zet_vast(maak, "Te veel"), at=nu, by=maak.NOOR).then_refused("te-veel-vastgezet", status=409)


def test_a_frozen_document_is_stored_and_read_again(table: Handlers, maak: Maak) -> None:
    """S18: full of frozen figures it is at most a quarter of what a document may be."""
    story = Cijferjaar(table, subject="evaluatie-2025")
    story.when(_zet_vast(maak), at=maak.op("2025-12-31 10:00"), by=maak.NOOR)
    een = story.state.vastgezet[0]
    story.document.state = story.state.model_copy(update={"vastgezet": (een,) * MAX_VASTGEZET})
    assert len(story.document.encode().raw) < 4 * 1024 * 1024


def test_ids_of_years() -> None:
    """S18: a year of the evaluation is a document of its own kind."""
    assert is_evaluatiejaar("evaluatie-2025")
    assert not any(is_evaluatiejaar(ander) for ander in ("pilot-2025", "evaluatie-25", "evaluatie-2025x"))


@pytest.mark.parametrize(
    "tekst",
    [
        "=1+1",
        "+31",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        " \t=1",
        "\uff1d1",
        "\uff0b1",
        "\uff0d1",
        "\uff201",
    ],
)
def test_no_text_in_a_file_is_a_formula(tekst: str) -> None:
    """S18: what a spreadsheet may run gets an apostrophe; other texts stay as they are."""
    assert veilig(tekst) == "'" + tekst
    assert veilig(f"Gemeente {tekst}") == f"Gemeente {tekst}"
    tabel = Tabel(code="a", titel=tekst, kolommen=(tekst,), rijen=(Rij(titel=tekst, cellen=(Cel(waarde=1),)),))
    rijen = _gelezen(als_csv(2025, datetime(2025, 12, 31, tzinfo=UTC), [tabel]))
    assert rijen[1][2:5] == ["'" + tekst] * 3


def _gelezen(inhoud: bytes) -> list[list[str]]:
    assert inhoud.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(inhoud.decode("utf-8-sig"), newline=""), delimiter=";"))


def test_a_file_has_a_line_per_number(uitvoer: dict[str, Tabel], heel: dict[str, Tabel]) -> None:
    """S18: semicolons, CRLF, a byte order mark, a decimal comma; what is left out says so; no line where there is none."""
    op = datetime(2025, 12, 31, 9, tzinfo=UTC)
    inhoud = als_csv(2025, op, uitvoer.values())
    assert inhoud.count(b"\r\n") == inhoud.count(b"\n")
    rijen = _gelezen(inhoud)
    assert rijen[0] == ["jaar", "stand op", "tabel", "rij", "kolom", "waarde", "eenheid"]
    assert ["2025", "2025-12-31T09:00:00+00:00", "Instroom", "Meldingen", "Aantal", "40", "aantal"] in rijen
    assert {rij[5] for rij in rijen if rij[3] == "Westland"} == {ONDERDRUKT}
    cellen = sum(1 for t in uitvoer.values() for r in t.rijen for c in r.cellen if c.onderdrukt or c.waarde is not None)
    assert len(rijen) == 1 + cellen
    getallen = {rij[5] for rij in rijen[1:]}
    assert not getallen & {"1", "2", "3", "4"}
    assert "10,1" in {rij[5] for rij in _gelezen(als_csv(2025, op, heel.values()))}
