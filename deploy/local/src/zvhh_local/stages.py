# SPDX-License-Identifier: EUPL-1.2
"""Takes a zaak through the process from outside, one step a call, and waits until the next step can be done.

For: `up`, which shows a dozen zaken at different stages, and tests that begin half-way. Every step is a command of a
person at the moment that the simulated clock says. Not for: comparing with what is expected; see `play`.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from zvhh_kit.domain.calendar import local_date
from zvhh_local.examples import OM, PO, RN, VT, casusverslag, interventie, melding, weegverslag
from zvhh_local.outside import Outside, Reply
from zvhh_local.watch import eventually

NOOR, FATIMA, VERA = "noor.zv", "fatima.zv", "vera.vt"
CRITERIA = ("leefgebieden", "veiligheid", "samenwerking")


class StageFailed(AssertionError):
    """A step was answered otherwise than this way needs; the text has the request and the answer."""


class Stages:
    """The steps, as people do them through the front door."""

    def __init__(self, outside: Outside) -> None:
        self._outside = outside

    async def report(self, who: str = VERA, **changes: Any) -> str:
        """Report what is known since a week; returns the id of the zaak when triage has it."""
        since = local_date(self._outside.stack.now()) - timedelta(days=7)
        known = {"bekend": {"hoe": "Melding van Anna zelf bij Veilig Thuis.", "sinds": since.isoformat()}}
        zaak = str((await self._do(who, "intake", "/v1/meldingen", melding(**(known | changes))))["zaakId"])
        await self._ready("triage", f"/v1/triages/{zaak}", lambda body: body["stand"] == "open")
        return zaak

    async def judge(self, zaak: str, *, nee: Sequence[str] = ()) -> None:
        """Three judgements: ja, but for the criteria in `nee`."""
        for criterium in CRITERIA:
            ja = criterium not in nee
            domeinen = ["bestuur", "straf", "zorg"] if criterium == "samenwerking" and ja else []
            oordeel = {"criterium": criterium, "ja": ja, "motivatie": "Blijkt uit de melding.", "domeinen": domeinen}
            await self._do(NOOR, "triage", f"/v1/triages/{zaak}/oordelen", oordeel)

    async def pass_on(self, zaak: str) -> None:
        """Three times ja, confirmed: a weegoverleg can be planned."""
        await self.judge(zaak)
        await self._do(NOOR, "triage", f"/v1/triages/{zaak}/bevestiging", {"uitkomst": "doorgezet"})
        await self.in_meetings(zaak, "te-plannen")

    async def reject(self, zaak: str, advies: str = "Bespreek de zaak in het wijkteam.", route: str = "lokaal") -> None:
        """One criterion nee, confirmed with a way on."""
        await self.judge(zaak, nee=["samenwerking"])
        body = {"uitkomst": "afgewezen", "route": route, "advies": advies}
        await self._do(NOOR, "triage", f"/v1/triages/{zaak}/bevestiging", body)

    async def plan(self, zaak: str, begin: datetime, genodigden: Sequence[str] = (VT, PO, OM, RN), **more: Any) -> int:
        """Plan the next overleg; returns its number."""
        body = {"begin": begin.isoformat(), "duurMinuten": 60, "plaats": "Kamer 2", "genodigden": list(genodigden)}
        reply = await self._do(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}/overleggen", body | more)
        return int(reply["nummer"])

    async def weigh(self, zaak: str, nummer: int = 1, **changes: Any) -> Any:
        """Record the weegoverleg: passend, doorzetten, VT leads; agreements without a date of their own.

        Of the wishes those are answered that the reporter has.
        """
        dag = local_date(self._outside.stack.now()).isoformat()
        verslag = weegverslag(**changes)
        if "wensen" not in changes:
            wishes = await self._wishes(zaak, nummer)
            verslag["wensen"] = [one for one in verslag["wensen"] if one["wens"] in wishes]
        if "casusregie" not in changes and verslag["casusregie"] is not None:
            verslag["casusregie"] = verslag["casusregie"] | {"aanvaardOp": dag}
        if "afspraken" not in changes:
            verslag["afspraken"] = [{**one, "uiterlijk": None} for one in verslag["afspraken"]]
        verslag = {name: value for name, value in verslag.items() if value is not None}
        path = f"/v1/overlegtrajecten/{zaak}/overleggen/{nummer}/weegverslag"
        return await self._do(FATIMA, "meetings", path, verslag)

    async def to_open(self, zaak: str, begin: datetime, **changes: Any) -> None:
        """Plan a weegoverleg for `begin`, hold it then (the clock moves there), and wait until the casus is open."""
        await self.pass_on(zaak)
        nummer = await self.plan(zaak, begin)
        self._outside.stack.set_clock(begin + timedelta(hours=1))
        await self.weigh(zaak, nummer, **changes)
        await self.in_meetings(zaak, "loopt")

    async def minutes(self, zaak: str, nummer: int, *aanwezigen: str, **changes: Any) -> dict[str, Any]:
        """The minutes of casusoverleg `nummer`; the reporter's wishes are answered while they stand on its agenda."""
        answers = [{"wens": wish, "antwoord": "besproken"} for wish in await self._wishes(zaak, nummer)]
        return casusverslag(*aanwezigen, **({"wensen": answers} | changes))

    async def hold(self, zaak: str, nummer: int, *aanwezigen: str, **changes: Any) -> Any:
        """Record casusoverleg `nummer` with such minutes."""
        verslag = await self.minutes(zaak, nummer, *aanwezigen, **changes)
        path = f"/v1/overlegtrajecten/{zaak}/overleggen/{nummer}/casusverslag"
        return await self._do(FATIMA, "meetings", path, verslag)

    def plan_van_aanpak(self, start: date) -> dict[str, Any]:
        """A plan with an intervention for each of the two."""
        both = [("rn-traject", "pleger", RN), ("aware", "slachtoffer", PO)]
        return {
            "doelen": "Anna is veilig, Boris stopt.",
            "interventies": [interventie(soort, voor, oin, start.isoformat()) for soort, voor, oin in both],
        }

    async def closable(self, zaak: str) -> None:
        """Wait until meetings has heard that afschalen is possible."""
        path = f"/v1/overlegtrajecten/{zaak}"
        await self._ready("meetings", path, lambda body: body["afschalen"]["mogelijkSinds"] is not None)

    async def command(self, who: str, service: str, path: str, body: Any) -> Any:
        """Any other step, which must succeed. Raises StageFailed."""
        return await self._do(who, service, path, body)

    async def in_meetings(self, zaak: str, stand: str) -> None:
        """Wait until meetings has the zaak at this stand."""
        await self._ready("meetings", f"/v1/overlegtrajecten/{zaak}", lambda body: body["stand"] == stand)

    async def _wishes(self, zaak: str, nummer: int) -> list[str]:
        agenda = await self._read(NOOR, "meetings", f"/v1/overlegtrajecten/{zaak}/overleggen/{nummer}/agenda")
        points = [one["soort"] for one in agenda["punten"]]
        return [point.removeprefix("wens-") for point in points if point.startswith("wens-")]

    async def _do(self, who: str, service: str, path: str, body: Any) -> Any:
        return _well(await self._outside.post(who, service, path, body), 201)

    async def _read(self, who: str, service: str, path: str) -> Any:
        return _well(await self._outside.get(who, service, path), 200)

    async def _ready(self, service: str, path: str, there: Callable[[Any], bool]) -> None:
        answers: list[Reply] = []

        async def look() -> bool:
            answers[:] = [await self._outside.get(NOOR, service, path)]
            return answers[0].status == 200 and there(answers[0].body)

        if not await eventually(look):
            raise StageFailed(f"{path} is not as it should be: {answers[0].status} {answers[0].body}")


def _well(reply: Reply, status: int) -> Any:
    if reply.status != status:
        raise StageFailed(f"{reply.request}: {reply.status}, not {status}: {reply.body}")
    return reply.body
