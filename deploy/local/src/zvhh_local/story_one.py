# SPDX-License-Identifier: EUPL-1.2
"""Story 1, the good way of one zaak: from melding to afschalen, on the dates that the rules give (S1-S3 S8-S14 L4 L8).

For: `make demo`, and the end-to-end test of that name. Every step is done from outside; every figure is compared.
"""

from datetime import datetime
from typing import Any

from zvhh_kit.domain.calendar import AMSTERDAM
from zvhh_local.examples import OM, PO, RN, VT, casusverslag, interventie, melding, weegverslag
from zvhh_local.outside import PartnerSystem
from zvhh_local.play import Player, fact
from zvhh_local.watch import eventually

NOOR, FATIMA, VERA, PIET, ROB = "noor.zv", "fatima.zv", "vera.vt", "piet.po", "rob.rn"


def local(text: str) -> datetime:
    """A local moment of the story."""
    return datetime.fromisoformat(text).replace(tzinfo=AMSTERDAM)


async def play(player: Player) -> dict[str, Any]:
    """Play the whole story; returns the ids that a newcomer may go on with. Raises Difference at the first one."""
    zaak = await _report(player)
    await _report_by_kafka(player)
    await _triage(player, zaak)
    await _plan_weegoverleg(player, zaak)
    await _weigh(player, zaak)
    await _incident(player, zaak)
    await _first_casusoverleg(player, zaak)
    await _rhythm(player, zaak)
    await _not_yet(player, zaak)
    await _possible(player, zaak)
    await _close(player, zaak)
    return {"zaakId": zaak}


async def _report(player: Player) -> str:
    player.at(local("2025-03-03T09:12"), VERA, "Vera reports a case for the pilot (S1, S2, S3, S7)")
    reply = await player.post(VERA, "intake", "/v1/meldingen", melding())
    zaak = str(reply["zaakId"])
    came = await player.events(zaak, "MeldingIngediend")
    player.check("pilotjaar", 2025, fact(came, "MeldingIngediend")["pilotjaar"])
    shown = await player.get(VERA, "intake", f"/v1/meldingen/{zaak}")
    player.check("destroyed at the latest (L8)", "2030-03-03", shown["vernietigenUiterlijkOp"])
    player.check("kenmerk", reply["kenmerk"], shown["kenmerk"])

    async def on_worklist() -> int:
        page = await player.outside.get(NOOR, "triage", "/v1/triages")
        return [row["zaakId"] for row in page.body["items"]].count(zaak)

    await player.soon("times on Noor's worklist", 1, on_worklist)
    return zaak


async def _report_by_kafka(player: Player) -> None:
    player.at(local("2025-03-03T10:00"), PIET, "The police's own system reports two by Kafka, encrypted; one is faulty")
    system = PartnerSystem(player.outside, PO)
    await system.report("PO-2025-17", melding(wensen=[]))
    await system.report("PO-2025-18", melding(voorPilot=False, verklaring={"rechtmatigVerkregen": True}))

    async def answered() -> list[dict[str, Any]]:
        answers = await system.answers()
        return answers if len(answers) >= 2 else []

    answers = {one["meldingReferentie"]: one for one in await eventually(answered)}
    player.check("answer to the first", "ontvangen", answers["PO-2025-17"]["stap"])
    player.check("answer to the second", "geweigerd", answers["PO-2025-18"]["stap"])
    faults = sorted(fault["plaats"] for fault in answers["PO-2025-18"]["fouten"])
    player.check("its faults", ["/melding/verklaring/juistheidGetoetst", "/melding/voorPilot"], faults)


async def _triage(player: Player, zaak: str) -> None:
    player.at(local("2025-03-05T11:00"), NOOR, "Noor judges the three criteria and confirms (S8, S9, S10)")
    triage = await player.get(NOOR, "triage", f"/v1/triages/{zaak}")
    player.check("leefgebieden as told", 3, triage["leefgebieden"]["aantal"])
    for criterium in ("leefgebieden", "veiligheid", "samenwerking"):
        domeinen = ["bestuur", "straf", "zorg"] if criterium == "samenwerking" else []
        oordeel = {"criterium": criterium, "ja": True, "motivatie": "Blijkt uit de melding.", "domeinen": domeinen}
        await player.post(NOOR, "triage", f"/v1/triages/{zaak}/oordelen", oordeel)
    await player.post(NOOR, "triage", f"/v1/triages/{zaak}/bevestiging", {"uitkomst": "doorgezet"})
    came = await player.events(zaak, "TriageDoorgezet")
    uiterlijk = fact(came, "TriageDoorgezet")["weegoverlegUiterlijkOp"]
    player.check("weegoverleg within ten working days", "2025-03-19", uiterlijk)

    async def stand() -> Any:
        return (await player.outside.get(VERA, "intake", f"/v1/meldingen/{zaak}")).body["standTekst"]

    await player.soon("what Vera reads", "Weegoverleg wordt gepland", stand)


