# SPDX-License-Identifier: EUPL-1.2
"""D10: once a person is shielded no version of anybody shows that address, in whatever order things happen; nothing that
somebody may see is lost by an edit of who may not."""

import copy
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from services.intake.tests.story import Gemeld, MaaktIndiening

from zvhh_contracts import overleggen, triages
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.partner import Fout
from zvhh_intake.api.meldingen import melding_beeld
from zvhh_intake.domain.commands.handel_onjuist_af import HandelAf
from zvhh_intake.domain.commands.hef_afscherming_op import HefAfschermingOp
from zvhh_intake.domain.commands.merk_onjuist import MerkOnjuist
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.domain.commands.wijzig_betrokkene import WijzigBetrokkene, voorwaarden_nu
from zvhh_intake.domain.melding import Melding
from zvhh_intake.domain.parts.gegevens import Persoonsgegevens
from zvhh_intake.domain.rules.afscherming import (
    Versie,
    adressen,
    deelt_adres,
    delen_adres,
    persoon_nu,
    scherm_af,
    zelfde_adres,
)
from zvhh_intake.lookups import _zonder, heft_op
from zvhh_kit.core.handlers import Handlers
from zvhh_kit.domain.decision import Actor
from zvhh_kit.privacy.sealing import sealed_in
from zvhh_kit.testing import Story, given

T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
VT, PO, ZVHH = "00000099000000001000", "00000099000000002000", "00000099000000000100"
HOOFD = "0190aaaa-0000-8000-8000-000000000007"
VERA = Actor("vera", VT, frozenset({"melder"}))
ROB = Actor("rob", PO, frozenset({"deelnemer"}))
NOOR = Actor("noor", ZVHH, frozenset({"procesregisseur"}))
ANNA, BORIS, KIND = 1, 2, 3
GEHOUDEN = overleggen.WeegoverlegGehouden(
    nummer=1, gehouden_op=T0, vastgelegd_op=T0, besloten=True, aanwezigen=(PO,), passend=True, doorzetten="ja",
    deelnemers=(PO,),
)  # fmt: skip
GEVOEGD = triages.TriageGevoegd(versie=1, gevoegd_op=T0, door="noor", bij=HOOFD)
HEROPEND = triages.TriageHeropend(versie=2, heropend_op=T0, door="noor")


def _open(state: Melding) -> Melding:
    """The state as the API reads and opens it; the stand-in cipher of a story is the clear text."""
    geopend = Melding.model_validate(state.model_dump())
    for _, waarde in sealed_in(geopend):
        assert waarde.cipher is not None
        tekst = waarde.cipher.decode()
        waarde.open(tekst if waarde.inner is str else waarde.inner.model_validate_json(tekst))
    return geopend


def _anders(adres: str) -> str:
    """The same address in another hand."""
    return adres.upper().replace(" ", ",  ")


