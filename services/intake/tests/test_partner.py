# SPDX-License-Identifier: EUPL-1.2
"""The door for a partner's own system: what a record becomes."""

import base64
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from joserfc import jwe
from joserfc.jwk import ECKey, KeySet, OKPKey

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.partner import MeldingAangeboden
from zvhh_intake.domain.commands.dien_in import Indiening
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.partner import Deur, lees_sleutels
from zvhh_intake.views.openbaar import publieke_sleutels
from zvhh_kit.bus.partner import Offer, PartnerRecord
from zvhh_kit.domain.decision import Fault
from zvhh_kit.privacy import StaticIds

PO = "00000099000000002000"
T0 = datetime(2025, 3, 3, 8, 12, tzinfo=UTC)
IDS = StaticIds(b"0" * 32)
RUIMTE = 20_000
PLEK = f"partner.{PO}.meldingen.v1:0:7"


@pytest.fixture
def deur(config: Configuratie, sleutel: ECKey) -> Deur:
    """The door with one key."""
    return Deur(config, KeySet([sleutel]), RUIMTE, IDS)


def versleuteld(sleutel: ECKey, klaar: bytes, **kop: str) -> str:
    """As a partner's system does it, with the public key."""
    protected = {"alg": "ECDH-ES", "enc": "A256GCM"} | kop
    algorithms = [protected["alg"], protected["enc"], "DEF"]
    openbaar = ECKey.import_key({naam: deel for naam, deel in sleutel.as_dict(private=False).items() if naam != "kid"})
    return jwe.encrypt_compact(protected, klaar, openbaar, algorithms=algorithms)


def _b64(tekst: bytes) -> str:
    return base64.urlsafe_b64encode(tekst).decode().rstrip("=")


def record(melding: Any, referentie: Any = "ref-1", **anders: Any) -> PartnerRecord:
    """A record whose envelope was in order."""
    data = {"meldingReferentie": referentie, "melding": melding} | anders
    return PartnerRecord(PO, MeldingAangeboden.type, json.dumps(data).encode(), T0, "", id="po-1", place=PLEK)


async def _geweigerd(deur: Deur, offered: PartnerRecord) -> set[tuple[str, str]]:
    offer = await deur(offered)
    assert isinstance(offer.command, Weiger)
    assert offer.command.referentie == "ref-1"
    return {(fout.code, fout.plaats) for fout in offer.command.fouten}


async def test_a_good_record_becomes_a_melding(deur: Deur, sleutel: ECKey, melding: dict[str, Any]) -> None:
    """D1: its zaak follows from OIN and reference; encrypted anew (another cipher text) it is the same request."""
    een, twee = [await deur(record(versleuteld(sleutel, json.dumps(melding).encode()))) for _ in range(2)]

    assert isinstance(een.command, Indiening)
    assert (een.command.weg, een.command.referentie) == ("kafka", "ref-1")
    assert een.subject == IDS.zaak_id("kafka", PO, "ref-1")
    assert een.command.kenmerk == IDS.kenmerk(een.subject)
    assert (een.clear, een.subject, een.reference) == (twee.clear, twee.subject, "ref-1")


async def test_each_partner_and_reference_is_its_own_zaak(deur: Deur, sleutel: ECKey, melding: dict[str, Any]) -> None:
    """D1: each per partner, in the name space of Kafka."""
    jwe_ = versleuteld(sleutel, json.dumps(melding).encode())
    eigen = await deur(record(jwe_))
    ander = await deur(record(jwe_, "ref-2"))
    assert len({eigen.subject, ander.subject, IDS.zaak_id("rest", PO, "ref-1")}) == 3


@pytest.mark.parametrize(
    "geval",
    [
        "leeg",
        "geen jwe",
        "andere sleutel",
        "ander alg",
        "gecomprimeerd",
        "geknoeid",
        "geen kop",
        "diepe kop",
        "lange kop",
    ],
)
async def test_what_can_not_be_decrypted_is_answered(deur: Deur, sleutel: ECKey, geval: str) -> None:
    """S7, D1: answered with what to do, never lost."""
    ander = ECKey.generate_key("P-256", {"kid": "intake-1"})
    goed = versleuteld(sleutel, b"{}")
    token = {
        "leeg": "",
        "geen jwe": "a.b.c.d.e",
        "andere sleutel": versleuteld(ander, b"{}"),
        "ander alg": versleuteld(sleutel, b"{}", alg="ECDH-ES+A256KW"),
        "gecomprimeerd": versleuteld(sleutel, b"{}", zip="DEF"),
        "geknoeid": goed[:-4] + ("AAAA" if not goed.endswith("AAAA") else "BBBB"),
        "geen kop": _b64(b"[]") + "." + goed.partition(".")[2],
        "diepe kop": _b64(b'{"kid":' + b"[" * 740) + "." + goed.partition(".")[2],
        "lange kop": versleuteld(sleutel, b"{}", kid="x" * 1000),
    }[geval]
    assert await _geweigerd(deur, record(token)) == {("niet-te-ontcijferen", "/melding")}


