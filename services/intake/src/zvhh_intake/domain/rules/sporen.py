# SPDX-License-Identifier: EUPL-1.2
"""By what two meldingen on the same person are found: keyed hashes of a BSN, and of a name with a whole birth date: the name
as it was written, and its words in any order without what stands between them (D11).

For: the borders, which make them of clear data before it is sealed, and the procesregisseur who asks for what agrees.
Not for: scoring, or guessing at spellings: a hash agrees or it does not. Nothing here can be turned back into a person.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Protocol

from zvhh_contracts.meldingen import Rol
from zvhh_intake.domain.parts.gegevens import Persoonsgegevens
from zvhh_intake.domain.parts.inhoud import Spoor
from zvhh_kit.domain.decision import Sealed

Blind = Callable[..., str]
"""`blind(kind, *values, any_order=words)`: the keyed hash of normalised values of one kind, "" where one is empty; the key
is the kit's."""

GEEN_NAAM = frozenset(
    [
        "n",
        "nn",
        "nb",
        "nvt",
        "x",
        "xx",
        "xxx",
        "onbekend",
        "onbekende",
        "anoniem",
        "anonieme",
        "geen",
        "naam",
        "naamloos",
        "niet",
        "bekend",
        "unknown",
        "nomen",
        "nescio",
        "de",
        "het",
        "een",
        "die",
        "man",
        "vrouw",
        "heer",
        "mevrouw",
        "meneer",
        "mw",
        "dhr",
        "jongen",
        "meisje",
        "kind",
        "persoon",
        "iemand",
        "dader",
        "pleger",
        "vermeend",
        "vermeende",
        "verdachte",
        "slachtoffer",
        "buurman",
        "buurvrouw",
        "partner",
        "ex",
        "expartner",
    ]
)
"""Of these words alone is made what a reporter types for a name that nobody knows. A name that really is one of them
is then not compared: who is missed is found by BSN; who is taken for another is in a wrong zaak."""
TUSSENVOEGSELS = frozenset(
    [
        "van",
        "vander",
        "vanden",
        "vande",
        "vant",
        "de",
        "den",
        "der",
        "des",
        "het",
        "ten",
        "ter",
        "te",
        "in",
        "op",
        "aan",
        "bij",
        "uit",
        "over",
        "onder",
        "voor",
        "tot",
        "von",
        "vom",
        "zu",
        "zum",
        "zur",
        "la",
        "le",
        "les",
        "du",
        "di",
        "da",
        "dos",
        "das",
        "del",
        "della",
        "el",
        "al",
        "ibn",
    ]
)
"""What stands before a surname is left out, put behind or made short: *Jan van der Berg*, *Berg, Jan v.d.*"""
_KORT = re.compile(r"(?<!\w)v[./]? ?d(?!\w)|['\u2019\u2018`\u00b4] ?[ts](?!\w)|(?<!\w)d['\u2019\u2018`\u00b4]")
"""The same in one letter, *v.d.*, *'t*, *d'*. Another letter that stands alone is an initial: it parts a twin from the other."""
_KANTEN: frozenset[Rol] = frozenset({"slachtoffer", "pleger", "beide"})


class Index(Protocol):
    """The keyed hashes of the kit, under one key or more."""

    def under_each(self, hashes: Callable[[Blind], Iterable[str]]) -> tuple[str, ...]: ...


def hashes_van(blind: Blind, gegevens: Sealed[Persoonsgegevens] | None) -> tuple[str, ...]:
    """The hashes of one clear person: by BSN, and by name with birth date in two ways, each only where it is known.

    A birth date that is known in part is none: on the first of January half a country would be born (D11).
    """
    if gegevens is None:
        return ()
    persoon = gegevens.clear
    gevonden = [blind("bsn", persoon.bsn or "")]
    if persoon.geboortedatum is not None and not geen_naam(persoon.naam):
        dag = persoon.geboortedatum.isoformat()
        gevonden.append(blind("naam-geboortedatum", persoon.naam, dag))
        if eigen := eigen_woorden(persoon.naam):
            gevonden.append(blind("naamwoorden-geboortedatum", dag, any_order=eigen))
    return tuple(hash_ for hash_ in gevonden if hash_)


def hashes_onder(index: Index, gegevens: Sealed[Persoonsgegevens] | None) -> tuple[str, ...]:
    """The same under every key of the index: more than one while it is made anew."""
    return index.under_each(lambda blind: hashes_van(blind, gegevens))


def eigen_woorden(naam: str) -> list[str]:
    """The words of a name without what stands before a surname; all of them where it is nothing else."""
    alle = _woorden(_KORT.sub(" ", naam.casefold()))
    return [woord for woord in alle if woord not in TUSSENVOEGSELS] or alle


def geen_naam(naam: str) -> bool:
    """Whether it says only that the name is not known: *N.N.*, *onbekende man*. Two such people are not one (D11)."""
    return GEEN_NAAM.issuperset(_woorden(re.sub(r"\d", " ", naam.casefold())))


def _woorden(naam: str) -> list[str]:
    """What is neither letter, mark nor digit parts them."""
    return "".join(teken if unicodedata.category(teken)[0] in "LMN" else " " for teken in naam).split()


def sporen_van(nr: int, rol: Rol, hashes: Iterable[str]) -> tuple[Spoor, ...]:
    """The traces that person `nr` leaves in this role."""
    return tuple(Spoor(hash=one, rol=rol, nr=nr) for one in hashes)


def rollen_omgekeerd(hier: Iterable[Spoor], daar: Iterable[Spoor]) -> bool:
    """Whether somebody is slachtoffer in the one zaak and (vermeend) pleger in the other (D11b); over en weer is both."""
    rollen: dict[str, set[Rol]] = {}
    for spoor in hier:
        rollen.setdefault(spoor.hash, set()).add(spoor.rol)
    return any(_omgekeerd(one, spoor.rol) for spoor in daar for one in rollen.get(spoor.hash, ()))


def _omgekeerd(hier: Rol, daar: Rol) -> bool:
    return hier != daar and hier in _KANTEN and daar in _KANTEN
