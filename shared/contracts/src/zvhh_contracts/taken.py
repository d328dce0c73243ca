# SPDX-License-Identifier: EUPL-1.2
"""What must be done, by whom and until when: the one table of tasks, and the form in which a state keeps them.

For: the states of every service, and docs/taken.md. Each code has one owner: no other service gives that task.
Not for: showing them (`taakbeeld`), nor for deciding when a task is done; it goes when the state of its owner says so.
"""

from collections.abc import Collection
from datetime import date
from typing import Literal

from pydantic import BaseModel, ConfigDict
from pydantic.alias_generators import to_camel

from zvhh_contracts.event import Code, Oin, Persoon

__all__ = ["AFRONDEN", "TAKEN", "Dienst", "Groep", "Rol", "Taak", "Taaksoort", "is_voor", "van"]

Rol = Literal["procesregisseur", "deelnemer", "melder"]
Dienst = Literal["intake", "triage", "meetings", "regie"]
Groep = Literal["nu", "vandaag", "beoordelen", "plannen", "afspraken", "wachtlijst", "casusregie", "gegevens"]
"""The block of the start page that a task stands in."""

AFRONDEN = "rond_taak_af"
"""The operation, in each service, that ends a task which no command of its own ends: by who did it, with what they found."""


class Taak(BaseModel):
    """One task of one zaak. `voor`: which role does it; `oin` and `persoon` where it is for one of them.

    `uiterlijk`: the last local day, None where it has no term. `nummer`: of the agreement, overleg or incident it is about.
    """

    model_config = ConfigDict(frozen=True, extra="allow", alias_generator=to_camel, populate_by_name=True)

    code: Code
    uiterlijk: date | None = None
    voor: Rol = "procesregisseur"
    oin: Oin | None = None
    persoon: Persoon | None = None
    nummer: int | None = None


class Taaksoort(BaseModel):
    """What a code means. `waar`: the operations that end it, each as `service.operation`; any of them does."""

    model_config = ConfigDict(frozen=True)

    woorden: str
    dienst: Dienst
    groep: Groep
    voor: tuple[Rol, ...]
    waar: tuple[str, ...]

    @property
    def afrondbaar(self) -> bool:
        """Whether it is ended by saying so, with what was found."""
        return f"{self.dienst}.{AFRONDEN}" in self.waar


def _soort(
    dienst: Dienst, groep: Groep, woorden: str, waar: str, voor: tuple[Rol, ...] = ("procesregisseur",)
) -> Taaksoort:
    """`waar`: names of operations, in the service itself where none is named before it."""
    operaties = tuple(een if "." in een else f"{dienst}.{een}" for een in waar.split())
    return Taaksoort(woorden=woorden, dienst=dienst, groep=groep, voor=voor, waar=operaties)


