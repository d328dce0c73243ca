# SPDX-License-Identifier: EUPL-1.2
"""What follows surely when a document is gone: its key is destroyed, and that is logged for each person (L7, L8).

The tombstone itself carries this as its first effect, so it is done after any crash, and again until it worked.
Not for: deciding that a document is to go (a domain says `gone`), nor the end of what old pages still hold; that is the
rotation of master keys (`privacy.rotation`).
"""

from collections.abc import Callable

from zvhh_kit.core.fold import DESTROY_KEY
from zvhh_kit.domain.decision import NOBODY
from zvhh_kit.effects.performing import Outside
from zvhh_kit.privacy import AccessLog, KeyStore
from zvhh_kit.privacy.audit import Audit

__all__ = ["Destruction"]


class Destruction:
    """The performer of that effect. `kind_of`: id → name of its kind of document."""

    KIND = DESTROY_KEY

    def __init__(self, keys: KeyStore, log: AccessLog, audit: Audit, kind_of: Callable[[str], str]) -> None:
        self._keys = keys
        self._log = log
        self._audit = audit
        self._kind_of = kind_of

    async def __call__(self, outside: Outside) -> None:
        """Destroy the key, then log it; a second time destroys nothing more. Raises Unavailable, also when the log is."""
        id_ = outside.document
        await self._keys.destroy(id_)
        lines = self._audit.about(
            outside.data["personen"],
            self._kind_of(id_),
            id_,
            action=DESTROY_KEY,
            result="ok",
            way="systeem",
            actor=NOBODY,
            trace=outside.trace,
        )
        await self._log.write(*lines)
