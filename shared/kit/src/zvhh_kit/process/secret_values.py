# SPDX-License-Identifier: EUPL-1.2
"""Secrets as they are given: from a file beside the environment, and whether one is easy to guess.

For: `settings`. Not for: what a secret is used for. No value is ever told.
"""

import base64
import binascii
import json
import math
import os
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource

__all__ = [
    "KEY_BYTES",
    "PASSWORD_BITS",
    "SECRETS",
    "SecretFiles",
    "Unreadable",
    "bits",
    "check_key",
    "is_regular",
    "key_words",
    "keys_of",
    "read_keys",
]

SECRETS = ("kafka_password", "mongodb_url", "id_secret", "log_keys", "index_keys", "session_keys", "web_client_secret")
"""The settings that may also be a file, `ZVHH_<NAME>_FILE`; of the master keys and the partner keys the file has a setting of its own."""
KEY_BITS = 96
"""Of what is a key: a random one of 32 hexadecimal signs has 120 or so by this measure, words that people think of far fewer."""
OF_THE_IDS = "id-secret"
"""Among keys of the log or the index: the one that is derived from `ZVHH_ID_SECRET`, as before there were any."""
PASSWORD_BITS = 40
KEY_BYTES = 32
_FEWEST = 16
"""Different bytes in a random key of 32: with fewer it is one in many thousands, or it is not random."""


class Unreadable:
    """Stands for a secret whose file is of no use; `why` in words."""

    def __init__(self, why: str) -> None:
        self.why = why


class SecretFiles(PydanticBaseSettingsSource):
    """A file for each secret, read once, at the start; without the end of its last line."""

    def __init__(self, settings_cls: type[BaseSettings]) -> None:
        super().__init__(settings_cls)
        self._prefix = str(settings_cls.model_config.get("env_prefix", ""))

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """What the file of one secret holds."""
        del field
        path = os.environ.get(f"{self._prefix}{field_name.upper()}_FILE", "")
        if not path:
            return None, field_name, False
        if os.environ.get(f"{self._prefix}{field_name.upper()}"):
            return Unreadable("Geef dit zelf, of het bestand ermee; niet allebei."), field_name, False
        try:
            return Path(path).read_text("utf-8").rstrip("\r\n"), field_name, False
        except (OSError, ValueError):
            return Unreadable("Dit bestand kan niet gelezen worden."), field_name, False

    def __call__(self) -> dict[str, Any]:
        """Every secret that has a file."""
        fields = self.settings_cls.model_fields
        found = {name: self.get_field_value(fields[name], name)[0] for name in SECRETS}
        return {name: value for name, value in found.items() if value is not None}


def bits(secret: str) -> float:
    """At most so many bits of chance are in it: what repeats itself, counts up or uses few signs has few."""
    if not secret:
        return 0.0
    whole = _without_repeats(secret)
    if is_regular(whole.encode()):
        return math.log2(len(whole)) + 8
    counts = Counter(whole)
    return -sum(count * math.log2(count / len(whole)) for count in counts.values())


def _without_repeats(secret: str) -> str:
    """The shortest piece of which it is made by saying it again."""
    again = (secret + secret).find(secret, 1)
    return secret[:again]


def is_regular(raw: bytes) -> bool:
    """Whether each byte follows from the one before: all alike, counting up or down; or too few are different."""
    steps = {(after - before) % 256 for before, after in pairwise(raw)}
    return len(steps) <= 2 or (len(raw) >= 2 * _FEWEST and len(set(raw)) < _FEWEST // 2)


def read_keys(given: SecretStr, file: Path | None) -> dict[str, bytes]:
    """Master keys by name, 32 bytes each; every fault in words."""
    try:
        table = json.loads(file.read_text("ascii") if file else given.get_secret_value())
        keys = {str(name): base64.b64decode(value, validate=True) for name, value in table.items()}
    except OSError:
        raise ValueError("Dit bestand kan niet gelezen worden.") from None
    except (ValueError, AttributeError, TypeError, binascii.Error):
        raise ValueError('Dit moet JSON zijn: {"naam": "32 bytes, base64"}.') from None
    if not keys or any(len(key) != KEY_BYTES for key in keys.values()):
        raise ValueError("Elke master key moet 32 bytes zijn, als base64.")
    return keys


def key_words(given: SecretStr) -> list[str]:
    """The keys of a setting that holds several, the one of now first; without that of the ids."""
    return [word for word in given.get_secret_value().split() if word != OF_THE_IDS]


def check_key(word: str, *, production: bool) -> None:
    """Raises ValueError for one that is short, or in production easy to guess."""
    if len(word) < KEY_BYTES:
        raise ValueError("Dit moet minstens 32 tekens lang zijn.")
    if production and bits(word) < KEY_BITS:
        raise ValueError("Dit is te makkelijk te raden. Maak het met: openssl rand -base64 48")


def keys_of(given: SecretStr, of_the_ids: bytes) -> tuple[bytes, ...]:
    """The same as bytes; that of the ids where it is named, or where none is given."""
    words = given.get_secret_value().split() or [OF_THE_IDS]
    return tuple(of_the_ids if word == OF_THE_IDS else word.encode() for word in words)
