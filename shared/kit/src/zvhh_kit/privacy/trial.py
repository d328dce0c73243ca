# SPDX-License-Identifier: EUPL-1.2
"""Sealing for a try that must change nothing: a zaak that has no key yet gets one that is thrown away.

Not for: anything that is stored.
"""

import os

from zvhh_kit.privacy import KeyMissing, KeyStore, Sealing, ZaakKey

__all__ = ["trial_of"]

KEY_BYTES = 32


class _TrialKeys(KeyStore):
    """The keys that are there, and for other zaken one that nobody keeps; a destroyed key stays destroyed."""

    def __init__(self, real: KeyStore) -> None:
        self._real = real

    async def key_for(self, zaak_id: str, *, create: bool = False) -> ZaakKey:
        try:
            return await self._real.key_for(zaak_id)
        except KeyMissing:
            return ZaakKey(zaak_id, os.urandom(KEY_BYTES))


def trial_of(keys: KeyStore) -> Sealing:
    """Seals as the service would, and makes no key."""
    return Sealing(_TrialKeys(keys))
