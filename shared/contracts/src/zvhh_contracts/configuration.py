# SPDX-License-Identifier: EUPL-1.2
"""What the seed and the partners may change, as data with an owner; the same file for all four services.

For: pilot years with window and cap, terms, lists of codes with their Dutch words, partners and their professionals.
The defaults are the values of the pilot in Haaglanden 2025. Not for: addresses, secrets and sizes; those are settings.
"""

import itertools
from datetime import date, datetime
from typing import Annotated, Literal, Self
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints, model_validator
from pydantic.alias_generators import to_camel

from zvhh_contracts.event import Code, Oin, Persoon

_LOCAL = ZoneInfo("Europe/Amsterdam")
Klasse = Literal["1a", "1b", "1c", "1d", "1e", "1f", "1g", "2a", "2b", "2c", "2d", "2e", "derde"]
Naam = Annotated[str, StringConstraints(min_length=1, max_length=100)]


class _Entry(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", alias_generator=to_camel, populate_by_name=True)


class Pilotjaar(_Entry):
    """A year of the pilot: meldingen received in [begin, eind) count for it (S7), at most `maximum` new casussen (S6)."""

    begin: AwareDatetime
    eind: AwareDatetime
    maximum: Annotated[int, Field(gt=0)]

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.eind <= self.begin:
            raise ValueError("eind ligt niet na begin")
        return self


class Termijnen(_Entry):
    """Every term of the process, in the unit that its name says."""

    aanvulling_werkdagen: Annotated[int, Field(gt=0)] = 5
    weegoverleg_werkdagen: Annotated[int, Field(gt=0)] = 10
    casusregie_gezocht_werkdagen: Annotated[int, Field(gt=0)] = 5
    zonder_datum_werkdagen: Annotated[int, Field(gt=0)] = 5
    eerste_casusoverleg_weken: Annotated[int, Field(gt=0)] = 2
    afspraak_zonder_datum_weken: Annotated[int, Field(gt=0)] = 2
    casusoverleg_weken: Annotated[int, Field(gt=0)] = 10
    casusoverleg_laat_weken: Annotated[int, Field(gt=0)] = 12
    zonder_incident_maanden: Annotated[int, Field(gt=0)] = 6
    concept_dagen: Annotated[int, Field(gt=0)] = 30
    afgewezen_bewaren_dagen: Annotated[int, Field(gt=0)] = 30
    geweigerd_bewaren_dagen: Annotated[int, Field(gt=0)] = 7
    niet_passend_herzien_dagen: Annotated[int, Field(gt=0)] = 30
    splitsen_dagen: Annotated[int, Field(gt=0)] = 30
    wachtlijst_herinneren_dagen: Annotated[int, Field(gt=0)] = 7
    overdracht_leesbaar_dagen: Annotated[int, Field(gt=0)] = 30
    bewaren_jaren: Annotated[int, Field(gt=0, le=5)] = 5
    verlengen_jaren: Annotated[int, Field(gt=0, le=2)] = 2


class Feestdagen(_Entry):
    """Which days count as holidays beside those that the Algemene termijnenwet names (art. 3): nobody's term ends on one.

    `bevrijdingsdag`: 5 May every year as the law says, only in lustrum years, or never. `extra`: closed days of one's own.
    """

    bevrijdingsdag: Literal["elk-jaar", "lustrum", "nooit"] = "elk-jaar"
    extra: tuple[date, ...] = ()


class RegieAfspraak(_Entry):
    """What a gemeente agreed on leading a casus: shown beside the choice, never a block (S16)."""

    levert: Literal["ja", "nee", "in-overleg"]
    team: str = ""
    voorwaarden: str = ""
    van: date | None = None
    tot_en_met: date | None = None


class Partner(_Entry):
    """An organisation: its class in the law (WGS 2.27) and its place on the ZVHH list are two separate facts (S1)."""

    oin: Oin
    naam: Naam
    klasse: Klasse
    soort: Literal["organisatie", "gemeente"] = "organisatie"
    vast_van: date | None = None
    vast_tot: date | None = None
    regie_afspraken: tuple[RegieAfspraak, ...] = ()

    @property
    def lid(self) -> int | None:
        """1 or 2 for a WGS-deelnemer of that lid, None for a derde."""
        return None if self.klasse == "derde" else int(self.klasse[0])

    def vast_op(self, dag: date) -> bool:
        """Whether the partner is on the vaste list on the local day `dag`; `vast_tot` is exclusive."""
        return self.vast_van is not None and self.vast_van <= dag and (self.vast_tot is None or dag < self.vast_tot)


class Professional(_Entry):
    """A person who works for a partner or the ZVHH; events carry the subject id only."""

    id: Persoon
    organisatie: Oin
    naam: Naam
    functie: Naam = "professional"
    email: str = ""
    telefoon: str = ""
    vog_op: date | None = None


def _jaar_2025() -> dict[int, Pilotjaar]:
    begin, eind = datetime(2025, 1, 1, tzinfo=_LOCAL), datetime(2025, 10, 1, tzinfo=_LOCAL)
    return {2025: Pilotjaar(begin=begin, eind=eind, maximum=30)}


class Configuratie(_Entry):
    """The whole file. Lists of codes map a code to its Dutch words."""

    zvhh_oin: Oin = "00000099000000000100"
    zvhh_naam: Naam = "Zorg- en Veiligheidshuis"
    telefoon_procesregisseur: str = "070-7570900"
    gewone_weg: str = "zvhh.nl of 070-7570900"
    pilotjaren: dict[int, Pilotjaar] = Field(default_factory=_jaar_2025)
    termijnen: Termijnen = Termijnen()
    feestdagen: Feestdagen = Feestdagen()
    minimum_organisaties: Annotated[int, Field(gt=0)] = 2
    gebruikelijk_aantal_leefgebieden: Annotated[int, Field(gt=0)] = 2
    evaluatie_minimum: Annotated[int, Field(ge=1)] = 5
    leefgebieden: dict[Code, str] = {
        "financien": "Financiën",
        "werk-en-opleiding": "Werk en opleiding",
        "tijdsbesteding": "Tijdsbesteding",
        "huisvesting": "Huisvesting",
        "huiselijke-relaties": "Huiselijke relaties",
        "geestelijke-gezondheid": "Geestelijke gezondheid",
        "lichamelijke-gezondheid": "Lichamelijke gezondheid",
        "middelengebruik": "Middelengebruik",
        "dagelijkse-verzorging": "Dagelijkse verzorging",
        "zelfstandig-wonen": "Zelfstandig wonen",
        "sociaal-netwerk": "Sociaal netwerk",
        "meedoen": "Meedoen in de samenleving",
        "justitie": "Justitie",
    }
    gemeenten: dict[Code, str] = {
        "den-haag": "Den Haag",
        "delft": "Delft",
        "leidschendam-voorburg": "Leidschendam-Voorburg",
        "midden-delfland": "Midden-Delfland",
        "pijnacker-nootdorp": "Pijnacker-Nootdorp",
        "rijswijk": "Rijswijk",
        "wassenaar": "Wassenaar",
        "westland": "Westland",
        "zoetermeer": "Zoetermeer",
        "buiten-de-regio": "Buiten de regio",
        "onbekend": "Onbekend",
    }
    gemeenten_zonder_vermelding: tuple[Code, ...] = ("buiten-de-regio", "onbekend")
    aandelen: dict[Code, str] = {
        "slachtoffer": "Slachtoffer",
        "pleger": "(Vermeend) pleger",
        "dagelijks-contact": "Dagelijks contact",
        "strafzaak": "Strafzaak",
        "kinderen": "Kinderen",
    }
    interventies: dict[Code, str] = {
        "aware": "AWARE",
        "slachtofferdevice": "Slachtofferdevice",
        "rn-traject": "Vrijwillig begeleidingstraject Reclassering Nederland",
        "de-waag": "De Waag",
        "client-perspectief": "Adviseur cliëntperspectief",
        "hulpverlening": "Hulpverlening",
        "strafrechtelijk": "Strafrechtelijke maatregel",
        "bestuurlijk": "Bestuurlijke maatregel",
        "anders": "Anders",
    }
    extras: dict[Code, str] = {
        "beeld-getoetst": "Is het beeld getoetst en bijgewerkt?",
        "regie-stevig": "Is de casusregie stevig genoeg?",
        "reclassering-de-waag": "Zijn Reclassering Nederland en De Waag gevraagd?",
        "vrijwillig-traject": "Past een vrijwillig begeleidingstraject van Reclassering Nederland?",
        "client-perspectief": "Is de adviseur cliëntperspectief nodig?",
        "aware-of-device": "Zijn AWARE en het Slachtofferdevice besproken?",
    }
    incidenten: dict[Code, str] = {
        "stalking": "Nieuwe daad van stalking",
        "bedreiging": "Bedreiging",
        "geweld": "Geweld",
        "overtreding-maatregel": "Overtreding van een maatregel",
    }
    partners: tuple[Partner, ...] = ()
    professionals: tuple[Professional, ...] = ()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        faults = [*_doubles("partner", [p.oin for p in self.partners])]
        faults += _doubles("professional", [p.id for p in self.professionals])
        known = {p.oin for p in self.partners} | {self.zvhh_oin}
        faults += [
            f"professional {p.id}: onbekende organisatie" for p in self.professionals if p.organisatie not in known
        ]
        faults += [
            f"gemeente {code} staat niet in gemeenten"
            for code in self.gemeenten_zonder_vermelding
            if code not in self.gemeenten
        ]
        windows = sorted(self.pilotjaren.values(), key=lambda jaar: jaar.begin)
        if any(later.begin < earlier.eind for earlier, later in itertools.pairwise(windows)):
            faults.append("pilotjaren overlappen elkaar")
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def partner(self, oin: str) -> Partner | None:
        """The partner with this OIN, or None."""
        return next((partner for partner in self.partners if partner.oin == oin), None)

    def professional(self, persoon: str) -> Professional | None:
        """The professional with this subject id, or None."""
        return next((professional for professional in self.professionals if professional.id == persoon), None)

    def heeft_vog_op(self, persoon: str, dag: date) -> bool:
        """Whether a professional was screened (VOG) on or before the local day; who is unknown was not (L10)."""
        professional = self.professional(persoon)
        return professional is not None and professional.vog_op is not None and professional.vog_op <= dag

    def pilotjaar_op(self, moment: datetime) -> int | None:
        """The pilot year whose window holds the moment of receipt, or None when the pilot is closed then (S7)."""
        return next((jaar for jaar, venster in self.pilotjaren.items() if venster.begin <= moment < venster.eind), None)


def _doubles(what: str, ids: list[str]) -> list[str]:
    return [f"{what} {one} staat er dubbel in" for one in sorted({one for one in ids if ids.count(one) > 1})]
