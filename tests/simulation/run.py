# SPDX-License-Identifier: EUPL-1.2
"""One run of a plan: start, work under faults, heal, settle, judge.

Not for: which plans are run (`__main__`, the tests), nor taking one apart (`shrink`).
"""

import hashlib
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

from tests.simulation.broker import Broker
from tests.simulation.database import Replicas
from tests.simulation.domain import CHAIN, UNKNOWN, dead_of, topic_of
from tests.simulation.hosts import Host
from tests.simulation.loop import Life, Loop, Stuck
from tests.simulation.oracle import Oracle
from tests.simulation.outside import Clients, Seen, Upstream, reach_outside
from tests.simulation.plan import Plan, Work
from tests.simulation.stand_ins import virtual
from tests.simulation.world import Fault, World, enter

__all__ = ["Report", "run"]

WORKS_WITHIN, SETTLES_WITHIN, AFTERWARDS = 150.0, 150.0, 2.0
FORTY_DAYS = 40 * 24 * 3600.0
CALM = 2.0


@dataclass
class Report:
    """What a run was. `digest` is the same when everything that happened was the same."""

    plan: Plan
    violations: list[tuple[str, str]]
    departures: list[str]
    kinds: Sequence[str]
    points: int
    steps: int
    seconds: float
    digest: str
    trace: list[str] = field(default_factory=list)

    @property
    def broken(self) -> frozenset[str]:
        """The invariants that were violated."""
        return frozenset(invariant for invariant, _ in self.violations)


