# SPDX-License-Identifier: EUPL-1.2
"""The door for a partner's own system: an encrypted record becomes a melding, or an answer with every fault (S7, D1).

For: the kit's consumer, which gives what was offered on `partner.<oin>.meldingen.v1` and seals what comes out.
Every record is answered: by its reference, else by its CloudEvents id, else by where it lies. Nothing else of what was
sent stands in an answer. Not for: who may report and when (decided with the moment that the broker appended the record).
"""

import base64
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
from zvhh_contracts.given import could_be_bsn
from zvhh_contracts.partner import Fout, MeldingAangeboden
from zvhh_intake.domain.commands.dien_in import Indiening
from zvhh_intake.domain.commands.weiger import Weiger
from zvhh_intake.domain.parts.gegevens import DienIn
from zvhh_intake.lookups import lees
from zvhh_kit.bus.partner import MAX_PARTNER_BYTES, TOO_LARGE, Offer, PartnerRecord
from zvhh_kit.core.json_document import NotJson, read_json
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.domain.decision import Command, Fault
from zvhh_kit.privacy import StaticIds, canonical_json
from zvhh_kit.process.faults import faults_of

ALGORITHMS = ["ECDH-ES", "A256GCM"]
"""The only way in which a melding is encrypted for intake; no compression."""

_GEEN_JWE = (JoseError, ValueError, KeyError, TypeError, RecursionError)
_REFERENTIE = re.compile(r"[\x21-\x7e]{1,128}")
_ONLEESBAAR = Fault(
    "niet-te-ontcijferen",
    "Wij kunnen de melding niet ontcijferen. Gebruik ECDH-ES met A256GCM en een sleutel van /.well-known/jwks.json.",
    "/melding",
)
_SLEUTEL_ONBEKEND = Fault(
    "sleutel-onbekend",
    "Wij hebben geen sleutel met deze kid (meer). Haal de sleutels opnieuw op van /.well-known/jwks.json.",
    "/melding",
)
_TE_GROOT = Fault(TOO_LARGE.code, TOO_LARGE.text, "/melding")
_GEEN_REFERENTIE = Fault(
    "referentie-ontbreekt",
    "Geef een meldingReferentie mee: 1 tot 128 zichtbare tekens, zonder spaties.",
    "/meldingReferentie",
)
_BSN = Fault(
    "referentie-is-bsn",
    "Deze meldingReferentie kan een BSN zijn. Gebruik een nummer dat niemand aanwijst.",
    "/meldingReferentie",
)


class _Register(jwe.JWERegistry):
    """The library's bounds, but for the size of what is encrypted: that is bounded by our own, once it is clear."""

    max_ciphertext_length = MAX_PARTNER_BYTES


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


class Deur:
    """Turns a partner's record into a command for the zaak that its reference names, or one that answers it.

    `ruimte`: how many bytes the clear JSON of a melding may have, by every door.
    """

    def __init__(self, config: Configuratie, sleutels: KeySet, ruimte: int, ids: StaticIds) -> None:
        self._config = config
        self._sleutels = sleutels
        self._ruimte = ruimte
        self._ids = ids

    async def __call__(self, record: PartnerRecord) -> Offer:
        referentie, fouten = _referentie(record)
        if referentie is None or record.apart:
            return self._los(record, referentie, fouten)
        if fouten:
            # The same data in another envelope is another request: what is wrong with that one is told too
            vorm = canonical_json([[fout.code, fout.text, fout.place] for fout in fouten])
            return self._weiger(record, referentie, vorm + record.data, fouten)
        try:
            document = self._ontcijferd(MeldingAangeboden.model_validate_json(record.data, strict=True).melding)
            if could_be_bsn(referentie):
                return self._weiger(record, referentie, canonical_json(document), [_BSN])
            dien_in = self._getoetst(document, record)
        except ValidationError as fault:
            return self._weiger(record, referentie, record.data, faults_of(fault, json.loads(record.data)))
        except _Fout as fault:
            return self._weiger(record, referentie, record.data, fault.fouten)
        zaak = self._ids.zaak_id("kafka", record.oin, referentie)
        indiening = Indiening.van(self._ids.blind, dien_in, self._ids.kenmerk(zaak), "kafka", referentie)
        return Offer(indiening, referentie, canonical_json(document), zaak)

    def _ontcijferd(self, melding: str) -> Any:
        """The JSON inside the encryption. Raises _Fout."""
        klaar = _open(melding, self._sleutels)
        if len(klaar) > self._ruimte:
            raise _Fout([_TE_GROOT])
        try:
            return read_json(klaar)
        except NotJson as fault:
            raise _Fout(_binnen(fault.faults)) from None

    def _getoetst(self, document: Any, record: PartnerRecord) -> DienIn:
        """The melding in a document, complete and right. Raises _Fout with every fault, placed within the melding."""
        dien_in, gevonden = lees(self._config, document, local_date(record.received))
        if gevonden:
            raise _Fout(_binnen(gevonden))
        return dien_in

    def _weiger(self, record: PartnerRecord, referentie: str, clear: bytes, gevonden: Iterable[Fault]) -> Offer:
        """Answer it on the zaak that its reference names, so that all answers about that reference are one row."""
        zaak = self._ids.zaak_id("kafka", record.oin, referentie)
        return Offer(_antwoord(_onderwerp(record, referentie), gevonden), referentie, clear, zaak)

    def _los(self, record: PartnerRecord, referentie: str | None, gevonden: Iterable[Fault]) -> Offer:
        """Answer it by itself, in a name space that no reference can reach: read again it is the same."""
        zaak = self._ids.zaak_id("kafka-los", record.oin, record.place)
        return Offer(_antwoord(_onderwerp(record, referentie), gevonden), record.place, record.data, zaak)


