# SPDX-License-Identifier: EUPL-1.2
"""Which secrets are easy to guess."""

import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zvhh_kit.process.secret_values import KEY_BITS, PASSWORD_BITS, bits, is_regular


@pytest.mark.parametrize(
    "weak",
    [
        "x" * 64,
        "0123456789abcdef" * 3,
        "abcdefghijklmnopqrstuvwxyzabcdef",
        "zyxwvutsrqponmlkjihgfedcbazyxwvu",
        "geheim" * 8,
        "changeme" * 4,
        "ab" * 20,
        "a" * 31 + "b",
    ],
)
def test_what_repeats_itself_or_counts_is_no_key(weak: str) -> None:
    assert bits(weak) < KEY_BITS


@pytest.mark.parametrize("weak", ["", "geheim", "password", "12345678", "aaaaaaaaaaaaaaaaaaaa", "zvhhzvhhzvhh"])
def test_what_anybody_tries_is_no_password(weak: str) -> None:
    assert bits(weak) < PASSWORD_BITS


@given(st.integers(0, 2**32))
def test_what_is_made_by_chance_is_good(seed: int) -> None:
    """Hexadecimal, as of `openssl rand -hex 24`, and base64; and no master key by chance is thought regular."""
    chance = random.Random(seed)
    assert bits(chance.randbytes(24).hex()) >= KEY_BITS
    assert (
        bits("".join(chance.choices("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/", k=32)))
        >= KEY_BITS
    )
    assert bits("".join(chance.choices("abcdefghijklmnopqrstuvwxyz0123456789", k=20))) >= PASSWORD_BITS
    assert not is_regular(chance.randbytes(32))


def test_bytes_that_follow_from_each_other_are_no_master_key() -> None:
    assert all(is_regular(raw) for raw in (bytes(32), b"k" * 32, bytes(range(32)), bytes(range(64, 0, -2)), b"ab" * 16))
    assert not is_regular(os.urandom(32))
