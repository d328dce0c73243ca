# SPDX-License-Identifier: EUPL-1.2
"""The door of partners' own systems on a real broker: every record is answered, and as the other door answers (S7, D1).

Not for: from offer to feedback (`test_partnersysteem`), nor each fault of an envelope (the kit's own tests).
"""

import copy
import json
import re
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition
from hypothesis import given
from hypothesis import settings as proeven
from hypothesis import strategies as st
from joserfc import jwe
from joserfc.jwk import ECKey

from zvhh_contracts.partner import MeldingAangeboden
from zvhh_contracts.topics import PARTNER_MELDINGEN, PARTNER_TERUGKOPPELINGEN
from zvhh_intake.service import create
from zvhh_kit.bus.dead_letters import RecordCopy
from zvhh_kit.bus.partner import MAX_PARTNER_BYTES
from zvhh_kit.bus.records import LOG_APPEND_TIME
from zvhh_kit.domain.decision import Actor
from zvhh_kit.operator.toolbox import open_toolbox
from zvhh_kit.process.settings import Settings
from zvhh_kit.service.rooms import Rooms
from zvhh_kit.testing.broker import until
from zvhh_kit.testing.service import Running, running_service

pytestmark = pytest.mark.parts
PO, VT = "00000099000000002000", "00000099000000001000"
TOPICS = Path(__file__).parents[4] / "deploy" / "topics.yaml"
PIET = Actor("piet", PO, frozenset({"melder"}))
ALGORITMEN = ["ECDH-ES", "A256GCM"]
LIMIET = 1_000_000


class Deur(Running):
    """Intake at work, and the system of PO in front of its door."""

    producer: AIOKafkaProducer
    antwoorden: AIOKafkaConsumer
    sleutel: ECKey
    gezien: list[tuple[str, dict[str, Any]]]
    ids: set[bytes]

    @asynccontextmanager
    async def open(self, sleutel: ECKey) -> AsyncIterator["Deur"]:
        """With its topics made, and everything running."""
        prefix, bootstrap = self.settings.topic_prefix, self.settings.kafka_bootstrap
        self.sleutel, self.gezien, self.ids = sleutel, [], set()
        self.topic = prefix + PARTNER_MELDINGEN.format(oin=PO)
        async with self.consuming(TOPICS):
            self.producer = AIOKafkaProducer(bootstrap_servers=bootstrap, max_request_size=2_000_000)
            self.antwoorden = AIOKafkaConsumer(bootstrap_servers=bootstrap, auto_offset_reset="earliest")
            self.antwoorden.assign([TopicPartition(prefix + PARTNER_TERUGKOPPELINGEN.format(oin=PO), 0)])
            async with self.producer, self.antwoorden:
                yield self

    def kop(self, **anders: str | None) -> list[tuple[str, Any]]:
        """The headers of a record; None leaves one out."""
        goed = {
            "ce_specversion": "1.0",
            "ce_id": "po-1",
            "ce_source": f"urn:nld:oin:{PO}:systeem:BRP-component",
            "ce_type": MeldingAangeboden.type,
            "content-type": "Application/JSON",
        }
        samen = goed | {naam.replace("content_type", "content-type"): tekst for naam, tekst in anders.items()}
        return [(naam, tekst.encode()) for naam, tekst in samen.items() if tekst is not None]

    def aanbod(self, referentie: Any, klaar: bytes, **kop: str) -> bytes:
        """The value of a record: the melding in it encrypted as a partner does."""
        protected = {"alg": "ECDH-ES", "enc": "A256GCM", "kid": "intake-1"} | kop
        token = jwe.encrypt_compact(protected, klaar, self.sleutel, algorithms=ALGORITMEN)
        return json.dumps({"meldingReferentie": referentie, "melding": token}).encode()

    async def stuur(self, waarde: bytes | None, kop: list[tuple[str, Any]]) -> str:
        """Put a record on the topic; its place."""
        er = await self.producer.send_and_wait(self.topic, waarde, PO.encode(), headers=kop)
        return f"{er.topic}:{er.partition}:{er.offset}"

    async def antwoord(self, onderwerp: str) -> dict[str, Any]:
        """The next answer about this subject that was not read yet."""

        async def gekomen() -> dict[str, Any] | None:
            for records in (await self.antwoorden.getmany(timeout_ms=100)).values():
                for record in records:
                    id_ = dict(record.headers)["ce_id"]
                    if id_ not in self.ids:  # sent at least once
                        self.gezien.append(((record.key or b"").decode(), json.loads(record.value)))
                    self.ids.add(id_)
            plek = next((n for n, (van, _) in enumerate(self.gezien) if van == onderwerp), None)
            return None if plek is None else self.gezien.pop(plek)[1]

        found = await until(gekomen)
        assert found is not None
        return found