def _antwoord(onderwerp: str, gevonden: Iterable[Fault]) -> Command:
    fouten = tuple(Fout(code=fout.code, tekst=fout.text, plaats=fout.place) for fout in gevonden)
    return Weiger(referentie=onderwerp, fouten=fouten)


def _onderwerp(record: PartnerRecord, referentie: str | None) -> str:
    """What the partner recognises the answer by; it stands in clear on the topic of the answers, so never a BSN (L2)."""
    namen = (referentie, record.id if _REFERENTIE.fullmatch(record.id) else None)
    return next((naam for naam in namen if naam is not None and not could_be_bsn(naam)), record.place)


def _open(melding: str, sleutels: KeySet) -> bytes:
    """What was encrypted, by the key that it names, or else whichever of ours fits. Raises _Fout."""
    kid = _kid(melding)
    passend = [sleutel for sleutel in sleutels if kid in (None, sleutel.kid)]
    for sleutel in passend:
        try:
            return jwe.decrypt_compact(melding, sleutel, registry=_Register(algorithms=ALGORITHMS)).plaintext or b""
        except _GEEN_JWE:
            continue  # not this one; without a name each is tried
    raise _Fout([_ONLEESBAAR if passend or kid is None else _SLEUTEL_ONBEKEND])


def _kid(melding: str) -> Any:
    """The name of the key that it was encrypted for, None where it says none. Raises _Fout for what is no JWE."""
    kop = melding.partition(".")[0]
    try:
        if len(kop) <= jwe.JWERegistry.max_protected_header_length:
            return json.loads(base64.urlsafe_b64decode(kop + "==")).get("kid")
    except (AttributeError, *_GEEN_JWE):
        pass
    raise _Fout([_ONLEESBAAR])


class _Fout(Exception):  # an answer to the partner, not an error of the program
    """The record holds no acceptable melding."""

    def __init__(self, gevonden: Iterable[Fault]) -> None:
        super().__init__("geen melding")
        self.fouten = tuple(gevonden)


def _binnen(gevonden: Iterable[Fault]) -> list[Fault]:
    """The faults with the place that they have in the whole: the melding lies in `/melding`."""
    return [Fault(fout.code, fout.text, f"/melding{fout.place}") for fout in gevonden]


def _referentie(record: PartnerRecord) -> tuple[str | None, tuple[Fault, ...]]:
    """The reference in a record where one can be read, also in structured mode, and why it must be answered by itself."""
    try:
        document = read_json(record.data)
    except NotJson as fault:
        return None, record.faults or fault.faults
    binnen = document.get("data") if isinstance(document, dict) else None
    for plek in (document, binnen):
        referentie = plek.get("meldingReferentie") if isinstance(plek, dict) else None
        if isinstance(referentie, str) and _REFERENTIE.fullmatch(referentie):
            return referentie, record.faults
    return None, record.faults or (_GEEN_REFERENTIE,)
