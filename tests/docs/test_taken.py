# SPDX-License-Identifier: EUPL-1.2
"""Every task stands on the page for people, from the one table itself."""

from tests.docs.taken import PAGE, page


def test_the_page_is_current() -> None:
    """The page is generated: after a change `make generate` writes it again."""
    assert PAGE.read_text("utf-8") == page(), "run make generate"