@pytest.fixture
async def deur(settings: Settings, sleutel: ECKey) -> AsyncIterator[Deur]:
    """Intake of this test's own, open."""
    async with running_service(create, settings, Deur) as running, running.open(sleutel) as open_:
        yield open_


def vreemd(deur: Deur, klaar: bytes) -> list[tuple[bytes | None, list[tuple[str, Any]], str, str]]:
    """Records that can't be accepted: value, headers, and by what and with which code they are answered."""
    oin_elders = f"urn:nld:oin:{VT}:systeem:x"
    geen_ref = b'{"melding": "x"}'

    def goed() -> bytes:
        return deur.aanbod("ref", klaar)

    binnen = b'{"specversion": "1.0", "id": "x", "data": ' + goed() + b"}"
    return [
        (goed(), deur.kop(ce_type=MeldingAangeboden.type.replace(".v1", ".v2")), "ref", "omslag-fout"),
        (goed(), deur.kop(ce_specversion=None), "ref", "omslag-fout"),
        (goed(), deur.kop(ce_specversion="0.3"), "ref", "omslag-fout"),
        (goed(), deur.kop(ce_source=oin_elders), "ref", "omslag-fout"),
        (goed(), deur.kop(ce_source="https://po.example/geheim"), "ref", "omslag-fout"),
        (goed(), deur.kop(ce_id=None), "ref", "omslag-fout"),
        (goed(), deur.kop(ce_id=""), "ref", "omslag-fout"),
        (goed(), deur.kop(ce_type=None, ce_id=None), "ref", "omslag-fout"),
        (goed(), deur.kop(content_type="text/plain"), "ref", "omslag-fout"),
        (goed(), [], "ref", "omslag-fout"),
        (goed(), [*deur.kop(ce_id=None), ("ce_id", b"\xff\xfe")], "ref", "omslag-fout"),
        (goed(), [*deur.kop(), ("ce_id", b"po-2")], "ref", "omslag-fout"),
        (binnen, [("content-type", b"application/cloudevents+json")], "ref", "omslag-fout"),
        (geen_ref, deur.kop(), "po-1", "referentie-ontbreekt"),
        (geen_ref, deur.kop(ce_type="x"), "po-1", "omslag-fout"),
        (deur.aanbod("999990019", klaar), deur.kop(), "po-1", "referentie-is-bsn"),
        (deur.aanbod("9999.90.019", klaar), deur.kop(), "po-1", "referentie-is-bsn"),
        (deur.aanbod("BSN:999/990/019", klaar), deur.kop(), "po-1", "referentie-is-bsn"),
        (deur.aanbod("999990020", b"["), deur.kop(), "po-1", "geen-json"),
        (deur.aanbod("a b", b"{}"), deur.kop(), "po-1", "referentie-ontbreekt"),
        (deur.aanbod(7, b"{}"), deur.kop(ce_id="een id"), "plek", "referentie-ontbreekt"),
        (geen_ref, deur.kop(ce_id=None), "plek", "omslag-fout"),
        (geen_ref, deur.kop(ce_id="999990019"), "plek", "referentie-ontbreekt"),
        (b"", deur.kop(), "po-1", "geen-json"),
        (b"{", deur.kop(), "po-1", "geen-json"),
        (b'{"meldingReferentie": "\xff"}', deur.kop(), "po-1", "geen-utf8"),
        (b'{"meldingReferentie": "ref", "melding": "\\u0000"}', deur.kop(), "po-1", "nul-teken"),
        (None, deur.kop(), "po-1", "geen-json"),
        (None, [], "plek", "omslag-fout"),
        (b"x" * (MAX_PARTNER_BYTES - 1000), deur.kop(), "po-1", "geen-json"),
        (deur.aanbod("ref", b" " * (LIMIET + 1)), deur.kop(), "ref", "te-groot"),
        (deur.aanbod("ref", b"{}", kid="van-vroeger"), deur.kop(), "ref", "sleutel-onbekend"),
        (b'{"meldingReferentie": "ref"}', deur.kop(), "ref", "ontbreekt"),
    ]


