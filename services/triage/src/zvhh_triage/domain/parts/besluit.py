# SPDX-License-Identifier: EUPL-1.2
"""A confirmed outcome of triage (S10, D11b)."""

from datetime import date
from typing import Literal

from zvhh_contracts.triages import Route
from zvhh_kit.domain.decision import Sealed
from zvhh_triage.domain.parts.deel import Gezegd, Tekst

Uitkomst = Literal["doorgezet", "afgewezen"]
"""What follows from judgements, when a procesregisseur confirms it (S10)."""

Besluitsoort = Literal["doorgezet", "afgewezen", "gevoegd", "heropend"]
"""Every outcome; `gevoegd` is the fourth, and `heropend` takes it back (D11b)."""


class Besluit(Gezegd):
    """A confirmed outcome (S10, D11b). `op_oordelen` and `op_pilotoordelen` count the judgements on which it stands.

    `route` and `advies` belong to afgewezen; `motivatie`, `bij` (a zaak's id), `bij_kenmerk` and `rollen_omgekeerd` to
    gevoegd and heropend.
    """

    versie: int
    uitkomst: Besluitsoort
    route: Route | None = None
    advies: Sealed[Tekst] | None = None
    motivatie: Sealed[Tekst] | None = None
    bij: str | None = None
    bij_kenmerk: str | None = None
    rollen_omgekeerd: bool = False
    op_oordelen: int
    op_pilotoordelen: int
    weegoverleg_uiterlijk_op: date | None = None
    vernietigen_op: date | None = None
