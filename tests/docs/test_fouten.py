# SPDX-License-Identifier: EUPL-1.2
"""The catalogue of errors is complete: what can be raised is in it, and what is in it can be raised, word for word."""

import re
from functools import cache

import pytest
from tests.docs.fouten import CATALOGUE, PAGE, catalogue, page, seen, text_of, to_do
from tests.docs.raised import GAP, Raised, fits, raised, templates

from zvhh_contracts.fouten import Foutsoort, catalogus

ROWS = {row.code: row for row in catalogus()}
SITES = raised()


def test_the_catalogue_is_current() -> None:
    """It is generated: after a change `make generate` writes it again, and the page of it."""
    rows = catalogue()
    assert CATALOGUE.read_text("utf-8") == text_of(rows), "run make generate"
    assert PAGE.read_text("utf-8") == page(rows), "run make generate"


@pytest.mark.parametrize("site", SITES, ids=lambda site: f"{site.file.rpartition('/')[2]} {site.code}")
def test_what_can_be_raised_stands_in_it(site: Raised) -> None:
    """Every code that is written in the sources; one that is put together, in each form that a test saw."""
    assert [code for code in ROWS if site.fits(code)], f"run make generate: {site}"


@pytest.mark.parametrize("code", ROWS)
def test_what_stands_in_it_can_be_raised(code: str) -> None:
    """No row is left of an error that is gone."""
    assert [site for site in SITES if site.fits(code)], "nothing raises this any more: take it out of weigeringen.yaml"


@cache
def _texts() -> list[str]:
    return [re.sub(r"\d+", "n", text) for text in templates() if " " in text]


@pytest.mark.parametrize(
    ("dienst", "code", "text"),
    [
        (dienst, code, text)
        for dienst, table in seen().items()
        for code, row in table.items()
        for text in row["teksten"]
    ],
)
def test_no_words_are_left_of_a_text_that_changed(dienst: str, code: str, text: str) -> None:
    """What the tests once saw, the sources can still say: whole, or put together of sentences that they have."""
    whole = any(fits(one, text) for one in _texts())
    if not whole:
        sentences = re.split(r"(?<=[.?!]) ", text)
        known = [part for one in _texts() for part in re.split(r"(?<=[.?!]) ", one)]
        assert all(any(fits(one, part) for one in known if one != GAP) for part in sentences), (dienst, code)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_a_row_says_what_and_where_and_what_to_do(row: Foutsoort) -> None:
    """No cell is empty: a code without words helps nobody."""
    assert all(text for text in row.teksten) and row.teksten, row.code
    assert row.diensten and row.deuren and row.doen
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", row.code)


def test_what_to_do_is_said_of_codes_that_exist() -> None:
    """No advice is left of a code that is gone."""
    assert set(to_do()["codes"]) <= set(ROWS)
