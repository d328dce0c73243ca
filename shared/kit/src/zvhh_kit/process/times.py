# SPDX-License-Identifier: EUPL-1.2
"""Instants in the precision that is kept everywhere: UTC, milliseconds (MongoDB stores no finer).

Not for: what time it is (`clock`) or civil dates (`calendar`).
"""

from datetime import UTC, datetime, timedelta

__all__ = ["from_millis", "in_millis", "wall_time"]

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def in_millis(moment: datetime) -> datetime:
    """The instant in UTC, cut to milliseconds, so that what is stored equals what was decided."""
    if moment.tzinfo is UTC and not moment.microsecond % 1000:
        return moment
    return moment.astimezone(UTC).replace(microsecond=moment.microsecond // 1000 * 1000)


def from_millis(millis: int) -> datetime:
    """The instant of a Kafka timestamp."""
    return EPOCH + timedelta(milliseconds=millis)


def wall_time() -> datetime:
    """Real time, whatever the domain's clock says: ages of outbox entries, backoff, tokens."""
    return in_millis(datetime.now(UTC))
