# SPDX-License-Identifier: EUPL-1.2
"""Keyed hashes by which the same person is found in two zaken while nobody can read who it is (D11).

For: a service that keeps them in a state and looks them up. Not for: likeness; another spelling is another hash.
They go with the document that holds them (L8), and without the secret nothing can be tried against them.
"""

import hashlib
import hmac
import unicodedata
from collections.abc import Callable, Collection, Iterable
from functools import partial

__all__ = ["BlindIndex", "normalised"]

_LABEL = b"zvhh-blind-index"
_HEX_CHARACTERS = 32
_OWN_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe"})
"""Letters with a stroke that Unicode does not take apart; who types them over rarely has them on a keyboard."""


def normalised(value: str) -> str:
    """Only letters and digits, in lower case, Latin letters without their marks: `" Jansen-Šmit "` is `jansensmit`.

    In other scripts a mark carries meaning, a vowel or another letter: without it two names would be one.
    """
    apart = unicodedata.normalize("NFKD", value).casefold().translate(_OWN_LETTERS)
    kept, marked = [], False
    for one in unicodedata.normalize("NFKD", apart):
        if one.isalnum():
            kept.append(one)
            marked = not one.isascii() and "LATIN" not in unicodedata.name(one, "")
        elif unicodedata.category(one)[0] != "M":
            marked = False
        elif marked:
            kept.append(one)
    return "".join(kept)


class BlindIndex:
    """HMAC-SHA256 under keys of its own, each derived from a secret; shows nothing of itself.

    With several secrets everything is hashed under each of them: while the documents are rewritten for a new one, what was
    written before is found by the old one.
    """

    __slots__ = ("_keyed",)

    def __init__(self, *secrets: bytes) -> None:
        """`secrets`: at least one, of 32 random bytes or more; with another one nothing is found back."""
        derived = [hmac.new(secret, _LABEL, hashlib.sha256).digest() for secret in secrets]
        self._keyed = [hmac.new(key, digestmod=hashlib.sha256) for key in derived]

    def under_each(self, hashes: Callable[[Callable[..., str]], Iterable[str]]) -> tuple[str, ...]:
        """What `hashes` makes with `of`, under each key in turn, that of now first."""
        return tuple(one for keyed in self._keyed for one in hashes(partial(self._of, keyed)))

    def of(self, kind: str, *values: str, any_order: Collection[str] = ()) -> str:
        """32 hex characters for these values of this kind: `of("bsn", bsn)`, `of("naam-geboortedatum", naam, "1990-01-31")`.

        `any_order`: values whose order says nothing, the words of a name for example. "" when one of the values has no
        letter or digit, or there is none: who is unknown is like nobody. Under the key of now only.
        """
        return self._of(self._keyed[0], kind, *values, any_order=any_order)

    @staticmethod
    def _of(under: hmac.HMAC, kind: str, *values: str, any_order: Collection[str] = ()) -> str:
        parts = [normalised(value).encode() for value in values]
        parts += sorted(normalised(value).encode() for value in any_order)
        if not parts or not all(parts):
            return ""
        keyed = under.copy()
        for part in (kind.encode(), *parts):
            keyed.update(len(part).to_bytes(4, "big") + part)
        return keyed.hexdigest()[:_HEX_CHARACTERS]

    def __repr__(self) -> str:
        return "BlindIndex(…)"
