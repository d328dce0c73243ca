# SPDX-License-Identifier: EUPL-1.2
"""One dead letter as an operator may see it: an internal event whole, of a partner's record only where it lies.

Not for: opening what is sealed; an internal event holds no personal data, and a letter with one is a pointer.
"""

from typing import Any

from zvhh_kit.bus.dead_letters import copy_in
from zvhh_kit.bus.envelope import texts_of
from zvhh_kit.operator.toolbox import Toolbox

__all__ = ["inspect"]

SHOWN = 20_000


async def inspect(tools: Toolbox, id_: str) -> dict[str, Any] | None:
    """Everything that is known of the letter `partition:offset`; None where there is no such letter. Raises BrokerAway."""
    letters = await tools.letters()
    letter = letters.get(id_)
    if letter is None:
        return None
    partition, _, offset = id_.partition(":")
    place = (tools.rooms.dead_letters.topic, int(partition), int(offset))
    record = (await tools.topics.records([place])).get(place)
    copy = copy_in(record) if record is not None else None
    topic, number, at = letter.record
    return {
        "letter": id_,
        "open": letter in letters.open,
        "reason": letters.reason(letter),
        "since": letter.at,
        "record": f"{topic}:{number}:{at}",
        "zaakId": letter.subject,
        "channel": letter.channel,
        "headers": texts_of(copy.headers) if copy else {},
        "data": (copy.value or b"")[:SHOWN].decode("utf-8", "replace") if copy else "",
        "acts": [
            {"at": act.at, "deed": act.deed, "by": act.by, "reason": act.reason} for act in letters.acts.get(id_, [])
        ],
    }
