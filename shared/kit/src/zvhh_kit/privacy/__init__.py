# SPDX-License-Identifier: EUPL-1.2
"""Personal data: sealing under a key per zaak, ids that tell nothing, and the log of who read and wrote what (L6-L8).

For: the store, the HTTP room and the command line. Not for domains: they only pass `Sealed` values on.
"""

from zvhh_kit.privacy.blind import BlindIndex
from zvhh_kit.privacy.chain import Break, Verified
from zvhh_kit.privacy.keys import KeyGone, KeyMissing, KeyStore, KeyUnreadable, SealBroken, ZaakKey
from zvhh_kit.privacy.log import AccessLog, Entry, LogUnavailable
from zvhh_kit.privacy.sealing import Sealing
from zvhh_kit.privacy.static_id import StaticIds, canonical_json

__all__ = [
    "AccessLog",
    "BlindIndex",
    "Break",
    "Entry",
    "KeyGone",
    "KeyMissing",
    "KeyStore",
    "KeyUnreadable",
    "LogUnavailable",
    "SealBroken",
    "Sealing",
    "StaticIds",
    "Verified",
    "ZaakKey",
    "canonical_json",
]
