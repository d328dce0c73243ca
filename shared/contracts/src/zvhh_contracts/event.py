# SPDX-License-Identifier: EUPL-1.2
"""What every event has in common, for who writes one (`Event`) and for who reads one (`Reader`).

For: the models of this package, and the `foreign.py` of each service.
Not for: the envelope around an event (CloudEvents attributes); that is the kit's.
"""

from datetime import UTC, datetime
from typing import Annotated, ClassVar

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, StringConstraints
from pydantic.alias_generators import to_camel


def _utc_in_ms(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


Moment = Annotated[AwareDatetime, AfterValidator(_utc_in_ms)]
"""An instant: any offset in, UTC kept and written, cut to milliseconds (as MongoDB keeps it)."""

Oin = Annotated[str, StringConstraints(pattern=r"^[0-9]{20}$")]
"""Organisatie-identificatienummer: 20 digits; `\\d` would take those of every script, and each a name of its own."""

Persoon = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9._@:-]{1,100}$")]
"""The subject id of a professional: never a name."""

Code = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")]
"""A code from a list of the configuration; the words belong to it, not to the event."""

ZaakId = Annotated[
    str, StringConstraints(pattern=r"^[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$")
]
"""The id of a zaak: a UUIDv8, in lower case."""


class Part(BaseModel):
    """A part of an event: frozen, camelCase on the wire, nothing unknown in it."""

    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class Event(Part):
    """A fact that one service publishes: ids, codes, dates, counts and decisions; no personal data and no free text.

    `type` is its CloudEvents type. Fields are only ever added, and then optional; anything else is a new type `.v2`.
    """

    type: ClassVar[str]


class Reader(BaseModel):
    """What one service reads of another's event: only the fields that it needs, the rest is passed over."""

    model_config = ConfigDict(frozen=True, extra="ignore", alias_generator=to_camel, populate_by_name=True)

    type: ClassVar[str]
