# SPDX-License-Identifier: EUPL-1.2
"""What stays of each act: who did it, when, why, and what it said (D3, S12, S16, L4b)."""

from datetime import date
from typing import Any

from pydantic import BaseModel
from services.meetings.tests.verhaal import Zaak, there

from zvhh_contracts import casussen
from zvhh_contracts.meldingen import MeldingAangevuld
from zvhh_kit.domain.decision import Sealed

ZV = "00000099000000000100"
VT, PO, OM, RN, WG = (f"0000009900000000{code}" for code in ("1000", "2000", "3000", "6000", "7000"))
WOENSDAG, DONDERDAG, EERSTE = date(2025, 3, 12), date(2025, 3, 13), date(2025, 3, 26)


def tekst(een: Sealed[str]) -> str:
    """What was sealed."""
    return (een.cipher or b"").decode()


def kaal(een: BaseModel, *zonder: str) -> dict[str, Any]:
    """The fields, with what was sealed in clear: in a story the sealed value is the text itself."""
    velden = {naam: getattr(een, naam) for naam in type(een).model_fields if naam not in zonder}
    return {naam: tekst(waarde) if isinstance(waarde, Sealed) else waarde for naam, waarde in velden.items()}


def test_every_change_of_an_overleg(zaak: Zaak) -> None:
    """D3: planned, moved, invited, cancelled: by whom, when, from when on, and why."""
    begin, later = zaak.lokaal(WOENSDAG), zaak.lokaal(DONDERDAG)
    zaak.te_plannen().plan(begin, PO, VT, reden="spoed")
    zaak.op(date(2025, 3, 6)).verzet(1, later, "zaal bezet", duurMinuten=60)
    zaak.op(date(2025, 3, 7)).nodig(1, PO, VT, WG, reden="kent het gezin", plaats="Kamer 4")
    overleg = zaak.volgend
    assert (overleg.begin, overleg.duur_minuten, overleg.plaats, overleg.volgnummer) == (later, 60, "Kamer 4", 2)
    assert (overleg.voorbij, overleg.vanzelf, overleg.voorstel) == (False, False, False)
    zaak.op(date(2025, 3, 10)).annuleer(1, "ziek").goed()
    assert [kaal(een) for een in zaak.staat.overleggen[0].wijzigingen] == [
        {"wat": wat, "begin": moment, "reden": reden, "door": "fatima", "op": zaak.lokaal(date(2025, 3, dag), 13)}
        for wat, moment, reden, dag in (
            ("gepland", begin, "spoed", 5),
            ("verzet", later, "zaal bezet", 6),
            ("uitnodiging", later, "kent het gezin", 7),
            ("geannuleerd", later, "ziek", 10),
        )
    ]


def test_a_held_overleg(zaak: Zaak) -> None:
    """S11, S12: when it was held and recorded, by whom, who was there, and its minutes as they were sent."""
    zaak.gepland().op(DONDERDAG, 9).weeg().goed()
    weging = zaak.staat.overleggen[0]
    assert (weging.stand, weging.gehouden_op, weging.vastgelegd_op) == ("gehouden", zaak.lokaal(WOENSDAG), zaak.at)
    assert (weging.vastgelegd_door, weging.besloten, weging.aanwezigen) == ("fatima", True, (PO, OM, VT, RN))
    assert (tekst(there(there(weging.weegverslag).motivatie)), weging.casusverslag) == ("past bij de pilot", None)
    notities = {"beeldvorming": "rustig"}
    zaak.doe(zaak.geopend()).op(date(2025, 3, 27), 9).bespreek(notities=notities).goed()
    casus = zaak.staat.overleggen[1]
    assert (casus.stand, casus.gehouden_op, casus.vastgelegd_op) == ("gehouden", zaak.lokaal(EERSTE), zaak.at)
    assert (casus.vastgelegd_door, casus.besloten, casus.aanwezigen) == ("fatima", True, (PO, VT, RN))
    assert (tekst(there(there(casus.casusverslag).notities.beeldvorming)), casus.weegverslag) == ("rustig", None)


def test_a_partner_that_joins_and_leaves(zaak: Zaak) -> None:
    """L4b: from which day to which, and why; who was named by the weegoverleg has no reason."""
    zaak.loopt().op(EERSTE).voeg_toe(WG, "kent het gezin").op(date(2025, 3, 28)).vertrek(WG, reden="klaar")
    eerste, *_, laatste = zaak.staat.deelnames
    assert kaal(eerste) == {"oin": PO, "van": WOENSDAG, "tot": None, "reden": None, "vertrek": None}
    assert kaal(laatste, "vertrek") == {"oin": WG, "van": EERSTE, "tot": date(2025, 3, 28), "reden": "kent het gezin"}
    assert kaal(there(laatste.vertrek)) == {"reden": "klaar", "door": "fatima"}


