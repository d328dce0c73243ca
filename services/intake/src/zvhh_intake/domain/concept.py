# SPDX-License-Identifier: EUPL-1.2
"""The document `Concept`: a draft of a melding, kept 30 days after it was last saved, for the person who typed it (D1).

Not for: judging what is in it: anything may be missing; a draft is judged when it is sent.
"""

import re
from datetime import datetime
from typing import Any

from zvhh_intake.domain.parts.deel import Deel
from zvhh_kit.domain.decision import Sealed

CONCEPT = "concept"
"""The kind of document."""


class Concept(Deel):
    """A draft of one person of one organisation. Once sent, its content is gone and `verstuurd` is the answer to it."""

    oin: str
    persoon: str
    aangemaakt_op: datetime
    opgeslagen_op: datetime
    bewaard_tot: datetime
    inhoud: Sealed[dict[str, Any]] | None = None
    verstuurd: dict[str, Any] | None = None


_SUBJECT = re.compile(r"concept-[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def is_concept(subject: str) -> bool:
    """Whether a subject is the id of a draft: `concept-` and a UUID in lower case."""
    return _SUBJECT.fullmatch(subject) is not None
