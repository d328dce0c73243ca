# SPDX-License-Identifier: EUPL-1.2
"""What a broker may give is read: every batch as aiokafka reads it, and what it can't read leniently, or as unreadable."""

from typing import Any

import pytest
from aiokafka.consumer import fetcher
from aiokafka.record.default_records import DefaultRecordBatchBuilder
from hypothesis import given as examples
from hypothesis import strategies as st

from zvhh_kit.bus.wire import UNREADABLE, read_leniently
from zvhh_kit.testing.raw import spoiled

NAMES = st.text(st.sampled_from("aÿ-"), min_size=1, max_size=4)
HEADERS = st.lists(st.tuples(NAMES, st.none() | st.binary(max_size=6)), max_size=3)
RECORDS = st.lists(st.tuples(st.none() | st.binary(max_size=4), st.none() | st.binary(max_size=9), HEADERS), min_size=1)


def _batch(records: Any, codec: int = 0) -> bytes:
    builder = DefaultRecordBatchBuilder(2, codec, 0, -1, -1, -1, 10_000_000)
    for place, (key, value, headers) in enumerate(records):
        builder.append(place, timestamp=1, key=key, value=value, headers=headers)
    return bytes(builder.build())


def _read(*batches: bytes) -> list[tuple[int, Any, Any, tuple[Any, ...]]]:
    """As the fetcher reads an answer."""
    read_leniently()
    records = fetcher.MemoryRecords(b"".join(batches))
    found = []
    while records.has_next():
        batch = records.next_batch()
        assert batch.validate_crc()
        found += [(one.offset, one.key, one.value, tuple(one.headers)) for one in batch]
    return list({one[0]: one for one in found}.values())


@examples(RECORDS)
def test_a_name_that_is_no_utf_8_hides_no_record(records: Any) -> None:
    """Everything is there, in order, with what can be read of the names."""
    found = _read(bytes(spoiled(_batch(records))))
    assert [(key, value) for _, key, value, _ in found] == [(key, value) for key, value, _ in records]
    for (*_, headers), (*_, sent) in zip(found, records, strict=True):
        assert [value for _, value in headers] == [value for _, value in sent]
        assert [name for name, _ in headers] == [name.replace("ÿ", "\ufffd\ufffd") for name, _ in sent]


@pytest.mark.parametrize("codec", [1, 2, 3, 4])
def test_a_batch_that_can_not_be_unpacked_becomes_records_that_say_so(codec: int) -> None:
    """Each offset once, so that none is passed in silence."""
    bad = bytearray(_batch([(b"k", b"v" * 200, [])] * 3, codec))
    bad[61:] = bytes(len(bad) - 61)
    found = _read(bytes(spoiled(bytes(bad))))
    assert [offset for offset, *_ in found] == [0, 1, 2]
    assert all((key, value, headers[0][0]) == (None, None, UNREADABLE) for _, key, value, headers in found)
