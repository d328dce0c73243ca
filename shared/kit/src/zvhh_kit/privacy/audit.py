# SPDX-License-Identifier: EUPL-1.2
"""The lines of the access log for one read or write: one per data subject, pseudonymous (L7).

For: the HTTP room and the consumer, so that a zaak that a person typed and one that a partner's system sent are logged
alike. Not for: writing the lines; that is `privacy.AccessLog`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel

from zvhh_contracts.huis import DOEL
from zvhh_kit.core.document import data_subjects
from zvhh_kit.domain.decision import Actor
from zvhh_kit.privacy import Entry, StaticIds
from zvhh_kit.process.telemetry import trace_id

__all__ = ["Audit"]


_REASON = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True, slots=True)
class Audit:
    """How one service's lines look. `purpose`: the processing activity that reads and writes are logged under.

    A read that needs a reason (D10) is logged as `<purpose>/<reason>`: the reason is a code of a fixed list, never text.
    """

    service: str
    ids: StaticIds
    purpose: str = DOEL

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
        reason: str = "",
    ) -> list[Entry]:
        """A line for each person whom the state names by `data_subjects()`; one for the zaak where it names none.

        Raises ValueError for a reason that is no code.
        """
        return self.about(
            data_subjects(state),
            kind,
            id_,
            action=action,
            result=result,
            way=way,
            actor=actor,
            trace=trace,
            reason=reason,
        )

    def about(
        self,
        refs: Sequence[str],
        kind: str,
        id_: str,
        *,
        action: str,
        result: str,
        way: str,
        actor: Actor,
        trace: str,
        reason: str = "",
    ) -> list[Entry]:
        """The same for persons by their refs in the zaak, also where the state itself is gone; one line without any."""
        purpose = self._purpose(reason)
        return [
            Entry(
                action=action,
                object=f"{kind}/{id_}",
                result=result,
                origin=f"{self.service}/{way}",
                actor=actor.subject,
                oin=actor.oin,
                purpose=purpose,
                data_subject=subject,
                trace=trace_id(trace),
            )
            for subject in self._pseudonyms(id_, refs)
        ]

    def searches(
        self,
        sought: Sequence[str],
        kind: str,
        *,
        id_: str = "*",
        action: str,
        result: str,
        way: str,
        actor: Actor,
        trace: str,
        reason: str = "",
    ) -> list[Entry]:
        """A line for each pseudonym that was looked for, of no zaak: whether one was found is told by the lines beside it."""
        line = Entry(
            action=action,
            object=f"{kind}/{id_}",
            result=result,
            origin=f"{self.service}/{way}",
            actor=actor.subject,
            oin=actor.oin,
            purpose=self._purpose(reason),
            trace=trace_id(trace),
        )
        return [replace(line, data_subject=subject) for subject in sought]

    def _purpose(self, reason: str) -> str:
        if reason and not _REASON.fullmatch(reason):
            raise ValueError("the reason of a read is a code")
        return f"{self.purpose}/{reason}" if reason else self.purpose

    def refusal(
        self, kind: str, id_: str, *, action: str, result: str, actor: Actor, trace: str, address: str
    ) -> Entry:
        """The line for who got nothing: by which operation, of what where something was named, and from where."""
        return Entry(
            action=action,
            object=f"{kind}/{id_}" if id_ else "",
            result=result,
            origin=f"{self.service}/rest",
            actor=actor.subject,
            oin=actor.oin,
            purpose=self.purpose,
            data_subject=self.ids.pseudonym(id_) if id_ else "",
            trace=trace_id(trace),
            address=address,
        )

    def _pseudonyms(self, id_: str, refs: Sequence[str]) -> Sequence[str]:
        return [self.ids.pseudonym(id_, ref) for ref in refs] or [self.ids.pseudonym(id_)]