async def test_an_unknown_key_is_told_as_such(deur: Deur, sleutel: ECKey) -> None:
    """S7: who uses a key of before must know that, and not look for a fault in the encryption."""
    token = versleuteld(sleutel, b"{}", kid="intake-9")
    assert await _geweigerd(deur, record(token)) == {("sleutel-onbekend", "/melding")}


@pytest.mark.parametrize("met_kid", [True, False])
async def test_through_a_rotation_of_keys(
    config: Configuratie, sleutel: ECKey, melding: dict[str, Any], met_kid: bool
) -> None:
    """S7, D1: one key, both, the new one only; a record that names no key is read for as long as one of ours fits."""
    nieuw = ECKey.generate_key("P-256", {"kid": "intake-2"}, private=True)
    anders = OKPKey.generate_key("X25519", {"kid": "intake-3"}, private=True)
    klaar = json.dumps(melding).encode()

    def van(met: ECKey, kid: str) -> PartnerRecord:
        return record(versleuteld(met, klaar, **({"kid": kid} if met_kid else {})))

    oude, nieuwe = van(sleutel, "intake-1"), van(nieuw, "intake-2")
    rondes: list[tuple[list[ECKey | OKPKey], list[PartnerRecord]]] = [
        ([sleutel], [oude]),
        ([anders, nieuw, sleutel], [oude, nieuwe]),
        ([sleutel, anders, nieuw], [oude, nieuwe]),
        ([nieuw], [nieuwe]),
    ]
    for sleutels, goed in rondes:
        deur = Deur(config, KeySet([*sleutels]), RUIMTE, IDS)
        assert [isinstance((await deur(een)).command, Indiening) for een in goed] == [True] * len(goed)
    code = "sleutel-onbekend" if met_kid else "niet-te-ontcijferen"
    assert await _geweigerd(Deur(config, KeySet([nieuw]), RUIMTE, IDS), oude) == {(code, "/melding")}


async def test_the_bound_is_on_the_clear_melding(deur: Deur, sleutel: ECKey, melding: dict[str, Any]) -> None:
    """L1: to the byte, whatever the encryption adds to it; far over it as well."""
    klaar = json.dumps(melding).encode()
    past = await deur(record(versleuteld(sleutel, klaar.ljust(RUIMTE))))
    assert isinstance(past.command, Indiening)
    for lengte in (RUIMTE + 1, 1_100_000):
        assert await _geweigerd(deur, record(versleuteld(sleutel, klaar.ljust(lengte)))) == {("te-groot", "/melding")}


@pytest.mark.parametrize(
    ("klaar", "fouten"),
    [
        (b"{", {("geen-json", "/melding")}),
        (b"\xff", {("geen-utf8", "/melding")}),
        (b'{"zorgen": "\\u0000"}', {("nul-teken", "/melding")}),
        (b"[]", {("verkeerd-type", "/melding")}),
        (b'{"zorgen": ' + b"[" * 700 + b"]" * 700 + b"}", {("te-diep", "/melding")}),
    ],
)
async def test_what_is_no_melding_is_answered(
    deur: Deur, sleutel: ECKey, klaar: bytes, fouten: set[tuple[str, str]]
) -> None:
    """L1, L2: every fault of form, with its place within the record."""
    assert await _geweigerd(deur, record(versleuteld(sleutel, klaar))) == fouten


async def test_faults_of_form_and_of_content_are_answered_together(
    deur: Deur, sleutel: ECKey, melding: dict[str, Any]
) -> None:
    """L1, L2: what can't be read hides nothing of what else is wrong."""
    melding["betrokkenen"][0]["gegevens"] |= {"geloof": "x", "bsn": "000000000"}
    fout = melding | {"relatie": "neef", "iets": 1, "voorPilot": 1, "verklaring": None}
    assert await _geweigerd(deur, record(versleuteld(sleutel, json.dumps(fout).encode()))) == {
        ("onbekende-waarde", "/melding/relatie"),
        ("onbekend-veld", "/melding/iets"),
        ("onbekend-veld", "/melding/betrokkenen/0/gegevens/geloof"),
        ("verkeerd-type", "/melding/voorPilot"),
        ("bsn-ongeldig", "/melding/betrokkenen/0/gegevens/bsn"),
        ("verklaring-ontbreekt", "/melding/verklaring"),
    }


