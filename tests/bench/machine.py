# SPDX-License-Identifier: EUPL-1.2
"""What is read of processes and of the machine from outside: /proc, versions, the commit.

For: figures that no measured process has to make itself. Not for: what they mean.
"""

import os
import platform
import subprocess
import sys
from pathlib import Path
from typing import Any

from pymongo import MongoClient

from zvhh_local.folders import checkout

__all__ = ["cpu_seconds", "described", "rss_mb"]


def cpu_seconds(pid: int) -> float:
    """The CPU time that a process has used; 0 where it can't be read."""
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    except OSError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def rss_mb(pid: int) -> float:
    """Resident memory in MiB; 0 where it can't be read."""
    return _kib(Path(f"/proc/{pid}/status"), "VmRSS:") / 1024


def _kib(file: Path, name: str) -> int:
    try:
        lines = file.read_text("utf-8").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith(name)), 0)


def described(mongodb_url: str) -> dict[str, Any]:
    """The machine and what runs on it, for who compares figures of two days."""
    with MongoClient[dict[str, Any]](mongodb_url) as client:
        mongod = client.admin.command("buildInfo")["version"]
    return {
        "cores": len(os.sched_getaffinity(0)),
        "cpu": _cpu_model(),
        "ram GiB": round(_kib(Path("/proc/meminfo"), "MemTotal:") / 1024**2, 1),
        "system": platform.platform(),
        "python": sys.version.split()[0],
        "mongod": mongod,
        "kafka": _kafka_version(),
        "commit": _commit(),
        "load before": round(os.getloadavg()[0], 2),
    }


def _cpu_model() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        return platform.processor()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), "")


def _kafka_version() -> str:
    """Of the jars that a native broker is made of; a given one, or a container, may be another."""
    lines = (checkout() / "deploy" / "local" / "src" / "zvhh_local" / "kafka-jars.txt").read_text("utf-8").splitlines()
    return next((line.split(":")[2].split()[0] for line in lines if ":kafka-server:" in line), "")


def _commit() -> str:
    command = ["git", "-C", str(checkout()), "describe", "--always", "--dirty"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()
    except OSError:
        return ""
