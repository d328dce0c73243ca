# SPDX-License-Identifier: EUPL-1.2
"""Every operation of every service: how it is asked, and who sees which zaken through it, written by hand (L6).

For: the tests of access and of bad input. The right-hand words are the rule, not the services' tables read once more: a
table that lets in somebody else than stands here makes a test fail. Not for: what an operation decides.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from zvhh_intake.access import ACCESS as INTAKE
from zvhh_intake.access import PUBLIC
from zvhh_kit.identity import Access
from zvhh_local.examples import BORIS, PO, VT, casusverslag, melding, weegverslag
from zvhh_local.people import ORGANISATIONS
from zvhh_meetings.access import ACCESS as MEETINGS
from zvhh_regie.access import ACCESS as REGIE
from zvhh_triage.access import ACCESS as TRIAGE

GM, ZV = ORGANISATIONS["GM"], ORGANISATIONS["ZV"]
TABLES: Mapping[str, Access] = {"intake": INTAKE, "triage": TRIAGE, "meetings": MEETINGS, "regie": REGIE}
UNKNOWN = "00000000-0000-8000-8000-000000000000"
UNKNOWN_CONCEPT = f"concept-{UNKNOWN}"

Sight = Literal[
    "alles",  # no zaak is asked for
    "eigen",  # the melding of the own organisation
    "lopend",  # every zaak that is not closed
    "ook-gesloten",  # that it exists and how long it is kept, closed ones too
    "betrokken",  # invited, or takes part
    "deelnemend",  # takes part
    "deelnemend-ook-gesloten",  # so that the answer can be "meld opnieuw"
    "was-erbij",  # present when the end was decided; for thirty days
    "eigen-concept",  # typed by this person
]
WORDS: Mapping[str, str] = {
    "M": "melder",
    "P": "procesregisseur",
    "D": "deelnemer",
    "B": "beheer",
    "T": "toezicht",
}


@dataclass(frozen=True)
class Asked:
    """How an operation is tried: `Z` in the path is the zaak (or `=Z` in the body), `C` the draft; the body is a right one.

    `who`: role → sight, as "P:lopend M:eigen".
    """

    method: str
    path: str
    who: str = ""
    body: Any = None
    public: bool = False

    @property
    def sights(self) -> dict[str, Sight]:
        """Role → which zaken it sees."""
        pairs = (pair.split(":") for pair in self.who.split())
        return {WORDS[role]: sight for role, sight in pairs}  # type: ignore[misc]

    @property
    def about_a_zaak(self) -> bool:
        """Whether one zaak is asked for."""
        return "Z" in self.path or "=Z" in str(self.body)

    def at(self, zaak: str) -> str:
        """The path for one zaak or draft."""
        return self.path.replace("Z", zaak).replace("C", zaak)

    def body_for(self, zaak: str) -> Any:
        """The body for one zaak."""
        if "=Z" not in str(self.body):
            return self.body
        return {name: zaak if value == "=Z" else value for name, value in self.body.items()}


_INCIDENT = {
    "soort": "stalking",
    "moment": "2025-03-13T20:00:00+01:00",
    "gehoordVan": "Wijkagent",
    "omschrijving": "Boris stond voor de deur.",
    "ernstig": False,
}
_DETENTIE = {"van": "2025-03-20", "gehoordVan": "Officier van dienst"}
_OVERLEG = {"begin": "2025-06-04T10:00:00+02:00", "duurMinuten": 60, "plaats": "Kamer 2", "genodigden": [VT, PO]}
_REGIE = {"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera.vt"}}
_OPGAVE = {"betrokkene": BORIS | {"rol": "kring"}, "reden": "Kwam in beeld bij het overleg."}
_AFSPRAAK = {"soort": "overig", "tekst": "Piet belt de school.", "eigenaar": PO, "uiterlijk": "2025-05-01"}
_M, _B, _T, _O, _C = (
    "/v1/meldingen/Z",
    "/v1/bewaartermijnen/Z",
    "/v1/triages/Z",
    "/v1/overlegtrajecten/Z",
    "/v1/casussen/Z",
)
_LEZERS, _CONCEPT = "M:eigen P:lopend D:betrokken", "M:eigen-concept"
_FIGURES = "P:alles B:alles T:alles"

_LOG = {
    "lees_verwerkingen": Asked("GET", "/v1/verwerkingen?reden=toezicht&persoon=noor.zv", "T:alles"),
    "lees_verwerkingen_csv": Asked("GET", "/v1/verwerkingen.csv?reden=toezicht&persoon=noor.zv", "T:alles"),
}
_INTAKE = {
    **_LOG,
    "meld": Asked("POST", "/v1/meldingen", "M:alles", melding()),
    "lees_meldingen": Asked("GET", "/v1/meldingen", _LEZERS),
    "lees_melding": Asked("GET", _M, _LEZERS),
    "vul_melding_aan": Asked("POST", f"{_M}/aanvullingen", "M:eigen", {"tekst": "Nog iets."}),
    "trek_melding_in": Asked("POST", f"{_M}/intrekking", "M:eigen", {"reden": "Niet meer nodig."}),
    "voeg_betrokkene_toe": Asked("POST", f"{_M}/betrokkenen", "P:lopend D:deelnemend", _OPGAVE),
    "verbeter_betrokkene": Asked("PUT", f"{_M}/betrokkenen/2", "P:lopend D:deelnemend", _OPGAVE),
    "bekijk_adres": Asked("POST", f"{_M}/betrokkenen/1/adres", "P:lopend D:deelnemend", {"reden": "huisbezoek"}),
    "hef_afscherming_op": Asked(
        "POST", f"{_M}/betrokkenen/1/opheffing-afscherming", "P:lopend", {"reden": "Zij is verhuisd."}
    ),
    "lees_overeenkomsten": Asked("GET", f"{_M}/overeenkomsten", "P:lopend"),
    "merk_onjuist": Asked("POST", f"{_M}/onjuist", "M:eigen P:lopend", {"veld": "zorgen", "waarom": "Dit was eerder."}),
    "handel_onjuist_af": Asked(
        "POST", f"{_M}/onjuist/1/afhandeling", _LEZERS, {"uitkomst": "juist", "reden": "Nagevraagd bij Anna zelf."}
    ),
    "lees_onjuist": Asked("GET", f"{_M}/onjuist", _LEZERS),
    "lees_weringen": Asked("GET", f"{_M}/weringen", "P:lopend"),
    "weer_persoon": Asked(
        "POST", f"{_M}/weringen", "P:lopend", {"persoon": "tess.tb", "reden": "Is familie van Boris."}
    ),
    "hef_wering_op": Asked(
        "POST", f"{_M}/weringen/opheffing", "P:lopend", {"persoon": "tess.tb", "redenOpheffing": "Geen familie."}
    ),
    "breng_lopende_zaak_in": Asked(
        "POST", "/v1/lopende-zaken", "P:alles", {"oudeReferentie": "OUD-1", "gemeente": "zandvoorde"}
    ),
    "lees_bewaartermijnen": Asked("GET", "/v1/bewaartermijnen", "P:ook-gesloten T:ook-gesloten"),
    "lees_bewaartermijn": Asked("GET", _B, "P:ook-gesloten T:ook-gesloten"),
    "verleng_bewaren": Asked(
        "POST",
        f"{_B}/verlenging",
        "P:ook-gesloten",
        {"tot": "2031-01-01", "reden": "Er loopt een rechtszaak.", "toestemmingen": [{"oin": VT, "op": "2025-03-20"}]},
    ),
    "houd_bewaren_aan": Asked(
        "POST", f"{_B}/aanhouding", "P:ook-gesloten", {"naam": "Klacht 12", "reden": "Er loopt een klacht."}
    ),
    "geef_bewaren_vrij": Asked("POST", f"{_B}/vrijgave", "P:ook-gesloten", {"redenVrijgave": "De klacht is klaar."}),
    "zoek_zaken_van_persoon": Asked(
        "POST", "/v1/betrokkenen/zaken", "P:ook-gesloten T:ook-gesloten", {"bsn": "999990202", "reden": "klacht"}
    ),
    "zoek_verwerkingen_van_persoon": Asked(
        "POST", "/v1/betrokkenen/verwerkingen", "T:alles", {"bsn": "999990202", "reden": "klacht"}
    ),
    "lees_taken": Asked("GET", "/v1/taken", "M:eigen D:betrokken P:ook-gesloten"),
    "rond_taak_af": Asked(
        "POST",
        f"{_M}/afgeronde-taken",
        "P:ook-gesloten",
        {"taak": "bewaartermijn-loopt-af", "bevinding": "Mag weg."},
    ),
    "lees_jaarvragen": Asked("GET", "/v1/jaarvragen?jaar=2025", "P:alles T:alles"),
    "lees_jaarantwoord": Asked("GET", f"/v1/jaarvragen/2025/antwoorden/{VT}", "P:alles T:alles"),
    "beantwoord_jaarvraag": Asked(
        "POST", "/v1/jaarvragen/2025/antwoord", "M:alles", {"nuttig": "ja", "toelichting": "Het hielp ons."}
    ),
    "bewaar_nieuw_concept": Asked("POST", "/v1/concepten", "M:alles", {"inhoud": {"voorPilot": True}}),
    "lees_concepten": Asked("GET", "/v1/concepten", _CONCEPT),
    "lees_concept": Asked("GET", "/v1/concepten/C", _CONCEPT),
    "bewaar_concept": Asked("PUT", "/v1/concepten/C", _CONCEPT, {"inhoud": {"voorPilot": True}}),
    "gooi_concept_weg": Asked("DELETE", "/v1/concepten/C", _CONCEPT),
    "dien_concept_in": Asked("POST", "/v1/concepten/C/indiening", _CONCEPT),
    "lees_pilot": Asked("GET", "/v1/pilot", public=True),
    "lees_partners": Asked("GET", "/v1/partners", public=True),
    "lees_fouten": Asked("GET", "/v1/fouten", public=True),
    "lees_sleutels": Asked("GET", "/.well-known/jwks.json", public=True),
}
_TRIAGE = {
    **_LOG,
    "lees_werklijst": Asked("GET", "/v1/triages", "P:lopend"),
    "lees_triage": Asked("GET", _T, "P:lopend"),
    "lees_taken": Asked("GET", "/v1/taken", "P:lopend"),
    "lees_terugkoppeling": Asked("GET", f"{_T}/terugkoppeling", "P:lopend M:eigen"),
    "beoordeel_pilot": Asked("POST", f"{_T}/pilotoordeel", "P:lopend", {"hoortBij": True, "motivatie": "Ja, zeker."}),
    "beoordeel": Asked(
        "POST", f"{_T}/oordelen", "P:lopend", {"criterium": "veiligheid", "ja": True, "motivatie": "Ja, zeker."}
    ),
    "vraag_aanvulling": Asked("POST", f"{_T}/aanvullingen", "P:lopend", {"vraag": "Wat nog meer?"}),
    "bevestig": Asked("POST", f"{_T}/bevestiging", "P:lopend", {"uitkomst": "doorgezet"}),
    "voeg": Asked("POST", f"{_T}/voeging", "P:lopend", {"bij": "ZV-7K4M-9QXT", "motivatie": "Dezelfde personen."}),
    "splits": Asked("POST", f"{_T}/splitsing", "P:lopend", {"motivatie": "Toch een andere zaak."}),
    "pak": Asked("POST", f"{_T}/eigenaar", "P:lopend"),
    "draag_over": Asked("POST", f"{_T}/overdracht", "P:lopend", {"aan": "fatima.zv"}),
    "zet_spoed": Asked("POST", f"{_T}/spoed", "P:lopend", {"spoed": True, "reden": "Er zijn nieuwe bedreigingen."}),
    "rond_taak_af": Asked(
        "POST", f"{_T}/afgeronde-taken", "P:lopend", {"taak": "melder-terugbellen", "bevinding": "Gebeld."}
    ),
    "lees_rooster_vandaag": Asked("GET", "/v1/rooster/vandaag", "P:alles M:alles D:alles B:alles"),
    "lees_rooster": Asked("GET", "/v1/rooster/2025-04", "P:alles B:alles"),
    "zet_rooster": Asked(
        "POST", "/v1/rooster/2025-04/dagen", "P:alles", {"dagen": [{"dag": "2025-04-01", "persoon": "noor.zv"}]}
    ),
    "ruil_rooster": Asked("POST", "/v1/rooster/2025-04/ruil", "P:alles", {"dag": "2025-04-01", "metDag": "2025-04-02"}),
    "leg_afstemming_vast": Asked(
        "POST",
        "/v1/afstemmingen",
        "P:alles",
        {"partner": VT, "moment": "2025-03-10T09:00:00+01:00", "advies": "melden"},
    ),
    "lees_afstemming": Asked("GET", "/v1/afstemmingen/A-2222-2222", "P:alles"),
}
_READERS, _WRITERS, _OWNERS = "P:lopend D:betrokken", "P:lopend", "D:deelnemend"
_MEETINGS = {
    **_LOG,
    "lees_overlegtrajecten": Asked("GET", "/v1/overlegtrajecten", _READERS),
    "lees_overlegtraject": Asked("GET", _O, _READERS),
    "lees_agenda": Asked("GET", f"{_O}/overleggen/1/agenda", _READERS),
    "lees_verslag": Asked("GET", f"{_O}/overleggen/1/verslag", _READERS),
    "lees_overdracht": Asked("GET", f"{_O}/overdracht", "D:was-erbij"),
    "lees_uitnodiging": Asked("GET", f"{_O}/overleggen/1/uitnodiging", _READERS),
    "lees_taken": Asked("GET", "/v1/taken", _READERS),
    "lees_ritme": Asked("GET", "/v1/ritme", _READERS),
    "plan_overleg": Asked("POST", f"{_O}/overleggen", _WRITERS, _OVERLEG),
    "verzet_overleg": Asked(
        "POST", f"{_O}/overleggen/1/verzetting", _WRITERS, {"begin": "2025-04-01T10:00:00+02:00", "reden": "Te druk."}
    ),
    "annuleer_overleg": Asked("POST", f"{_O}/overleggen/1/annulering", _WRITERS, {"reden": "Iedereen is ziek."}),
    "wijzig_uitnodiging": Asked(
        "POST", f"{_O}/overleggen/1/uitnodiging", _WRITERS, {"plaats": "Kamer 3", "reden": "Kamer 2 is bezet."}
    ),
    "voeg_lopende_afspraak_toe": Asked("POST", f"{_O}/afspraken", _WRITERS, _AFSPRAAK),
    "leg_weegverslag_vast": Asked("POST", f"{_O}/overleggen/1/weegverslag", _WRITERS, weegverslag()),
    "leg_casusverslag_vast": Asked("POST", f"{_O}/overleggen/1/casusverslag", _WRITERS, casusverslag()),
    "leg_aanvulling_vast": Asked(
        "POST",
        f"{_O}/overleggen/1/aanvullingen",
        "P:lopend D:deelnemend",
        {"bij": "beeldvorming", "tekst": "Anna is verhuisd."},
    ),
    "herzie_weegbesluit": Asked(
        "POST",
        f"{_O}/overleggen/1/herziening",
        _WRITERS,
        {"passend": False, "motivatie": "Verkeerd vastgelegd.", "reden": "Een vergissing.", "route": "regulier"},
    ),
    "voeg_deelnemer_toe": Asked("POST", f"{_O}/deelnemers", _WRITERS, {"oin": VT, "reden": "Doet al mee."}),
    "laat_deelnemer_vertrekken": Asked(
        "POST", f"{_O}/deelnemers/{GM}/vertrek", _WRITERS, {"reden": "Doet toch niet mee."}
    ),
    "wijs_casusregie_aan": Asked(
        "POST",
        f"{_O}/casusregie",
        _WRITERS,
        {"casusregie": _REGIE, "ingangsdatum": "2025-03-28", "aanvaardOp": "2025-03-28", "reden": "Zo blijft het."},
    ),
    "lees_trainingen": Asked("GET", "/v1/trainingen", "P:alles T:alles"),
    "tel_training": Asked("POST", "/v1/trainingen", "P:alles", {"oin": VT, "datum": "2025-03-01", "aantal": 3}),
    "rond_taak_af": Asked(
        "POST",
        f"{_O}/afgeronde-taken",
        "P:lopend D:deelnemend",
        {"taak": "ernstig-incident", "bevinding": "Geen eerder overleg nodig."},
    ),
    "meld_afspraak": Asked("POST", f"{_O}/afspraken/1/stand", _OWNERS, {"stand": "gedaan"}),
    "meld_interventie": Asked("POST", f"{_O}/interventies/1/stand", _OWNERS, {"stand": "loopt"}),
}
_CASUS, _INCIDENTS = "P:lopend D:deelnemend", "P:ook-gesloten D:deelnemend-ook-gesloten"
_REGIE_ = {
    **_LOG,
    "lees_casussen": Asked("GET", "/v1/casussen", _CASUS),
    "lees_casus": Asked("GET", _C, _CASUS),
    "registreer_incident": Asked("POST", f"{_C}/incidenten", _INCIDENTS, _INCIDENT),
    "corrigeer_incident": Asked(
        "POST", f"{_C}/incidenten/1/correcties", _INCIDENTS, _INCIDENT | {"isIncident": True, "reden": "Nu beter."}
    ),
    "registreer_detentie": Asked("POST", f"{_C}/detenties", _INCIDENTS, _DETENTIE),
    "corrigeer_detentie": Asked(
        "POST", f"{_C}/detenties/1/correcties", _INCIDENTS, _DETENTIE | {"isDetentie": True, "reden": "Een dag later."}
    ),
    "wijzig_zwaartepunt": Asked(
        "POST",
        f"{_C}/zwaartepunten",
        "P:lopend",
        {"gemeente": "meerwijk", "per": "2025-03-28", "reden": "Anna is verhuisd."},
    ),
    "maak_opening_ongedaan": Asked("POST", f"{_C}/ongedane-opening", "P:lopend", {"reden": "Verkeerde zaak geopend."}),
    "verlaat_wachtlijst": Asked(
        "POST", f"{_C}/wachtlijst/vertrek", "P:lopend", {"route": "regulier", "reden": "Het gaat nu beter."}
    ),
    "lees_gemeenten": Asked("GET", "/v1/casusregie/gemeenten", "P:alles D:alles"),
    "lees_pilotjaren": Asked("GET", "/v1/pilotjaren", "P:alles B:alles"),
    "lees_pilotjaar": Asked("GET", "/v1/pilotjaren/2025", "P:alles"),
    "bevestig_plaats": Asked("POST", "/v1/pilotjaren/2025/bevestigingen", "P:ook-gesloten", {"zaakId": "=Z"}),
    "zet_naar_volgend_jaar": Asked("POST", "/v1/pilotjaren/2025/doorzettingen", "P:ook-gesloten", {"zaakId": "=Z"}),
    "verhoog_maximum": Asked(
        "POST", "/v1/pilotjaren/2025/maximum", "B:alles", {"maximum": 30, "reden": "Er is meer nodig."}
    ),
    "lees_evaluatie": Asked("GET", "/v1/evaluatie/2025", _FIGURES),
    "lees_evaluatie_csv": Asked("GET", "/v1/evaluatie/2025.csv", _FIGURES),
    "lees_vaste_cijfers": Asked("GET", "/v1/evaluatie/2025/vastgezet/1", _FIGURES),
    "lees_vaste_cijfers_csv": Asked("GET", "/v1/evaluatie/2025/vastgezet/1.csv", _FIGURES),
    "zet_cijfers_vast": Asked(
        "POST", "/v1/evaluatie/2025/vastgezet", "P:alles", {"naam": "Proef", "reden": "Een proef."}
    ),
    "lees_taken": Asked("GET", "/v1/taken", _CASUS),
    "rond_taak_af": Asked(
        "POST", f"{_C}/afgeronde-taken", "P:lopend", {"taak": "wachtlijst-bespreken", "bevinding": "Nog veilig."}
    ),
}
ASKED: Mapping[str, Mapping[str, Asked]] = {
    "intake": _INTAKE,
    "triage": _TRIAGE,
    "meetings": _MEETINGS,
    "regie": _REGIE_,
}
GUARDED = [
    (service, operation) for service, table in ASKED.items() for operation, one in table.items() if not one.public
]
NAMES = [f"{service} {operation}" for service, operation in GUARDED]
OPEN_TO_ALL = sorted(PUBLIC)
