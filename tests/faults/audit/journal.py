# SPDX-License-Identifier: EUPL-1.2
"""What a load tells the audit: every command with its answer, and of each zaak how it was meant to end.

For: the audit, which compares it with what stands in databases and topics. Not for: running anything; it is data, ids and
codes only, and it goes to JSON and back.
"""

from dataclasses import asdict, dataclass, field
from typing import Any

__all__ = ["Given", "Journal", "Zaak"]


@dataclass(slots=True)
class Given:
    """One command of one zaak (its number in the journal), under one key. `sent`: how many requests or records it took.

    `acknowledged`: the system answered that it is done (2xx; for a partner's record: the broker has it). Neither that nor
    `refused`: nobody answered in time, so that it may have taken effect once, or not at all.
    """

    zaak: int
    service: str
    operation: str
    key: str
    sent: int = 0
    acknowledged: bool = False
    refused: bool = False
    status: int = 0
    answer: Any = None


@dataclass(slots=True)
class Zaak:
    """One zaak of the load.

    way: `rest` or `kafka` · partner: OIN of the reporter · key: Idempotency-Key or meldingReferentie of its report ·
    fate: the way that it was meant to go · id: its zaakId, empty while unknown · steps: the feedback that the partner's own
    system must have got (one that ends in ? may be left out) · end: what its history calls for, a name of `audit.rules.ENDS`;
    None: its way was broken off, so only what every zaak must keep can be asked of it.
    """

    number: int
    way: str
    partner: str
    key: str
    fate: str
    id: str = ""
    steps: list[str] = field(default_factory=list)
    end: str | None = None


@dataclass(slots=True)
class Journal:
    """Everything that one load did. `faults`: what the load itself found to be wrong, in words without personal data."""

    zaken: list[Zaak] = field(default_factory=list)
    commands: list[Given] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)

    def zaak(self, way: str, partner: str, fate: str, key: str) -> Zaak:
        """A new zaak, with the next number."""
        made = Zaak(len(self.zaken), way, partner, key, fate)
        self.zaken.append(made)
        return made

    def given(self, zaak: Zaak, service: str, operation: str, key: str) -> Given:
        """A new command."""
        made = Given(zaak.number, service, operation, key)
        self.commands.append(made)
        return made

    def of(self, zaak: Zaak) -> list[Given]:
        """The commands of one zaak, in order."""
        return [one for one in self.commands if one.zaak == zaak.number]

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dump`."""
        return asdict(self)

    @classmethod
    def from_json(cls, raw: dict[str, Any]) -> "Journal":
        """The journal that `as_json` wrote."""
        zaken = [Zaak(**one) for one in raw["zaken"]]
        return cls(zaken, [Given(**one) for one in raw["commands"]], list(raw["faults"]))
