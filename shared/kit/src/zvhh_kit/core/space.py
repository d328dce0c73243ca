# SPDX-License-Identifier: EUPL-1.2
"""How large a document may become, and by whose doing: what people add ends well before what the process itself needs.

For: `fold`, which refuses a command with words where its document would have no room left. Events, reminders and what
partners' own systems offer have all of it: they come once, and what can't be kept of them is a dead letter. Pure.
"""

from typing import Final

from zvhh_contracts.huis import WIE_LEIDT
from zvhh_kit.core.document import MAX_DOCUMENT_BYTES
from zvhh_kit.core.message import Message
from zvhh_kit.domain.decision import Refused

__all__ = ["FOR_AN_ORGANISATION", "FOR_PEOPLE", "FOR_WHO_LEADS", "full", "is_asked", "no_space", "too_much"]

FOR_PEOPLE: Final = MAX_DOCUMENT_BYTES - 1024 * 1024
"""Nobody makes a document larger than this but who writes the minutes."""

FOR_WHO_LEADS: Final = MAX_DOCUMENT_BYTES - 256 * 1024
"""Nor they than this: the rest is for events, so that a zaak goes on whatever was typed in it."""

FOR_AN_ORGANISATION: Final = 1536 * 1024
"""By how much the people of one organisation make a document larger: one alone can't shut out the others. More than the
largest offer of a partner; who writes the minutes has no such bound."""


def is_asked(message: Message) -> bool:
    """Whether a person waits for the answer: a command by HTTP, and no record of a partner's system."""
    return message.kind == "command" and message.record is None


def no_space(message: Message, size: int, grown: int, given: int) -> Refused | None:
    """Why a command that makes its document `size` bytes, `grown` more of them state, is refused, or None. `given`: by how
    much its organisation made the state larger, this time included. What makes it no larger is never refused."""
    if not is_asked(message) or grown <= 0:
        return None
    leads = WIE_LEIDT in message.actor.roles
    if not leads and given > FOR_AN_ORGANISATION:
        text = (
            "Uw organisatie heeft hier al zo veel toegevoegd dat dit er niet meer bij kan. Maak het korter, "
            "of bel de procesregisseur."
        )
        return Refused("organisatie-vol", text)
    return full() if size > (FOR_WHO_LEADS if leads else FOR_PEOPLE) else None


def full() -> Refused:
    """The refusal where there is no room at all."""
    return Refused(
        "zaak-vol", "Hier is geen ruimte meer voor wat u toevoegt. Maak het korter, of bel de procesregisseur."
    )


def too_much() -> Refused:
    """The refusal where what would be told of it is more than an event may hold."""
    return Refused("te-veel-ineens", "Dit is te veel in één keer. Doe het in delen.")