def test_an_agreement_and_what_its_owner_told(zaak: Zaak) -> None:
    """S11, D3: between two overleggen and in one."""
    zaak.loopt().op(DONDERDAG).afspraak(1, "niet-gedaan", reden="geen gehoor")
    gemeld = {"nummer": 1, "stand": "kan-niet-meer", "reden": "verhuisd"}
    zaak.op(EERSTE).bespreek(afspraken=[gemeld]).goed()
    assert kaal(zaak.staat.afspraken[0], "standen") == {
        "nummer": 1,
        "overleg": 1,
        "soort": "contact",
        "tekst": "bellen",
        "eigenaar": VT,
        "uiterlijk": date(2025, 3, 19),
        "stand": "kan-niet-meer",
    }
    een, twee = zaak.staat.afspraken[0].standen
    wie = {"door": "vera", "oin": VT, "op": zaak.lokaal(DONDERDAG, 13)}
    assert kaal(een) == {"stand": "niet-gedaan", "reden": "geen gehoor"} | wie
    wie = {"door": "fatima", "oin": ZV, "op": zaak.at}
    assert kaal(twee) == {"stand": "kan-niet-meer", "reden": "verhuisd"} | wie


def test_a_plan_and_what_an_owner_told(zaak: Zaak) -> None:
    """S12: every field of an intervention, its version, and the stand that was told."""
    pleger = {"soort": "rn-traject", "voor": "pleger", "eigenaar": RN, "start": "2025-04-01", "omschrijving": "praten"}
    slachtoffer = {"soort": "aware", "voor": "slachtoffer", "eigenaar": VT, "start": "2025-04-02"}
    plan = {"doelen": "rust", "interventies": [pleger, slachtoffer | {"stand": "loopt", "voorPersoon": 1}]}
    zaak.loopt().op(EERSTE).bespreek(plan=plan).op(date(2025, 3, 28)).interventie(1, "loopt")
    versie = zaak.staat.plannen[0]
    assert kaal(versie, "interventies") == {
        "versie": 1,
        "overleg": 2,
        "doelen": "rust",
        "aanwezigen": (PO, VT, RN),
        "vastgesteld_op": zaak.lokaal(EERSTE),
    }
    een = {"nummer": 1, "soort": "rn-traject", "voor": "pleger", "voor_persoon": None, "eigenaar": RN}
    een |= {"start": date(2025, 4, 1), "omschrijving": "praten"}
    assert kaal(versie.interventies[0]) == een | {"stand": "gepland", "standen": ()}
    assert kaal(zaak.staat.interventies[0], "standen") == een | {"stand": "loopt"}
    gemeld = {"stand": "loopt", "reden": None, "door": "rob", "oin": RN, "op": zaak.at}
    assert [kaal(told) for told in zaak.staat.interventies[0].standen] == [gemeld]
    twee = zaak.staat.interventies[1]
    assert (twee.start, twee.voor_persoon, twee.stand, twee.omschrijving) == (date(2025, 4, 2), 1, "loopt", None)


def test_an_appointment(zaak: Zaak) -> None:
    """S16: in which overleg or between two, from when, accepted when, why, by whom."""
    keuze = {"casusregie": {"vorm": "een", "regisseur": {"oin": RN, "persoon": "rob"}}}
    zaak.loopt().op(DONDERDAG).regie(keuze["casusregie"], "wissel", aanvaardOp="2025-03-11", ingangsdatum="2025-03-14")
    wie = {"door": "fatima", "vervallen": False}
    dagen = {"ingangsdatum": date(2025, 3, 14), "aanvaard_op": date(2025, 3, 11)}
    anders = {"nummer": 2, "overleg": None, "reden": "wissel", "op": zaak.at}
    assert kaal(zaak.staat.aanwijzingen[-1], "casusregie") == anders | dagen | wie
    zaak.op(EERSTE).bespreek(casusregie=keuze | {"aanvaardOp": "2025-03-26"}).goed()
    dagen = {"ingangsdatum": EERSTE, "aanvaard_op": EERSTE}
    anders = {"nummer": 3, "overleg": 2, "reden": None, "op": zaak.at}
    assert kaal(zaak.staat.aanwijzingen[-1], "casusregie") == anders | dagen | wie


