# SPDX-License-Identifier: EUPL-1.2
"""A process of the counting service, as a test sees it: started, killed, asked over HTTP. Not for: what it must do."""

import asyncio
import sys
from dataclasses import dataclass, field
from pathlib import Path

import httpx2
from shared.kit.tests.parts.counting import until

from zvhh_local.ports import LOOPBACK, free_port
from zvhh_local.process import Child

__all__ = ["Worker"]


@dataclass
class Worker:
    """One process of the counting service."""

    settings: dict[str, str]
    log: Path
    port: int = field(default_factory=free_port)
    child: Child | None = None

    def start(self) -> None:
        """Start it (again); returns at once."""
        program = Path(__file__).parent / "worker.py"
        settings = self.settings | {"ZVHH_HTTP_PORT": str(self.port)}
        self.child = Child("worker", [sys.executable, program], log=self.log, env=settings)

    def kill(self) -> None:
        """SIGKILL, at once."""
        assert self.child is not None
        self.child.kill()

    async def health(self) -> dict[str, bool]:
        """What it says of its parts; empty while it does not answer at all."""
        async with httpx2.AsyncClient(base_url=f"http://{LOOPBACK}:{self.port}", timeout=5) as client:
            try:
                answer = await client.get("/health/ready")
            except httpx2.TransportError:
                return {}
        parts: dict[str, bool] = answer.json()["delen"]
        assert (answer.status_code == 200) == all(parts.values())
        return parts

    async def alive(self) -> bool:
        """Whether it says that it need not be started anew."""
        async with httpx2.AsyncClient(base_url=f"http://{LOOPBACK}:{self.port}", timeout=5) as client:
            return (await client.get("/health/live")).status_code == 200

    async def says(self, *, seconds: float = 30, **expected: bool) -> None:
        """Wait until it says exactly this of its parts."""

        async def said() -> bool:
            assert self.child is None or self.child.running, self.child.last_lines()
            return await self.health() == expected

        await until(said, seconds=seconds)

    async def ready(self, seconds: float = 30) -> None:
        """Wait until it is ready."""
        await self.says(database=True, broker=True, seconds=seconds)

    async def metric(self, name: str) -> float:
        """A metric without labels, as it stands now; -1 where nobody answers."""
        async with httpx2.AsyncClient(base_url=f"http://{LOOPBACK}:{self.port}", timeout=5) as client:
            try:
                answer = await client.get("/metrics")
            except httpx2.TransportError:
                return -1.0
        [value] = [row.split()[1] for row in answer.text.splitlines() if row.startswith(f"{name} ")]
        return float(value)

    async def tel(self, teller: str, key: str) -> tuple[int, float]:
        """One command over HTTP: its status, and the seconds until it was answered."""
        headers = {"Idempotency-Key": key}
        loop = asyncio.get_running_loop()
        async with httpx2.AsyncClient(base_url=f"http://{LOOPBACK}:{self.port}", timeout=60) as client:
            started = loop.time()
            answer = await client.post(f"/v1/tellers/{teller}/tellingen", json={"wat": key}, headers=headers)
            return answer.status_code, loop.time() - started
