# SPDX-License-Identifier: EUPL-1.2
"""The heads of the access log, noted where nobody can take them back: each hour on a topic to which one only adds (L7).

Who takes the newest lines away, or makes a whole chain anew, can't change what was noted. A note is sealed by the key of
the chain, so that nobody else can put one there. Not for: comparing; that is `AccessLog.verify`.
"""

import asyncio
import contextlib
import hmac
import json
import time
from collections import defaultdict
from collections.abc import Iterable

from zvhh_kit.bus.producer import Producer, Refusal
from zvhh_kit.privacy.chain import Anchors, ChainKeys
from zvhh_kit.privacy.log import AccessLog
from zvhh_kit.process.telemetry import Metrics
from zvhh_kit.store.documents import Unavailable

__all__ = ["TOPIC", "Anchoring", "note_of", "notes_in"]

TOPIC = "zvhh.{service}.log-heads.v1"
HOUR = 3600.0
AGAIN = 60.0
LOOK = 15.0
LAST = 2.0


class Anchoring:
    """The loop of one process: notes the head of every writer, each hour and at the start."""

    def __init__(self, log: AccessLog, sender: Producer, topic: str, keys: ChainKeys, metrics: Metrics) -> None:
        self._log, self._sender, self._topic, self._keys, self._metrics = log, sender, topic, keys, metrics
        self._noted = time.monotonic()
        self._next = float("-inf")
        self._works = False

    async def run(self) -> None:
        """Note in time, until cancelled; what does not work comes again after a minute."""
        while True:
            await self.look()
            await asyncio.sleep(LOOK)

    async def look(self) -> None:
        """Note when it is time, and tell how long ago that was."""
        if time.monotonic() >= self._next:
            self._next, self._works = time.monotonic() + AGAIN, False
            with contextlib.suppress(Refusal, Unavailable):
                await self.note()
                self._next = time.monotonic() + HOUR
        self._metrics.set("zvhh_log_anchor_age_seconds", time.monotonic() - self._noted)

    async def note(self) -> None:
        """Note now. Raises Refusal, Unavailable."""
        for writer, (n, hash_) in sorted((await self._log.heads()).items()):
            await self._sender.send(self._topic, writer.encode(), note_of(writer, n, hash_, self._keys), [])
        self._noted, self._works = time.monotonic(), True

    async def last(self) -> None:
        """At the end of the process, if it worked the last time and can be done at once: nobody waits for it."""
        if self._works:
            with contextlib.suppress(Refusal, Unavailable, TimeoutError):
                async with asyncio.timeout(LAST):
                    await self.note()


def note_of(writer: str, n: int, hash_: str, keys: ChainKeys) -> bytes:
    """A head as it is noted."""
    said = {"writer": writer, "n": n, "hash": hash_, "key": keys.current}
    return json.dumps(said | {"seal": keys.seal(keys.current, _plain(said))}).encode()


def notes_in(records: Iterable[bytes | None], keys: ChainKeys) -> tuple[dict[str, Anchors], int]:
    """What was noted, by writer; and how many records are none of ours."""
    noted: defaultdict[str, dict[int, frozenset[str]]] = defaultdict(dict)
    foreign = 0
    for raw in records:
        try:
            said = json.loads(raw or b"")
            seal = said.pop("seal")
            good = hmac.compare_digest(seal, keys.seal(said["key"], _plain(said)) or "")
            writer, n, hash_ = str(said["writer"]), int(said["n"]), str(said["hash"])
        except (ValueError, KeyError, TypeError, AttributeError):
            good = False
        if good:
            noted[writer][n] = noted[writer].get(n, frozenset()) | {hash_}
        else:
            foreign += 1
    return dict(noted), foreign


def _plain(said: dict[str, object]) -> bytes:
    return json.dumps(said, sort_keys=True, separators=(",", ":")).encode()
