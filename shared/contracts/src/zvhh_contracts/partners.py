# SPDX-License-Identifier: EUPL-1.2
"""The organisations and people of the configuration: who they are, when they may report, who leads a casus for them.

For: `configuration`. Not for: rules; what follows from a class or an agreement is a service's to judge. The texts below
the fields are for who keeps the file (docs/configuratie.md is made of them), so they are Dutch.
"""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, StringConstraints, model_validator
from pydantic.alias_generators import to_camel

from zvhh_contracts.event import Oin, Persoon
from zvhh_contracts.given import LINE, NAME, TEXT, Day, Email, Phone

__all__ = ["Entry", "Klasse", "Naam", "Partner", "Professional", "Regel", "RegieAfspraak"]

Klasse = Literal["1a", "1b", "1c", "1d", "1e", "1f", "1g", "2a", "2b", "2c", "2d", "2e", "derde"]
Naam = Annotated[str, StringConstraints(min_length=1, max_length=100), LINE, NAME]
Regel = Annotated[str, LINE]
Tekst = Annotated[str, TEXT]


class Entry(BaseModel):
    """A part of the configuration: frozen, camelCase, nothing unknown in it; the text below a field says what it is."""

    model_config = ConfigDict(
        frozen=True,
        extra="forbid",
        alias_generator=to_camel,
        populate_by_name=True,
        use_attribute_docstrings=True,
    )


class RegieAfspraak(Entry):
    """What a gemeente agreed on leading a casus: shown beside the choice, never a block (S16)."""

    levert: Literal["ja", "nee", "in-overleg"]
    """Of de gemeente casusregie levert."""
    team: Regel = ""
    """Welk team van de gemeente de casusregie doet."""
    voorwaarden: Tekst = ""
    """Onder welke voorwaarden; wordt bij de keuze getoond."""
    van: Day | None = None
    """Vanaf welke dag de afspraak geldt; leeg: altijd al."""
    tot_en_met: Day | None = None
    """Tot en met welke dag; leeg: zonder einde."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.van is not None and self.tot_en_met is not None and self.tot_en_met < self.van:
            raise ValueError("totEnMet ligt voor van")
        return self

    def geldt_op(self, dag: date) -> bool:
        """Whether the agreement holds on the local day; `tot_en_met` is included."""
        return (self.van is None or self.van <= dag) and (self.tot_en_met is None or dag <= self.tot_en_met)


class Partner(Entry):
    """An organisation: its class in the law (WGS 2.27) and its place on the ZVHH list are two separate facts (S1)."""

    oin: Oin
    """Organisatie-identificatienummer, 20 cijfers."""
    naam: Naam
    """Hoe de partner op de lijsten staat."""
    klasse: Klasse
    """De letter in WGS artikel 2.27 (lid 1 of 2), of `derde`."""
    klasse_van: Day | None = None
    """Vanaf welke dag de klasse geldt; leeg: altijd al."""
    klasse_tot: Day | None = None
    """Vanaf welke dag niet meer: dan is de partner een derde; leeg: nog steeds."""
    soort: Literal["organisatie", "gemeente"] = "organisatie"
    """Alleen een gemeente kan de casusregie in de derde vorm voeren."""
    vast_van: Day | None = None
    """Vanaf welke dag de partner vast is en zelf kan melden; leeg: incidenteel."""
    vast_tot: Day | None = None
    """Vanaf welke dag niet meer; leeg: nog steeds."""
    regie_afspraken: tuple[RegieAfspraak, ...] = ()
    """Wat met een gemeente over casusregie is afgesproken, per periode."""

    @model_validator(mode="after")
    def _dates(self) -> Self:
        if self.vast_tot is not None and (self.vast_van is None or self.vast_tot <= self.vast_van):
            raise ValueError("vastTot ligt niet na vastVan")
        if self.klasse_van is not None and self.klasse_tot is not None and self.klasse_tot <= self.klasse_van:
            raise ValueError("klasseTot ligt niet na klasseVan")
        if self.regie_afspraken and self.soort != "gemeente":
            raise ValueError("alleen een gemeente heeft regieAfspraken")
        return self

    @property
    def lid(self) -> int | None:
        """1 or 2 for a WGS-deelnemer of that lid, None for a derde."""
        return None if self.klasse == "derde" else int(self.klasse[0])

    def lid_op(self, dag: date) -> int | None:
        """The lid of the law that the partner falls under on the local day `dag`; outside its dates it is a derde."""
        begonnen = self.klasse_van is None or self.klasse_van <= dag
        return self.lid if begonnen and (self.klasse_tot is None or dag < self.klasse_tot) else None

    def vast_op(self, dag: date) -> bool:
        """Whether the partner is on the vaste list on the local day `dag`; `vast_tot` is exclusive."""
        return self.vast_van is not None and self.vast_van <= dag and (self.vast_tot is None or dag < self.vast_tot)

    @property
    def meldt_ooit(self) -> bool:
        """Whether there is any day, past or to come, on which the partner may report by itself (S1)."""
        if self.lid is None or self.vast_van is None:
            return False
        begin = max(self.vast_van, self.klasse_van or date.min)
        return begin < min(self.vast_tot or date.max, self.klasse_tot or date.max)


class Professional(Entry):
    """A person who works for a partner or the ZVHH; events carry the subject id only."""

    id: Persoon
    """De `sub` in het token van deze persoon."""
    organisatie: Oin
    """Voor welke partner, of voor het ZVHH."""
    naam: Naam
    """Zoals collega's deze persoon kennen."""
    functie: Naam = "professional"
    """Wat deze persoon doet."""
    email: Email = ""
    """Werkadres voor uitnodigingen."""
    telefoon: Phone = ""
    """Werknummer."""
    vog_op: Day | None = None
    """Datum van de VOG of screening; zonder is er geen toegang."""
