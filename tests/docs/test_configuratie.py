# SPDX-License-Identifier: EUPL-1.2
"""Every field of the configuration file is documented, from the model itself."""

from tests.docs.configuratie import PAGE, page


def test_the_page_is_current() -> None:
    """The page is generated: after a change `make generate` writes it again."""
    assert PAGE.read_text("utf-8") == page(), "run make generate"


def test_no_field_is_without_words() -> None:
    """A field without a text below it would stand there as None."""
    assert "| None |" not in page()