def test_a_decision_that_was_put_right(zaak: Zaak) -> None:
    """D3: why, by whom, when, and the minutes as they stood."""
    zaak.gewogen()
    eerder = zaak.staat.overleggen[0].weegverslag
    besluit: dict[str, Any] = {
        "passend": False,
        "motivatie": "toch niet",
        "route": "lokaal",
        "wieBewaaktVeiligheid": PO,
    }
    zaak.op(DONDERDAG).herzie(1, "verkeerd", **besluit, wieVertelt=VT).goed()
    een, zijn = zaak.staat.overleggen[0].herzieningen[0], zaak.staat.deelnames[0]
    assert kaal(een) == {"versie": 2, "reden": "verkeerd", "door": "fatima", "op": zaak.at, "eerder": eerder}
    assert (zijn.tot, kaal(there(zijn.vertrek))) == (DONDERDAG, {"reden": "verkeerd", "door": "fatima"})
    assert (zaak.staat.overleggen[1].stand, zaak.staat.overleggen[1].volgnummer) == ("geannuleerd", 1)
    weg = zaak.staat.overleggen[1].wijzigingen[-1]
    begin = zaak.lokaal(EERSTE)
    assert kaal(weg) == {"wat": "geannuleerd", "begin": begin, "reden": "verkeerd", "door": "fatima", "op": zaak.at}


def test_an_addition(zaak: Zaak) -> None:
    """D3: signed, dated, to a part of the minutes."""
    zaak.gewogen().op(DONDERDAG).vul_aan(1, "vergeten", "besluitvorming")
    wie = {"door": "fatima", "oin": ZV, "op": zaak.at}
    aanvulling = {"nummer": 1, "bij": "besluitvorming", "tekst": "vergeten"}
    assert [kaal(een) for een in zaak.staat.overleggen[0].aanvullingen] == [aanvulling | wie]


def test_what_intake_and_triage_told(nieuwe_zaak: type[Zaak]) -> None:
    """S10, L8, D10: each source owns its part, and it is kept as told."""
    zaak = nieuwe_zaak().te_plannen()
    assert there(zaak.staat.melding).model_dump() == {
        "kenmerk": "ZV-7K4M-9QXT",
        "pilotjaar": 2025,
        "ontvangen_op": zaak.lokaal(date(2025, 3, 3), 9),
        "melder_oin": VT,
        "wensen": ("aware",),
        "kinderen": 0,
        "vernietigen_uiterlijk_op": date(2030, 3, 3),
        "van_voor_de_pilot": False,
        "laatste_casusoverleg_op": None,
        "open_afspraken": 0,
    }
    leeg = {"weegoverleg_uiterlijk_op": None, "route": None, "vernietigen_op": None, "bij": None}
    oordeel = leeg | {"versie": 1, "uitkomst": "doorgezet", "op": zaak.lokaal(date(2025, 3, 5))}
    assert there(zaak.staat.triage).model_dump() == oordeel | {"weegoverleg_uiterlijk_op": date(2025, 3, 19)}
    zaak.doe(zaak.afgewezen())
    oordeel = leeg | {"versie": 2, "uitkomst": "afgewezen", "op": zaak.lokaal(date(2025, 3, 6))}
    assert there(zaak.staat.triage).model_dump() == oordeel | {"route": "lokaal", "vernietigen_op": date(2025, 4, 5)}
    zaak.doe(MeldingAangevuld(aangevuld_op=zaak.at)).doe(zaak.gevoegd(versie=3))
    assert (zaak.staat.aangevuld_op, there(zaak.staat.triage).versie, there(zaak.staat.triage).uitkomst) == (
        zaak.at,
        3,
        "gevoegd",
    )
    drie = nieuwe_zaak().doe(nieuwe_zaak.ingediend(rollen={"kind": 3})).staat
    assert (drie.kinderen, drie.kenmerk, drie.ontvangen_op) == (3, "ZV-7K4M-9QXT", zaak.lokaal(date(2025, 3, 3), 9))


