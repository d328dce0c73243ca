# SPDX-License-Identifier: EUPL-1.2
"""Two zaken in which people write everywhere where a person can write something, so that it can be looked for (L7).

For: the test of what stays behind. Each command must succeed: a refused text would be in no document. Not for: rules.
"""

from datetime import date
from typing import Any

from tests.e2e.world import World, local

from zvhh_local.examples import ANNA, BORIS, KIM, PO, RN, VT
from zvhh_local.people import ORGANISATIONS

NOOR, FATIMA, VERA, PIET, GIJS = "noor.zv", "fatima.zv", "vera.vt", "piet.po", "gijs.gz"
GZ = ORGANISATIONS["GZ"]
JORIS = KIM | {
    "rol": "kring",
    "gegevens": {
        "naam": "Joris Bedacht",
        "geboortedatum": "1962-07-08",
        "adres": "Bij de buren 3, Meerwijk",
        "adresAfschermen": True,
        "telefoon": "0699988877",
        "veiligBereiken": "Via de huisarts van Joris.",
    },
}
INCIDENT = {
    "soort": "stalking",
    "moment": "2025-03-11T20:00:00+01:00",
    "gehoordVan": "Wijkagent Verbeelding",
    "omschrijving": "Boris stond voor de deur van Anna.",
    "ernstig": False,
}
RUNS: list[tuple[str, str, str, Any]] = [
    (VERA, "intake POST", "/v1/meldingen/Z/betrokkenen", {"betrokkene": JORIS, "reden": "Joris kwam in beeld."}),
    (
        PIET,
        "intake PUT",
        "/v1/meldingen/Z/betrokkenen/4",
        {
            "betrokkene": JORIS,
            "reden": "Het adres van Joris klopte niet.",
            "voorwaarden": "Alleen met Joris bespreken.",
        },
    ),
    (NOOR, "intake POST", "/v1/meldingen/Z/onjuist", {"veld": "zorgen", "waarom": "Boris was toen in het buitenland."}),
    (
        VERA,
        "intake POST",
        "/v1/meldingen/Z/onjuist/1/afhandeling",
        {
            "uitkomst": "gerectificeerd",
            "reden": "Nagevraagd bij de zus van Anna.",
            "verbetering": {"zorgen": "Boris staat sinds februari voor de deur."},
        },
    ),
    (NOOR, "intake POST", "/v1/meldingen/Z/weringen", {"persoon": "tess.tb", "reden": "Tess is de zus van Boris."}),
    (
        NOOR,
        "intake POST",
        "/v1/meldingen/Z/weringen/opheffing",
        {"persoon": "tess.tb", "redenOpheffing": "Het bleek een andere Boris."},
    ),
    (
        NOOR,
        "intake POST",
        "/v1/bewaartermijnen/Z/aanhouding",
        {"naam": "Mr. Verbeelding", "reden": "Anna heeft een klacht ingediend."},
    ),
    (NOOR, "intake POST", "/v1/bewaartermijnen/Z/vrijgave", {"redenVrijgave": "De klacht van Anna is behandeld."}),
    (PIET, "regie POST", "/v1/casussen/Z/incidenten", INCIDENT),
    (
        PIET,
        "regie POST",
        "/v1/casussen/Z/incidenten/1/correcties",
        INCIDENT | {"isIncident": True, "reden": "De wijkagent was er zelf bij."},
    ),
    (PIET, "regie POST", "/v1/casussen/Z/detenties", {"van": "2025-03-13", "gehoordVan": "De advocaat van Boris"}),
    (
        PIET,
        "regie POST",
        "/v1/casussen/Z/detenties/1/correcties",
        {
            "van": "2025-03-12",
            "gehoordVan": "De moeder van Boris",
            "isDetentie": True,
            "reden": "Boris zat een dag langer vast.",
        },
    ),
    (
        NOOR,
        "regie POST",
        "/v1/casussen/Z/zwaartepunten",
        {"gemeente": "meerwijk", "per": "2025-03-14", "reden": "Anna woont bij haar zus in Meerwijk."},
    ),
    (
        NOOR,
        "meetings POST",
        "/v1/overlegtrajecten/Z/deelnemers",
        {"oin": GZ, "reden": "Boris krijgt daar hulp bij werk."},
    ),
    (
        NOOR,
        "meetings POST",
        f"/v1/overlegtrajecten/Z/deelnemers/{GZ}/vertrek",
        {"reden": "Boris is daar niet meer bekend."},
    ),
    (
        VERA,
        "meetings POST",
        "/v1/overlegtrajecten/Z/overleggen/1/aanvullingen",
        {"bij": "beeldvorming", "tekst": "De zus van Anna bevestigt dit."},
    ),
    (
        NOOR,
        "meetings POST",
        "/v1/overlegtrajecten/Z/overleggen/2/uitnodiging",
        {"plaats": "Kamer 3", "reden": "Boris weet van kamer 2."},
    ),
    (
        NOOR,
        "meetings POST",
        "/v1/overlegtrajecten/Z/casusregie",
        {
            "casusregie": {"vorm": "een", "regisseur": {"oin": PO, "persoon": "piet.po"}},
            "ingangsdatum": "2025-03-14",
            "aanvaardOp": "2025-03-14",
            "reden": "Vera kent de moeder van Boris.",
        },
    ),
    (
        NOOR,
        "meetings POST",
        "/v1/overlegtrajecten/Z/overleggen/2/verzetting",
        {"begin": "2025-03-21T10:00:00+01:00", "reden": "Anna moet naar de rechter."},
    ),
]
"""Of a casus that opened on 12 March 2025, in this order."""
NEW: list[tuple[str, str, str, Any]] = [
    (NOOR, "triage POST", "/v1/triages/Z/spoed", {"spoed": True, "reden": "Boris heeft een mes gekocht."}),
    (
        NOOR,
        "triage POST",
        "/v1/triages/Z/pilotoordeel",
        {"hoortBij": True, "motivatie": "Boris en Anna woonden samen."},
    ),
    (NOOR, "triage POST", "/v1/triages/Z/aanvullingen", {"vraag": "Waar werkt Boris nu eigenlijk?"}),
]
"""Of a melding with another relation, that triage has not judged yet."""