class _Run:
    def __init__(self, plan: Plan, loop: Loop, *, trace: bool) -> None:
        self.plan = plan
        self.world = World(loop, random.Random(plan.seed + 1), sorted(plan.faults), self.happen)
        self.world.trace = [] if trace else None
        enter(self.world)
        topics = [*map(topic_of, CHAIN), *map(dead_of, CHAIN)]
        self.replicas = self.world.database = Replicas(self.world)
        self.broker = self.world.broker = Broker(self.world, tuple(topics))
        self.seen = Seen()
        self.hosts: list[Host] = []
        for service, amount in plan.processes.items():
            outside = reach_outside(self.world, self.seen, service)
            self.hosts += [Host(self.world, service, n, outside) for n in range(amount)]
        for host, offset in zip(self.hosts, plan.apart, strict=False):
            host.offset = offset
        self.clients = Clients(self.world, self.hosts, self.seen)
        self.upstream = Upstream(self.world, self.seen)
        self.oracle = Oracle(self.replicas, self.broker, self.seen, plan.processes)
        self._left = len(plan.work)
        self._forgotten = False

    def happen(self, fault: Fault, life: Life | None, what: str) -> str:
        """Do what a fault says, now."""
        host, seconds = self._host(fault, life), fault.seconds
        does: dict[str, Callable[[], str]] = {
            "kill": lambda: host.kill(seconds),
            "freeze": lambda: host.freeze(seconds),
            "stop": lambda: host.stop(seconds),
            "clock": lambda: self._set_clock(host, (fault.choice - 0.5) * 2 * seconds),
            "rebalance": lambda: self._drop_out(host),
            "away": lambda: self.broker.go_away(seconds),
            "failover": lambda: self.replicas.fail_over(seconds, fault.choice),
            "hang": lambda: self.replicas.hang(seconds),
            "slow": lambda: self.replicas.slow(seconds),
            "forget": self._forget,
            "forty days": self._forty_days,
        }
        return does[fault.kind]()

    def _host(self, fault: Fault, life: Life | None) -> Host:
        if fault.who < 0 and life is not None:
            return next(host for host in self.hosts if host.name == life.host)
        return self.hosts[max(0, fault.who) % len(self.hosts)]

    def _set_clock(self, host: Host, offset: float) -> str:
        host.offset = offset
        if host.life is not None:
            host.life.offset = offset
        return f"the clock of {host.name} is set {offset:.2f} s off"

    def _drop_out(self, host: Host) -> str:
        member = self.broker.groups[host.service].members.get(host.name) if host.service in self.broker.groups else None
        drop_out = getattr(member, "drop_out", None)
        if drop_out is None or host.life is None or not host.life.alive or host.life.frozen:
            return ""
        drop_out()
        return f"{host.name} drops out of its group and comes back"

    def _forget(self) -> str:
        """The collection of writers is lost while all processes live; what they tell afterwards, within a few seconds,
        must be enough. Of a name that was dead already only an operator can know."""
        names = {life.host for host in self.hosts if (life := host.life) is not None and life.alive and not life.frozen}
        if self._forgotten or len(names) < len(self.hosts) or not self.replicas.elected or any(self.oracle.published()):
            return ""
        self._forgotten = True
        for namespace in list(self.replicas.namespaces()):
            if namespace.endswith("_schrijvers"):
                for id_ in list(self.replicas.view(namespace)):
                    self.replicas.put(namespace, None, id_)
        self.world.calm_until = self.world.loop.time() + CALM
        return "the collection of writers is lost"

    def _forty_days(self) -> str:
        for host in self.hosts:
            host.kill(1.0)
        self.world.loop.jump(FORTY_DAYS)
        self.clients.era += 1
        for group in self.broker.groups.values():
            group.members.clear()
            group.assigned.clear()
            group.committed.clear()
        return "everything is killed, and off for forty days"

    def begin(self) -> None:
        """Start every process, and let them come up."""
        if self.plan.newer:
            self._leave_newer()
        for host in self.hosts:
            host.start()
        loop = self.world.loop
        loop.run_until(self._joined, loop.time() + 20)
        self.world.counting = True
        for work in self.plan.work:
            self.world.later(work.at, self._do, work)

    def _joined(self) -> bool:
        groups = self.broker.groups.values()
        return sum(len(group.members) for group in groups) == len(self.hosts)

    def _do(self, work: Work) -> None:
        self._left -= 1
        if work.what in {"event", "repeat", "fout"}:
            self.upstream.say(work)
        else:
            self.clients.ask(work)

    def _leave_newer(self) -> None:
        """A document whose last writer, now silent, was a newer release: an event of an unknown type waits in it."""
        at = self.replicas.now()
        entry = {"n": 1, "to": "t-nieuw", "seq": 1, "type": UNKNOWN, "at": at, "time": at, "data": "{}", "trace": ""}
        nothing: dict[str, object] = {"marks": {}, "keys": {}, "effects": [], "reminders": {}, "retries": {}}
        state: dict[str, list[str]] = {"gehoord": [], "gedaan": [], "gewekt": [], "gezegd": [], "beloofd": []}
        document = {"_id": "t-nieuw", "soort": "verhaal", "v": 1, "writer": "0nieuwer-000000000001", "schema": 1}
        self.replicas.put(
            "telling", {**document, "state": state, "sent": {"t-nieuw": 1}, "n": 1, "outbox": [entry], **nothing}
        )
        self.replicas.put("telling_schrijvers", {"_id": "0nieuwer", "published": 0, "closed": False, "at": at})

    def work(self) -> None:
        """Until all was asked and answered, or for so long that it never will be."""
        loop = self.world.loop
        begun = loop.time()

        def enough() -> bool:
            lasted = loop.time() >= begun + self.plan.lasts or not self.world.faults
            return lasted and self._left == 0 and not self.clients.waiting

        loop.run_until(enough, begun + WORKS_WITHIN)

    def heal(self) -> None:
        """No more faults: everything thaws, starts and can be reached."""
        self.world.counting = False
        self.world.tell("healed")
        now = self.world.loop.time()
        self.broker.away_until = min(self.broker.away_until, now)
        for host in self.hosts:
            if host.life is not None and host.life.frozen:
                self.world.loop.thaw(host.life)
            host.offset = 0.0
            if host.life is not None:
                host.life.offset = 0.0
            host.start()

    def settle(self) -> None:
        """Until nothing is left to be done, and a little longer: what is done twice is done then."""
        loop = self.world.loop
        asked_at = [0.0]

        def enough() -> bool:
            if loop.time() < asked_at[0] or self._left or self.clients.waiting:
                return False
            asked_at[0] = loop.time() + 0.5
            return all(host.up for host in self.hosts) and self.oracle.settled()

        loop.run_until(enough, loop.time() + SETTLES_WITHIN)
        loop.run_until(lambda: False, loop.time() + AFTERWARDS)
        if self._left or self.clients.waiting:
            self.world.violated("everybody is answered", f"{self.clients.waiting} still wait")
        for invariant, how in self.oracle.judged():
            self.world.violated(invariant, how)

    def digest(self) -> str:
        """Of all that was stored, said and done."""
        seen = hashlib.blake2b(digest_size=12)
        for entry in self.replicas.log:
            seen.update(repr((entry.namespace, entry.id, entry.raw)).encode())
        for topic in self.broker.logs.values():
            seen.update(repr(topic).encode())
        seen.update(repr((self.world.departures, self.world.loop.steps, self.world.loop.time())).encode())
        return seen.hexdigest()


def run(plan: Plan, *, trace: bool = False) -> Report:
    """Run a plan to its end."""
    loop = Loop()
    with virtual(loop, plan.seed):
        one = _Run(plan, loop, trace=trace)
        try:
            for part in (one.begin, one.work, one.heal, one.settle):
                part()
        except Stuck:
            one.world.violated("nothing turns round without an end", f"{loop.steps} steps")
        finally:
            violations = list(one.world.violations)
            digest = one.digest()
            loop.bury()
    for fault in loop.faults:
        violations.append(("the simulation itself", fault))
    world = one.world
    done: Sequence[str] = world.departures
    return Report(
        replace(plan),
        violations,
        list(done),
        world.kinds,
        world.points,
        loop.steps,
        loop.time() - 1000,
        digest,
        world.trace or [],
    )
