# SPDX-License-Identifier: EUPL-1.2
"""The checks of every page themselves: a good page passes, and each thing that may be wrong with one is seen."""

import pytest
from tests.pages.browser import Fetched
from tests.pages.valid import Checker, faults

HOST = "127.0.0.1:20000"
GOOD = """<!doctype html>
<html lang="nl"><head><meta charset="utf-8"><title>Zaken</title><link rel="stylesheet" href="/static/zvhh.css"></head>
<body><main><h1>Zaken</h1><form method="post" action="/zaken"><label for="zoek">Zoek</label><input id="zoek" name="zoek">
<label>Kenmerk <input name="kenmerk"></label><input type="hidden" name="sleutel" value="a"><button>Zoek</button></form>
<p><a href="https://elders.example/">een link mag overal heen</a></p></main></body></html>
"""
HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    "cache-control": "no-store",
}


def test_a_good_page_has_no_faults() -> None:
    assert faults(GOOD, HEADERS, HOST) == []


@pytest.mark.parametrize(
    ("part", "instead", "fault"),
    [
        ('lang="nl"', "", "its language is not said"),
        ('lang="nl"', 'lang="en"', "its language is en"),
        ("<title>Zaken</title>", "<title></title>", "it has no title"),
        ("<h1>Zaken</h1>", "<h1>Zaken</h1><h1>Meer</h1>", "it has 2 h1"),
        ("<h1>Zaken</h1>", "<p>Zaken</p>", "it has 0 h1"),
        ("<main>", '<main id="zoek">', "id zoek stands there twice"),
        ('for="zoek"', 'for="elders"', "field zoek has no label"),
        ("<label>Kenmerk <", "<p>Kenmerk <", "field kenmerk has no label"),
        ("<main>", '<main style="color: red">', "main style stands in the page itself"),
        ("<main>", '<main onclick="x()">', "main onclick stands in the page itself"),
        ("<main>", "<main><script>x()</script>", "script stands in the page itself"),
        ("</head>", "<style>p {}</style></head>", "style stands in the page itself"),
        ('href="/static', 'href="https://elders.example/static', "it fetches from elders.example"),
        ('action="/zaken"', 'action="//elders.example/"', "it fetches from elders.example"),
    ],
)
def test_each_fault_of_a_page_is_seen(part: str, instead: str, fault: str) -> None:
    bad = GOOD.replace(part, instead).replace("kenmerk></label>", "kenmerk>")
    assert bad != GOOD
    assert fault in faults(bad, HEADERS, HOST)


@pytest.mark.parametrize(
    ("header", "value", "fault"),
    [
        ("content-security-policy", "", "its policy lacks default-src"),
        ("content-security-policy", "default-src 'self'; base-uri 'none'", "its policy lacks frame-ancestors"),
        ("content-security-policy", "style-src 'unsafe-inline'", "its policy has style-src 'unsafe-inline'"),
        ("content-security-policy", "script-src *", "its policy has script-src *"),
        ("cache-control", "max-age=60", "a cache may keep it"),
    ],
)
def test_each_fault_of_its_headers_is_seen(header: str, value: str, fault: str) -> None:
    assert fault in faults(GOOD, HEADERS | {header: value}, HOST)


def test_a_part_of_a_page_is_judged_by_itself_and_has_no_h1() -> None:
    """It is put into a page that has one; everything else holds for it too."""
    deel = '<section id="a"><h2>Oordeel</h2></section>'
    for text, found in (
        (deel, []),
        (f"<h1>Oordeel</h1>{deel}", ["it has 2 h1"]),
        (deel * 2, ["id a stands there twice"]),
    ):
        assert faults(Fetched("/", 200, HEADERS, text, part=True).whole, HEADERS, HOST) == found


async def test_the_validator_knows_html5(html: Checker) -> None:
    """What a browser mends without a word is an error: another one mends it otherwise."""
    assert await html.errors(GOOD) == []
    for bad in ("<p><div>x</div></p>", "<ul><p>x</p></ul>", "<time>do 12 maart</time>", "<h1><h2>x</h2></h1>"):
        assert await html.errors(GOOD.replace("<main>", f"<main>{bad}")) != [], bad
