# SPDX-License-Identifier: EUPL-1.2
"""Who is logged in, kept by the browser in one sealed cookie: 15 minutes without a sign of life, 10 hours in all.

With each renewal the issuer is asked again what this person may do, so that who is dismissed is out within a quarter of an hour.
Times are real time, in seconds since 1970. Not for: logging in or out (`login`), nor what somebody may see (`route`).
"""

import time
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any

from starlette.responses import Response

from zvhh_kit.domain.decision import Actor
from zvhh_kit.identity import IssuerAway, Organisationless
from zvhh_kit.identity.code_flow import CodeFlow, Granted, LoginRefused
from zvhh_kit.web.sealed import Seal

__all__ = ["IDLE_S", "WHOLE_S", "Cookies", "Session"]

IDLE_S = 15 * 60
"""A session ends so long after it was last renewed."""
WHOLE_S = 10 * 3600
"""And so long after its beginning, whatever was done."""
_RENEW_S = 3 * 60
"""From so old on it is renewed by the next request: idle is between twelve and fifteen minutes."""
_MOST = 4000
"""Of a cookie a browser keeps 4,096 bytes, its name and attributes in it."""
_SESSION = "sessie"


@dataclass(frozen=True, slots=True)
class Session:
    """One login of one person in one browser. `begun`, `renewed`: when; `id_token` empty where the cookie would be too large."""

    subject: str
    oin: str
    roles: tuple[str, ...]
    name: str
    refresh_token: str
    id_token: str
    begun: int
    renewed: int

    @classmethod
    def of(cls, granted: Granted, begun: int, now: int) -> "Session":
        return cls(
            subject=granted.actor.subject,
            oin=granted.actor.oin,
            roles=tuple(sorted(granted.actor.roles)),
            name=granted.name,
            refresh_token=granted.refresh_token,
            id_token=granted.id_token,
            begun=begun,
            renewed=now,
        )

    @property
    def actor(self) -> Actor:
        """Who asks, with the roles of the last renewal."""
        return Actor(self.subject, self.oin, frozenset(self.roles))

    @property
    def ends(self) -> int:
        """When it ends if nothing more is done."""
        return min(self.renewed + IDLE_S, self.begun + WHOLE_S)

    async def renewed_by(self, flow: CodeFlow) -> "Session | None":
        """The same with the roles of now where it is time to ask; itself where it is not, or the issuer is away; None when it
        has ended, here or there."""
        now = int(time.time())
        if now >= self.ends:
            return None
        if now < self.renewed + _RENEW_S or not self.refresh_token:
            return self
        try:
            granted = await flow.renew(self.refresh_token, self.name, self.id_token)
        except IssuerAway:
            return self
        except (LoginRefused, Organisationless):
            return None
        return Session.of(granted, self.begun, now) if granted.actor.subject == self.subject else None


class Cookies:
    """Gives sealed cookies to a browser and reads them back.

    Over https their names begin with `__Host-` and they are Secure: no other host and no open line can set or hear them. In
    local mode the address is http, and they are neither.
    """

    def __init__(self, seal: Seal, public_url: str) -> None:
        self._seal = seal
        self._secure = public_url.startswith("https://")

    def session(self, given: Mapping[str, str]) -> Session | None:
        """The session in these cookies as it was given; None for none, or one that we did not give."""
        value = self.read(given, _SESSION)
        try:
            return Session(**value | {"roles": tuple(value["roles"])}) if value is not None else None
        except (TypeError, KeyError):
            return None

    def keep(self, response: Response, session: Session) -> None:
        """Let the browser keep a session until it is closed; the times in it decide."""
        if len(self._seal.seal(_SESSION, asdict(session))) > _MOST:
            session = replace(session, id_token="")
        self.write(response, _SESSION, asdict(session))

    def forget(self, response: Response, name: str = _SESSION) -> None:
        response.delete_cookie(self._name(name), secure=self._secure, httponly=True, samesite="lax")

    def read(self, given: Mapping[str, str], name: str) -> dict[str, Any] | None:
        """What was sealed in a cookie; None for anything else."""
        value = self._seal.open(name, given.get(self._name(name), ""))
        return {key: one for key, one in value.items() if key != "voor"} if value is not None else None

    def write(self, response: Response, name: str, value: dict[str, Any], seconds: int | None = None) -> None:
        sealed = self._seal.seal(name, value)
        response.set_cookie(
            self._name(name), sealed, max_age=seconds, secure=self._secure, httponly=True, samesite="lax"
        )

    def _name(self, name: str) -> str:
        return f"{'__Host-' if self._secure else ''}zvhh-{name}"