async def test_every_odd_record_is_answered_and_none_is_in_the_way(deur: Deur, melding: dict[str, Any]) -> None:
    """S7, D1, L6: by its reference, else its id, else its place; nothing of it in the words, no dead letter; read again
    it is the same; and a good one after all of them becomes a melding under that same reference."""
    klaar = json.dumps(melding).encode()
    records = vreemd(deur, klaar)
    plekken = [await deur.stuur(waarde, kop) for waarde, kop, *_ in records]
    await deur.stuur(deur.aanbod("ref", klaar), deur.kop())
    verwacht, gekregen = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for (_, _, naam, code), plek in zip(records, plekken, strict=True):
        onderwerp = plek if naam == "plek" else naam
        antwoord = await deur.antwoord(onderwerp)
        codes = {fout["code"] for fout in antwoord["fouten"]}
        assert (antwoord["stap"], antwoord["meldingReferentie"]) == ("geweigerd", onderwerp)
        assert all(fout["plaats"].startswith("header:") for fout in antwoord["fouten"] if fout["code"] == "omslag-fout")
        assert not {"geheim", "999990019", "999990020"} & set(re.findall(r"\w+", json.dumps(antwoord)))
        verwacht[onderwerp, code] += 1
        gekregen.update((onderwerp, een) for een in codes)
    assert gekregen == verwacht
    aangenomen = await deur.antwoord("ref")
    assert aangenomen["stap"] == "ontvangen"
    async with open_toolbox(Rooms(create(deur.settings)), "olga") as tools:
        assert (await tools.letters()).open == []

    voor = await _effecten(deur)
    gelezen = AIOKafkaConsumer(bootstrap_servers=deur.settings.kafka_bootstrap, auto_offset_reset="earliest")
    gelezen.assign([TopicPartition(deur.topic, 0)])
    async with gelezen:
        opnieuw = [await gelezen.getone() for _ in range(len(records) + 1)]
    los = [record for record, (_, _, onderwerp, _) in zip(opnieuw, records, strict=False) if onderwerp != "ref"]
    await deur.rooms.consumer.handle([*los, opnieuw[-1]])
    assert await _effecten(deur) == voor


async def _effecten(deur: Deur) -> dict[str, int]:
    return {een["_id"]: een["n"] async for een in deur.rooms.store.collection.find({}, {"n": 1})}


async def test_what_is_too_large_to_look_into_is_answered(deur: Deur) -> None:
    """S7: no topic of ours takes it, but one that an older release made might have; its content is not read at all."""
    groot = deur.aanbod("ref", b" " * MAX_PARTNER_BYTES)
    record = RecordCopy(deur.topic, 0, 7, None, groot, deur.kop(ce_id="groot"), 1_741_000_000_000, LOG_APPEND_TIME)
    await deur.rooms.consumer.handle([record])
    antwoord = await deur.antwoord("groot")
    assert (antwoord["stap"], [fout["code"] for fout in antwoord["fouten"]]) == ("geweigerd", ["te-groot"])


async def test_a_reference_of_a_destroyed_zaak_is_answered(deur: Deur, melding: dict[str, Any]) -> None:
    """L8, D1: its key is gone for good; a record of after that can be no melding any more, and its partner hears so."""
    goed = deur.aanbod("ref", json.dumps(melding).encode())
    await deur.stuur(goed, deur.kop())
    assert (await deur.antwoord("ref"))["stap"] == "ontvangen"
    await deur.rooms.keys.destroy(deur.rooms.ids.zaak_id("kafka", PO, "ref"))
    deur.at(deur.rooms.clock.now().replace(hour=9))
    await deur.stuur(goed, deur.kop())
    antwoord = await deur.antwoord("ref")
    assert (antwoord["stap"], [fout["code"] for fout in antwoord["fouten"]]) == ("geweigerd", ["sleutel-hergebruikt"])


async def test_a_refused_repeat_says_what_rest_says(deur: Deur, melding: dict[str, Any]) -> None:
    """D1, D5: the melding that runs stays as it is, by both doors; whatever was wrong with the repeat."""
    await deur.stuur(deur.aanbod("ref", json.dumps(melding).encode()), deur.kop())
    eerste = await deur.antwoord("ref")
    zaak = deur.rooms.ids.zaak_id("kafka", PO, "ref")
    anders = json.dumps(melding | {"relatie": "anders"}).encode()
    for waarde, kop, codes in [
        (deur.aanbod("ref", anders), deur.kop(), ["sleutel-hergebruikt"]),
        (deur.aanbod("ref", b"{"), deur.kop(), ["sleutel-hergebruikt", "geen-json"]),
        (deur.aanbod("ref", anders), deur.kop(ce_type="x"), ["sleutel-hergebruikt", "omslag-fout"]),
    ]:
        await deur.stuur(waarde, kop)
        antwoord = await deur.antwoord("ref")
        gelezen = (await deur.ask("GET", f"/v1/meldingen/{zaak}", PIET)).json()
        assert [fout["code"] for fout in antwoord["fouten"]] == codes
        assert (antwoord["stap"], antwoord["herhalingGeweigerd"]) == ("ontvangen", True)
        assert antwoord["kenmerk"] == eerste["kenmerk"] == gelezen["kenmerk"]
        assert antwoord["tekst"].endswith(gelezen["toelichting"])


