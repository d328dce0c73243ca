# SPDX-License-Identifier: EUPL-1.2
"""The page of the local issuer in real browsers: one click, and the service has a code."""

import sys
from collections.abc import Iterator
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx2
import pytest
from playwright.async_api import Browser
from tests.pages.browser import Visitor, axe, visit

from zvhh_local.people import PEOPLE, WEB_CLIENT
from zvhh_local.ports import LOOPBACK, free_port, release
from zvhh_local.process import Child


@pytest.fixture(scope="module")
def issuer(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """An issuer of its own: this page needs nothing else of the system."""
    port = free_port()
    command = [sys.executable, "-m", "zvhh_local.cli", "issuer", str(port)]
    child = Child("issuer", command, log=tmp_path_factory.mktemp("issuer") / "log")
    url = f"http://{LOOPBACK}:{port}"
    child.wait_until(lambda: _there(url), within=30)
    yield url
    child.stop()
    release(port)


def _there(url: str) -> bool:
    try:
        return httpx2.get(f"{url}/jwks.json", timeout=1).status_code == 200
    except httpx2.HTTPError:
        return False


def question(issuer: str) -> str:
    """As a service asks it; the address to go back to is one where nothing is: only where the browser is sent counts."""
    asked = {"client_id": WEB_CLIENT, "response_type": "code", "scope": "openid", "state": "s-1"}
    pkce = {"code_challenge": "x" * 43, "code_challenge_method": "S256"}
    return "/authorize?" + urlencode(asked | pkce | {"redirect_uri": f"{issuer}/aanmelden/terug"})


async def chosen(visitor: Visitor, name: str) -> dict[str, list[str]]:
    """One click on somebody; what the browser is sent back with."""
    await visitor.page.get_by_role("button", name=name).click()
    await visitor.page.wait_for_url("**/aanmelden/terug?**")
    return parse_qs(urlsplit(visitor.page.url).query)


@pytest.mark.parametrize("width", [1280, 320])
async def test_everybody_has_a_button_that_all_can_use(
    issuer: str, chromium: Browser, visitors: list[Visitor], width: int
) -> None:
    """axe-core finds nothing, and on a phone nothing sticks out; that it is valid is seen at the end."""
    visitor = await visit(chromium, issuer, width=width)
    visitors.append(visitor)
    await visitor.to(question(issuer))
    assert await visitor.page.get_by_role("button").count() == len(PEOPLE)
    assert await axe(visitor.page) == []
    assert await visitor.page.evaluate("document.documentElement.scrollWidth <= innerWidth")


async def test_a_click_sends_the_browser_back_with_a_code(
    issuer: str, chromium: Browser, visitors: list[Visitor]
) -> None:
    """Without any script."""
    visitor = await visit(chromium, issuer, scripts=False)
    visitors.append(visitor)
    await visitor.to(question(issuer))
    back = await chosen(visitor, "Piet Proef")
    assert (len(back["code"][0]) > 20, back["state"]) == (True, ["s-1"])


async def test_a_page_with_a_sentence_is_a_page_too(issuer: str, chromium: Browser, visitors: list[Visitor]) -> None:
    visitor = await visit(chromium, issuer)
    visitors.append(visitor)
    for path in ("/authorize", "/logout"):
        reply = await visitor.to(path)
        assert reply.status == 400
        assert await axe(visitor.page) == []


async def test_the_same_in_firefox(issuer: str, firefox: Browser, visitors: list[Visitor]) -> None:
    visitor = await visit(firefox, issuer)
    visitors.append(visitor)
    await visitor.to(question(issuer))
    assert await axe(visitor.page) == []
    assert (await chosen(visitor, "Piet Proef"))["state"] == ["s-1"]
