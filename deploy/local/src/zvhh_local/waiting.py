# SPDX-License-Identifier: EUPL-1.2
"""What a process that is not ready waits for, in words: the parts that it names itself, and why, from its own log.

Not for: waiting itself (`process`).
"""

import contextlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2

__all__ = ["missing_parts"]

_LINES = 200


def missing_parts(ready: str, log: Path) -> str:
    """For a message to a person. `ready`: the address that says so."""
    try:
        parts = httpx2.get(ready, timeout=5).json()["delen"]
    except (httpx2.HTTPError, ValueError, LookupError):
        return "it does not answer"
    reasons = {line["dependency"]: line["reason"] for line in _waits(log)}
    missing = [name for name, up in parts.items() if not up]
    return ", ".join(f"{name}: {reasons.get(name, 'it does not answer')}" for name in missing) or "a moment longer"


def _waits(log: Path) -> Iterator[dict[str, Any]]:
    """Its latest lines that say what it waits for, and why; the last word is the newest."""
    try:
        lines = log.read_text("utf-8", errors="replace").splitlines()[-_LINES:]
    except OSError:
        return
    for text in lines:
        with contextlib.suppress(ValueError):
            line = json.loads(text)
            if isinstance(line, dict) and {"dependency", "reason"} <= line.keys():
                yield line
