# SPDX-License-Identifier: EUPL-1.2
"""From a seed: which processes there are, what is asked of them, and what goes wrong at which point.

Pure; a plan is plain data, so that it can be taken apart (`shrink`). Not for: carrying it out (`run`).
"""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tests.simulation.world import Fault

__all__ = ["Plan", "Work", "plan_of"]


@dataclass(frozen=True, slots=True, order=True)
class Work:
    """Something asked from outside, `at` so many seconds: a command to a service, or an event of who comes before it.

    what: tel, stuur, herinner, doe, vervolg, sluit · nieuw: tel on a new subject and then vervolg, both acknowledged ·
    event, repeat (everything so far of this subject once more), fout: an event that can never be handled.
    """

    at: float
    what: str
    service: str
    subject: str
    tag: str
    to: str = ""
    over: float = 0.0

    def __str__(self) -> str:
        more = f" to {self.to}" if self.to else ""
        return f"{self.at:8.3f} s  {self.what} {self.tag} for {self.subject} at {self.service}{more}"


@dataclass(frozen=True, slots=True)
class Plan:
    """All that a run is made of. It lasts so many seconds at least before everything is healed."""

    seed: int
    processes: Mapping[str, int]
    work: Sequence[Work]
    faults: Sequence[Fault]
    apart: Sequence[float] = ()
    newer: bool = False
    lasts: float = 0.0

    @property
    def size(self) -> int:
        """How much a person has to read."""
        return len(self.work) + len(self.faults)

    def __str__(self) -> str:
        head = f"seed {self.seed}, processes {dict(self.processes)}, clocks {[round(one, 1) for one in self.apart]}"
        newer = ["a document of a newer release waits, with an event of a type that is not known here"] * self.newer
        return "\n".join([head, *newer, *map(str, self.work), *map(str, self.faults)])


KINDS: Mapping[str, float] = {
    "kill": 3.0,
    "freeze": 2.0,
    "stop": 1.0,
    "clock": 0.6,
    "rebalance": 1.0,
    "away": 1.0,
    "failover": 3.0,
    "hang": 0.8,
    "slow": 0.8,
    "lost": 0.8,
    "unanswered": 2.0,
    "late": 1.2,
    "again": 0.8,
    "refused": 2.0,
}
LONGEST = {"kill": 12.0, "freeze": 40.0, "stop": 3.0, "clock": 20.0, "away": 20.0, "failover": 4.0, "hang": 14.0}
POINTS_A_WORK = 14


@dataclass
class _Draft:
    rng: random.Random
    work: list[Work] = field(default_factory=list)
    numbers: dict[str, int] = field(default_factory=dict)

    def tag(self, letter: str) -> str:
        self.numbers[letter] = self.numbers.get(letter, 0) + 1
        return f"{letter}{self.numbers[letter]}"


def plan_of(seed: int) -> Plan:
    """The plan of a seed."""
    draft = _Draft(random.Random(seed))
    rng = draft.rng
    chain = rng.random() < 0.15
    processes = {"telling": 2 if rng.random() < 0.65 else 3}
    if chain:
        processes = {"bron": 1, **processes, "afnemer": 1}
    trouble = rng.choice(TROUBLES) if rng.random() < 0.4 else None
    _ask(draft, rng.uniform(4.0, 12.0) if trouble else rng.uniform(1.0, 6.0), chain=chain)
    work = sorted(draft.work)
    points = len(work) * POINTS_A_WORK
    faults = _faults(rng, points)
    if trouble is not None:
        faults += trouble(rng, rng.randint(1, points))
    apart = tuple(rng.choice((0.0, 0.0, rng.uniform(-5, 5))) for _ in range(sum(processes.values())))
    newer = rng.random() < 0.15
    if any(one.what == "fout" for one in work):  # so that a dead letter is refused too
        faults += [Fault(rng.randint(1, points), "refused", -1, 0.0, 0.9) for _ in range(5)]
    return Plan(seed, processes, work, sorted(faults), apart, newer, 15.0 if trouble else 0.0)


