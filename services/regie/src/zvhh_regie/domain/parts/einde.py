# SPDX-License-Identifier: EUPL-1.2
"""What regie answered to a joint decision that the casus ends (S14, D13)."""

from zvhh_contracts.event import Code, Moment, Oin
from zvhh_regie.domain.parts.deel import Deel


class Afschaalantwoord(Deel):
    """What regie answered to AfschalenBesloten `nummer`; `reden` is None when the casus was closed (S14)."""

    nummer: int
    besloten_op: Moment
    aanwezigen: tuple[Oin, ...]
    gaan_verder: tuple[Oin, ...]
    reden: Code | None = None
    op: Moment


class Eindantwoord(Deel):
    """What regie answered to BeeindigenBesloten `nummer`; `reden` is None when the casus was closed (D13)."""

    nummer: int
    besloten_op: Moment
    aanwezigen: tuple[Oin, ...]
    gaan_verder: tuple[Oin, ...]
    grond: str
    reden: Code | None = None
    op: Moment
