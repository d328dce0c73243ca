# SPDX-License-Identifier: EUPL-1.2
"""One running system and one browser of each kind for all tests of pages, through the front door.

Whatever page a visitor of a test got is checked when the test ends. Not for: the checks themselves (`valid`, `browser`).
"""

import contextlib
import secrets
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime

import pytest
from playwright.async_api import Browser, Playwright, async_playwright
from tests.pages import browser
from tests.pages.browser import Visit, Visitor, visit
from tests.pages.valid import Checker, checker

from zvhh_local.stack import Stack, stack

MONDAY = datetime(2025, 3, 3, 8, tzinfo=UTC)


@pytest.fixture(scope="session")
def system(kafka_bootstrap: str, mongodb_url: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stack]:
    """The whole system, on a simulated clock that stands still on a monday morning and may be set."""
    folder = tmp_path_factory.mktemp("pages")
    prefix = f"p{secrets.token_hex(4)}."
    with contextlib.ExitStack() as until_the_end:
        with pytest.MonkeyPatch.context() as while_starting:
            while_starting.setenv("KAFKA_BOOTSTRAP", kafka_bootstrap)
            while_starting.setenv("MONGODB_URL", mongodb_url)
            starts = stack(lambda _: None, folder=folder, moment=MONDAY, prefix=prefix, rewinds=True, tidy=True)
            running = until_the_end.enter_context(starts)
        yield running


@pytest.fixture(scope="session")
def html(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checker]:
    """The validator of the W3C."""
    with checker(tmp_path_factory.mktemp("vnu")) as running:
        yield running


@pytest.fixture(scope="session")
async def playwright() -> AsyncIterator[Playwright]:
    """What drives the browsers."""
    async with async_playwright() as running:
        yield running


@pytest.fixture(scope="session")
async def chromium(playwright: Playwright) -> AsyncIterator[Browser]:
    """Debian's Chromium."""
    running = await browser.chromium(playwright)
    yield running
    await running.close()


@pytest.fixture(scope="session")
async def firefox(playwright: Playwright) -> AsyncIterator[Browser]:
    """Debian's Firefox."""
    running = await browser.firefox(playwright)
    yield running
    await running.close()


@pytest.fixture
async def visitors(html: Checker) -> AsyncIterator[list[Visitor]]:
    """Who visited in this test; their pages are checked at its end."""
    found: list[Visitor] = []
    yield found
    wrong = [fault for one in found for fault in await one.look(html)]
    for one in found:
        await one.context.close()
    assert wrong == []
    assert all(one.looked_at for one in found), "no page came to somebody: nothing was checked"


@pytest.fixture
def new_visitor(system: Stack, chromium: Browser, visitors: list[Visitor]) -> Visit:
    """Somebody new, not logged in: `await new_visitor(width=320)`, `await new_visitor(at=firefox)`; as `browser.visit`."""

    async def visitor(*, at: Browser = chromium, width: int = 1280, scripts: bool = True) -> Visitor:
        visitors.append(await visit(at, system.front_door, width=width, scripts=scripts))
        return visitors[-1]

    return visitor
