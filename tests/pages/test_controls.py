# SPDX-License-Identifier: EUPL-1.2
"""What the style draws under the policy of pages, which loads no picture that stands in a style: marks and arrows are there.

Not for: how large or how well-chosen anything is; for that look at it.
"""

from playwright.async_api import Browser, Page, Route

from zvhh_local.folders import style

PAGE = """<!doctype html><html lang="nl" class="voorbeeld-theme"><head><title>x</title>
<link rel="stylesheet" href="/zvhh.css"></head><body>
<input type="checkbox" checked class="utrecht-checkbox utrecht-checkbox--html-input utrecht-checkbox--custom
    utrecht-custom-checkbox utrecht-custom-checkbox--html-input">
<select class="utrecht-select utrecht-select--html-select"><option>Zandvoorde</option></select></body></html>"""
POLICY = "default-src 'none'; style-src 'self'"
OF_PAGES = {"Content-Type": "text/html; charset=utf-8", "Content-Security-Policy": POLICY}


async def answer(route: Route) -> None:
    """The style, or else the page: of no server, for nothing of the system is needed."""
    if route.request.url.endswith(".css"):
        await route.fulfill(body=style().read_text("utf-8"), headers={"Content-Type": "text/css"})
    else:
        await route.fulfill(body=PAGE, headers=OF_PAGES)


async def drawn(page: Page, selector: str, what: str, part: str = "") -> str:
    """A property as the browser worked it out."""
    ask = "([selector, what, part]) => getComputedStyle(document.querySelector(selector), part || null)[what]"
    return str(await page.evaluate(ask, [selector, what, part]))


async def test_a_chosen_box_has_its_mark_and_a_list_its_arrow(chromium: Browser) -> None:
    page = await chromium.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text))
    await page.route("**/*", answer)
    await page.goto("http://pagina.example/")
    assert await drawn(page, "input", "content", "::before") == '"✓"'
    assert await drawn(page, "input", "backgroundImage") == "none"
    assert "linear-gradient" in await drawn(page, "select", "backgroundImage")
    assert refused == []
    await page.close()