TAKEN: dict[str, Taaksoort] = {
    "vul-aan": _soort(
        "intake", "nu", "Beantwoord de vraag van de procesregisseur over uw melding.", "vul_melding_aan", ("melder",)
    ),
    "controleer-gegeven": _soort(
        "intake",
        "gegevens",
        "Controleer een gegeven dat niet klopt. Verbeter het, vernietig het, of zeg dat het juist is.",
        "handel_onjuist_af",
        ("melder", "deelnemer", "procesregisseur"),
    ),
    "bewaartermijn-loopt-af": _soort(
        "intake",
        "gegevens",
        "De bewaartermijn loopt af. Beslis of verlengen of aanhouden nodig is; anders wordt de zaak vernietigd.",
        "verleng_bewaren houd_bewaren_aan rond_taak_af",
    ),
    "gevoegde-melding-bekijken": _soort(
        "intake",
        "beoordelen",
        "Bij deze zaak is een andere melding gevoegd, en deze zaak gaat niet verder. Bekijk of die melding op zichzelf"
        " verder moet. Splits die dan; kan dat niet meer, laat dan opnieuw melden.",
        "triage.splits rond_taak_af",
    ),
    "jaarlijkse-vraag": _soort(
        "intake",
        "gegevens",
        "Beantwoord de jaarlijkse vraag: was meedoen aan deze zaken nuttig?",
        "beantwoord_jaarvraag",
        ("melder",),
    ),
    "pilot-beoordelen": _soort(
        "triage", "beoordelen", "Beoordeel of deze zaak bij de pilot hoort.", "beoordeel_pilot voeg"
    ),
    "beoordelen": _soort("triage", "beoordelen", "Beoordeel de melding.", "bevestig vraag_aanvulling voeg"),
    "melder-terugbellen": _soort(
        "triage", "nu", "De melder twijfelt en heeft niet overlegd, voor zover wij weten. Bel terug.", "rond_taak_af"
    ),
    "bel-de-melder": _soort(
        "triage",
        "nu",
        "Bel de melder. Die leest alleen dat de melding behandeld is. Is er een advies, geef dat dan nu.",
        "rond_taak_af",
    ),
    "termijn-verstreken": _soort(
        "triage",
        "beoordelen",
        "De termijn voor de aanvulling is voorbij. Bepaal hoe het verder gaat.",
        "bevestig vraag_aanvulling voeg",
    ),
    "opnieuw-bevestigen": _soort(
        "triage",
        "beoordelen",
        "Er is een nieuw oordeel na het besluit. Bevestig het besluit of verander het.",
        "bevestig",
    ),
    "aangevuld-na-besluit": _soort(
        "triage",
        "beoordelen",
        "De melder vulde aan na het besluit. Bekijk of het besluit nog klopt.",
        "bevestig voeg splits rond_taak_af",
    ),
    "veiligheid-geborgd": _soort(
        "triage", "nu", "De melding is ingetrokken. Is de veiligheid geborgd?", "rond_taak_af"
    ),
    "overleg-al-gehouden": _soort(
        "triage",
        "nu",
        "Er is een weegoverleg gehouden, maar de melding is ingetrokken, afgewezen of gevoegd. Stem af met de melder.",
        "rond_taak_af",
    ),
    "weegoverleg-plannen": _soort("meetings", "plannen", "Plan het weegoverleg.", "plan_overleg"),
    "verslag-vastleggen": _soort(
        "meetings",
        "vandaag",
        "De tijd van het overleg is voorbij. Leg het vast, of kies een andere tijd.",
        "leg_weegverslag_vast leg_casusverslag_vast plan_overleg verzet_overleg annuleer_overleg",
    ),
    "afspraken-overtypen": _soort(
        "meetings",
        "afspraken",
        "Neem de open afspraken van de lopende zaak over.",
        "voeg_lopende_afspraak_toe rond_taak_af",
    ),
    "afschalen-geweigerd": _soort(
        "meetings", "nu", "Afschalen ging niet door. Bespreek wat nu nodig is.", "leg_casusverslag_vast"
    ),
    "beeindigen-geweigerd": _soort(
        "meetings", "nu", "Het einde van de casus ging niet door. Bespreek wat nu nodig is.", "leg_casusverslag_vast"
    ),
    "ernstig-incident": _soort(
        "meetings",
        "nu",
        "Er is een ernstig incident. Is een eerder overleg nodig?",
        "leg_casusverslag_vast rond_taak_af",
    ),
    "casusregie-gezocht": _soort(
        "meetings", "casusregie", "Er is nog geen casusregisseur.", "wijs_casusregie_aan leg_casusverslag_vast"
    ),
    "casusregie-zoeken": _soort("meetings", "casusregie", "Zoek een casusregisseur.", "rond_taak_af", ("deelnemer",)),
    "casusregie-geweigerd": _soort(
        "meetings",
        "casusregie",
        "De gekozen casusregie kan niet. Maak een nieuwe keuze.",
        "wijs_casusregie_aan leg_casusverslag_vast",
    ),
    "casusoverleg-laat": _soort(
        "meetings", "plannen", "Het vorige casusoverleg is lang geleden.", "leg_casusverslag_vast rond_taak_af"
    ),
    "zonder-datum": _soort("meetings", "plannen", "Plan het volgende overleg.", "plan_overleg"),
    "afspraak": _soort(
        "meetings",
        "afspraken",
        "Voer uw afspraak uit en meld hoe het staat.",
        "meld_afspraak leg_casusverslag_vast",
        ("deelnemer",),
    ),
    "plaats-bevestigen": _soort(
        "regie",
        "wachtlijst",
        "Er is een plek vrij. Bevestig dat deze zaak de plek krijgt.",
        "bevestig_plaats verlaat_wachtlijst",
    ),
    "volgend-jaar-beslissen": _soort(
        "regie",
        "wachtlijst",
        "Het pilotjaar is voorbij. Kies: door naar het volgende jaar, of een andere weg.",
        "zet_naar_volgend_jaar verlaat_wachtlijst",
    ),
    "wachtlijst-bespreken": _soort(
        "regie",
        "wachtlijst",
        "Deze zaak wacht nog op een plek. Bespreek of wachten nog veilig is.",
        "rond_taak_af verlaat_wachtlijst",
    ),
    "casusregisseur-geweerd": _soort(
        "regie",
        "casusregie",
        "De casusregisseur mag deze zaak niet meer zien. Wijs een ander aan.",
        "meetings.wijs_casusregie_aan",
    ),
    "ernstig-incident-weg": _soort(
        "regie",
        "nu",
        "Een organisatie heeft een ernstig incident van een ander weggehaald, minder zwaar gemaakt of eerder gedateerd."
        " Ga na of dat klopt.",
        "rond_taak_af",
    ),
}
"""Each code. What a newer release adds to it reads as its code here."""


def van(dienst: Dienst) -> frozenset[str]:
    """The codes that a service owns. What it stored of others, before they had one owner, is a task no longer."""
    return frozenset(code for code, soort in TAKEN.items() if soort.dienst == dienst)


def is_voor(taak: Taak, rollen: Collection[str], oin: str) -> bool:
    """Whether a task is for who asks: by role, and of a deelnemer or melder also by organisation (L6)."""
    return taak.voor in rollen and (taak.voor == "procesregisseur" or taak.oin == oin)