@dataclass
class Zaak:
    """One zaak of which everything that happened is known: what Anna's address is, and which addresses are secret."""

    config: Configuratie
    story: Story
    nu: str | None
    dicht: bool
    bekend: set[str]
    geheim: set[str]
    teller: int = 0
    weg: list[str] = field(default_factory=list)

    def kopie(self) -> "Zaak":
        ander = copy.copy(self)
        ander.story = copy.copy(self.story)
        ander.bekend, ander.geheim, ander.weg = {*self.bekend}, {*self.geheim}, [*self.weg]
        return ander

    def doe(self, wat: Any, door: Actor = NOOR) -> None:
        self.story.when(wat, at=T0 + timedelta(days=1), by=door)
        assert self.story.outcome is not None
        assert self.story.outcome.refused is None, (self.weg, self.story.outcome.refused)

    def wijzig(self, nr: int | None, adres: str | None, **afschermen: bool) -> None:
        rol = {ANNA: "slachtoffer", BORIS: "pleger"}.get(nr or KIND, "kind")
        gegevens = {"naam": "Iemand Fictief", "telefoon": "06-00000001", "veilig_bereiken": "Overdag.", "adres": adres}
        wie = {"rol": rol, "gegevens": gegevens | afschermen, "geinformeerd": {"ja": True}}
        self.doe(WijzigBetrokkene.model_validate({"nr": nr, "betrokkene": wie, "reden": "r"}), ROB)

    def zeg(self, adres: str | None, *, dicht: bool) -> None:
        """Anna's own address as it is told now."""
        wordt_dicht = self.dicht or dicht
        if adres is not None:
            self.nu = adres or None
        elif not wordt_dicht and self.nu not in self.geheim:
            self.nu = None
        self.bekend |= {self.nu} if self.nu else set()
        if wordt_dicht:
            self.geheim |= self.bekend
        self.dicht = wordt_dicht

    def nieuw(self) -> str:
        self.teller += 1
        return f"Geheimpad {self.teller} Kanarie"

    def vernietig(self, veld: str) -> None:
        merk = MerkOnjuist.model_validate({"nr": ANNA, "veld": veld, "waarom": "w"})
        self.doe(merk)
        open_, nummer = _open(self.story.state), len(self.story.state.onjuist)
        velden = {"nummer": nummer, "uitkomst": "vernietigd", "reden": "r", "betrokkene": _zonder(open_, nummer)}
        self.doe(HandelAf.model_validate(velden | {"gezien": len(open_.wijzigingen)}))
        self.nu = None if veld == "adres" else self.nu
        self.bekend = {self.nu} if self.nu else set()
        self.geheim &= self.bekend  # no earlier version is left that could tell

    def klopt(self, tafel: Handlers) -> None:
        heel = _open(self.story.state)
        assert persoon_nu(heel, ANNA).adres == self.nu, self.weg
        gezien = _open(self.story.state)
        schild = tafel.named("melding").shield
        assert schild is not None
        schild(gezien)
        for wie in (VERA, ROB, NOOR):
            tekst = melding_beeld(self.config, wie)("zaak", gezien).model_dump_json()
            for adres in self.geheim:
                assert f'"{adres}"' not in tekst, (self.weg, wie.subject, adres)
                assert f'"{_anders(adres)}"' not in tekst, (self.weg, wie.subject, adres)
        betrokkenen = melding_beeld(self.config, NOOR)("zaak", gezien).betrokkenen
        assert betrokkenen is not None
        anna = betrokkenen[ANNA - 1]
        if self.nu and self.nu not in self.geheim:
            assert (anna.gegevens.clear.adres, anna.adres_afgeschermd) == (self.nu, False), self.weg


def _correct(zaak: Zaak) -> None:
    adres = zaak.nieuw()
    zaak.wijzig(ANNA, adres)
    zaak.zeg(adres, dicht=False)


def _open_verbeterd(zaak: Zaak) -> None:
    adres = zaak.nieuw()
    zaak.wijzig(ANNA, adres, adres_afschermen=False)
    zaak.zeg(adres, dicht=False)


def _terug(zaak: Zaak) -> None:
    """What was read is put back with another telephone number."""
    gezien = _open(zaak.story.state)
    schild = zaak.story.kind.shield
    assert schild is not None
    schild(gezien)
    wie = gezien.personen[ANNA - 1].gegevens.clear
    zaak.wijzig(ANNA, wie.adres, adres_afschermen=wie.adres_afschermen)
    zaak.zeg(wie.adres, dicht=False)


def _afschermen(zaak: Zaak) -> None:
    zaak.wijzig(ANNA, None, adres_afschermen=True)
    zaak.zeg(None, dicht=True)


def _elders(zaak: Zaak) -> None:
    adres = zaak.nieuw()
    zaak.wijzig(ANNA, adres, adres_afschermen=True)
    zaak.zeg(adres, dicht=True)


def _leeg(zaak: Zaak) -> None:
    zaak.wijzig(ANNA, "")
    zaak.zeg("", dicht=False)


def _opheffen(zaak: Zaak) -> None:
    zaak.doe(HefAfschermingOp.model_validate({"nr": ANNA, "reden": "r", "afgeschermd": True}))
    zaak.dicht = False
    zaak.geheim -= {zaak.nu}


def _kind(zaak: Zaak) -> None:
    """A child with each address that Anna ever had."""
    for adres in sorted(zaak.bekend):
        zaak.wijzig(None, _anders(adres))


def _joined(zaak: Zaak) -> None:
    zaak.doe(GEVOEGD)


def _split(zaak: Zaak) -> None:
    zaak.doe(HEROPEND)


