# SPDX-License-Identifier: EUPL-1.2
"""What a person sees of the local issuer: who they can be, and sentences when that is all there is to say.

Dutch, without script and without style: nothing has to be there for it. Not for: the pages of the services.
"""

from collections.abc import Sequence
from functools import cache
from html import escape

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.process.configuration import load_configuration
from zvhh_local.folders import checkout
from zvhh_local.people import Person

__all__ = ["choice", "sentence"]

_PAGE = """<!doctype html>
<html lang="nl">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>{title}</title></head>
<body><main><h1>{title}</h1>{body}</main></body>
</html>
"""
_BUTTON = '<li><button name="persoon" value="{}">{} – {} – {}</button></li>'


def choice(people: Sequence[Person]) -> str:
    """One button for each: name, roles, organisation. The form goes back to the address of the page itself."""
    rows = [
        _BUTTON.format(*map(escape, (one.subject, one.name, " en ".join(one.roles), _organisation(one))))
        for one in people
    ]
    told = "<p>Dit is de inlogpagina van de lokale omgeving. Alle personen zijn verzonnen.</p>"
    return _PAGE.format(
        title="Als wie wilt u inloggen?", body=f'{told}<form method="post"><ul>{"".join(rows)}</ul></form>'
    )


def sentence(title: str, text: str) -> str:
    """A page with one thing to say."""
    return _PAGE.format(title=escape(title), body=f"<p>{escape(text)}</p>")


def _organisation(person: Person) -> str:
    return _names().get(person.oin, "een organisatie die hier niet bekend is")


@cache
def _names() -> dict[str, str]:
    """OIN → name, of the local configuration."""
    known = load_configuration(checkout() / "deploy" / "local" / "configuratie.yaml", Configuratie)
    return {known.zvhh_oin: known.zvhh_naam} | {one.oin: one.naam for one in known.partners}