# --- the same by both doors ------------------------------------------------------------------------------------------

_VREEMD = (
    *("20131200", "0", "2013-02-30", "0085-01-01", "2199-12-31", "2013-01-01T00:00:00Z", "1985", "1985-03", "1985-13"),
    *("An\u200bna", "Anna\r\nBcc: x", "Anna\u0007", "\u3164", "n\u0303a", "\u202eAnna", "\u2028"),
    *("geen-adres", "piet@partner.example", "a@b", "x@localhost", "zo\u00eb@partner.example", " piet@partner.example "),
    *("-", "06-1", "06 12345678", "0031612345678", "070-0000001 toestel 3", "06-12345678 (na 18u)", "\u0660" * 10),
    *("?", "N.N.", "Berg, Jan v.d.", "\u738b", "999990019", "999990018", "9999.90.019", "BSN 999990019", " ", ""),
)
"""Days, partly known days, texts, addresses, numbers, names and BSNs that somebody's system may send, anywhere."""
_TEKST = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=30)
_WAARDE = st.one_of(
    st.sampled_from(_VREEMD),
    st.sampled_from(_VREEMD),
    st.none(),
    st.booleans(),
    st.integers(-5, 5),
    _TEKST,
    st.just([]),
    st.just({}),
    st.just("x" * 20_001),
    st.just(["x"] * 60),
)
_PLEKKEN: list[tuple[str | int, ...]] = [
    *[
        (naam,)
        for naam in ("voorPilot", "bekend", "relatie", "gemeente", "betrokkenen", "zorgen", "criteria", "leefgebieden")
    ],
    *[
        (naam,)
        for naam in ("domeinen", "wensen", "verklaring", "beroepsgeheim", "melder", "oudKenmerk", "twijfel", "eigen")
    ],
    ("bekend", "sinds"),
    ("betrokkenen", 0, "rol"),
    ("betrokkenen", 0, "gegevens", "bsn"),
    *[("betrokkenen", 0, "gegevens", naam) for naam in ("naam", "geboortedatum", "geboortedatumDeels", "telefoon")],
    ("betrokkenen", 0, "gegevens", "veiligBereiken"),
    ("betrokkenen", 0, "ref"),
    ("eigenKenmerk",),
    *[("melder", naam) for naam in ("naam", "telefoon", "vervanger")],
    ("betrokkenen", 1, "gegevens", "nationaliteit"),
    ("betrokkenen", 1, "geinformeerd", "waaromNiet"),
    ("criteria", "veiligheid"),
    ("nietMeegeteld",),
    ("melder", "email"),
]


_VAN_MENSEN = [
    plek for plek in _PLEKKEN if plek[0] in ("betrokkenen", "melder", "bekend") and plek[-1] != "nationaliteit"
]
_GEGEVENS = ("betrokkenen", 0, "gegevens")
_GOED: list[list[tuple[tuple[str | int, ...], Any]]] = [
    [((*_GEGEVENS, "telefoon"), " 06 12345678 "), (("melder", "email"), " zo\u00eb@partner.example ")],
    [((*_GEGEVENS, "geboortedatum"), None), ((*_GEGEVENS, "geboortedatumDeels"), "1985-03")],
    [((*_GEGEVENS, "naam"), "?"), (("melder", "telefoon"), "070-0000001 toestel 3"), (("eigenKenmerk",), "999990019")],
    [((*_GEGEVENS, "naam"), "n\u0303a Berg"), (("betrokkenen", 0, "ref"), "9999.90.019"), (("zorgen",), "a\r\nb\tc")],
]
Geval = tuple[list[tuple[tuple[str | int, ...], Any]], int, str]


@st.composite
def klare_meldingen(draw: st.DrawFn) -> Geval:
    """What is changed in the good melding, how long it is made by spaces, and how its bytes are spoilt."""
    anders = draw(st.lists(st.tuples(st.sampled_from(_PLEKKEN), _WAARDE), max_size=3))
    lengte = draw(st.sampled_from([0, 0, 50_000, 500_000, LIMIET, LIMIET + 1, 1_100_000]))
    spoelt = draw(st.sampled_from(["", "", "", "af", "latin", "dubbel", "lijst", "nan"]))
    return anders, lengte, spoelt


