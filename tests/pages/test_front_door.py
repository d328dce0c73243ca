# SPDX-License-Identifier: EUPL-1.2
"""The whole system through its front door in a browser: what the door itself says to a person is a page as any other."""

from tests.pages.browser import Visit, axe


async def test_an_address_that_nobody_has_is_a_page_with_a_way_on(new_visitor: Visit) -> None:
    visitor = await new_visitor(width=320)
    reply = await visitor.to("/elders")
    assert reply.status == 404
    assert await visitor.page.title() == "Niet gevonden"
    assert await axe(visitor.page) == []
    assert await visitor.page.get_by_role("link").get_attribute("href") == "/mijn-dag"