async def test_doubt_and_the_pilot_are_asked_of_a_system_too(
    deur: Deur, sleutel: ECKey, melding: dict[str, Any]
) -> None:
    """S2, S5: by Kafka literally true, and no doubt without a consultation."""
    for voor_pilot in ("true", "ja", 1, None, False):
        fout = melding | {"voorPilot": voor_pilot, "twijfel": {"ja": True}}
        plaatsen = {
            plaats for _, plaats in await _geweigerd(deur, record(versleuteld(sleutel, json.dumps(fout).encode())))
        }
        assert plaatsen == {"/melding/voorPilot", "/melding/twijfel"}


async def test_a_record_leaves_traces_of_who_is_in_it(deur: Deur, sleutel: ECKey, melding: dict[str, Any]) -> None:
    """D11: made in clear at the border: three of who has a BSN and a birth date, and nothing that names anybody."""
    offer = await deur(record(versleuteld(sleutel, json.dumps(melding).encode())))
    assert isinstance(offer.command, Indiening)
    assert [len(van_een) for van_een in offer.command.hashes] == [3, 3]
    assert offer.command.hashes[0][0] == IDS.blind.of("bsn", "999990019")


async def test_five_faults_are_answered_at_once(deur: Deur, sleutel: ECKey, melding: dict[str, Any]) -> None:
    """S2, L1, L2: the same judgement as over HTTP; nothing of what was sent is repeated."""
    fout = melding | {"voorPilot": False, "verklaring": None}
    fout["criteria"]["veiligheid"] = ""
    fout["betrokkenen"][0]["gegevens"] |= {"nationaliteit": "Verzonnenland", "bsn": "999990018"}
    offer = await deur(record(versleuteld(sleutel, json.dumps(fout).encode())))

    assert isinstance(offer.command, Weiger)
    assert {fout.plaats for fout in offer.command.fouten} == {
        "/melding/voorPilot",
        "/melding/verklaring",
        "/melding/criteria/veiligheid",
        "/melding/betrokkenen/0/gegevens/nationaliteit",
        "/melding/betrokkenen/0/gegevens/bsn",
    }
    assert "Verzonnenland" not in offer.command.model_dump_json()


async def test_a_record_of_another_form_is_answered_by_its_reference(deur: Deur) -> None:
    """D1: as long as there is a reference."""
    assert await _geweigerd(deur, record(12)) == {("verkeerd-type", "/melding")}
    assert await _geweigerd(deur, record("x", tijd="nu")) == {("onbekend-veld", "/tijd")}


ZONDER_REFERENTIE = [
    (b"", "geen-json"),
    (b"{", "geen-json"),
    (b'{"meldingReferentie": "\xff"}', "geen-utf8"),
    (b'{"meldingReferentie": "a", "meldingReferentie": "b"}', "dubbele-sleutel"),
    (b'{"meldingReferentie": "a", "melding": "\\u0000"}', "nul-teken"),
    (b"[]", "referentie-ontbreekt"),
    (b"{}", "referentie-ontbreekt"),
    (b'{"meldingReferentie": 1}', "referentie-ontbreekt"),
    (b'{"meldingReferentie": "a b"}', "referentie-ontbreekt"),
    (b'{"meldingReferentie": ""}', "referentie-ontbreekt"),
    (b'{"meldingReferentie": "' + b"x" * 129 + b'"}', "referentie-ontbreekt"),
]


@pytest.mark.parametrize(("data", "code"), ZONDER_REFERENTIE)
@pytest.mark.parametrize(
    ("id_", "onderwerp"), [("po-1", "po-1"), ("", PLEK), ("po 1", PLEK), ("x" * 129, PLEK), ("999990019", PLEK)]
)
async def test_without_a_reference_the_answer_has_another_name(
    deur: Deur, data: bytes, code: str, id_: str, onderwerp: str
) -> None:
    """D1, L2: the id of the record, else where it lies; never what could be a BSN. Read again it is the same request."""
    een, twee = [await deur(PartnerRecord(PO, "", data, T0, "", id=id_, place=PLEK)) for _ in range(2)]
    assert isinstance(een.command, Weiger)
    assert (een.command.referentie, [fout.code for fout in een.command.fouten]) == (onderwerp, [code])
    assert (een.subject, een.reference, een.clear) == (twee.subject, twee.reference, twee.clear)
    elders = await deur(PartnerRecord(PO, "", data, T0, "", id=id_, place=f"{PLEK}0"))
    assert elders.subject != een.subject