STAPPEN: dict[str, Callable[[Zaak], None]] = {
    "correct": _correct,
    "correct open": _open_verbeterd,
    "put back": _terug,
    "shield": _afschermen,
    "shield elsewhere": _elders,
    "empty": _leeg,
    "lift": _opheffen,
    "child": _kind,
    "destroy telephone": lambda zaak: zaak.vernietig("telefoon"),
    "destroy address": lambda zaak: zaak.vernietig("adres"),
    "join": _joined,
    "split": _split,
}


def _loop(zaak: Zaak, tafel: Handlers, diepte: int) -> int:
    zaak.klopt(tafel)
    gezien = 1
    if diepte == 0:
        return gezien
    for naam, stap in STAPPEN.items():
        ander = zaak.kopie()
        ander.weg.append(naam)
        stap(ander)
        gezien += _loop(ander, tafel, diepte - 1)
    return gezien


@pytest.mark.parametrize("eerste", [None, *STAPPEN])
@pytest.mark.parametrize("gemeld", ["open", "shielded", "without"])
def test_no_order_of_things_shows_a_shielded_address_or_loses_it(
    tafel: Handlers,
    indiening: MaaktIndiening,
    melding: dict[str, Any],
    config: Configuratie,
    gemeld: str,
    eerste: str | None,
) -> None:
    """D10, L6: all orders up to length three; the reporter, who takes part and the procesregisseur."""
    adres, dicht = (None if gemeld == "without" else "Geheimpad 0 Kanarie"), gemeld == "shielded"
    personen = copy.deepcopy(melding["betrokkenen"])
    personen[0]["gegevens"] |= {"adres": adres, "adresAfschermen": dicht}
    story = given(tafel, indiening(betrokkenen=personen), at=T0, by=VERA).when(GEHOUDEN, at=T0)
    bekend = {adres} if adres else set()
    zaak = Zaak(config, story, adres, dicht, bekend, set(bekend) if dicht else set())
    if eerste is None:
        assert _loop(zaak, tafel, 1) == 1 + len(STAPPEN)
        return
    zaak.weg.append(eerste)
    STAPPEN[eerste](zaak)
    assert _loop(zaak, tafel, 1 if gemeld == "without" else 2) > len(STAPPEN)


@pytest.mark.parametrize("andere", ["child", "join"])
@pytest.mark.parametrize("eind", [["shield"], ["shield elsewhere", "correct"], ["correct", "lift", "child"]])
def test_a_lifted_shield_keeps_its_place_when_versions_go(
    tafel: Handlers, indiening: MaaktIndiening, config: Configuratie, andere: str, eind: list[str]
) -> None:
    """D10, L10: what was destroyed takes versions away; a shield that is asked for after it holds all the same."""
    story = given(tafel, indiening(), at=T0, by=VERA).when(GEHOUDEN, at=T0)
    zaak = Zaak(config, story, "Proefweg 1 Zandvoorde", True, {"Proefweg 1 Zandvoorde"}, {"Proefweg 1 Zandvoorde"})
    zaak.wijzig(BORIS, "Openweg 3")
    for naam in ("correct", andere, "correct", "lift", "destroy telephone", *eind):
        zaak.weg.append(naam)
        STAPPEN[naam](zaak)
        zaak.klopt(tafel)


# --- one address, several persons (D10) ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("een", "ander", "zelfde"),
    [
        ("Proefweg 1 Zandvoorde", "proefweg 1, ZANDVOORDE", True),
        ("Proefweg 1", "Proefweg 1 Zandvoorde", True),
        ("Zandvoorde, Proefweg 1", "Proefweg 1 Zandvoorde", True),
        ("Proefweg 1a", "Proefweg 1 A", True),
        ("1234AB 1", "1234 AB 1", True),
        ("Curaçaoweg 5", "Curacaoweg 5", True),
        ("Proefweg 1", "Proefweg 12", False),
        ("Proefweg", "Proefweg 1", False),
        ("1", "Proefweg 1", False),
        ("Zandvoorde", "Zandvoorde", True),
        ("Proefweg 1", "Openweg 1", False),
        ("", "", False),
        (None, "Proefweg 1", False),
        (" - ", "", False),
    ],
)
def test_one_address_however_it_is_written(een: str | None, ander: str | None, zelfde: bool) -> None:
    """D10: normalised; one that is shielded for nothing is better than one that is told."""
    assert zelfde_adres(een, ander) is zelfde
    assert zelfde_adres(ander, een) is zelfde


