# SPDX-License-Identifier: EUPL-1.2
"""What aiokafka can't read of a batch of records, so that one record never makes its whole partition unreadable.

The broker takes a header whose name is not UTF-8; aiokafka raises on it each time that it is read, and gives nothing of
that partition any more. Here it is read leniently. What can't be read at all becomes an empty record that says so by a
header, for `records` to put aside. A wrong checksum still raises: that is a disk or a network, not a record.
Not for: what is in a record.
"""

import struct
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords

__all__ = ["UNREADABLE", "read_leniently"]

UNREADABLE = "zvhh-unreadable"
"""The header of a record that stands for one that can't be read: the kind of error."""

_LENGTH_AT, _HEAD, _NO_HEADERS = 8, 12, 2


def read_leniently() -> None:
    """From now on aiokafka's consumers in this process read so. Again is harmless; a test holds the seam."""
    fetcher.MemoryRecords = _Records


class _Records:
    """As MemoryRecords: the batches in the answer to a fetch."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._inner: Any = MemoryRecords(data)
        self._given = 0
        self.has_next = self._inner.has_next
        self.size_in_bytes = self._inner.size_in_bytes

    def next_batch(self) -> Any:
        """The next batch; one of a format that has no headers is given as it is."""
        batch = self._inner.next_batch()
        self._given += 1
        if batch is None or getattr(batch, "magic", _NO_HEADERS) < _NO_HEADERS:
            return batch
        return _Batch(batch, self._data, self._given - 1)


class _Batch:
    """As a batch of aiokafka. Its quick reading costs what it did; only where that fails it is read again, leniently."""

    def __init__(self, quick: Any, data: bytes, number: int) -> None:
        self._quick, self._data, self._number = quick, data, number

    def __getattr__(self, name: str) -> Any:
        return getattr(self._quick, name)

    def __next__(self) -> Any:
        return next(self._quick)

    def __iter__(self) -> Iterator[Any]:
        """Every record. Who fetched skips those that it has seen, so that all of them may be given again."""
        try:
            yield from self._quick
        except Exception:  # noqa: BLE001 - whatever makes the quick reader fail
            yield from _again(_slice(self._data, self._number))


def _slice(data: bytes, number: int) -> memoryview:
    """The bytes of the batch with this number in an answer."""
    begin = 0
    while True:
        end = begin + _HEAD + struct.unpack_from(">i", data, begin + _LENGTH_AT)[0]
        if not number:
            return memoryview(data)[begin:end]
        begin, number = end, number - 1


def _again(raw: memoryview) -> Iterator[Any]:
    batch = _DefaultRecordBatchPy(raw)
    following = batch.base_offset
    try:
        batch._maybe_uncompress()
        batch._buffer = _Lenient(batch._buffer)
        for record in batch:
            following = record.offset + 1
            yield record
    except Exception as fault:  # noqa: BLE001 - nobody can say what a broken batch raises
        said = [(UNREADABLE, type(fault).__name__.encode())]
        for offset in range(following, batch.next_offset):
            yield SimpleNamespace(
                offset=offset,
                timestamp=batch.max_timestamp,
                timestamp_type=batch.timestamp_type,
                key=None,
                value=None,
                headers=said,
                checksum=None,
            )


class _Lenient(bytearray):
    """Bytes whose pieces can always be read as text: the name of a header that we don't know may be anything."""

    def __getitem__(self, at: Any) -> Any:
        found = super().__getitem__(at)
        return found if isinstance(found, int) else _Lenient(found)

    def decode(self, encoding: str = "utf-8", errors: str = "replace") -> str:
        """The text; what is none is replaced."""
        return bytes(self).decode(encoding, "replace")
