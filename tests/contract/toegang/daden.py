# SPDX-License-Identifier: EUPL-1.2
"""What people do, one act at a time, with what each of them makes true (`tabel`). An act that is refused changes nothing.

For: `test_toegang`, which plays them in every order. Not for: what anybody sees.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

from tests.contract.toegang.mensen import BARRED, NOOR, OM, PAULA, PO, RK, ROB, VERA, VT, Moment, NotNow, report

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.domain.calendar import at_local
from zvhh_kit.domain.decision import Actor
from zvhh_meetings.domain.parts.stukken import OPEN

Act = Callable[[Moment], None]


def report_open(moment: Moment) -> None:
    """A melding about the same persons by another partner, with an open address."""
    _only_once(moment, "C")
    report(moment, "C", ROB, shielded=False)


def report_shielded(moment: Moment) -> None:
    """The same with a shielded one."""
    _only_once(moment, "D")
    report(moment, "D", ROB, shielded=True)


def report_again(moment: Moment) -> None:
    """New developments, after a zaak that is named (S15)."""
    _only_once(moment, "E")
    report(moment, "E", VERA, shielded=False, cites="A")


def _only_once(moment: Moment, name: str) -> None:
    _only_if(name not in moment.facts.zaken)


def _only_if(possible: bool) -> None:
    if not possible:
        raise NotNow


def _as_read(moment: Moment, who: Actor, **changed: Any) -> dict[str, Any]:
    """The slachtoffer of A as this person reads them, with something else; to be put back as documented (D10)."""
    shown = moment.house.ask(who, "intake", "lees_melding", zaak_id=moment.a.id)
    person = shown.betrokkenen[0]
    read = person.model_dump(mode="json", by_alias=True)
    data = {field: value for field, value in read["gegevens"].items() if value is not None}
    return {
        "betrokkene": {"rol": "slachtoffer", "gegevens": data | changed, "geinformeerd": {"ja": True}},
        "reden": "Nieuw gehoord.",
    }


def shield(moment: Moment) -> None:
    """The address is to be shielded from now on."""
    body = _as_read(moment, NOOR, adresAfschermen=True)
    moment.noor("intake", "verbeter_betrokkene", body, nr=1)
    moment.a.shielded = True


def unshield(moment: Moment) -> None:
    """A procesregisseur lifts that, with a reason: of where they live now only."""
    moment.noor("intake", "hef_afscherming_op", {"reden": "Zij is verhuisd."}, nr=1)
    a = moment.a
    a.shut |= {one for one in a.shown if one != a.address}
    a.shielded = False


def correct(moment: Moment) -> None:
    """Who takes part puts back what they read, with another telephone number: nothing else may change."""
    who = PAULA if PAULA.oin in moment.a.takes_part else NOOR
    body = _as_read(moment, who, telefoon="06-12345678", veiligBereiken="Overdag.")
    moment.house.ask(who, "intake", "verbeter_betrokkene", body, zaak_id=moment.a.id, nr=1)


def move(moment: Moment) -> None:
    """They live somewhere else now."""
    _only_if(len(moment.a.shown) == 1)
    moment.noor("intake", "verbeter_betrokkene", _as_read(moment, NOOR, adres="Nieuwegracht 99 ADRES-A2"), nr=1)
    moment.a.shown.append("ADRES-A2")


def join(moment: Moment) -> None:
    """B is about A's persons (D11b)."""
    body = {"bij": moment.a.id, "motivatie": "Dezelfde personen. TRIAGE-B"}
    moment.noor("triage", "voeg", body, zaak=moment.b)
    moment.b.joined_to = "A"


def split(moment: Moment) -> None:
    """It is not, after all."""
    moment.noor("triage", "splits", {"motivatie": "Toch anderen. TRIAGE-B"}, zaak=moment.b)
    moment.b.joined_to = ""


def bar(moment: Moment) -> None:
    """Two persons may not see A (L6)."""
    for who in BARRED:
        moment.noor("intake", "weer_persoon", {"persoon": who.subject, "reden": "Familie. WERING-A"})
        moment.a.barred.add(who.subject)


def unbar(moment: Moment) -> None:
    """It was a namesake."""
    for who in BARRED:
        moment.noor("intake", "hef_wering_op", {"persoon": who.subject, "redenOpheffing": "Een naamgenoot. WERING-A"})
        moment.a.barred.discard(who.subject)