def _adres(bekend: Any, nr: int) -> bool:
    return bekend.nu(nr) in bekend.verborgen


def test_a_childs_shield_is_lifted_for_the_child_alone() -> None:
    """D10: the mother's stays; the child at another secret address is shielded again."""
    versies = [Versie(1, 0, "Proefweg 1", True), Versie(2, 0, "Proefweg 1", False), Versie(3, 1, "Proefweg 1", False)]
    dicht = adressen(versies, {})
    assert [_adres(dicht, nr) for nr in (1, 2, 3)] == [True, True, True]
    assert dicht.mee == {2, 3}
    vrij = adressen(versies, {2: [1]})
    assert [_adres(vrij, nr) for nr in (1, 2, 3)] == [True, False, True]
    verder = [*versies, Versie(1, 2, "Schuilweg 9", True), Versie(2, 3, "Schuilweg 9", False)]
    assert [_adres(adressen(verder, {2: [1]}), nr) for nr in (1, 2, 3)] == [True, True, True]
    later = [*versies, Versie(1, 2, None, True)]
    assert [_adres(adressen(later, {2: [1]}), nr) for nr in (1, 2, 3)] == [True, False, True]


def test_what_a_childs_editor_could_not_see_is_kept() -> None:
    """D10: an address that is shielded because of another is kept too, unless it was taken away by an empty text."""
    versies = [Versie(1, 0, "Proefweg 1", True), Versie(2, 0, "Proefweg 1", False), Versie(2, 1, None, False)]
    assert adressen(versies, {}).waarde[(2, 1)] == "Proefweg 1"
    assert adressen([*versies, Versie(2, 2, "", False)], {}).waarde[(2, 2)] is None
    alleen = [Versie(2, 0, "Proefweg 1", False), Versie(2, 1, None, False)]
    assert adressen(alleen, {}).waarde[(2, 1)] is None


def test_who_typed_it_is_told(gemeld: Gemeld) -> None:
    """D10: where somebody is shielded for having the address of another, by whichever of the two is typed last."""

    def wie(adres: str | None, *, dicht: bool) -> Persoonsgegevens:
        return Persoonsgegevens(naam="n", adres=adres, adres_afschermen=dicht)

    zaak = _open(gemeld().state)  # Anna is shielded at Proefweg 1
    assert deelt_adres(zaak, 3, wie("proefweg 1, zandvoorde", dicht=False))
    assert deelt_adres(zaak, 2, wie("proefweg 1, zandvoorde", dicht=False))
    assert not deelt_adres(zaak, 3, wie("Openweg 2", dicht=False))
    assert not deelt_adres(zaak, 1, wie(None, dicht=True))
    assert not deelt_adres(zaak, 3, wie(None, dicht=False))
    assert not deelt_adres(zaak, 3, wie("Proefweg 1 Zandvoorde", dicht=True))
    assert delen_adres([wie("Weg 1", dicht=False), wie("weg 1", dicht=True)])
    assert not delen_adres([wie("Weg 1", dicht=True), wie("weg 1", dicht=True)])
    assert not delen_adres([wie("Weg 1", dicht=False), wie("weg 1", dicht=False)])


def test_who_is_told_of_a_shared_address(gemeld: Gemeld) -> None:
    """D10: whoever is typed again while they share it, and whoever by their own shield shields another."""

    def wie(*, dicht: bool) -> Persoonsgegevens:
        return Persoonsgegevens(naam="n", adres="Openweg 2", adres_afschermen=dicht)

    story = gemeld()
    for nr in (None, BORIS):
        gegevens = {"naam": "Iemand Fictief", "adres": "Openweg 2"}
        persoon = {"rol": "pleger", "gegevens": gegevens, "geinformeerd": {"ja": True}}
        story.when(WijzigBetrokkene.model_validate({"nr": nr, "betrokkene": persoon, "reden": "r"}), at=T0, by=NOOR)
    assert deelt_adres(_open(story.state), BORIS, wie(dicht=True))
    assert not deelt_adres(_open(story.state), BORIS, wie(dicht=False))
    persoon["gegevens"] = gegevens | {"adresAfschermen": True}
    story.when(WijzigBetrokkene.model_validate({"nr": BORIS, "betrokkene": persoon, "reden": "r"}), at=T0, by=NOOR)
    assert deelt_adres(_open(story.state), KIND, wie(dicht=False))


