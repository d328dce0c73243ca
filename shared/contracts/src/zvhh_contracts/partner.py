# SPDX-License-Identifier: EUPL-1.2
"""What crosses the border with a partner's own system: a melding offered, and the feedback on it (S7, D1, D5).

Offered on `partner.<oin>.meldingen.v1`, encrypted for intake; answered on `partner.<oin>.terugkoppelingen.v1`.
"""

from typing import ClassVar, Literal

from zvhh_contracts.event import Event, Moment, Part

Stap = Literal[
    "ontvangen",
    "geweigerd",
    "aanvulling-gevraagd",
    "afgewezen",
    "behandeld",
    "in-behandeling",
    "wachtlijst",
    "afgeschaald",
    "ingetrokken",
]


class MeldingAangeboden(Event):
    """A partner's system offers a melding. `melding` is a compact JWE (ECDH-ES, A256GCM) for a key of intake's
    `/.well-known/jwks.json`; in it the same JSON as `POST /v1/meldingen`. `melding_referentie` is the partner's own
    key of this request: sent twice it is one melding (D1)."""

    type: ClassVar[str] = "nl.zorgenveiligheid.aanmeldingen.melding-aangeboden.v1"
    melding_referentie: str
    melding: str


class Fout(Part):
    """One thing that was wrong: a code, a Dutch text, and where (a JSON pointer, or `header:<name>`). Never what was sent."""

    code: str
    tekst: str
    plaats: str = ""


class Terugkoppeling(Event):
    """What became of a partner's melding: the stage, and the same Dutch words as on the page.

    `melding_referentie`: the partner's own; of a record whose reference can't be used its CloudEvents id, else
    `<topic>:<partition>:<offset>`. `waarschuwingen`: what the reporter must know of a melding that was accepted all the
    same (S1b). `herhaling_geweigerd`: another record with the reference of an accepted melding was refused, by `fouten`;
    `stap` and `kenmerk` are those of that melding, which stays as it is (D1).
    """

    type: ClassVar[str] = "nl.zorgenveiligheid.terugkoppelingen.melding-teruggekoppeld.v1"
    melding_referentie: str
    stap: Stap
    tekst: str
    op: Moment
    kenmerk: str | None = None
    fouten: tuple[Fout, ...] = ()
    waarschuwingen: tuple[str, ...] = ()
    herhaling_geweigerd: bool = False