def invite(moment: Moment) -> None:
    """RK is invited to what is planned, or to the weegoverleg that is planned now."""
    overleg, invited = moment.overleg(), [VT, PO, OM, RK]
    if overleg is not None:
        body = {"genodigden": invited, "reden": "Ook nodig."}
        moment.noor("meetings", "wijzig_uitnodiging", body, nummer=overleg.nummer)
    else:
        plan(moment, invited)
    moment.a.invited = set(invited)


def plan(moment: Moment, invited: list[str]) -> None:
    begin = at_local(moment.house.now.date() + timedelta(days=7)) + timedelta(hours=10)
    body = {"begin": _text(begin), "duurMinuten": 60, "plaats": "Zaal 1", "genodigden": invited}
    moment.noor("meetings", "plan_overleg", body)


def add(moment: Moment) -> None:
    """RK takes part from now on (L4b)."""
    moment.noor("meetings", "voeg_deelnemer_toe", {"oin": RK, "reden": "Ook nodig."})
    moment.a.takes_part.add(RK)


def leave(moment: Moment) -> None:
    """The police leaves, and hands over what is open."""
    shown = moment.noor("meetings", "lees_overlegtraject")
    mine = [one.nummer for one in shown.afspraken if one.stand in OPEN and one.eigenaar == PO]
    body = {"reden": "Klaar.", "overdracht": [{"soort": "afspraak", "nummer": one, "aan": VT} for one in mine]}
    moment.noor("meetings", "laat_deelnemer_vertrekken", body, oin=PO)
    moment.a.takes_part.discard(PO)
    moment.a.invited.discard(PO)  # also to what was planned already (L4b)


def withdraw(moment: Moment) -> None:
    """The reporter of B withdraws; never once it was weighed, or what it is joined to (D1)."""
    main = moment.facts.main(moment.b)
    moment.house.ask(ROB, "intake", "trek_melding_in", {"reden": "Niet meer nodig."}, zaak_id=moment.b.id)
    assert not moment.b.weighed, "withdrawn after its weegoverleg"
    assert main is None or not main.weighed, "withdrawn after the weegoverleg of what it is joined to"
    moment.b.withdrawn = True


def withdraw_main(moment: Moment) -> None:
    """The reporter of A withdraws: nobody comes to its weegoverleg any more."""
    moment.house.ask(VERA, "intake", "trek_melding_in", {"reden": "Niet meer nodig."}, zaak_id=moment.a.id)
    moment.a.withdrawn = True
    moment.a.invited = set()


def _minutes(moment: Moment) -> dict[str, Any]:
    overleg = moment.overleg()
    if overleg is None:
        raise NotNow
    moment.house.wait_until(overleg.begin + timedelta(hours=1))
    there = [{"oin": one.oin} for one in overleg.genodigden]
    return {"nummer": overleg.nummer, "aanwezigen": there}


def _weigh(moment: Moment, **decided: Any) -> None:
    minutes = _minutes(moment)
    agreements = [
        {"soort": "contact", "tekst": "Bellen. VERSLAG-A", "eigenaar": VT},
        {"soort": "veiligheid", "tekst": "Langsgaan. VERSLAG-A", "eigenaar": PO},
    ]
    body = {
        "aanwezigen": minutes["aanwezigen"],
        "passend": True,
        "motivatie": "Past bij de pilot. VERSLAG-A",
        "afspraken": agreements,
    }
    moment.noor("meetings", "leg_weegverslag_vast", body | decided, nummer=minutes["nummer"])
    moment.a.invited, moment.a.weighed = set(), True
    moment.a.minutes += 1


def held(moment: Moment) -> None:
    """The weegoverleg sends A on: VT, PO and OM take part, and nobody else."""
    lead = {"casusregie": {"vorm": "een", "regisseur": {"oin": VT, "persoon": "victor"}}, "aanvaardOp": "2025-03-03"}
    _weigh(moment, doorzetten="ja", deelnemers=[VT, PO, OM], casusregie=lead)
    moment.a.takes_part = {VT, PO, OM}


def held_not_yet(moment: Moment) -> None:
    """It fits, and is to be weighed once more."""
    _weigh(moment, doorzetten="nog-niet")