def test_what_the_border_knows_of_each_person(gemeld: Gemeld) -> None:
    """D10: themselves, with the address that they have and whether it is shielded, by their own wish or another's."""
    story = gemeld()
    for rol, adres in (("kind", "Proefweg 1 Zandvoorde"), ("kring", "Openweg 2")):
        gegevens = {"naam": f"Een {rol}", "adres": adres}
        persoon = {"rol": rol, "gegevens": gegevens, "geinformeerd": {"ja": True}}
        story.when(WijzigBetrokkene.model_validate({"betrokkene": persoon, "reden": "r"}), at=T0, by=NOOR)
    nu = [persoon_nu(_open(story.state), nr) for nr in (ANNA, BORIS, KIND, 4)]
    assert [(een.naam, een.adres, een.adres_afschermen, een.afgeschermd) for een in nu] == [
        ("Anna Fictief", "Proefweg 1 Zandvoorde", True, True),
        ("Boris Verzonnen", None, False, False),
        ("Een kind", "Proefweg 1 Zandvoorde", False, True),
        ("Een kring", "Openweg 2", False, False),
    ]
    gezien = _open(story.state)
    scherm_af(gezien)
    leesbaar = [een.gegevens.clear for een in gezien.personen]
    assert [(een.adres, een.adres_afschermen, een.afgeschermd) for een in leesbaar] == [
        (None, True, True),
        (None, False, False),
        (None, False, True),
        ("Openweg 2", False, False),
    ]


def test_who_asks_for_a_shield_has_one_without_an_address(
    tafel: Handlers, indiening: MaaktIndiening, melding: dict[str, Any]
) -> None:
    """D10: whoever reads that none is known reads that it would be shielded; of that person, and of nobody else."""
    personen = copy.deepcopy(melding["betrokkenen"])
    personen[0]["gegevens"]["adresAfschermen"] = False
    story = given(tafel, indiening(betrokkenen=personen), at=T0, by=VERA)
    persoon = {"rol": "pleger", "gegevens": {"naam": "B", "adresAfschermen": True}, "geinformeerd": {"ja": True}}
    story.when(WijzigBetrokkene.model_validate({"nr": BORIS, "betrokkene": persoon, "reden": "r"}), at=T0, by=NOOR)
    assert persoon_nu(_open(story.state), BORIS).afgeschermd is True
    gezien = _open(story.state)
    scherm_af(gezien)
    anna, boris = (een.gegevens.clear for een in gezien.personen)
    assert (boris.adres, boris.adres_afschermen, boris.afgeschermd) == (None, True, True)
    assert (anna.adres, anna.adres_afschermen, anna.afgeschermd) == ("Proefweg 1 Zandvoorde", False, False)


def test_a_lift_frees_the_address_in_every_hand() -> None:
    """D10: what was typed before is the same address, however it was written, and also where no word is in it."""
    zelfde = [Versie(1, 0, "Proefweg 1", True), Versie(1, 1, "proefweg 1", False)]
    assert adressen(zelfde, {1: [1]}).verborgen == frozenset()
    verhuisd = [Versie(1, 0, "Schuilweg 9", True), Versie(1, 1, "Proefweg 1", False)]
    assert adressen(verhuisd, {1: [1]}).verborgen == {(1, 0)}
    assert adressen([Versie(1, 0, "-", True)], {1: [0]}).verborgen == frozenset()


def test_an_address_without_a_word_in_it_is_kept_too() -> None:
    """D10: for who could not see it and left it open, at the version that asks for the shield too; once it is lifted it can
    be left out."""
    versies = [Versie(1, 0, "?", True), Versie(1, 1, None, False)]
    for opgeheven, adres in (({}, "?"), ({1: [1]}, "?"), ({1: [0]}, None)):
        assert adressen(versies, opgeheven).waarde[(1, 1)] == adres
    assert adressen([Versie(1, 0, "?", False), Versie(1, 1, None, True)], {}).waarde[(1, 1)] == "?"


def test_the_shield_of_the_last_person_is_lifted_too(gemeld: Gemeld) -> None:
    """D10: of any person, and who asked hears it."""
    hef = HefAfschermingOp.model_validate({"nr": BORIS, "reden": "r", "afgeschermd": True})
    story = gemeld().when(hef, at=T0, by=NOOR).then()
    assert story.outcome is not None
    assert (story.outcome.result, story.state.opheffingen[0].nr) == ("opgeheven", BORIS)


