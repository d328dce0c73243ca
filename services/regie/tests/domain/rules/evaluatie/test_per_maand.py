# SPDX-License-Identifier: EUPL-1.2
"""S18, S6: what is counted by month: meldingen, openings towards the places, incidents beside the casussen that ran."""

from datetime import UTC, datetime

import pytest
from services.regie.tests.facts import Bericht, Feit, Getal, Na, Verhaal, getal
from services.regie.tests.story import Maak

from zvhh_contracts.configuration import Configuratie
from zvhh_regie.domain.casus import Casus
from zvhh_regie.domain.rules.evaluatie.tabellen import tabellen
from zvhh_regie.domain.rules.evaluatie.tellers import maandcode
from zvhh_regie.domain.rules.evaluatie.telling import jaar_van, opgeteld, telling


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        (datetime(2024, 12, 31, 22, 59, tzinfo=UTC), "eerder"),
        (datetime(2024, 12, 31, 23, 0, tzinfo=UTC), "1"),
        (datetime(2025, 1, 31, 22, 59, tzinfo=UTC), "1"),
        (datetime(2025, 1, 31, 23, 0, tzinfo=UTC), "2"),
        (datetime(2025, 3, 31, 21, 59, tzinfo=UTC), "3"),
        (datetime(2025, 3, 31, 22, 0, tzinfo=UTC), "4"),
        (datetime(2025, 10, 31, 22, 59, tzinfo=UTC), "10"),
        (datetime(2025, 10, 31, 23, 0, tzinfo=UTC), "11"),
        (datetime(2025, 12, 31, 22, 59, tzinfo=UTC), "12"),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), "13"),
        (datetime(2026, 12, 31, 22, 59, tzinfo=UTC), "24"),
        (datetime(2026, 12, 31, 23, 0, tzinfo=UTC), "later"),
        (datetime(2023, 6, 1, tzinfo=UTC), "eerder"),
    ],
)
def test_months_are_local_and_seen_from_the_year(moment: datetime, code: str) -> None:
    """S18: the border lies at midnight here, in winter and in summer, and at the turn of the year."""
    assert maandcode(2025, moment) == code


def _maanden(casus: Casus) -> dict[str, int]:
    return {code: n for code, n in telling(casus).items() if "maand-" in code}


def _geopend(maak: Maak, feit: Feit, op: str, ontvangen: str = "2025-03-03 09:12") -> list[Bericht]:
    """A zaak that was opened at a moment."""
    melding = maak.melding(ontvangen_op=maak.op(ontvangen))
    return [melding, feit.doorgezet(), maak.weegoverleg(), (maak.toegekend(), op)]


def test_a_melding_counts_in_the_month_of_receipt(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18: as its gemeente does, opened or not; the opening in a month of its own."""
    laat = maak.melding(ontvangen_op=maak.op("2025-03-31 23:30"))
    assert _maanden(casus(laat)) == {"maand-3-niet-geopend": 1}
    zaak = casus(*_geopend(maak, feit, "2025-04-01 00:10", "2025-03-31 23:30"))
    assert _maanden(zaak) == {"maand-3-geopend": 1, "opening-maand-4": 1}


def test_who_waited_is_seen_from_the_year_of_its_place(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18, S6b: received in the year before, opened in January of the year that gave the place."""
    wachtend = [maak.melding(), feit.doorgezet(), maak.weegoverleg(), maak.wachtlijst()]
    zaak = casus(*wachtend, (maak.toegekend(jaar=2026), "2026-01-05 09:00"))
    assert jaar_van(zaak) == 2026
    assert _maanden(zaak) == {"maand-eerder-geopend": 1, "opening-maand-1": 1}


def test_an_opening_that_was_undone_is_none(verhaal: Verhaal, maak: Maak, feit: Feit) -> None:
    """S18, S6b: it runs in no month, and its incidents are nobody's."""
    story = verhaal(_geopend(maak, feit, "2025-03-12 11:00"))
    story.when(maak.incident("2025-03-13"), at=maak.op("2025-03-14"), by=maak.NOOR)
    assert _maanden(story.state) == {"maand-3-geopend": 1, "opening-maand-3": 1, "incidenten-maand-3": 1}
    story.when(maak.ongedaan(), at=maak.op("2025-03-20"), by=maak.NOOR)
    assert story.state.openingen_ongedaan
    assert _maanden(story.state) == {"maand-3-niet-geopend": 1}


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ("2025-03-12 10:59", "buiten"),
        ("2025-03-12 11:00", "3"),
        ("2025-03-31 23:59", "3"),
        ("2025-04-01 00:00", "4"),
        ("2025-10-22 10:30", "10"),
        ("2025-10-22 10:31", "buiten"),
    ],
)
def test_incidents_count_while_the_casus_ran(verhaal: Verhaal, maak: Maak, feit: Feit, moment: str, code: str) -> None:
    """S18: by the moment at which they happened, from the opening to the close; others count apart."""
    story = verhaal(feit.leven()[:4])
    story.when(maak.incident("2025-03-13"), at=maak.op("2025-03-14"), by=maak.NOOR)
    story.when(maak.correctie("2025-03-13", is_incident=False), number=1, at=maak.op("2025-03-14"), by=maak.NOOR)
    story.when(maak.incident(moment), at=maak.op("2025-12-01"), by=maak.NOOR)
    zaak = story.state.model_copy(update={"afgeschaald_op": maak.op("2025-10-22 10:30")})
    assert {naam for naam in _maanden(zaak) if naam.startswith("incidenten")} == {f"incidenten-maand-{code}"}