def held_no(moment: Moment) -> None:
    """It does not fit: nobody but the reporter and the procesregisseurs reads on."""
    no = {"passend": False, "route": "regulier", "wieBewaaktVeiligheid": PO, "wieVertelt": VT}
    _weigh(moment, **no)
    moment.a.ended = True


def add_person(moment: Moment) -> None:
    """Somebody came in sight: for who takes part or is invited, not for the reporter (L6, D10)."""
    _only_if(not moment.a.others)
    data = {"naam": "Carla LATER-A", "adres": "Achterom 3 ADRES-A3"}
    person = {"rol": "kring", "gegevens": data, "geinformeerd": {"ja": True}}
    moment.noor("intake", "voeg_betrokkene_toe", {"betrokkene": person, "reden": "Nieuw gehoord."})
    moment.a.others = ["ADRES-A3"]


def incident(moment: Moment) -> None:
    """Something serious happened (D4)."""
    facts = {
        "soort": "stalking",
        "moment": _text(moment.house.now - timedelta(hours=1)),
        "ernstig": True,
        "gehoordVan": "De politie.",
        "omschrijving": "Hij stond bij de deur. INCIDENT-A",
    }
    moment.noor("regie", "registreer_incident", facts)


def undo(moment: Moment) -> None:
    """The opening was an error (S6b)."""
    moment.noor("regie", "maak_opening_ongedaan", {"reden": "Per ongeluk."})


def close(moment: Moment) -> None:
    """The casus is handed over to others (D13)."""
    minutes = _minutes(moment)
    end = {"grond": "overdracht", "reden": "x", "signalen": "Nieuwe berichten. SIGNAAL-A"}
    extras = [{"extra": code, "antwoord": "besproken"} for code in Configuratie().extras]
    there = [one for one in minutes["aanwezigen"] if one["oin"] in moment.a.takes_part]
    body = {
        "aanwezigen": there,
        "beeldBevestigd": True,
        "extras": extras,
        "notities": {"beeldvorming": "Rustig. VERSLAG-A"},
        "beeindigen": end | {"gaatVerder": [{"oin": VT, "afspraak": "Belt. SIGNAAL-A"}]},
    }
    moment.noor("meetings", "leg_casusverslag_vast", body, nummer=minutes["nummer"])
    moment.a.closed, moment.a.was_there = True, {one["oin"] for one in there} | {VT}


def destroy(moment: Moment) -> None:
    """The term of A is over: it goes, everywhere, and what is joined to it goes along (L8, D11b)."""
    _only_if(not moment.a.destroyed)
    moment.backup = moment.house.copy()
    end = moment.house.kept["intake", moment.a.id].raw["state"]["einde_bewaren"]
    moment.house.wait_until(at_local(date.fromisoformat(end)))
    gone = {
        subject for (service, subject), one in moment.house.kept.items() if service == "intake" and one.document.gone
    }
    assert moment.a.id in gone
    joined = moment.facts.main(moment.b) is not None and not moment.b.withdrawn
    assert not joined or moment.b.id in gone, "what is joined to a zaak goes with it"
    for zaak in moment.facts.zaken.values():
        zaak.destroyed = zaak.id in gone


def restore(moment: Moment) -> None:
    """A backup of before brings back the documents of what was destroyed, without their keys (L8)."""
    if moment.backup is None:
        raise NotNow
    for name, kept in moment.backup.kept.items():
        if moment.facts.zaken["A"].destroyed and name[1] in moment.house.gone:
            moment.house.kept[name] = kept
    moment.backup = None


def _text(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


ACTS: dict[str, Act] = {
    "report open": report_open,
    "report shielded": report_shielded,
    "shield": shield,
    "unshield": unshield,
    "correct": correct,
    "move": move,
    "join": join,
    "split": split,
    "bar": bar,
    "unbar": unbar,
    "invite": invite,
    "add": add,
    "leave": leave,
    "withdraw": withdraw,
    "withdraw main": withdraw_main,
    "weegoverleg held": held,
    "weegoverleg held, not yet": held_not_yet,
    "weegoverleg held, no": held_no,
    "add person": add_person,
    "incident": incident,
    "undo": undo,
    "close": close,
    "destroy": destroy,
    "restore": restore,
    "report again": report_again,
}