def test_a_record_that_was_refused_has_nobody_to_shield(tafel: Handlers) -> None:
    """D1, D10: it has no content."""
    fout = Fout(code="zorgen-ontbreken", tekst="Beschrijf wat er aan de hand is.", plaats="/zorgen")
    leeg = given(tafel, Weiger(referentie="r", fouten=(fout,)), at=T0, by=VERA).state
    scherm_af(leeg)
    assert (leeg.personen, leeg.data_subjects(), voorwaarden_nu(leeg, 1)) == ((), (), None)


def test_a_correction_never_ends_a_shield(gemeld: Gemeld) -> None:
    """D10: who says so is refused; who leaves it out is not, and nothing ends."""
    zaak = _open(gemeld().state)

    def wie(**gegevens: Any) -> Any:
        velden = {"rol": "slachtoffer", "gegevens": {"naam": "Anna"} | gegevens, "geinformeerd": {"ja": True}}
        return WijzigBetrokkene.model_validate({"nr": 1, "betrokkene": velden, "reden": "r"}).betrokkene

    assert heft_op(zaak, 1, wie(adres_afschermen=False))
    assert not heft_op(zaak, 1, wie())
    assert not heft_op(zaak, 1, wie(adres_afschermen=True))
    assert not heft_op(zaak, 2, wie(adres_afschermen=False))
    assert not heft_op(zaak, 9, wie(adres_afschermen=False))
    assert not heft_op(zaak, None, wie(adres_afschermen=False))
    command = {"nr": 1, "betrokkene": {"rol": "slachtoffer", "gegevens": {"naam": "A"}, "geinformeerd": {"ja": True}}}
    fout = WijzigBetrokkene.model_validate(command | {"reden": "r", "tegen_afscherming": True})
    gemeld().when(fout, at=T0, by=ROB).then_refused("afscherming-blijft", status=409)


@pytest.mark.parametrize(
    ("nr", "afgeschermd", "code", "status"),
    [
        (1, False, "niet-afgeschermd", 409),
        (0, False, "persoon-onbekend", 404),
        (9, False, "persoon-onbekend", 404),
    ],
)
def test_a_shield_that_is_not_there_is_not_lifted(
    gemeld: Gemeld, nr: int, afgeschermd: bool, code: str, status: int
) -> None:
    """D10."""
    hef = HefAfschermingOp.model_validate({"nr": nr, "reden": "r", "afgeschermd": afgeschermd})
    gemeld().when(hef, at=T0, by=NOOR).then_refused(code, status=status)


def test_nothing_is_lifted_once_it_is_closed(gemeld: Gemeld, tafel: Handlers) -> None:
    """D10, L8."""
    hef = HefAfschermingOp.model_validate({"nr": 1, "reden": "r", "afgeschermd": True})
    dicht = triages.TriageGevoegd(versie=1, gevoegd_op=T0, door="noor", bij=HOOFD)
    from zvhh_contracts.intake_intern import HoofdzaakGesloten

    story = gemeld(dicht, HoofdzaakGesloten(zaak_id=HOOFD, gesloten_op=T0))
    story.when(hef, at=T0, by=NOOR).then_refused("gesloten", status=409)
    given(tafel).when(hef, at=T0, by=NOOR).then_refused("bestaat-niet", status=404)


def test_what_is_destroyed_was_read_as_it_is(gemeld: Gemeld) -> None:
    """L10, D10: what was changed meanwhile is not put back, and no shield with it."""
    merk = MerkOnjuist.model_validate({"nr": 1, "veld": "telefoon", "waarom": "w"})
    story = gemeld().when(merk, at=T0, by=NOOR)
    velden = {"nummer": 1, "uitkomst": "vernietigd", "reden": "r", "betrokkene": _zonder(_open(story.state), 1)}
    story.when(HandelAf.model_validate(velden | {"gezien": 1}), at=T0, by=NOOR).then_refused("intussen-gewijzigd")
    story.when(HandelAf.model_validate(velden | {"gezien": 0}), at=T0, by=NOOR)
    assert story.state.onjuist[0].uitkomst == "vernietigd"
    assert persoon_nu(_open(story.state), 1).adres_afschermen is True
    assert date(2025, 3, 3) < story.state.einde_bewaren
