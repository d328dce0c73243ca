# SPDX-License-Identifier: EUPL-1.2
"""From a seed to a list of faults with their moments: which part or process, what is done to it, for how long.

Pure: the same seed is the same list. Four lanes run beside each other: processes are killed; parts are taken away one
at a time; the network between processes and parts fails; the clock jumps. Not for: doing any of it (`chaos`).
"""

import random
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

__all__ = ["PARTS", "Planned", "schedule", "summary"]

Kind = Literal[
    "process killed",
    "process stopped",
    "part stopped",
    "part killed",
    "part frozen",
    "rebalance storm",
    "producer refused",
    "connections cut",
    "connections slow",
    "connections half closed",
    "answers lost",
    "clock jump",
]
PARTS = ("broker", "database")
FREEZE = 20.0
STORM = 8.0


@dataclass(frozen=True, order=True)
class Planned:
    """A fault: seconds after the start, what, to whom (process, part, service, topic), for how many seconds.

    `amount` is the size of what has one: seconds of delay, hours of a jump, 0 or 1 for the direction of a half-close.
    """

    at: float
    kind: Kind
    target: str
    seconds: float = 0.0
    amount: float = 0.0

    def __str__(self) -> str:
        lasts = f" for {self.seconds:.1f} s" if self.seconds else ""
        return f"{self.at:5.1f} s  {self.kind}: {self.target}{lasts}"


def schedule(
    seed: int, processes: Sequence[str], services: Sequence[str], topics: Sequence[str], *, freezes: bool = True
) -> list[Planned]:
    """Every kind of fault in an order and at moments that the seed decides; sorted by moment.

    Some 75 s; `freezes=False` leaves out what stands still for 20 s and takes the rest faster: some 40 s. An even seed
    freezes the broker, an odd one the database.
    """
    chance = random.Random(seed)
    lane = _parts_lane(chance, seed, services, topics, freezes=freezes)
    lasts = max(one.at + one.seconds for one in lane)
    network = _network_lane(chance, lasts, rounds=2 if freezes else 1)
    jumps = [
        Planned(chance.uniform(2, lasts), "clock jump", "clock", amount=chance.uniform(0.2, 3))
        for _ in range(4 if freezes else 2)
    ]
    return sorted([*lane, *network, *jumps, *_kills(chance, processes, lasts, count=16 if freezes else 12)])


def summary(planned: Sequence[Planned]) -> dict[str, int]:
    """How many of each kind."""
    return dict(Counter(one.kind for one in planned))


def _parts_lane(
    chance: random.Random, seed: int, services: Sequence[str], topics: Sequence[str], *, freezes: bool
) -> list[Planned]:
    """One after the other, with some seconds to breathe between: with two parts away at once nothing could happen."""
    short: Callable[[], float] = lambda: chance.uniform(0.5, 4.0 if freezes else 1.5)  # noqa: E731 - three words, used twice
    lane: list[tuple[Kind, str, float]] = [
        (kind, part, short()) for part in PARTS for kind in ("part stopped", "part killed")
    ]
    lane.append(("rebalance storm", chance.choice(services), STORM if freezes else STORM / 2))
    lane.append(("producer refused", chance.choice(topics), 5.0 if freezes else 2.5))
    if freezes:
        lane.append(("part frozen", PARTS[seed % 2], FREEZE))
    chance.shuffle(lane)
    moment, planned = 1.0, []
    for kind, target, seconds in lane:
        planned.append(Planned(moment, kind, target, seconds))
        # A part that was stopped or killed needs a few seconds to come up
        starting = 4.0 if kind in {"part stopped", "part killed"} else 0.0
        moment += seconds + starting + chance.uniform(1.0, 3.0 if freezes else 1.5)
    return planned


def _network_lane(chance: random.Random, lasts: float, *, rounds: int) -> list[Planned]:
    planned = []
    for part in PARTS:
        for _ in range(rounds):
            planned += [
                Planned(chance.uniform(0, lasts), "connections cut", part),
                Planned(
                    chance.uniform(0, lasts),
                    "connections slow",
                    part,
                    seconds=chance.uniform(2, 6),
                    amount=chance.uniform(0.1, 0.5),
                ),
                Planned(chance.uniform(0, lasts), "connections half closed", part, amount=float(chance.randrange(2))),
                Planned(chance.uniform(0, lasts), "answers lost", part, seconds=chance.uniform(0.05, 1.5)),
            ]
    return planned


def _kills(chance: random.Random, processes: Sequence[str], lasts: float, *, count: int) -> list[Planned]:
    """Any process at any moment, started again within 3 s; one that is down is not killed again."""
    planned: list[Planned] = []
    back = dict.fromkeys(processes, 0.0)
    for moment in sorted(chance.uniform(0.5, lasts) for _ in range(count)):
        up = [name for name in processes if back[name] < moment]
        if not up:
            continue
        target, seconds = chance.choice(up), chance.uniform(0.2, 3.0)
        kind: Kind = "process stopped" if len(planned) % 8 == 7 else "process killed"
        # Stopping in order may take a while; what comes up may be killed while it starts
        back[target] = moment + seconds + (12.0 if kind == "process stopped" else 0.5)
        planned.append(Planned(moment, kind, target, seconds))
    return planned
