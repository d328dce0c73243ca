# SPDX-License-Identifier: EUPL-1.2
"""The load on intake: so many clients, each posting the next melding as soon as the last was answered.

A process of its own, so that its CPU can be told from the servers'. Reads a JSON object from standard input: port, path,
token, body, clients, seconds; prints one: what was answered in those seconds after one second of warming up, by status,
the latencies in ms, the client's own CPU in seconds, and `all`, the number of answers with the warming up.
"""

import asyncio
import json
import secrets
import statistics
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

import uvloop
from tests.bench.connection import Connection

WARM = 1.0


@dataclass
class Seen:
    """Every answer: when it came (monotonic), its status, how long it took."""

    answers: list[tuple[float, int, float]] = field(default_factory=list)


async def client(asked: dict[str, Any], until: float, seen: Seen) -> None:
    """One client."""
    connection = await Connection.to(asked["port"])
    body = json.dumps(asked["body"]).encode()
    fixed = {"Content-Type": "application/json", "Authorization": f"Bearer {asked['token']}"}
    while (started := time.perf_counter()) < until:
        headers = fixed | {"Idempotency-Key": secrets.token_hex(16)}
        status, _ = await connection.ask("POST", asked["path"], headers, body)
        now = time.perf_counter()
        seen.answers.append((now, status, now - started))
    await connection.close()


async def main(asked: dict[str, Any]) -> dict[str, Any]:
    """All clients at once, to the end."""
    seen = Seen()
    began = time.perf_counter()
    until = began + WARM + asked["seconds"]
    async with asyncio.TaskGroup() as group:
        for _ in range(asked["clients"]):
            group.create_task(client(asked, until, seen))
    counted = [answer for answer in seen.answers if began + WARM <= answer[0] <= until]
    cuts = statistics.quantiles([took * 1000 for _, _, took in counted], n=100)
    return {
        "rate": len(counted) / asked["seconds"],
        "statuses": Counter(str(status) for _, status, _ in counted),
        "p50": cuts[49],
        "p99": cuts[98],
        "cpu": time.process_time(),
        "all": len(seen.answers),
    }


if __name__ == "__main__":
    print(json.dumps(uvloop.run(main(json.load(sys.stdin)))), flush=True)
