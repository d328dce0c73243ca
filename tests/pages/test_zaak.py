# SPDX-License-Identifier: EUPL-1.2
"""A zaak and an incident in real browsers, through the front door: as people click and type, with and without script.

Every page that comes is checked when the test ends. Not for: what a rule says; the tests of regie do.
"""

from collections.abc import AsyncIterator
from datetime import datetime

import pytest
from playwright.async_api import Browser, Locator, Page, Route, expect
from tests.pages.browser import Visit, Visitor, axe, visit

from zvhh_kit.domain.calendar import AMSTERDAM
from zvhh_local.outside import Outside
from zvhh_local.stack import Stack
from zvhh_local.stages import Stages
from zvhh_local.watch import eventually

NOOR, PIET, GIJS = "noor.zv", "piet.po", "gijs.gz"
NASTY = '<script>alert(1)</script><img src=x onerror=alert(2)> Hij zei: "ik weet waar je woont" & ging'


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


@pytest.fixture
async def outside(system: Stack) -> AsyncIterator[Outside]:
    outside = Outside(system)
    yield outside
    await outside.close()


@pytest.fixture
async def kenmerk(system: Stack, outside: Outside) -> str:
    """The kenmerk of a zaak that was opened on 12 March 2025; it is the 20th now, ten o'clock."""
    system.set_clock(local("2025-03-10T09:00"))
    stages = Stages(outside)
    zaak = await stages.report()
    await stages.to_open(zaak, local("2025-03-12T10:00"))

    async def opened() -> bool:
        reply = await outside.get(PIET, "regie", f"/v1/casussen/{zaak}")
        return reply.status == 200 and reply.body["stand"] == "loopt"

    await eventually(opened)
    system.set_clock(local("2025-03-20T10:00"))
    return str((await outside.get(PIET, "regie", f"/v1/casussen/{zaak}")).body["kenmerk"])


async def fill(page: Page, **other: str) -> None:
    """The whole form, as somebody fills it in; `other` text in a field."""
    await page.get_by_label("Nieuwe daad van stalking").check()
    fields = {
        "Wanneer was dat?": "gisteren 21:30",
        "Van wie weet u dit?": "Anna",
        "Beschrijf wat er is gebeurd": "Aan de deur.",
    }
    for label, text in (fields | other).items():
        await page.get_by_label(label).fill(text)
    await page.get_by_role("group", name="Is het ernstig?").get_by_label("Nee").check()


async def incidents(page: Page) -> int:
    """How many stand on the page of the zaak."""
    return await page.get_by_role("region", name="Incidenten").get_by_role("listitem").count()


def save(page: Page) -> Locator:
    return page.get_by_role("button", name="Incident vastleggen")


