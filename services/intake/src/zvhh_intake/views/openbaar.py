# SPDX-License-Identifier: EUPL-1.2
"""What everybody may know of the pilot without a login (D6): organisations, window, places, numbers; never a zaak."""

from datetime import date, datetime
from typing import Any, Literal, Self

from joserfc.jwk import KeySet

from zvhh_contracts.configuration import Configuratie, Partner, Pilotjaar
from zvhh_contracts.fouten import Foutsoort
from zvhh_intake.domain.commands.dien_in import dichtstbij
from zvhh_kit.domain.calendar import local_date
from zvhh_kit.http import Beeld

WIE_MAG_MELDEN = (
    "Een vaste partner van het Zorg- en Veiligheidshuis die volgens de wet deelnemer is. "
    "Werkt u bij een andere organisatie? Vraag een vaste partner om te melden."
)
CRITERIA = {
    "leefgebieden": "Er zijn zorgen op meerdere leefgebieden.",
    "veiligheid": "De veiligheid is in het geding.",
    "samenwerking": "Samenwerking van bestuur, straf en zorg is nodig.",
}
DIRECT_GEVAAR = "Direct gevaar? Bel 112."


class CriteriumBeeld(Beeld):
    """A criterion of triage, in words (S8)."""

    code: str
    tekst: str


class VensterBeeld(Beeld):
    """When meldingen count: from the local day `van` until before `tot` (S7), and whether that is now."""

    van: date
    tot: date
    open: bool


class PilotBeeld(Beeld):
    """The pilot in short. `jaar`, `venster`, `maximum` and `vergeven` are left out where they are not known.

    `vergeven`: how many of the `maximum` places of the year were given, as far as intake heard of it (S6).
    """

    naam: str
    wie_mag_melden: str
    criteria: tuple[CriteriumBeeld, ...]
    jaar: int | None = None
    venster: VensterBeeld | None = None
    maximum: int | None = None
    vergeven: int | None = None
    telefoon: str
    gewone_weg: str
    direct_gevaar: str
    contactpunt: str

    @classmethod
    def van(cls, config: Configuratie, moment: datetime, plekken: tuple[int, int] | None) -> Self:
        """The picture at a moment; `plekken`: given and maximum of that year as heard, None where nothing was."""
        jaar = jaar_op(config, moment)
        pilotjaar = config.pilotjaren.get(jaar) if jaar is not None else None
        maximum = pilotjaar.maximum if pilotjaar else None
        return cls(
            naam=config.zvhh_naam,
            wie_mag_melden=WIE_MAG_MELDEN,
            criteria=tuple(CriteriumBeeld(code=code, tekst=tekst) for code, tekst in CRITERIA.items()),
            jaar=jaar,
            venster=_venster(pilotjaar, open_=config.pilotjaar_op(moment) is not None) if pilotjaar else None,
            maximum=plekken[1] if plekken else maximum,
            vergeven=plekken[0] if plekken else None,
            telefoon=config.telefoon_procesregisseur,
            gewone_weg=config.gewone_weg,
            direct_gevaar=DIRECT_GEVAAR,
            contactpunt=config.contactpunt,
        )


class PartnerBeeld(Beeld):
    """An organisation, and whether it may report itself today (S1, D6)."""

    oin: str
    naam: str
    klasse: str
    soort: Literal["vast", "incidenteel", "derde"]

    @classmethod
    def van(cls, partner: Partner, dag: date) -> Self:
        vast = "vast" if partner.vast_op(dag) else "incidenteel"
        lid = partner.lid_op(dag)
        soort, klasse = ("derde", "derde") if lid is None else (vast, partner.klasse)
        return cls.model_validate({"oin": partner.oin, "naam": partner.naam, "klasse": klasse, "soort": soort})


class PartnersBeeld(Beeld):
    """Who reports itself, who reports through a vaste partner, and who is a derde; each by name."""

    vast: tuple[PartnerBeeld, ...]
    incidenteel: tuple[PartnerBeeld, ...]
    derde: tuple[PartnerBeeld, ...]

    @classmethod
    def van(cls, config: Configuratie, dag: date) -> Self:
        beelden = [PartnerBeeld.van(partner, dag) for partner in sorted(config.partners, key=lambda p: p.naam.lower())]
        return cls.model_validate(
            {soort: [b for b in beelden if b.soort == soort] for soort in ("vast", "incidenteel", "derde")}
        )


class FoutenBeeld(Beeld):
    """The catalogue of errors."""

    fouten: tuple[Foutsoort, ...]


def jaar_op(config: Configuratie, moment: datetime) -> int | None:
    """The pilot year that is open at a moment, else the one whose window is nearest, else None."""
    venster = dichtstbij(config, moment)
    nabij = next((jaar for jaar, one in config.pilotjaren.items() if one == venster), None)
    return config.pilotjaar_op(moment) or nabij


def _venster(jaar: Pilotjaar, *, open_: bool) -> VensterBeeld:
    return VensterBeeld(van=local_date(jaar.begin), tot=local_date(jaar.eind), open=open_)


def publieke_sleutels(sleutels: KeySet) -> dict[str, Any]:
    """The public half, as `/.well-known/jwks.json` gives it: for encryption, by ECDH-ES."""
    openbaar = [sleutel.as_dict(private=False) for sleutel in sleutels]
    return {"keys": [sleutel | {"use": "enc", "alg": "ECDH-ES"} for sleutel in openbaar]}
