# SPDX-License-Identifier: EUPL-1.2
"""Derden: someone of no WGS-deelnemer, asked to one casusoverleg for an expertise, after signing a
geheimhoudingsverklaring (L5).

A derde is never a participant, an account, a casusregisseur, an owner, nor one that counts for the quorum: those lists
refuse derden themselves. Not for: a weegoverleg, whose minutes have no place for one.
"""

from collections.abc import Sequence

from zvhh_meetings.domain.parts.verslagdelen import Derde
from zvhh_meetings.domain.rules.toets import Toets

ZONDER_VERKLARING = "Zonder getekende geheimhoudingsverklaring kan deze derde niet deelnemen."


def derde_fouten(toets: Toets, derden: Sequence[Derde]) -> None:
    """Each is named, signed on or before the day of the overleg, and has an expertise and a role (L5)."""
    for plek, een in enumerate(derden):
        place = f"/derden/{plek}"
        if een.oin is not None:
            _organisatie_fouten(toets, een.oin, f"{place}/oin")
        if not een.naam:
            toets.meld("naam-ontbreekt", "Schrijf wie deze derde is.", f"{place}/naam")
        if een.geheimhouding_getekend_op is None or een.geheimhouding_getekend_op > toets.dag:
            toets.meld("geheimhouding-ontbreekt", ZONDER_VERKLARING, f"{place}/geheimhoudingGetekendOp")
        if not een.deskundigheid:
            toets.meld("deskundigheid-ontbreekt", "Schrijf welke deskundigheid nodig was.", f"{place}/deskundigheid")
        if not een.rol:
            toets.meld("rol-ontbreekt", "Schrijf welke rol deze derde had.", f"{place}/rol")
        _verteld_fouten(toets, een, place)


def _organisatie_fouten(toets: Toets, oin: str, place: str) -> None:
    partner = toets.config.partner(oin)
    if oin == toets.config.zvhh_oin or (partner is not None and partner.lid is not None):
        toets.meld("geen-derde", "Deze organisatie is geen derde. Zet haar bij de aanwezigen.", place)


def _verteld_fouten(toets: Toets, derde: Derde, place: str) -> None:
    """What a derde was told or handed comes from a lid-1 partner that takes part, and is written down."""
    if derde.verteld is None and derde.verteld_door is None:
        return
    if not derde.verteld:
        toets.meld("verteld-ontbreekt", "Schrijf wat aan deze derde is verteld of gegeven.", f"{place}/verteld")
    partner = toets.config.partner(derde.verteld_door) if derde.verteld_door else None
    if partner is None or partner.lid != 1 or partner.oin not in toets.traject.deelnemers:
        tekst = "Kies welke lid-1-partner van deze zaak dit aan de derde heeft verteld."
        toets.meld("verteld-door-wie", tekst, f"{place}/verteldDoor")