async def fits(page: Page) -> bool:
    """Nothing sticks out sideways."""
    return bool(await page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


async def test_two_clicks_and_somebody_is_at_work(new_visitor: Visit, kenmerk: str) -> None:
    """Inloggen, a persona; then the list, a zaak, its clock."""
    visitor = await new_visitor()
    page = visitor.page
    await visitor.to("/afmelden")
    await page.get_by_role("main").get_by_role("link", name="Inloggen").click()
    await page.get_by_role("button", name="Piet Proef").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("U bent ingelogd")
    await page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Zaken").click()
    await page.get_by_role("link", name=kenmerk).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text(kenmerk)
    await expect(page.locator(".klok__zin")).to_contain_text("Geopend: wo 12 maart 2025")
    assert await axe(page) == []


async def test_an_incident_with_faults_first(new_visitor: Visit, kenmerk: str) -> None:
    """What was typed stays, as text; a fault in the summary leads to its field; in the end it is there and the clock has moved."""
    visitor = await new_visitor()
    page = visitor.page
    shouted: list[str] = []
    page.on("dialog", lambda dialog: shouted.append(dialog.message))
    await visitor.log_in(PIET, f"/zaken/{kenmerk}")
    await page.get_by_role("link", name="Incident vastleggen").click()
    await page.get_by_label("Beschrijf wat er is gebeurd").fill(NASTY)
    await save(page).click()
    await expect(page.get_by_role("heading", name="Er zijn 4 dingen")).to_be_visible()
    assert await page.title() == f"Fout: Incident vastleggen, {kenmerk} – ZVHH Duinrand"
    assert await page.evaluate("document.activeElement.className") == "fouten"
    assert await axe(page) == []
    await page.get_by_role("link", name="Vul in wanneer het was.").click()
    assert await page.evaluate("document.activeElement.id") == "veld-moment"
    await expect(page.get_by_label("Beschrijf wat er is gebeurd")).to_have_value(NASTY)
    await fill(page, **{"Beschrijf wat er is gebeurd": NASTY, "Wanneer was dat?": "30 augustus 21:30"})
    await save(page).click()
    await expect(page.locator("#fout-moment")).to_contain_text("liggen in de toekomst")
    await page.get_by_label("Wanneer was dat?").fill("gisteren 21:30")
    await save(page).click()
    await expect(page.get_by_role("status")).to_have_text("Incident 1 is vastgelegd.")
    await expect(page.get_by_role("region", name="Incidenten")).to_contain_text(NASTY)
    await expect(page.locator(".klok__zin")).to_contain_text("Laatste incident: wo 19 maart 2025")
    assert await axe(page) == []
    assert shouted == []


async def test_a_double_click_is_one_incident(new_visitor: Visit, kenmerk: str) -> None:
    """D1."""
    visitor = await new_visitor()
    await visitor.log_in(PIET, f"/incidenten/{kenmerk}/nieuw")
    await fill(visitor.page)
    await save(visitor.page).dblclick()
    await expect(visitor.page.get_by_role("status")).to_have_text("Incident 1 is vastgelegd.")
    assert await incidents(visitor.page) == 1


async def test_of_two_people_the_second_reads_what_the_first_did(new_visitor: Visit, kenmerk: str) -> None:
    """D2: nothing typed is lost, and then there are two."""
    piet, noor = await new_visitor(), await new_visitor()
    for visitor, who in ((piet, PIET), (noor, NOOR)):
        await visitor.log_in(who, f"/incidenten/{kenmerk}/nieuw")
        await fill(visitor.page, **{"Van wie weet u dit?": who})
    await save(piet.page).click()
    await expect(piet.page.get_by_role("status")).to_be_visible()
    await save(noor.page).click()
    await expect(noor.page.locator(".fouten")).to_contain_text("Iemand anders heeft dit net gewijzigd")
    await expect(noor.page.get_by_label("Van wie weet u dit?")).to_have_value(NOOR)
    await expect(noor.page.get_by_role("complementary")).to_contain_text("Politie Duinrand")
    assert await axe(noor.page) == []
    await save(noor.page).click()
    await expect(noor.page.get_by_role("status")).to_have_text("Incident 2 is vastgelegd.")


@pytest.mark.parametrize("scripts", [True, False])
async def test_a_session_that_ended_costs_no_text(new_visitor: Visit, kenmerk: str, scripts: bool) -> None:
    """Logged in again in another tab, what was typed is sent from where it stands."""
    visitor = await new_visitor(scripts=scripts)
    page = visitor.page
    await visitor.log_in(PIET, f"/incidenten/{kenmerk}/nieuw")
    await fill(page, **{"Beschrijf wat er is gebeurd": NASTY})
    await visitor.context.clear_cookies()
    await save(page).click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Nog niet opgeslagen")
    await expect(page.locator("dl")).to_contain_text(NASTY)
    if scripts:
        assert await axe(page) == []
    async with page.expect_popup() as opening:
        await page.get_by_role("link", name="Log opnieuw in").click()
    tab = await opening.value
    await tab.get_by_role("button", name="Piet Proef").click()
    await expect(tab.get_by_role("heading", level=1)).to_have_text("U bent ingelogd")
    await tab.close()
    await page.get_by_role("button", name="Verstuur opnieuw").click()
    await expect(page.get_by_role("status")).to_have_text("Incident 1 is vastgelegd.")
    await expect(page.get_by_role("region", name="Incidenten")).to_contain_text(NASTY)


async def test_a_form_of_somebody_else_is_of_no_use(new_visitor: Visit, kenmerk: str) -> None:
    """Another person logs in at the same screen: what the first one typed is not sent in their name."""
    visitor = await new_visitor()
    await visitor.log_in(PIET, f"/incidenten/{kenmerk}/nieuw")
    await fill(visitor.page)
    await visitor.context.clear_cookies()
    other = await visitor.context.new_page()
    await other.goto(f"{visitor.door}/aanmelden")
    await other.get_by_role("button", name="Noor Testema").click()
    await save(visitor.page).click()
    await expect(visitor.page.get_by_role("main")).to_contain_text("van iemand anders")
    await visitor.to(f"/zaken/{kenmerk}")
    assert await incidents(visitor.page) == 0


async def test_it_is_said_in_time_that_the_session_ends(new_visitor: Visit, kenmerk: str) -> None:
    """Five minutes before; typing keeps it; at the end the text stays and there is a way on."""
    visitor = await new_visitor()
    page = visitor.page
    await page.clock.install()
    await visitor.log_in(PIET, f"/incidenten/{kenmerk}/nieuw")
    await expect(page.locator("#sessie")).to_be_hidden()
    await page.clock.fast_forward("10:30")
    await expect(page.get_by_role("alert")).to_contain_text("U wordt over 5 minuten uitgelogd")
    assert await axe(page) == []
    await page.get_by_role("button", name="Blijf ingelogd").click()
    await expect(page.locator("#sessie")).to_be_hidden()
    await page.clock.fast_forward("16:00")
    await expect(page.get_by_role("alert")).to_contain_text("U bent uitgelogd.")
    await expect(page.get_by_role("link", name="Log opnieuw in")).to_be_visible()


async def test_the_whole_way_without_script_and_on_a_small_screen(new_visitor: Visit, kenmerk: str) -> None:
    """320 px wide, as 400 % is on a desk; nothing sticks out on any page of the way."""
    visitor = await new_visitor(width=320, scripts=False)
    page = visitor.page
    await visitor.log_in(PIET, "/zaken")
    for path in ("/zaken", f"/zaken/{kenmerk}", f"/incidenten/{kenmerk}/nieuw", "/afmelden", "/zaken/ZV-2222-2222"):
        await visitor.to(path)
        wide = await page.locator("body").bounding_box()
        assert wide is not None and wide["width"] <= 320, path
    await visitor.to(f"/incidenten/{kenmerk}/nieuw")
    await save(page).click()
    await expect(page.locator(".fouten")).to_contain_text("Er zijn 5 dingen")
    await fill(page)
    await save(page).click()
    await expect(page.get_by_role("status")).to_have_text("Incident 1 is vastgelegd.")


async def test_every_page_in_both_widths(new_visitor: Visit, kenmerk: str) -> None:
    """axe-core finds nothing, and nothing sticks out."""
    for width in (1280, 320):
        visitor = await new_visitor(width=width)
        await visitor.log_in(PIET, "/zaken")
        paths = (
            "/zaken",
            "/zaken?kenmerk=x",
            f"/zaken/{kenmerk}",
            f"/incidenten/{kenmerk}/nieuw",
            "/zaken/ZV-2222-2222",
        )
        for path in (*paths, "/afmelden", "/aanmelden/klaar"):
            await visitor.to(path)
            assert await axe(visitor.page) == [], (width, path)
            assert await fits(visitor.page), (width, path)


async def test_by_keyboard_alone(new_visitor: Visit, kenmerk: str) -> None:
    """From the list to a recorded incident, with Tab, arrows, space and Enter."""
    visitor = await new_visitor()
    page = visitor.page
    await visitor.log_in(PIET, f"/incidenten/{kenmerk}/nieuw")
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    await page.keyboard.press("Enter")
    for keys in ("Tab", "Tab", "Space", "Tab"):
        await page.keyboard.press(keys)
    for text in ("gisteren 21:30", "Anna", "Aan de deur."):
        await page.keyboard.type(text)
        await page.keyboard.press("Tab")
    for keys in ("ArrowDown", "Tab", "Tab", "Enter"):
        await page.keyboard.press(keys)
    await expect(page.get_by_role("status")).to_have_text("Incident 1 is vastgelegd.")


async def test_after_logging_out_nothing_is_left(new_visitor: Visit, kenmerk: str) -> None:
    """Not by the back button either; and at the issuer the login has ended too."""
    visitor = await new_visitor()
    page = visitor.page
    await visitor.log_in(PIET, f"/zaken/{kenmerk}")
    kept = await visitor.context.cookies()
    assert (await page.evaluate("[localStorage.length, sessionStorage.length, document.cookie]")) == [0, 0, ""]
    assert not any(word in str(kept) for word in ("Piet", "piet", kenmerk))
    await page.get_by_role("button", name="Uitloggen").click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("U bent uitgelogd")
    assert await visitor.context.cookies() == []
    await page.go_back()
    await expect(page.get_by_role("heading", name=kenmerk)).to_have_count(0)
    await visitor.to(f"/zaken/{kenmerk}")
    await expect(page.get_by_role("button", name="Piet Proef")).to_be_visible()


async def test_a_form_on_another_site_does_nothing(new_visitor: Visit, kenmerk: str) -> None:
    """Neither by its own hand nor in a frame, though somebody is logged in."""
    visitor = await new_visitor()
    page = visitor.page
    await visitor.log_in(PIET, f"/zaken/{kenmerk}")
    target = f"{visitor.door}/incidenten/{kenmerk}/nieuw"
    html = f'<form method="post" action="{target}"><input name="omschrijving" value="x"><button>Win</button></form>'

    async def attack(route: Route) -> None:
        await route.fulfill(
            body=f"<!doctype html><title>x</title>{html}<iframe src='{target}'></iframe>", content_type="text/html"
        )

    other = await visitor.context.new_page()
    await other.route("http://elders.example/**", attack)
    await other.goto("http://elders.example/")
    assert kenmerk not in await other.frames[1].content()
    async with other.expect_response(target) as posted:
        await other.get_by_role("button", name="Win").click()
    assert (await posted.value).status == 403
    await visitor.to(f"/zaken/{kenmerk}")
    assert await incidents(page) == 0


async def test_who_does_not_take_part_finds_nothing(new_visitor: Visit, kenmerk: str) -> None:
    """L6: the same page as for a kenmerk that nobody has."""
    visitor = await new_visitor()
    await visitor.log_in(GIJS, "/zaken")
    for path in (f"/zaken/{kenmerk}", f"/incidenten/{kenmerk}/nieuw", "/zaken/ZV-2222-2222"):
        assert (await visitor.to(path)).status == 404
        await expect(visitor.page.get_by_role("main")).to_contain_text("of u hebt er geen toegang toe")
        assert await axe(visitor.page) == []


async def test_a_zaak_by_its_kenmerk_in_the_search_box(new_visitor: Visit, kenmerk: str) -> None:
    """As somebody reads it from paper, in the box above every page."""
    visitor = await new_visitor()
    page = visitor.page
    await visitor.log_in(NOOR, "/zaken")
    await page.get_by_label("Zoek op kenmerk").fill(kenmerk.lower().replace("-", " "))
    await page.keyboard.press("Enter")
    await expect(page.get_by_role("heading", level=1)).to_have_text(kenmerk)


async def test_the_main_way_in_firefox(system: Stack, firefox: Browser, kenmerk: str) -> None:
    """Logging in, an incident, logging out."""
    visitor: Visitor = await visit(firefox, system.front_door)
    page = visitor.page
    try:
        await visitor.log_in(PIET, f"/incidenten/{kenmerk}/nieuw")
        await fill(page)
        await save(page).click()
        await expect(page.get_by_role("status")).to_have_text("Incident 1 is vastgelegd.")
        await page.get_by_role("button", name="Uitloggen").click()
        await expect(page.get_by_role("heading", level=1)).to_have_text("U bent uitgelogd")
    finally:
        await visitor.context.close()