def test_an_end_counts_in_its_month(casus: Na, maak: Maak, feit: Feit) -> None:
    """S18, D13: afgeschaald or ended otherwise; never before the opening."""
    begin = feit.leven()[:4]
    assert not {code for code in _maanden(casus(*begin)) if code.startswith("slot")}
    zaak = casus(*begin, (feit.einde("overlijden"), "2025-05-01 10:00"))
    assert _maanden(zaak) == {"maand-3-geopend": 1, "opening-maand-3": 1, "slot-maand-5": 1}
    vreemd = zaak.model_copy(update={"beeindigd_op": maak.op("2025-01-01")})
    assert _maanden(vreemd)["slot-maand-3"] == 1


def _kolom(
    config: Configuratie, sommen: dict[str, int], code: str, kolom: int, *, uitvoer: bool = False
) -> list[Getal]:
    """A column of a table."""
    tabel = next(een for een in tabellen(config, sommen, 30, uitvoer=uitvoer) if een.code == code)
    return [getal(rij.cellen[kolom]) for rij in tabel.rijen]


def test_the_casussen_that_ran_in_a_month(config: Configuratie, casus: Na, maak: Maak, feit: Feit) -> None:
    """S18: from the month of opening to that of the close, both included; what is open runs on."""
    zaken = [
        casus(*_geopend(maak, feit, "2025-03-12 11:00"), (feit.einde("overlijden"), "2025-05-01 10:00")),
        casus(*_geopend(maak, feit, "2025-04-02 11:00"), (feit.einde("overlijden"), "2025-04-30 10:00")),
        casus(*_geopend(maak, feit, "2025-05-02 11:00")),
        casus(*_geopend(maak, feit, "2026-12-31 23:00"), (feit.einde("overlijden"), "2027-01-01 10:00")),
        casus(*_geopend(maak, feit, "2024-12-31 23:00"), (feit.einde("overlijden"), "2025-01-01 10:00")),
    ]
    lopend = _kolom(config, opgeteld(*map(telling, zaken)), "incidenten-per-maand", 1)
    assert lopend == [1, 1, 0, 1, 2, 2, *[1] * 18, 2, 2, None]


def test_incidents_stand_by_their_month(config: Configuratie) -> None:
    """S18: earlier, each of two years, later, and those that did not happen while the casus ran."""
    sommen = {
        f"incidenten-maand-{code}": n for code, n in {"eerder": 1, "1": 2, "24": 3, "later": 4, "buiten": 5}.items()
    }
    assert _kolom(config, sommen, "incidenten-per-maand", 0) == [1, 2, *[0] * 22, 3, 4, 5]


def test_openings_add_up_to_the_places_given(config: Configuratie) -> None:
    """S18, S6: by month and until then; a month outside the year, or unknown, in the last row."""
    sommen = {"gemeld": 12, "geopend": 9, "opening-maand-1": 2, "opening-maand-3": 4, "opening-maand-13": 1}
    sommen |= {"opening-maand-eerder": 1, "maand-1-geopend": 3, "maand-1-niet-geopend": 1, "maand-eerder-geopend": 2}
    assert _kolom(config, sommen, "per-maand", 0) == [4, *[0] * 11, 8]
    assert _kolom(config, sommen, "per-maand", 1) == [2, 0, 4, *[0] * 9, 3]
    assert _kolom(config, sommen, "per-maand", 2) == [2, 2, *[6] * 10, 9]
    assert _kolom(config, {}, "per-maand", 2) == [0] * 13


def test_outside_only_meldingen_stand_by_month(config: Configuratie) -> None:
    """S18: small ones hidden with another; openings, incidents and who ran never, not even a zero."""
    maanden = {"1": (9, 8), "2": (7, 6), "3": (5, 7), "4": (1, 0)}
    sommen = {"gemeld": 43, "geopend": 21, "afgewezen": 22, "opening-maand-1": 21, "incidenten-maand-1": 50}
    for code, (niet, wel) in maanden.items():
        sommen |= {f"maand-{code}-niet-geopend": niet, f"maand-{code}-geopend": wel}
    assert _kolom(config, sommen, "per-maand", 0, uitvoer=True) == [17, 13, "x", "x", *[0] * 9]
    for code, kolom in (("per-maand", 1), ("per-maand", 2), ("incidenten-per-maand", 0)):
        assert set(_kolom(config, sommen, code, kolom, uitvoer=True)) == {"x"}
    assert _kolom(config, sommen, "incidenten-per-maand", 1, uitvoer=True) == [*["x"] * 26, None]
