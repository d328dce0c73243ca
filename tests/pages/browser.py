# SPDX-License-Identifier: EUPL-1.2
"""Debian's browsers as people use them: who visits, logs in, and has every page that came looked at.

`Visitor.pages` fills itself while a test clicks; `Visitor.look` says what is wrong with all of them. Not for: the system that is
visited (`conftest`), nor what a page must be (`valid`).
"""

import asyncio
import os
import shutil
import subprocess
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.async_api import Browser, BrowserContext, Error, Page, Playwright, Response
from tests.pages.valid import Checker, faults

from zvhh_local.folders import checkout

__all__ = ["Fetched", "Visit", "Visitor", "axe", "chromium", "firefox", "visit"]

_AXE = checkout() / ".tools/npm/node_modules/axe-core/axe.min.js"
_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
_PART = "x-zvhh-deel"
"""The header by which a part of a page is asked."""
_AROUND = '<!doctype html><html lang="nl"><head><title>Deel</title></head><body><h1>Deel</h1>{part}</body></html>'
_RUN = """async (rules) => {
    const found = await axe.run(document, {runOnly: rules, preload: false, resultTypes: ["violations"]});
    return found.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.map((node) => node.html).join(" | ")}`);
}"""


async def chromium(playwright: Playwright) -> Browser:
    """Debian's Chromium, without a window."""
    sandbox = ["--no-sandbox"] if os.getuid() == 0 else []  # it has none for root
    return await playwright.chromium.launch(executable_path=_installed("chromium"), args=sandbox)


async def firefox(playwright: Playwright) -> Browser:
    """Debian's Firefox, by WebDriver BiDi: playwright's own way needs a Firefox that playwright made."""
    return await playwright.firefox.launch(executable_path=_installed("firefox-esr"), channel="moz-firefox")


def _installed(name: str) -> str:
    """Where it is; installed first where that can be done."""
    if shutil.which(name) is None:
        subprocess.run(["/bin/sh", str(checkout() / "deploy/local/browsers.sh")], check=False)
    path = shutil.which(name)
    if path is None:
        pytest.fail(f"THERE IS NO {name}, so no page was tried: install it as `sh deploy/local/browsers.sh` says")
    return path


@dataclass(frozen=True)
class Fetched:
    """A page as it came over the line, or a `part` of one."""

    url: str
    status: int
    headers: dict[str, str]
    html: str
    part: bool

    @property
    def whole(self) -> str:
        """As a page: a part in the smallest one that there is, which has the heading that a part may not have."""
        return _AROUND.format(part=self.html) if self.part else self.html


@dataclass
class Visitor:
    """One person at one browser, with cookies of their own. `door` is the address of the front door."""

    context: BrowserContext
    page: Page
    door: str
    pages: list[Fetched] = field(default_factory=list)
    looked_at: int = 0
    _coming: list[asyncio.Task[None]] = field(default_factory=list)

    async def to(self, path: str) -> Response:
        """Go to a path behind the front door."""
        await self._kept()
        reply = await self.page.goto(f"{self.door}{path}")
        assert reply is not None, path
        await asyncio.gather(*self._coming)  # a browser forgets what came once it has gone on
        return reply

    async def log_in(self, subject: str, path: str = "/aanmelden") -> None:
        """Go to a page that asks who you are, and choose somebody of `people`."""
        await self.to(path)
        await self.page.locator(f'button[name="persoon"][value="{subject}"]').click()
        await self.page.wait_for_url(f"{self.door}/**")
        await self._kept()

    async def look(self, checker: Checker) -> list[str]:
        """What is wrong with the pages that came so far, each with its address; they are forgotten then."""
        await self._kept()
        looked, self.pages = self.pages, []
        self.looked_at += len(looked)
        wrong = []
        for one in looked:
            found = faults(one.whole, one.headers, urlsplit(one.url).netloc) + await checker.errors(one.whole)
            wrong += [f"{one.url} ({one.status}): {fault}" for fault in found]
        return wrong

    def came(self, reply: Response) -> None:
        """Keep what came, if it is a page of ours or a part of one; sites that a test made up are none."""
        if (urlsplit(reply.url).hostname or "").endswith(".example"):
            return
        if "text/html" in reply.headers.get("content-type", "") and not 300 <= reply.status < 400:
            self._coming.append(asyncio.create_task(self._keep(reply)))

    async def _kept(self) -> None:
        """All that came until now is kept: a browser that goes on forgets what it showed before."""
        coming, self._coming = self._coming, []
        await asyncio.gather(*coming)

    async def _keep(self, reply: Response) -> None:
        part = _PART in reply.request.headers
        try:
            html, status = await reply.text(), reply.status
        except Error:
            if reply.request.method != "GET":
                return  # what a form answered, left at once: it can not be asked for again
            again = await self.context.request.get(reply.url, headers={_PART: "1"} if part else {})
            html, status = await again.text(), again.status
        self.pages.append(Fetched(reply.url, status, dict(reply.headers), html, part))


Visit = Callable[..., Awaitable[Visitor]]
"""Makes somebody new, as `visit` does."""


async def visit(browser: Browser, door: str, *, width: int = 1280, scripts: bool = True) -> Visitor:
    """Somebody new. `width` in CSS pixels; without `scripts` the pages' own don't run."""
    size = {"width": width, "height": 900}
    context = await browser.new_context(viewport=size, java_script_enabled=scripts, locale="nl-NL")  # type: ignore[arg-type]
    context.set_default_timeout(15_000)
    visitor = Visitor(context, await context.new_page(), door)
    context.on("response", visitor.came)
    return visitor


async def axe(page: Page) -> list[str]:
    """What axe-core has against the page as it stands there now (WCAG 2.0-2.2 A and AA, and its own advice)."""
    assert _AXE.is_file(), "no axe-core: run `make setup` with Node.js or a network, and read what it says"
    await page.evaluate(
        f"{Path(_AXE).read_text('utf-8')}; undefined"
    )  # as a script tag a page's policy would refuse it
    found: list[str] = await page.evaluate(_RUN, _RULES)
    return found