def _ask(draft: _Draft, seconds: float, *, chain: bool) -> None:
    rng = draft.rng
    subjects = [f"t-{n}" for n in range(rng.randint(2, 6))]
    for _ in range(rng.randint(10, 30)):
        at, subject = rng.uniform(0, seconds), rng.choice(subjects)
        if rng.random() < 0.5:
            what = rng.choices(("event", "repeat"), (9, 1))[0]
            if chain:
                draft.work.append(Work(at, "tel", "bron", subject, draft.tag("b")))
            else:
                draft.work.append(Work(at, what, "bron", subject, draft.tag("e")))
            continue
        _command(draft, at, subject, subjects)
    if not chain and rng.random() < 0.3:
        for n in range(rng.randint(1, 4)):
            draft.work.append(Work(rng.uniform(0, seconds), "fout", "bron", f"t-gif-{n}", f"fout{n}"))


def _command(draft: _Draft, at: float, subject: str, subjects: Sequence[str]) -> None:
    rng = draft.rng
    what = rng.choices(("tel", "stuur", "herinner", "doe", "nieuw", "sluit"), (5, 2, 2, 3, 2, 0.3))[0]
    tag = draft.tag("c")
    if what == "nieuw" or (what != "sluit" and rng.random() < 0.25):
        subject = f"t-{tag}"
    if what == "sluit":
        subject = f"t-weg-{rng.randint(0, 1)}"
        draft.work.append(Work(at * 0.8, "tel", "telling", subject, draft.tag("c")))
    to = rng.choice([one for one in subjects if one != subject]) if what == "stuur" else ""
    over = rng.uniform(0, 6) if what == "herinner" else 0.0
    draft.work.append(Work(at, what, "telling", subject, tag, to, over))


def _faults(rng: random.Random, points: int) -> list[Fault]:
    kinds = [one for one in KINDS if rng.random() < 0.6] or ["kill"]
    weights = [KINDS[kind] for kind in kinds]
    faults = []
    for _ in range(rng.choice((1, 2, 3, 4, 6, 9, 13))):
        kind = rng.choices(kinds, weights)[0]
        at = rng.randint(1, points)
        faults.append(_fault(rng, at, kind))
        if rng.random() < 0.25:  # troubles come together
            faults.append(_fault(rng, at + rng.randint(0, 12), rng.choices(kinds, weights)[0]))
    return faults


def _fault(rng: random.Random, at: int, kind: str) -> Fault:
    longest = LONGEST.get(kind, 8.0)
    long = kind == "failover" or rng.random() < 0.4
    seconds = rng.uniform(0.02, longest) if long else rng.uniform(0.02, longest / 15)
    who = -1 if rng.random() < 0.6 else rng.randint(0, 4)
    return Fault(at, kind, who, seconds, rng.random())


def _rolled_back(rng: random.Random, at: int) -> list[Fault]:
    """What was saved and is not safe is left to others, and then rolls back."""
    killed = at + rng.randint(8, 40)
    return [
        Fault(at, "slow", -1, rng.uniform(10, 15), 0.0),
        Fault(killed, "kill", -1, rng.uniform(5, 15), 0.0),
        Fault(killed + rng.randint(45, 90), "failover", -1, rng.uniform(0.1, 2), rng.uniform(0, 0.15)),
    ]


def _not_shown(rng: random.Random, at: int) -> list[Fault]:
    """What was just saved can't be published, and is not shown by the next primary."""
    failover = Fault(at + rng.randint(1, 25), "failover", -1, rng.uniform(1.5, 5), rng.uniform(0.5, 1))
    return [Fault(at, "away", -1, rng.uniform(3, 20)), failover]


def _forty_days(rng: random.Random, at: int) -> list[Fault]:
    """Everything is off for very long while something waits to be published."""
    return [Fault(at, "away", -1, rng.uniform(1, 20)), Fault(at + rng.randint(1, 40), "forty days", -1, 0.0, 0.0)]


def _forgotten(rng: random.Random, at: int) -> list[Fault]:
    """The names of those who write are lost while they write; some time later one of them dies."""
    kills = [Fault(at + rng.randint(20, 80), "kill", -1, rng.uniform(1, 8), rng.random()) for _ in range(3)]
    away = [Fault(at + 5, "away", -1, rng.uniform(1, 20))] if rng.random() < 0.5 else []
    return [*(Fault(at + n, "forget", -1, 0.0, 0.0) for n in range(0, 20, 4)), *away, *kills]


TROUBLES = (_rolled_back, _rolled_back, _not_shown, _not_shown, _forty_days, _forgotten)
"""Several things that go wrong one after the other, which chance alone would seldom put together."""
