# SPDX-License-Identifier: EUPL-1.2
"""A part of another service in a page: the owner's own page in its place, or after two seconds that it is away.

On a page to which the test adds such a part, until there is one that has it. Not for: what the owner shows.
"""

import re

from playwright.async_api import Page, Route, expect
from tests.pages.browser import Visit

PART = '<h2>Oordeel</h2><div data-plek><a href="{path}">Bekijk het oordeel</a></div>'


async def with_part(page: Page, path: str) -> None:
    """Add a part that lies at `path`, and let the page's own script look for parts as it does at the start."""
    ask = "(html) => { const deel = document.createElement('section'); deel.dataset.deel = 'triage'; deel.className = 'blad';"
    ask += " deel.innerHTML = html; document.querySelector('main').append(deel); }"
    await page.evaluate(ask, PART.format(path=path))
    script = await page.locator("script[src*='/deel-']").get_attribute("src")
    await page.add_script_tag(url=script)


async def test_a_part_is_put_in_its_place(new_visitor: Visit) -> None:
    """Without a frame, at the address of the page itself."""
    visitor = await new_visitor()
    await visitor.log_in("noor.zv", "/zaken")
    await with_part(visitor.page, "/zaken")
    part = visitor.page.locator("[data-deel]")
    await expect(part.locator("[data-plek]")).to_contain_text(re.compile("Afschalen kan vanaf|geen zaken"))
    assert await visitor.page.locator("header").count() == 1


async def test_a_part_that_does_not_come_says_so(new_visitor: Visit) -> None:
    """One that is away at once, and one that stays silent: after two seconds, with the link."""
    visitor = await new_visitor()
    page = visitor.page
    await visitor.log_in("noor.zv", "/zaken")

    async def silent(_: Route) -> None:
        """Never an answer."""

    await page.route("**/triage/stil", silent)
    await page.route("**/triage/weg", lambda route: route.fulfill(status=503, body="even niet"))
    for path, within in (("/triage/weg", 1_000), ("/triage/stil", 4_000)):
        await visitor.to("/zaken")
        await with_part(page, path)
        said = "Dit deel komt van triage en is nu niet op te halen. Probeer het over een minuut opnieuw. Bekijk het oordeel"
        await expect(page.locator("[data-plek]")).to_have_text(said, timeout=within)
        assert await page.get_by_role("link", name="Bekijk het oordeel").get_attribute("href") == path