async def _plan_weegoverleg(player: Player, zaak: str) -> None:
    player.at(local("2025-03-06T09:00"), NOOR, "Noor plans the weegoverleg (S10)")
    plan = {
        "begin": "2025-03-12T10:00:00+01:00",
        "duurMinuten": 60,
        "plaats": "ZVHH Duinrand, kamer 2",
        "genodigden": [VT, PO, OM, RN],
    }
    reply = await player.post(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}/overleggen", plan)
    player.check("number", 1, reply["nummer"])
    await player.events(zaak, "WeegoverlegGepland")
    agenda = await player.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}/overleggen/1/agenda")
    player.check("wish on the agenda (S3)", ["aware"], wishes(agenda))

    async def invited() -> int:
        return (await player.outside.get(ROB, "intake", f"/v1/meldingen/{zaak}")).status

    await player.soon("the invited RN may read the melding (L6)", 200, invited)


async def _weigh(player: Player, zaak: str) -> None:
    player.at(
        local("2025-03-12T11:30"), FATIMA, "Fatima records the weegoverleg: passend, doorzetten, VT leads (S11, L4)"
    )
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/1/weegverslag"
    await player.post(FATIMA, "meetings", path, weegverslag())
    came = await player.events(
        zaak,
        "WeegoverlegGehouden",
        "CasusregieAangewezen",
        "CasusoverlegGepland",
        "PlaatsGevraagd",
        "PlaatsToegekend",
        "CasusGeopend",
        "CasusregieVastgelegd",
        "CasusoverlegGepland",
    )
    opened = fact(came, "CasusGeopend")
    player.check("place (S6)", "1 of 30", f"{opened['plaats']} of {opened['maximum']}")
    player.check("first casusoverleg", "2025-03-26T09:00:00Z", fact(came, "CasusoverlegGepland")["begin"])


async def _incident(player: Player, zaak: str) -> None:
    player.at(local("2025-03-21T09:30"), PIET, "Piet registers an incident of the evening before (D4, S14)")
    incident = {
        "soort": "stalking",
        "moment": "2025-03-20T21:30:00+01:00",
        "gehoordVan": "Wijkagent",
        "omschrijving": "Boris stond voor de woning.",
        "ernstig": False,
    }
    await player.post(PIET, "regie", f"/v1/casussen/{zaak}/incidenten", incident)
    came = await player.events(zaak, "IncidentGeregistreerd")
    runs_to = fact(came, "IncidentGeregistreerd")["afschalenMogelijkOp"]
    player.check("clock: Sat 20 Sep 00:00 local", "2025-09-19T22:00:00Z", runs_to)


async def _first_casusoverleg(player: Player, zaak: str) -> None:
    player.at(
        local("2025-03-26T11:00"), FATIMA, "First casusoverleg: the plan needs an intervention for each (S12, D3)"
    )
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/2/casusverslag"
    only_pleger = [interventie("rn-traject", "pleger", RN, "2025-04-01")]
    verslag = casusverslag(
        PO,
        VT,
        RN,
        afspraken=[{"nummer": 1, "stand": "niet-gedaan"}, {"nummer": 2, "stand": "gedaan"}],
        wensen=[{"wens": "aware", "antwoord": "besproken"}],
        plan={"doelen": "Anna is veilig, Boris stopt.", "interventies": only_pleger},
    )
    refused = await player.post(FATIMA, "meetings", path, verslag, status=400)
    texts = [fault["tekst"] for fault in refused["fouten"]]
    player.check("refused because", ["Er is nog geen interventie voor het slachtoffer."], texts)
    verslag["plan"]["interventies"] = [*only_pleger, interventie("aware", "slachtoffer", PO, "2025-03-27")]
    await player.post(FATIMA, "meetings", path, verslag)
    came = await player.events(zaak, "CasusoverlegGehouden", "PlanVanAanpakVastgesteld", "CasusoverlegGepland")
    player.check("version of the plan", 1, fact(came, "PlanVanAanpakVastgesteld")["versie"])
    player.check("next: Wed 4 June 10:00 local", "2025-06-04T08:00:00Z", fact(came, "CasusoverlegGepland")["begin"])
    agenda = await player.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}/overleggen/3/agenda")
    player.check("back on the next agenda: agreement", [1], agreements(agenda))


