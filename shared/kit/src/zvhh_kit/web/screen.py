# SPDX-License-Identifier: EUPL-1.2
"""One request's way to show something: a template in the frame, or as a part of another page; never without its headers.

Not for: who may see it (`route`), nor what went wrong (`problems`).
"""

import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import Depends
from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.spoken import day_in_words, moment_in_words, spoken_day, time_in_words
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.description import Pages
from zvhh_kit.web.assets import Assets
from zvhh_kit.web.sealed import Seal
from zvhh_kit.web.session import Cookies, Session

__all__ = ["PART", "OnScreen", "Screen", "Site"]

_TEMPLATES = Path(__file__).parent / "templates"
PART = "X-ZVHH-Deel"
"""The header by which a page asks the page of another service as a part of itself."""


class Site:
    """What all pages of one process share."""

    def __init__(self, settings: Settings, pages: Pages) -> None:
        self.settings, self.pages = settings, pages
        self.seal = Seal(settings.session_secrets)
        self.cookies = Cookies(self.seal, settings.public_url)
        self.assets = Assets()
        folders = [_TEMPLATES] + ([pages.templates] if pages.templates else [])
        self.templates = Environment(
            loader=FileSystemLoader(folders),
            autoescape=select_autoescape(default=True, default_for_string=True),
            undefined=StrictUndefined,
            auto_reload=False,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self.templates.globals |= {"asset": self.assets.path, "house": pages.house, "phone": pages.phone}
        self.templates.filters |= {
            "day": day_in_words,
            "instant": datetime.fromisoformat,
            "local_day": local_date,
            "time": time_in_words,
        }
        # A form may lead to the issuer: a browser follows its redirects by this rule too (logging out, a search when logged out)
        issuer = "/".join(settings.oidc_issuer.split("/")[:3])
        self.headers = {
            "Content-Security-Policy": "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; "
            f"connect-src 'self'; form-action 'self' {issuer}; base-uri 'none'; frame-ancestors 'none'",
            # With no-referrer a browser says `Origin: null` of a form, and no form could be told from a stranger's
            "Referrer-Policy": "same-origin",
            "Vary": f"Cookie, {PART}",
        }


class Screen:
    """How the asker is shown something. `session`: None where nobody is logged in · `typed`: the fields of a posted form ·
    `today`: the local day."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self.site: Site = request.app.state.site
        self.session: Session | None = getattr(request.state, "session", None)
        self.typed: Mapping[str, str] = getattr(request.state, "typed", {})
        self.is_part = PART in request.headers
        self.today = local_date(request.state.received)

    def show(self, template: str, status: int = 200, **shown: Any) -> Response:
        """The page. Its template extends `frame`, and knows `today`, `session`, `bewijs` and the words of days beside `shown`."""
        html = self.site.templates.get_template(template).render(self._frame() | shown)
        return HTMLResponse(html, status, headers=self.site.headers)

    def to(self, path: str) -> Response:
        """On to another page after something was done."""
        return RedirectResponse(path, 303, headers=self.site.headers)

    def _frame(self) -> dict[str, Any]:
        session, pages, path = self.session, self.site.pages, self._request.url.path
        roles = frozenset(session.roles) if session else frozenset[str]()
        return {
            "frame": "deel.html" if self.is_part else "kader.html",
            "styles": self.site.assets.styles,
            "session": session,
            "organisation": pages.organisation(session.oin) if session else "",
            "seconds": max(0, session.ends - int(time.time())) if session else 0,
            "menu": [
                (at, words, path == at or path.startswith(f"{at}/")) for at, words, whose in pages.menu if whose & roles
            ],
            "bewijs": self.site.seal.token(session.subject) if session else "",
            "here": path,
            "today": self.today,
            "spoken": lambda day: spoken_day(day, self.today),
            "moment": lambda at: moment_in_words(at, self.today),
        }


async def _screen(request: Request) -> Screen:
    return Screen(request)


OnScreen = Annotated[Screen, Depends(_screen)]
"""An endpoint's parameter: the way to show something."""
