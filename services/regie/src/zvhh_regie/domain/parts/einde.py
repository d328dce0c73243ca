# SPDX-License-Identifier: EUPL-1.2
"""What regie answered to a joint decision that the casus ends (S14, D13)."""

from zvhh_contracts.event import Code, Moment, Oin
from zvhh_regie.domain.parts.deel import Deel


class Antwoord(Deel):
    """What was decided, and what regie answered `op` that moment; `reden` is None when the casus was closed."""

    nummer: int
    besloten_op: Moment
    aanwezigen: tuple[Oin, ...]
    gaan_verder: tuple[Oin, ...]
    reden: Code | None = None
    op: Moment


class Afschaalantwoord(Antwoord):
    """To AfschalenBesloten (S14)."""


class Eindantwoord(Antwoord):
    """To BeeindigenBesloten, on this ground (D13)."""

    grond: str