def test_what_came_with_a_running_case(zaak: Zaak) -> None:
    """S6c: the melding, who takes part since it was brought in, and the casusregie as it was."""
    zaak.lopend()
    assert there(zaak.staat.melding).model_dump() == {
        "kenmerk": "ZV-4W8K-2PFD",
        "pilotjaar": None,
        "ontvangen_op": zaak.lokaal(date(2025, 2, 3), 9),
        "melder_oin": ZV,
        "wensen": (),
        "kinderen": 0,
        "vernietigen_uiterlijk_op": date(2029, 11, 14),
        "van_voor_de_pilot": True,
        "laatste_casusoverleg_op": zaak.lokaal(date(2025, 1, 20), 11),
        "open_afspraken": 2,
    }
    assert [(een.oin, een.van, een.tot) for een in zaak.staat.deelnames] == [
        (oin, date(2025, 2, 3), None) for oin in (VT, PO, RN)
    ]
    assert kaal(zaak.staat.aanwijzingen[0], "casusregie") == {
        "nummer": 0,
        "overleg": None,
        "ingangsdatum": date(2024, 12, 1),
        "aanvaard_op": date(2024, 12, 1),
        "reden": None,
        "door": None,
        "op": zaak.lokaal(date(2025, 2, 3), 9),
        "vervallen": False,
    }
    assert there(zaak.staat.antwoord(0)).model_dump() == {
        "aanwijzing": 0,
        "vastgelegd": True,
        "van": date(2024, 12, 1),
        "redenen": (),
    }
    casus = zaak.staat.casus
    assert (casus.geopend_op, casus.afschalen_vanaf) == (zaak.at, zaak.lokaal(date(2025, 5, 30), 0))


def test_what_regie_told(zaak: Zaak) -> None:
    """S6, S14, D4: every field of its part."""
    zaak.loopt()
    klok = zaak.lokaal(date(2025, 9, 20), 0)
    feit: dict[str, Any] = {"nummer": 1, "soort": "geweld", "moment": zaak.lokaal(date(2025, 3, 11))}
    ander = feit | {"nummer": 2}
    for een, ernstig in ((feit, True), (ander, True)):
        gemeld: dict[str, Any] = {"ernstig": ernstig, "geregistreerd_op": zaak.at, "afschalen_mogelijk_op": klok}
        zaak.doe(casussen.IncidentGeregistreerd(**een, **gemeld))
    verwacht = {"moment": feit["moment"], "is_incident": True, "geregistreerd_op": zaak.at}
    verwacht |= {"ernstig_op": None, "weggenomen_op": None}
    assert [een.model_dump() for een in zaak.staat.casus.incidenten] == [
        verwacht | {"nummer": 1, "ernstig": True},
        verwacht | {"nummer": 2, "ernstig": True},
    ]
    later = {"moment": zaak.lokaal(date(2025, 3, 10)), "ernstig": False, "is_incident": False}
    eerder = zaak.lokaal(date(2025, 9, 10), 0)
    zaak.doe(casussen.IncidentHerzien(**feit | later, versie=2, afschalen_mogelijk_op=eerder))
    assert zaak.staat.casus.incidenten[0].model_dump() == verwacht | {"nummer": 1} | later
    assert zaak.staat.casus.incidenten[1].model_dump() == verwacht | {"nummer": 2, "ernstig": True}
    assert zaak.staat.casus.afschalen_vanaf == eerder
    zaak.doe(casussen.AfschalenVervallen(opnieuw_op=klok))
    assert (zaak.staat.casus.afschalen_mogelijk_sinds, zaak.staat.casus.afschalen_vanaf) == (None, klok)
    zaak.doe(casussen.ZwaartepuntGewijzigd(gemeente="delft", per=DONDERDAG))
    assert there(zaak.staat.casus.zwaartepunt).model_dump() == {"gemeente": "delft", "per": DONDERDAG}
    zaak.doe(casussen.BeeindigenGeweigerd(nummer=2, reden="niet-open"))
    assert zaak.staat.casus.beeindigen_geweigerd[0].model_dump() == {"nummer": 2, "reden": "niet-open"}
    zaak.doe(casussen.CasusBeeindigd(nummer=2, grond="overlijden", beeindigd_op=zaak.at))
    casus = zaak.staat.casus
    assert (casus.beeindigd_op, casus.eindgrond, zaak.staat.gesloten_op) == (zaak.at, "overlijden", zaak.at)
    assert [(een.stand, een.vanzelf, een.volgnummer) for een in zaak.staat.overleggen[1:]] == [("geannuleerd", True, 2)]


def test_an_undone_opening_leaves_nothing_of_the_opening(zaak: Zaak) -> None:
    """S6b: no place, no line, no clock; only when it was undone."""
    zaak.loopt().doe(casussen.AfschalenMogelijk(sinds=zaak.at)).doe(zaak.op_wachtlijst(zaak.at))
    zaak.doe(zaak.van_wachtlijst(zaak.at)).doe(zaak.ongedaan(zaak.at))
    ingevuld = {naam: waarde for naam, waarde in zaak.staat.casus.model_dump().items() if waarde}
    assert ingevuld == {"ongedaan_op": zaak.at}
