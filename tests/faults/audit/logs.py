# SPDX-License-Identifier: EUPL-1.2
"""Is the log of reads and writes whole (L7): for each writer numbered from 1, each line linked to the one before?

For: the audit. Not for: whether a line is what was written; `log verify` of each service recomputes its hash.
"""

from collections.abc import Iterable

from tests.faults.audit.evidence import Evidence, Line
from tests.faults.audit.findings import Findings

__all__ = ["check_logs"]


def check_logs(evidence: Evidence, findings: Findings) -> None:
    """Every writer of every service."""
    for service, lines in evidence.logs.items():
        for writer in sorted({line.writer for line in lines}):
            _check(f"log of {service}, writer {writer}", (one for one in lines if one.writer == writer), findings)


def _check(name: str, lines: Iterable[Line], findings: Findings) -> None:
    number, last = 0, ""
    for line in sorted(lines, key=lambda one: one.n):
        if line.n != number + 1:
            findings.add("inconsistent", f"{name}: line {line.n} after line {number}")
        elif line.previous != last:
            findings.add("inconsistent", f"{name}: line {line.n} is not linked to the one before")
        number, last = line.n, line.hash
