# SPDX-License-Identifier: EUPL-1.2
"""How deep JSON from outside may be nested: one bound for every door, looked at before anything is parsed.

A reader that goes down with the text runs out of stack; MongoDB takes a hundred levels. What we exchange has eight.
Not for: whether it is JSON at all.
"""

import re
from itertools import accumulate

__all__ = ["MAX_DEPTH", "too_deep"]

MAX_DEPTH = 32

_TEXT = re.compile(rb'"(?:[^"\\]+|\\.)*+"', re.DOTALL)
_NO_BRACKETS = bytes(set(range(256)) - set(b"[]{}"))
_STEP = [0] * 256
for _opens, _closes in ("[]", "{}"):
    _STEP[ord(_opens)], _STEP[ord(_closes)] = 1, -1


def too_deep(raw: bytes) -> bool:
    """Whether arrays and objects lie deeper in each other than MAX_DEPTH; brackets inside a text don't count."""
    if raw.count(b"[") + raw.count(b"{") <= MAX_DEPTH:
        return False
    brackets = _TEXT.sub(b"", raw).translate(None, delete=_NO_BRACKETS)
    return max(accumulate(map(_STEP.__getitem__, brackets)), default=0) > MAX_DEPTH
