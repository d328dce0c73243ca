# SPDX-License-Identifier: EUPL-1.2
"""What people do with one zaak, and which of it crosses on the way: the stories that `test_interleaving` plays.

Not for: in which order the services hear of it.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from tests.contract.wereld import ZVHH, Heard, Step

from zvhh_contracts.casussen import AfschalenMogelijk, AfschalenVervallen, CasusGeopend
from zvhh_contracts.configuration import Configuratie
from zvhh_contracts.event import Event
from zvhh_contracts.meldingen import MeldingAangevuld, MeldingIngediend, MeldingIngetrokken
from zvhh_contracts.overleggen import AfschalenBesloten, WeegoverlegGehouden, WeegoverlegGepland
from zvhh_contracts.regie_intern import PlaatsToegekend
from zvhh_contracts.triages import AanvullingGevraagd, TriageAfgewezen, TriageDoorgezet
from zvhh_intake.domain.commands.dien_in import Indiening
from zvhh_intake.domain.commands.trek_in import TrekIn
from zvhh_intake.domain.commands.vul_aan import VulAan
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Actor
from zvhh_meetings.domain.commands.laat_vertrekken import LaatVertrekken
from zvhh_meetings.domain.commands.leg_casusverslag_vast import LegCasusverslagVast
from zvhh_meetings.domain.commands.leg_weegverslag_vast import LegWeegverslagVast
from zvhh_meetings.domain.commands.plan_overleg import PlanOverleg
from zvhh_meetings.domain.commands.voeg_deelnemer_toe import VoegDeelnemerToe
from zvhh_meetings.domain.commands.wijs_casusregie_aan import WijsCasusregieAan
from zvhh_regie.domain.commands.registreer_incident import RegistreerIncident
from zvhh_triage.domain.commands.beoordeel import Beoordeel
from zvhh_triage.domain.commands.bevestig import Bevestig
from zvhh_triage.domain.commands.vraag_aanvulling import VraagAanvulling

VT, PO, OM, RN, RK = (f"00000099{n:012}" for n in (1000, 2000, 3000, 6000, 8000))
VERA = Actor("vera", VT, frozenset({"melder"}))
NOOR = Actor("noor.testema", ZVHH, frozenset({"procesregisseur"}))
ZAAK, ANDERE = (f"0190aaaa-0000-8000-8000-00000000000{n}" for n in (1, 2))
Types = tuple[type[Event], ...]


def op(maand: int, dag: int, uur: int = 12, minuut: int = 0) -> datetime:
    """A local moment in 2025, in UTC."""
    return at_local(date(2025, maand, dag), time(uur, minuut))


def meldt(zaak: str = ZAAK) -> Step:
    """intake: Vera reports, and cites a consultation that nobody logged (S5): triage asks after it, of itself."""
    persoon = {"gegevens": {"naam": "Anna Fictief"}, "geinformeerd": {"ja": True}}
    melding = {
        "voor_pilot": True,
        "bekend": {"hoe": "gebeld", "sinds": date(2025, 2, 20)},
        "relatie": "ex-partner",
        "gemeente": "delft",
        "betrokkenen": [{"rol": "slachtoffer", **persoon}, {"rol": "pleger", **persoon}],
        "zorgen": "x",
        "criteria": {"leefgebieden": "x", "veiligheid": "x", "samenwerking": "x"},
        "leefgebieden": ["huisvesting", "werk-en-opleiding"],
        "wensen": ["aware"],
        "twijfel": {"ja": True, "code": "A-2222-2222"},
        "verklaring": {"rechtmatig_verkregen": True, "juistheid_getoetst": True},
        "beroepsgeheim": {"geldt": False},
        "melder": {"naam": "Vera", "telefoon": "070-0000001", "email": "vera@duinrand.example"},
    }
    indiening = Indiening.model_validate({"melding": melding, "kenmerk": "ZV-7K4M-9QXT"})
    return Step(("intake", zaak), indiening, op(3, 3, 9, 12), VERA)


def oordeelt(
    at: datetime, *nee: str, zaak: str = ZAAK, after: Types = (MeldingIngediend,), ahead_of: Types = ()
) -> list[Step]:
    """triage: Noor judges the three criteria and confirms what follows."""
    oordelen = [
        {"criterium": c, "ja": c not in nee, "motivatie": "x", "domeinen": ["zorg"] if c == "samenwerking" else []}
        for c in ("leefgebieden", "veiligheid", "samenwerking")
    ]
    uitkomst = {"uitkomst": "afgewezen", "route": "lokaal", "advies": "x"} if nee else {"uitkomst": "doorgezet"}
    commands = [*(Beoordeel.model_validate(one) for one in oordelen), Bevestig.model_validate(uitkomst)]
    return [Step(("triage", zaak), command, at, NOOR, after, ahead_of) for command in commands]


def plant(
    begin: datetime,
    at: datetime,
    *,
    zaak: str = ZAAK,
    after: Types = (MeldingIngediend, TriageDoorgezet),
    ahead_of: Types = (),
) -> Step:
    """meetings: Noor plans a weegoverleg."""
    plan = PlanOverleg(begin=begin, duur_minuten=60, plaats="Zaal 1", genodigden=(VT, PO, OM, RN))
    return Step(("meetings", zaak), plan, at, NOOR, after, ahead_of)


AANWEZIGEN = [{"oin": oin} for oin in (PO, OM, VT, RN)]
NOG_NIET: dict[str, Any] = {
    "aanwezigen": AANWEZIGEN,
    "passend": True,
    "motivatie": "x",
    "doorzetten": "nog-niet",
    "geen_contact_nodig": "x",
    "afspraken": [{"soort": "veiligheid", "tekst": "x", "eigenaar": PO}],
    "wensen": [{"wens": "aware", "antwoord": "besproken"}],
}
PASSEND = NOG_NIET | {
    "doorzetten": "ja",
    "deelnemers": [PO, OM, VT, RN],
    "casusregie": {
        "casusregie": {"vorm": "een", "regisseur": {"oin": VT, "persoon": "vera"}},
        "aanvaard_op": date(2025, 3, 12),
    },
}
NIET_PASSEND: dict[str, Any] = {
    "aanwezigen": AANWEZIGEN,
    "passend": False,
    "motivatie": "x",
    "route": "regulier",
    "wie_bewaakt_veiligheid": PO,
    "wie_vertelt": VT,
}
EXTRAS = [{"extra": code, "antwoord": "besproken"} for code in Configuratie().extras]
BESPROKEN: dict[str, Any] = {"aanwezigen": [{"oin": PO}]}


def weegt(
    verslag: dict[str, Any],
    nummer: int = 1,
    dag: int = 12,
    *,
    zaak: str = ZAAK,
    after: Sequence[Heard] = (),
    ahead_of: Types = (),
) -> Step:
    """meetings: the minutes of a weegoverleg of March, an hour after it began."""
    vast = LegWeegverslagVast.model_validate(verslag)
    return Step(("meetings", zaak), vast, op(3, dag, 11), NOOR, tuple(after), ahead_of, number=nummer)


def overlegt(nummer: int, at: datetime, verslag: dict[str, Any], after: Types) -> Step:
    """meetings: the minutes of a casusoverleg that began an hour before."""
    held = {"aanwezigen": AANWEZIGEN, "beeld_bevestigd": True, "extras": EXTRAS, "gehouden_op": at - timedelta(hours=1)}
    vast = LegCasusverslagVast.model_validate(held | verslag)
    return Step(("meetings", ZAAK), vast, at, NOOR, after, number=nummer)


def tot_planning(zaak: str = ZAAK) -> list[Step]:
    """From melding to a planned weegoverleg."""
    return [meldt(zaak), *oordeelt(op(3, 5), zaak=zaak), plant(op(3, 12, 10), op(3, 5, 13), zaak=zaak)]


def trekt_in(at: datetime, *, after: Types = (TriageDoorgezet,), ahead_of: Types = ()) -> Step:
    """intake: Vera withdraws."""
    return Step(("intake", ZAAK), TrekIn.model_validate({"reden": "x"}), at, VERA, after, ahead_of)


def incident(moment: datetime, at: datetime, *, ahead_of: Types = ()) -> Step:
    """regie: a serious incident."""
    feiten = {"soort": "stalking", "moment": moment, "ernstig": True, "gehoord_van": "x", "omschrijving": "x"}
    return Step(("regie", ZAAK), RegistreerIncident.model_validate(feiten), at, NOOR, (PlaatsToegekend,), ahead_of)


def een_heel_leven() -> list[Step]:
    """Story 1: an incident, a casusoverleg, six months, afschalen."""
    besluit = {"uitkomst": "afschalen", "reden": "x", "signalen": "x", "gaat_verder": [{"oin": VT, "afspraak": "x"}]}
    return [
        *tot_planning(),
        weegt(PASSEND),
        incident(op(3, 20, 21, 30), op(3, 21)),
        Step(("regie", ZAAK), "afschalen", op(9, 20, 0), NOOR),
        overlegt(2, op(3, 26), {}, (CasusGeopend,)),
        overlegt(3, op(10, 22), {"afschalen": besluit}, (AfschalenMogelijk,)),
    ]


def incident_kruist_afschalen() -> list[Step]:
    """An incident is registered while those present decide to afschalen: overtaken, the casus stays open."""
    *begin, besluit = een_heel_leven()
    laat = incident(op(10, 20), op(10, 22), ahead_of=(AfschalenBesloten,))
    return [*begin, replace(besluit, ahead_of=(AfschalenVervallen,)), laat]


def deelnemers_en_regie_wisselen() -> list[Step]:
    """Two lead from April on, a partner joins, one of the two leaves: nobody leads alone.

    All after the casus opened: it opens when its claim is answered, so a claim that is weeks late opens it weeks later.
    """
    twee = {
        "vorm": "twee",
        "regisseurs": [
            {"oin": VT, "persoon": "vera", "aandeel": "slachtoffer"},
            {"oin": RN, "persoon": "rob", "aandeel": "pleger"},
        ],
    }
    wijs_aan = {"casusregie": twee, "ingangsdatum": date(2025, 4, 1), "aanvaard_op": date(2025, 3, 20), "reden": "x"}
    commands = [
        (WijsCasusregieAan.model_validate(wijs_aan), op(3, 20), ""),
        (VoegDeelnemerToe.model_validate({"oin": RK, "reden": "x"}), op(3, 21), ""),
        (LaatVertrekken.model_validate({"reden": "x"}), op(4, 7), RN),
    ]
    steps = [Step(("meetings", ZAAK), command, at, NOOR, (CasusGeopend,), ref=ref) for command, at, ref in commands]
    return [*tot_planning(), weegt(PASSEND), *steps]


def wachtlijst() -> list[Step]:
    """Two zaken and one place: the second waits."""
    geopend: Heard = (("meetings", ANDERE), CasusGeopend)
    return [*tot_planning(ANDERE), weegt(PASSEND, zaak=ANDERE), *tot_planning(), weegt(PASSEND, after=[geopend])]


def vraag_en_antwoord() -> list[Step]:
    """Triage asks, the reporter answers."""
    vraag, antwoord = VraagAanvulling.model_validate({"vraag": "x"}), VulAan.model_validate({"tekst": "x"})
    return [
        meldt(),
        Step(("triage", ZAAK), vraag, op(3, 4), NOOR, (MeldingIngediend,)),
        Step(("intake", ZAAK), antwoord, op(3, 5), VERA, (AanvullingGevraagd,)),
    ]


def aanvulling() -> list[Step]:
    """Triage judges after the answer."""
    verder = [plant(op(3, 12, 10), op(3, 6, 13)), weegt(PASSEND)]
    return [*vraag_en_antwoord(), *oordeelt(op(3, 6), after=(MeldingAangevuld,)), *verder]


def aanvulling_kruist_besluit() -> list[Step]:
    """The answer is under way when triage decides without it."""
    *begin, antwoord = vraag_en_antwoord()
    besluit = oordeelt(op(3, 6), "veiligheid", ahead_of=(MeldingAangevuld,))
    return [*begin, replace(antwoord, ahead_of=(TriageAfgewezen,)), *besluit]


def herzien_tot_niet_passend() -> list[Step]:
    """Doorgezet, planned, revised to nee (the weegoverleg is cancelled), revised to ja, planned again, not passend."""
    return [
        *tot_planning(),
        *oordeelt(op(3, 6), "veiligheid", after=(WeegoverlegGepland,)),
        *oordeelt(op(3, 7)),
        plant(op(3, 14, 10), op(3, 7, 13), after=(TriageAfgewezen, TriageDoorgezet, TriageDoorgezet)),
        weegt(NIET_PASSEND, 2, 14),
    ]


def tweede_weegoverleg() -> list[Step]:
    """Nog niet, then yes."""
    return [*tot_planning(), weegt(NOG_NIET), plant(op(3, 19, 10), op(3, 12, 13)), weegt(PASSEND, 2, 19)]


def intrekking_kruist(verslag: dict[str, Any]) -> list[Step]:
    """The reporter withdraws before the weegoverleg, and meetings hears of it only after the minutes."""
    return [
        *tot_planning(),
        weegt(verslag, ahead_of=(MeldingIngetrokken,)),
        trekt_in(op(3, 12, 9), ahead_of=(WeegoverlegGehouden, CasusGeopend)),
    ]


def intrekking_kruist_planning() -> list[Step]:
    """The reporter withdraws while a weegoverleg is being planned: it is cancelled."""
    *begin, planning = tot_planning()
    planning = replace(planning, ahead_of=(MeldingIngetrokken,))
    return [*begin, planning, trekt_in(op(3, 5, 13), ahead_of=(WeegoverlegGepland,))]


def herziening_kruist(verslag: dict[str, Any]) -> list[Step]:
    """Triage revises to nee, and meetings hears of it only after the minutes."""
    herzien = oordeelt(op(3, 12, 9), "veiligheid", ahead_of=(WeegoverlegGehouden, CasusGeopend))
    return [*tot_planning(), weegt(verslag, ahead_of=(TriageAfgewezen,)), *herzien]


def intrekking_kruist_oordeel() -> list[Step]:
    """The reporter withdraws while triage judges."""
    oordeel = oordeelt(op(3, 5), ahead_of=(MeldingIngetrokken,))
    return [meldt(), *oordeel, trekt_in(op(3, 5), after=(), ahead_of=(TriageDoorgezet,))]


SCENARIOS: dict[str, list[Step]] = {
    "een heel leven": een_heel_leven(),
    "incident kruist afschalen": incident_kruist_afschalen(),
    "deelnemers en regie wisselen": deelnemers_en_regie_wisselen(),
    "niet passend": [*tot_planning(), weegt(NIET_PASSEND)],
    "besproken, niet besloten": [*tot_planning(), weegt(BESPROKEN)],
    "tweede weegoverleg": tweede_weegoverleg(),
    "wachtlijst": wachtlijst(),
    "aanvulling": aanvulling(),
    "aanvulling kruist besluit": aanvulling_kruist_besluit(),
    "herzien tot niet passend": herzien_tot_niet_passend(),
    "ingetrokken": [meldt(), *oordeelt(op(3, 5)), trekt_in(op(3, 6))],
    "intrekking kruist oordeel": intrekking_kruist_oordeel(),
    "intrekking kruist planning": intrekking_kruist_planning(),
    "intrekking kruist weegoverleg": intrekking_kruist(PASSEND),
    "intrekking kruist besproken": intrekking_kruist(BESPROKEN),
    "herziening kruist weegoverleg": herziening_kruist(PASSEND),
    "herziening kruist niet passend": herziening_kruist(NIET_PASSEND),
}