def _bytes(melding: dict[str, Any], geval: Geval) -> bytes:
    document, (anders, lengte, spoelt) = copy.deepcopy(melding), geval
    for (*weg, laatste), waarde in anders:
        hier: Any = document
        for stap in weg:
            hier = hier.get(stap) if isinstance(hier, dict) else (hier or [None])[0] if isinstance(hier, list) else None
        if isinstance(hier, dict):
            hier[str(laatste)] = waarde
    klaar = json.dumps(document, ensure_ascii=False).encode()
    match spoelt:
        case "af":
            klaar = klaar[:-3]
        case "latin":
            klaar = klaar.replace(b"deur", b"deur\xe9")
        case "dubbel":
            klaar = b'{"relatie": 1, "relatie": 2,' + klaar[1:]
        case "lijst":
            klaar = b"[" + klaar + b"]"
        case "nan":
            klaar = b'{"x": NaN,' + klaar[1:]
    return klaar.ljust(lengte)


async def _per_rest(deur: Deur, klaar: bytes, sleutel: str) -> set[tuple[str, str]]:
    kop = {"Authorization": f"Bearer {deur.issuer.token(PIET)}", "Idempotency-Key": sleutel}
    antwoord = await deur.client.post(
        "/v1/meldingen", content=klaar, headers=kop | {"Content-Type": "application/json"}
    )
    if antwoord.status_code == 201:
        return set()
    fouten = antwoord.json()["fouten"] or [{"code": antwoord.json()["code"], "plaats": ""}]
    return {(fout["code"], fout["plaats"]) for fout in fouten}


async def _per_kafka(deur: Deur, referentie: str) -> set[tuple[str, str]]:
    antwoord = await deur.antwoord(referentie)
    assert (antwoord["stap"] == "ontvangen") == (not antwoord["fouten"])
    return {(fout["code"], fout["plaats"].removeprefix("/melding")) for fout in antwoord["fouten"]}


async def _inhoud(deur: Deur, weg: str, sleutel: str) -> Any:
    gelezen = await deur.ask("GET", f"/v1/meldingen/{deur.rooms.ids.zaak_id(weg, PO, sleutel)}", PIET)
    return gelezen.json()["inhoud"]


def _gevallen(hoeveel: int) -> list[Geval]:
    """Drawn before anything runs: hypothesis minds who uses chance beside it."""
    gevallen: list[Geval] = []

    @proeven(max_examples=hoeveel, deadline=None, database=None)
    @given(klare_meldingen())
    def verzamel(geval: Geval) -> None:
        gevallen.append(geval)

    verzamel()
    return gevallen


@pytest.mark.timeout(240)
async def test_both_doors_say_the_same_of_the_same_melding(deur: Deur, melding: dict[str, Any]) -> None:
    """S7, L1, L2: accepted by both or by none, with the same faults at the same places, whatever its size and whatever is
    in it; and what was accepted is kept alike."""
    gewoon: list[Geval] = [([], lengte, "") for lengte in (0, 50_000, LIMIET, LIMIET + 1, 1_100_000)]
    goed: list[Geval] = [(anders, 0, "") for anders in _GOED]
    vreemd: list[Geval] = [([(plek, waarde) for plek in _VAN_MENSEN if len(plek) > 1], 0, "") for waarde in _VREEMD]
    gevallen = [*gewoon, *goed, *vreemd, *_gevallen(60)]
    klaar = [_bytes(melding, geval) for geval in gevallen]
    for n, een in enumerate(klaar):
        await deur.stuur(deur.aanbod(f"ref-{n}", een), deur.kop())
    per_rest = [await _per_rest(deur, een, f"sleutel-{n:04}") for n, een in enumerate(klaar)]
    for n, geval in enumerate(gevallen):
        assert await _per_kafka(deur, f"ref-{n}") == per_rest[n], geval
        if not per_rest[n]:
            zaken = (("rest", f"sleutel-{n:04}"), ("kafka", f"ref-{n}"))
            een, ander = [await _inhoud(deur, *zaak) for zaak in zaken]
            assert een == ander, geval
    assert per_rest[len(gewoon) : len(gewoon) + len(goed)] == [set()] * len(goed)
    for een, fouten in zip(klaar[: len(gewoon)], per_rest, strict=False):
        assert fouten == ({("te-groot", "")} if len(een) > LIMIET else set())
