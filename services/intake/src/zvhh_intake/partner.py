# SPDX-License-Identifier: EUPL-1.2
"""The door for a partner's own system: an encrypted record becomes a melding, or an answer with every fault (S7, D1).

For: the kit's consumer, which gives what was offered on `partner.<oin>.meldingen.v1` and seals what comes out.
Not for: who may report and when (decided with the moment that the broker appended the record). Nothing of what was
sent stands in a fault, and what can be answered is answered; only a record without a usable reference can't be.
"""

import json
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from joserfc import jwe
from joserfc.errors import JoseError
from joserfc.jwk import KeySet
from pydantic import ValidationError

from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.partner import Fout, MeldingAangeboden
from zvhh_intake.domain.gegevens import DienIn
from zvhh_intake.domain.indienen import Indiening, Weiger
from zvhh_intake.domain.sporen import hashes_van
from zvhh_intake.lezen import lees
from zvhh_kit.calendar import local_date
from zvhh_kit.decision import Command, Fault
from zvhh_kit.faults import faults_of
from zvhh_kit.http.body import read_json
from zvhh_kit.http.problem import Problem
from zvhh_kit.partner import Offer, PartnerRecord
from zvhh_kit.privacy import StaticIds, canonical_json

ALGORITHMS = ["ECDH-ES", "A256GCM"]
"""The only way in which a melding is encrypted for intake; no compression."""

_REFERENTIE = re.compile(r"[\x21-\x7e]{1,128}")
_ONLEESBAAR = Fault(
    "niet-te-ontcijferen",
    "Wij kunnen de melding niet ontcijferen. Gebruik ECDH-ES met A256GCM en een sleutel van /.well-known/jwks.json.",
    "/melding",
)


class Onbeantwoordbaar(ValueError):
    """There is no reference by which the partner could be answered."""


def lees_sleutels(bestand: Path | None) -> KeySet:
    """The private keys in a JWKS file; without a file none. Raises ValueError when it holds no usable key set."""
    if bestand is None:
        return KeySet([])
    try:
        sleutels = KeySet.import_key_set(json.loads(bestand.read_text("utf-8")))
    except (OSError, ValueError, KeyError, TypeError, JoseError):
        raise ValueError(f"{bestand}: geen bruikbare JWKS") from None
    if any(sleutel.key_type not in ("EC", "OKP") or not sleutel.is_private for sleutel in sleutels):
        raise ValueError(f"{bestand}: elke sleutel moet een private EC- of OKP-sleutel zijn")
    return sleutels


def openbare_sleutels(sleutels: KeySet) -> dict[str, Any]:
    """The public half, as `/.well-known/jwks.json` gives it: for encryption, by ECDH-ES."""
    openbaar = [sleutel.as_dict(private=False) for sleutel in sleutels]
    return {"keys": [sleutel | {"use": "enc", "alg": "ECDH-ES"} for sleutel in openbaar]}


class Deur:
    """Turns a partner's record into a command for the zaak that its reference names."""

    def __init__(self, config: Configuratie, sleutels: KeySet, ids: StaticIds) -> None:
        self._config = config
        self._sleutels = sleutels
        self._ids = ids

    async def __call__(self, record: PartnerRecord) -> Offer:
        """The offer in a record. Raises Onbeantwoordbaar (a ValueError)."""
        referentie = _referentie(record.data)
        zaak = self._ids.zaak_id("kafka", record.oin, referentie)
        try:
            document = self._ontcijferd(MeldingAangeboden.model_validate_json(record.data, strict=True).melding)
            dien_in = self._getoetst(document, record)
        except ValidationError as fault:
            return self._weiger(zaak, referentie, record.data, faults_of(fault, json.loads(record.data)))
        except _Fout as fault:
            return self._weiger(zaak, referentie, record.data, fault.fouten)
        return Offer(self._indiening(dien_in, zaak, referentie), referentie, canonical_json(document), zaak)

    def _indiening(self, dien_in: DienIn, zaak: str, referentie: str) -> Indiening:
        """The command, with the keyed hashes of who is in it (D11): the last moment at which it is in clear."""
        hashes = tuple(hashes_van(self._ids.blind.of, wie.gegevens) for wie in dien_in.betrokkenen)
        kenmerk = self._ids.kenmerk(zaak)
        return Indiening(melding=dien_in, kenmerk=kenmerk, weg="kafka", referentie=referentie, hashes=hashes)

    def _ontcijferd(self, melding: str) -> Any:
        """The JSON inside the encryption. Raises _Fout."""
        try:
            klaar = jwe.decrypt_compact(melding, self._sleutels, algorithms=ALGORITHMS).plaintext
        except (JoseError, ValueError, KeyError, TypeError):
            raise _Fout([_ONLEESBAAR]) from None
        try:
            return read_json(klaar or b"")
        except Problem as problem:
            raise _Fout(_binnen(problem.faults)) from None

    def _getoetst(self, document: Any, record: PartnerRecord) -> DienIn:
        """The melding in a document, complete and right. Raises _Fout with every fault, placed within the melding."""
        dien_in, gevonden = lees(self._config, document, local_date(record.received))
        if gevonden:
            raise _Fout(_binnen(gevonden))
        return dien_in

    def _weiger(self, zaak: str, referentie: str, clear: bytes, gevonden: Iterable[Fault]) -> Offer:
        antwoord = tuple(Fout(code=fout.code, tekst=fout.text, plaats=fout.place) for fout in gevonden)
        command: Command = Weiger(referentie=referentie, fouten=antwoord)
        return Offer(command, referentie, clear, zaak)


class _Fout(Exception):  # an answer to the partner, not an error of the program
    """The record holds no acceptable melding."""

    def __init__(self, gevonden: Iterable[Fault]) -> None:
        super().__init__("geen melding")
        self.fouten = tuple(gevonden)


def _binnen(gevonden: Iterable[Fault]) -> list[Fault]:
    """The faults with the place that they have in the whole: the melding lies in `/melding`."""
    return [Fault(fout.code, fout.text, f"/melding{fout.place}") for fout in gevonden]


def _referentie(data: bytes) -> str:
    try:
        document = read_json(data)
    except Problem:
        raise Onbeantwoordbaar("geen JSON") from None
    referentie = document.get("meldingReferentie") if isinstance(document, dict) else None
    if not isinstance(referentie, str) or not _REFERENTIE.fullmatch(referentie):
        raise Onbeantwoordbaar("geen bruikbare meldingReferentie")
    return referentie
