# SPDX-License-Identifier: EUPL-1.2
"""The traces of a melding under another key: as if it had been reported under it (D11). Pure; `test_index` runs the command."""

from services.intake.tests.story import Gemeld

from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.inhoud import Spoor
from zvhh_intake.domain.rules.herindexeren import herindexeer
from zvhh_kit.privacy import BlindIndex

OUD, NIEUW = BlindIndex(b"o" * 32), BlindIndex(b"n" * 32)
BEIDE = BlindIndex(b"n" * 32, b"o" * 32)


def open_melding(bewaard: Melding) -> Melding:
    """The same with its persons readable: in a test the cipher is the clear JSON."""
    geopend = bewaard.model_copy(deep=True)
    for wie in geopend.personen:
        if wie.gegevens is not None and wie.gegevens.cipher is not None:
            wie.gegevens.open(wie.gegevens.inner.model_validate_json(wie.gegevens.cipher))
    return geopend


def sporen(gegeven: Melding | None) -> set[tuple[str, str, int]]:
    """Hash, role and number of each trace."""
    assert gegeven is not None
    return {(een.hash, een.rol, een.nr) for een in gegeven.sporen}


def under(index: BlindIndex) -> set[tuple[str, str, int]]:
    """By hand, of the two persons of the stories."""
    anna = [index.of("bsn", "999990019"), index.of("naam-geboortedatum", "Anna Fictief", "1990-02-03")]
    boris = [index.of("bsn", "999990020"), index.of("naam-geboortedatum", "Boris Verzonnen", "1987-11-30")]
    anna.append(index.of("naamwoorden-geboortedatum", "1990-02-03", any_order=["anna", "fictief"]))
    boris.append(index.of("naamwoorden-geboortedatum", "1987-11-30", any_order=["boris", "verzonnen"]))
    return {(een, "slachtoffer", 1) for een in anna} | {(een, "pleger", 2) for een in boris}


def test_every_person_leaves_traces_under_the_key_of_now(gemeld: Gemeld) -> None:
    """D11: each in their own role and number; nothing else of the melding changes."""
    bewaard = gemeld().state
    nieuw = herindexeer(OUD, bewaard, open_melding(bewaard))
    assert nieuw is not None
    assert sporen(nieuw) == under(OUD)
    assert nieuw.model_dump(exclude={"sporen"}) == bewaard.model_dump(exclude={"sporen"})


def test_while_two_keys_are_there_both_find(gemeld: Gemeld) -> None:
    """D11: and when the old one goes, its traces go too."""
    bewaard = gemeld().state
    beide = herindexeer(BEIDE, bewaard, open_melding(bewaard))
    assert beide is not None
    assert sporen(beide) == under(NIEUW) | under(OUD)
    nieuw = herindexeer(NIEUW, beide, open_melding(beide))
    assert sporen(nieuw) == under(NIEUW)


def test_who_has_them_already_stays(gemeld: Gemeld) -> None:
    """In whatever order they were kept; one that is missing, or another's, is made anew."""
    bewaard = gemeld().state
    nieuw = herindexeer(NIEUW, bewaard, open_melding(bewaard))
    assert nieuw is not None
    omgedraaid = nieuw.model_copy(update={"sporen": nieuw.sporen[::-1]})
    assert herindexeer(NIEUW, omgedraaid, open_melding(omgedraaid)) is None
    for ander in ({"hash": "x"}, {"rol": "kring"}, {"nr": 9}):
        mis: tuple[Spoor, ...] = (nieuw.sporen[0].model_copy(update=ander), *nieuw.sporen[1:])
        anders = nieuw.model_copy(update={"sporen": mis})
        assert sporen(herindexeer(NIEUW, anders, open_melding(anders))) == under(NIEUW)


def test_only_a_melding_has_traces(gemeld: Gemeld) -> None:
    """A draft and a year have none, read or kept."""
    bewaard = gemeld().state
    assert herindexeer(NIEUW, bewaard, object()) is None
    assert herindexeer(NIEUW, object(), open_melding(bewaard)) is None