async def _rhythm(player: Player, zaak: str) -> None:
    for number, held, following in ((3, "2025-06-04", "2025-08-13"), (4, "2025-08-13", "2025-10-22")):
        player.at(local(f"{held}T11:30"), FATIMA, f"Casusoverleg {number - 1}, ten weeks later (S13)")
        path = f"/v1/overlegtrajecten/{zaak}/overleggen/{number}/casusverslag"
        await player.post(FATIMA, "meetings", path, casusverslag())
        came = await player.events(zaak, "CasusoverlegGehouden", "CasusoverlegGepland")
        player.check("days since the last", 70, fact(came, "CasusoverlegGehouden")["dagenSindsVorige"])
        player.check("next", f"{following}T08:00:00Z", fact(came, "CasusoverlegGepland")["begin"])
    traject = await player.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}")
    player.check("mean", "gemiddeld 10,0 weken", traject["ritme"]["tekst"])


async def _not_yet(player: Player, zaak: str) -> None:
    player.at(local("2025-08-14T09:00"), NOOR, "Afschalen is not offered yet: the clock runs (S14)")
    agenda = await player.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}/overleggen/5/agenda")
    player.check("afschalen on the agenda", False, "afschalen-mogelijk" in items(agenda))
    casus = await player.get(NOOR, "regie", f"/v1/casussen/{zaak}")
    player.check("clock runs to", "2025-09-19T22:00:00Z", casus["klok"]["tot"])


async def _possible(player: Player, zaak: str) -> None:
    player.at(local("2025-09-20T00:00"), "", "Six months without incidents: afschalen becomes possible, once (S14, L9)")
    await player.events(zaak, "AfschalenMogelijk")
    agenda = await player.get(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}/overleggen/5/agenda")
    player.check("afschalen on the agenda of 22 October", True, "afschalen-mogelijk" in items(agenda))


async def _close(player: Player, zaak: str) -> None:
    player.at(
        local("2025-10-22T11:30"), FATIMA, "Those present decide to afschalen; regie checks its clock (S14, S14b)"
    )
    besluit = {
        "uitkomst": "afschalen",
        "reden": "Een half jaar rust.",
        "gaatVerder": [{"oin": VT, "afspraak": "Vera houdt contact met Anna."}],
        "signalen": "Nieuwe berichten of bezoek: opnieuw melden.",
    }
    path = f"/v1/overlegtrajecten/{zaak}/overleggen/5/casusverslag"
    await player.post(FATIMA, "meetings", path, casusverslag(afschalen=besluit))
    came = await player.events(zaak, "CasusoverlegGehouden", "AfschalenBesloten", "CasusAfgeschaald")
    player.check("days since the last", 70, fact(came, "CasusoverlegGehouden")["dagenSindsVorige"])
    for who, service, path in (
        (VERA, "intake", f"/v1/meldingen/{zaak}"),
        (PIET, "meetings", f"/v1/overlegtrajecten/{zaak}"),
        (ROB, "regie", f"/v1/casussen/{zaak}"),
    ):

        async def status(who: str = who, service: str = service, path: str = path) -> int:
            return (await player.outside.get(who, service, path)).status

        await player.soon(f"shielded for {who} in {service} (L6, L8)", 404, status)
    year = await player.get(NOOR, "regie", "/v1/pilotjaren/2025")
    player.check("places used (closing frees none)", "1 of 30", f"{year['vergeven']} of {year['maximum']}")


def items(agenda: dict[str, Any]) -> list[str]:
    """What stands on an agenda, as codes."""
    return [one["soort"] for one in agenda["punten"]]


def wishes(agenda: dict[str, Any]) -> list[str]:
    """The wishes of the reporter on an agenda."""
    return [item["soort"].removeprefix("wens-") for item in agenda["punten"] if item["soort"].startswith("wens-")]


def agreements(agenda: dict[str, Any]) -> list[int]:
    """The numbers of the open agreements of earlier overleggen on an agenda."""
    return [item["afspraak"] for item in agenda["punten"] if item["soort"] == "afspraak"]


def closing(agenda: dict[str, Any]) -> bool:
    """Whether afschalen is an item."""
    return any(item["soort"] == "afschalen-mogelijk" for item in agenda["punten"])