async def write_everywhere(world: World) -> None:
    """Both zaken, each to its end: the one in a casusoverleg with a plan, the other in a refusal."""
    world.at("2025-03-10T09:00")
    runs = await world.stages.report(betrokkenen=[ANNA, BORIS, KIM])
    await world.stages.to_open(runs, local("2025-03-12T10:00"))
    world.at("2025-03-14T09:00")
    await _all(world, runs, RUNS)
    world.at("2025-03-21T11:00")
    plan = world.stages.plan_van_aanpak(date(2025, 3, 21)) | {"doelen": "Boris laat Anna met rust."}
    over: dict[str, Any] = {
        "grond": "overdracht",
        "reden": "Anna verhuist naar het buitenland.",
        "signalen": "Boris boekt een reis.",
    }
    over |= {"gaatVerder": [{"oin": VT, "afspraak": "Vera schrijft de collega daar."}]}
    await world.stages.hold(runs, 2, PO, VT, RN, plan=plan, beeindigen=over)
    world.at("2025-03-14T09:00")
    new = await world.stages.report(GIJS, relatie="anders", wensen=[])
    await _all(world, new, NEW)
    await world.stages.reject(new, advies="Bespreek de zorgen over Boris in het wijkteam.")
    assert await world.event(runs, "CasusBeeindigd")
    freeze = {"naam": "Maart 2025", "reden": "Voor het overleg met de wethouder."}
    await world.post(NOOR, "regie", "/v1/evaluatie/2025/vastgezet", freeze)


async def _all(world: World, zaak: str, steps: list[tuple[str, str, str, Any]]) -> None:
    for who, asked, path, body in steps:
        service, _, method = asked.partition(" ")
        reply = await world.outside.send(method, who, service, path.replace("Z", zaak), body)
        assert reply.status in (200, 201), (reply.request, reply.status, reply.body)
