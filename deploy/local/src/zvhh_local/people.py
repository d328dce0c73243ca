# SPDX-License-Identifier: EUPL-1.2
"""The made-up people and organisations of the local stack, and how a test or a person gets a token for one of them.

Local mode only: the secrets stand here for all to read. Which partners exist and what they may do is the services'
configuration, not this table: the last organisation is unknown to it on purpose.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import httpx2

AUDIENCE = "zvhh"
WEB_CLIENT = "zvhh-paginas"  # browser login of the services: authorization code with PKCE
WEB_SECRET = "lokaal-zvhh-paginas"  # local mode only
WEB_REDIRECT = "/aanmelden/terug"
WEB_LOGGED_OUT = ("/", "/afmelden")
"""Where a browser is sent back to, exactly: after logging in, and after logging out."""

ORGANISATIONS = {
    "ZV": "00000099000000000100",
    "VT": "00000099000000001000",
    "PO": "00000099000000002000",
    "OM": "00000099000000003000",
    "GZ": "00000099000000004000",
    "GM": "00000099000000005000",
    "RN": "00000099000000006000",
    "WG": "00000099000000007000",
    "RK": "00000099000000008000",
    "SH": "00000099000000009000",
    "TB": "00000099000000011000",
    "XX": "00000099000000099000",
}


@dataclass(frozen=True)
class Person:
    """Somebody who can log in. `subject` is the id that tokens, documents and events carry."""

    subject: str
    name: str
    organisation: str
    roles: tuple[str, ...]

    @property
    def oin(self) -> str:
        """Number of the organisation."""
        return ORGANISATIONS[self.organisation]

    @property
    def secret(self) -> str:
        """Secret of this person's client-credentials client, whose id is the subject."""
        return f"lokaal-{self.subject}"


_PARTNER = ("melder", "deelnemer")
_PEOPLE = (
    Person("noor.zv", "Noor Testema", "ZV", ("procesregisseur",)),
    Person("bram.zv", "Bram Proefstra", "ZV", ("procesregisseur",)),
    Person("fatima.zv", "Fatima Schrijver", "ZV", ("procesregisseur",)),
    Person("bea.zv", "Bea Beheer", "ZV", ("beheer",)),
    Person("fred.zv", "Fred Toezicht", "ZV", ("toezicht",)),
    Person("otto.zv", "Otto Operator", "ZV", ("operator",)),
    Person("vera.vt", "Vera Voorbeeld", "VT", _PARTNER),
    Person("piet.po", "Piet Proef", "PO", _PARTNER),
    Person("gijs.gz", "Gijs Gemaakt", "GZ", _PARTNER),
    Person("mia.gm", "Mia Model", "GM", _PARTNER),
    Person("rob.rn", "Rob Rollenspel", "RN", ("deelnemer",)),
    Person("olga.om", "Olga Oefening", "OM", ("deelnemer",)),
    Person("wim.wg", "Wim Waarnemer", "WG", _PARTNER),
    Person("rita.rk", "Rita Rol", "RK", _PARTNER),
    Person("sam.sh", "Sam Schijn", "SH", _PARTNER),
    Person("tess.tb", "Tess Test", "TB", _PARTNER),
    Person("xena.xx", "Xena Onbekend", "XX", _PARTNER),
)
PEOPLE = {person.subject: person for person in _PEOPLE}


def token_form(subject: str, audience: str = AUDIENCE) -> dict[str, str]:
    """The form that, posted to the token endpoint, gets a token for this person. Raises KeyError for an unknown one."""
    person = PEOPLE[subject]
    return {
        "grant_type": "client_credentials",
        "client_id": person.subject,
        "client_secret": person.secret,
        "audience": audience,
    }


def token(issuer_url: str, subject: str) -> str:
    """An access token by one POST; valid for 15 minutes of real time. Raises httpx2.HTTPError."""
    reply = httpx2.post(f"{issuer_url}/token", data=token_form(subject), timeout=10)
    reply.raise_for_status()
    return str(reply.json()["access_token"])


def change(issuer_url: str, subject: str, *, roles: Sequence[str] | None = None, access: bool | None = None) -> None:
    """Give somebody other roles at the issuer, or take their access away or give it back, also while they are logged in.

    Tokens that they have stay what they are. Raises httpx2.HTTPError, also for an unknown person.
    """
    changes = {"roles": None if roles is None else list(roles), "access": access}
    httpx2.put(f"{issuer_url}/people/{subject}", json=changes, timeout=10).raise_for_status()


def token_command(issuer_url: str, subject: str) -> str:
    """The same as a command that a person can paste in a shell."""
    form = " ".join(f"-d {name}={value}" for name, value in token_form(subject).items())
    return f"curl -s {issuer_url}/token {form}"
