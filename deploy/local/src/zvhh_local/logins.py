# SPDX-License-Identifier: EUPL-1.2
"""Who is logged in at the local issuer: codes, logins that go on, and the people with the roles that they have now.

All of it in memory, for as long as the issuer runs, by real time. For: `issuer`, and tests that change somebody's roles or take
their access away while they are at work. Not for: tokens (`tokens`), nor what goes over HTTP.
"""

import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from zvhh_local.people import PEOPLE, Person

__all__ = ["Login", "Logins", "Question"]

_CODE_S = 60
_LOGIN_S = 10 * 3600
"""So long a login goes on, however often it is renewed."""


@dataclass(frozen=True)
class Question:
    """What a service asked when it sent a browser here; the code is given back to nobody else."""

    redirect_uri: str
    challenge: str
    nonce: str


@dataclass(frozen=True)
class Login:
    """One time that somebody logged in. `sid` names it in tokens; `since` in seconds since 1970."""

    subject: str
    sid: str
    since: int


class Logins:
    """What the issuer remembers."""

    def __init__(self) -> None:
        self._people = dict(PEOPLE)
        self._barred: set[str] = set()
        self._codes: dict[str, tuple[Login, Question]] = {}
        self._goes_on: dict[str, Login] = {}

    @property
    def people(self) -> list[Person]:
        """Everybody who may log in."""
        return [one for one in self._people.values() if one.subject not in self._barred]

    def person(self, subject: str) -> Person | None:
        """Somebody with the roles of now; None when there is nobody of that name, or they may not log in."""
        return None if subject in self._barred else self._people.get(subject)

    def change(self, subject: str, *, roles: Sequence[str] | None = None, access: bool | None = None) -> bool:
        """Give somebody other roles, take their access away (which ends their logins) or give it back.

        False: there is nobody of that name.
        """
        if subject not in self._people:
            return False
        if roles is not None:
            self._people[subject] = replace(self._people[subject], roles=tuple(roles))
        if access is False:
            self._barred.add(subject)
            self._goes_on = {token: login for token, login in self._goes_on.items() if login.subject != subject}
        elif access:
            self._barred.discard(subject)
        return True

    def begin(self, subject: str, question: Question) -> str:
        """A code for a person who chose to log in; good once, within a minute."""
        code = secrets.token_urlsafe(32)
        self._codes[code] = (Login(subject, secrets.token_hex(16), int(time.time())), question)
        return code

    def take(self, code: str) -> tuple[Login, Question] | None:
        """What a code stands for; the second time nothing."""
        login, question = self._codes.pop(code, (None, None))
        if login is None or question is None or time.time() > login.since + _CODE_S:
            return None
        return login, question

    def keep(self, login: Login) -> str:
        """A refresh token: with it the login is resumed, until it ends."""
        token = secrets.token_urlsafe(32)
        self._goes_on[token] = login
        return token

    def resume(self, token: str) -> Login | None:
        """The login of a refresh token; None when it has ended."""
        login = self._goes_on.get(token)
        return login if login is not None and time.time() < login.since + _LOGIN_S else None

    def end(self, sid: str) -> None:
        """That login goes on no longer; twice is once."""
        self._goes_on = {token: login for token, login in self._goes_on.items() if login.sid != sid}
