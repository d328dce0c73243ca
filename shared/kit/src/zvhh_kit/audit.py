# SPDX-License-Identifier: EUPL-1.2
"""The lines of the access log for one read or write: one per data subject, pseudonymous (L7).

For: the HTTP room and the consumer, so that a zaak that a person typed and one that a partner's system sent are logged
alike. Not for: writing the lines; that is `privacy.AccessLog`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from zvhh_kit.decision import Actor
from zvhh_kit.privacy import Entry, StaticIds
from zvhh_kit.telemetry import trace_id

__all__ = ["Audit"]


@dataclass(frozen=True, slots=True)
class Audit:
    """How one service's lines look. `purpose`: the processing activity that reads and writes are logged under."""

    service: str
    ids: StaticIds
    purpose: str = "behandeling-van-zaken"

    def lines(
        self,
        kind: str,
        id_: str,
        state: BaseModel | None,
        *,
        action: str,
        result: str,
        way: str,
        actor: Actor,
        trace: str,
    ) -> list[Entry]:
        """A line for each person whom the state names by `data_subjects()`; one for the zaak where it names none."""
        return [
            Entry(
                action=action,
                object=f"{kind}/{id_}",
                result=result,
                origin=f"{self.service}/{way}",
                actor=actor.subject,
                oin=actor.oin,
                purpose=self.purpose,
                data_subject=subject,
                trace=trace_id(trace),
            )
            for subject in self._subjects(id_, state)
        ]

    def _subjects(self, id_: str, state: Any) -> Sequence[str]:
        about = getattr(state, "data_subjects", None)
        refs: tuple[str, ...] = tuple(about()) if about is not None else ()
        return [self.ids.pseudonym(id_, ref) for ref in refs] or [self.ids.pseudonym(id_)]