@pytest.mark.parametrize("bsn", ["999990019", "999.990.019", "99999-0019"])
async def test_a_reference_that_is_a_bsn_is_refused_and_not_repeated(
    deur: Deur, sleutel: ECKey, melding: dict[str, Any], bsn: str
) -> None:
    """L2: it would stand in clear on the topic of the answers; one that can be none is fine. Accepted by an older
    release it is the same request as then."""
    goed = versleuteld(sleutel, json.dumps(melding).encode())
    offer = await deur(record(goed, bsn))
    assert isinstance(offer.command, Weiger)
    assert ([fout.code for fout in offer.command.fouten], offer.command.referentie) == (["referentie-is-bsn"], "po-1")
    assert (offer.subject, offer.clear) == (IDS.zaak_id("kafka", PO, bsn), (await deur(record(goed, "x"))).clear)
    ook = await deur(record("geen jwe", bsn))
    assert isinstance(ook.command, Weiger)
    assert ook.command.referentie == "po-1"
    assert isinstance((await deur(record(goed, "999990018"))).command, Indiening)


OMSLAG = (Fault("omslag-fout", "Deze header ontbreekt.", "header:ce_type"),)
ANDERE_OMSLAG = (Fault("omslag-fout", "Deze header ontbreekt.", "header:ce_id"),)


async def test_a_faulty_envelope_is_answered_by_the_reference(
    deur: Deur, sleutel: ECKey, melding: dict[str, Any]
) -> None:
    """D1: on the zaak of that reference, also in structured mode; what else is wrong with the envelope is told anew."""
    goed = record(versleuteld(sleutel, json.dumps(melding).encode()))
    binnen = b'{"specversion": "1.0", "data": ' + goed.data + b"}"
    offers = [
        await deur(replace(goed, faults=OMSLAG)),
        await deur(replace(goed, faults=ANDERE_OMSLAG)),
        await deur(replace(goed, faults=OMSLAG, data=binnen)),
    ]
    for offer in offers:
        assert isinstance(offer.command, Weiger)
        assert (offer.command.referentie, offer.command.fouten[0].code) == ("ref-1", "omslag-fout")
        assert (offer.subject, offer.reference) == (IDS.zaak_id("kafka", PO, "ref-1"), "ref-1")
    assert len({offer.clear for offer in offers}) == 3
    assert (await deur(goed)).clear not in {offer.clear for offer in offers}


async def test_apart_a_record_never_touches_the_zaak_that_it_names(deur: Deur) -> None:
    """D1: what was destroyed, or is too large to look into, is answered by itself."""
    offer = await deur(replace(record("x"), faults=OMSLAG, apart=True))
    assert isinstance(offer.command, Weiger)
    assert (offer.command.referentie, offer.reference) == ("ref-1", PLEK)
    assert offer.subject == IDS.zaak_id("kafka-los", PO, PLEK)


async def test_offers_show_nothing(deur: Deur, sleutel: ECKey, melding: dict[str, Any]) -> None:
    """L6: what the consumer holds is silent in repr, but for the request that it makes the digest of."""
    offer: Offer = await deur(record(versleuteld(sleutel, json.dumps(melding).encode())))
    for geheim in ("Fictief", "999990019", "deur"):
        assert geheim not in repr(offer.command)


def test_keys_must_be_private(tmp_path: Path, sleutel: ECKey) -> None:
    """A start with keys that don't work is refused, without showing them."""
    for number, (keys, goed) in enumerate(
        [
            ([sleutel.as_dict(private=True)], True),
            ([sleutel.as_dict(private=False)], False),
            ([{"kty": "oct", "k": "A" * 43, "kid": "x"}], False),
            ("x", False),
        ]
    ):
        file = tmp_path / f"{number}.json"
        file.write_text(json.dumps({"keys": keys}))
        if goed:
            assert [key.kid for key in lees_sleutels(file)] == ["intake-1"]
        else:
            with pytest.raises(ValueError, match=file.name):
                lees_sleutels(file)
    assert publieke_sleutels(lees_sleutels(None)) == {"keys": []}


def test_a_key_without_a_name_gets_one(tmp_path: Path, sleutel: ECKey) -> None:
    """Partners choose a key by its `kid`."""
    file = tmp_path / "keys.json"
    file.write_text(json.dumps({"keys": [{k: v for k, v in sleutel.as_dict(private=True).items() if k != "kid"}]}))
    assert publieke_sleutels(lees_sleutels(file))["keys"][0]["kid"]
