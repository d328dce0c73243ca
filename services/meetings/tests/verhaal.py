# SPDX-License-Identifier: EUPL-1.2
"""One zaak in meetings, driven by messages as its people and the other services would; people as in the stories.

Bodies are given as JSON and validated strictly, as the HTTP room does. Not for: what is given; see `gegevens`.
"""

from datetime import date, datetime
from typing import Any, Self, TypeVar

from pydantic import BaseModel
from services.meetings.tests.gegevens import (
    FATIMA,
    OM,
    PO,
    RN,
    ROB,
    VERA,
    VT,
    aanwezig,
    afgewezen,
    casusverslag,
    configuratie,
    doorgezet,
    extras,
    gelezen,
    geopend,
    gevoegd,
    ingebracht,
    ingediend,
    lokaal,
    lopend_geopend,
    ongedaan,
    op_wachtlijst,
    van_wachtlijst,
    weegverslag,
)

from zvhh_kit.domain.decision import Actor
from zvhh_kit.testing import Story, given
from zvhh_meetings.domain.commands.annuleer_overleg import AnnuleerOverleg
from zvhh_meetings.domain.commands.herzie_weegbesluit import HerzieWeegbesluit
from zvhh_meetings.domain.commands.laat_vertrekken import LaatVertrekken
from zvhh_meetings.domain.commands.leg_aanvulling_vast import LegAanvullingVast
from zvhh_meetings.domain.commands.leg_casusverslag_vast import LegCasusverslagVast
from zvhh_meetings.domain.commands.leg_weegverslag_vast import LegWeegverslagVast
from zvhh_meetings.domain.commands.meld_afspraak import MeldAfspraak
from zvhh_meetings.domain.commands.meld_interventie import MeldInterventie
from zvhh_meetings.domain.commands.plan_overleg import PlanOverleg
from zvhh_meetings.domain.commands.rond_af import RondAf
from zvhh_meetings.domain.commands.verzet_overleg import VerzetOverleg
from zvhh_meetings.domain.commands.voeg_deelnemer_toe import VoegDeelnemerToe
from zvhh_meetings.domain.commands.voeg_lopende_afspraak_toe import VoegLopendeAfspraakToe
from zvhh_meetings.domain.commands.wijs_casusregie_aan import WijsCasusregieAan
from zvhh_meetings.domain.commands.wijzig_uitnodiging import WijzigUitnodiging
from zvhh_meetings.domain.overlegtraject import Overlegtraject
from zvhh_meetings.domain.parts.overleg import Overleg
from zvhh_meetings.handlers import handlers

T = TypeVar("T")
E = TypeVar("E", bound=BaseModel)


def there(part: T | None) -> T:
    """A part that must be there."""
    assert part is not None
    return part


class Zaak:
    """A story with the verbs of meetings; every verb is one message at `at`."""

    config = configuratie()
    ingediend = staticmethod(ingediend)
    doorgezet = staticmethod(doorgezet)
    afgewezen = staticmethod(afgewezen)
    geopend = staticmethod(geopend)
    ingebracht = staticmethod(ingebracht)
    lopend_geopend = staticmethod(lopend_geopend)
    ongedaan = staticmethod(ongedaan)
    op_wachtlijst = staticmethod(op_wachtlijst)
    van_wachtlijst = staticmethod(van_wachtlijst)
    gevoegd = staticmethod(gevoegd)
    weegverslag = staticmethod(weegverslag)
    casusverslag = staticmethod(casusverslag)
    aanwezig = staticmethod(aanwezig)
    extras = staticmethod(extras)
    lokaal = staticmethod(lokaal)
    fatima = FATIMA

    def __init__(self) -> None:
        self.story: Story[Overlegtraject] = given(handlers(self.config))
        self.at = lokaal(date(2025, 3, 3))

    @property
    def staat(self) -> Overlegtraject:
        """The state now."""
        state: Overlegtraject = self.story.state
        return state

    def bestaat(self) -> bool:
        """Whether there is a document: after destruction there is none."""
        return self.story.document.state is not None

    def feit(self, soort: type[E]) -> E:
        """The one event of this kind that followed from the last message."""
        [event] = [event for _, event in self.story.events if isinstance(event, soort)]
        return event

    @property
    def volgend(self) -> Overleg:
        """The overleg that is planned; there must be one."""
        return there(self.staat.gepland)

    @property
    def wekkers(self) -> dict[str, datetime]:
        """The reminders that are set."""
        return self.story.reminders

    def op(self, dag: date, uur: int = 13, minuut: int = 0) -> Self:
        """What follows happens at this local moment."""
        self.at = lokaal(dag, uur, minuut)
        return self

    def doe(
        self, message: BaseModel | str, by: Actor = FATIMA, key: str = "", *, nummer: int = 0, ref: str = ""
    ) -> Self:
        """Any message; `nummer` or `ref` as the path of a command names it."""
        self.story.when(message, at=self.at, by=by, key=key, number=nummer, ref=ref)
        return self

    def plan(self, begin: datetime, *genodigden: str, key: str = "", **anders: Any) -> Self:
        """Plan the next overleg."""
        body = {"begin": begin, "duurMinuten": 90, "plaats": "Stadhuis, kamer 3", "genodigden": genodigden} | anders
        return self.doe(gelezen(PlanOverleg, body), key=key)

    def verzet(self, nummer: int, begin: datetime, reden: str | None = None, key: str = "", **anders: Any) -> Self:
        """Move an overleg."""
        body = {"begin": begin, "reden": reden} | anders
        return self.doe(gelezen(VerzetOverleg, body), key=key, nummer=nummer)

    def annuleer(self, nummer: int, reden: str | None = None) -> Self:
        """Cancel an overleg."""
        return self.doe(gelezen(AnnuleerOverleg, {"reden": reden}), nummer=nummer)

    def nodig(self, nummer: int, *genodigden: str, reden: str | None = "ook nodig", **anders: Any) -> Self:
        """Change the invitation of an overleg."""
        body = {"genodigden": genodigden or None, "reden": reden} | anders
        gegeven = {naam: waarde for naam, waarde in body.items() if waarde is not None}
        return self.doe(gelezen(WijzigUitnodiging, gegeven), nummer=nummer)

    def typ_over(self, eigenaar: str, uiterlijk: str = "2025-02-28", by: Actor = FATIMA) -> Self:
        """Type an open agreement of a running case of before the pilot."""
        body = {"soort": "overig", "tekst": "belt wekelijks", "eigenaar": eigenaar, "uiterlijk": uiterlijk}
        return self.doe(gelezen(VoegLopendeAfspraakToe, body), by)

    def weeg(self, nummer: int = 1, key: str = "", **anders: Any) -> Self:
        """Record the weegoverleg of story 1, changed."""
        return self.doe(gelezen(LegWeegverslagVast, weegverslag(**anders)), key=key, nummer=nummer)

    def bespreek(self, nummer: int = 2, key: str = "", **anders: Any) -> Self:
        """Record a casusoverleg."""
        return self.doe(gelezen(LegCasusverslagVast, casusverslag(**anders)), key=key, nummer=nummer)

    def herzie(self, nummer: int = 1, reden: str | None = "verkeerd genoteerd", key: str = "", **besluit: Any) -> Self:
        """Put right what a weegoverleg decided."""
        return self.doe(gelezen(HerzieWeegbesluit, {"reden": reden} | besluit), key=key, nummer=nummer)

    def vul_aan(self, nummer: int, tekst: str = "nog iets", bij: str = "beeldvorming", by: Actor = FATIMA) -> Self:
        """Add to the minutes of a held overleg."""
        return self.doe(gelezen(LegAanvullingVast, {"bij": bij, "tekst": tekst}), by, nummer=nummer)

    def voeg_toe(self, oin: str, reden: str | None = "nodig") -> Self:
        """A partner joins."""
        return self.doe(gelezen(VoegDeelnemerToe, {"oin": oin, "reden": reden}))

    def vertrek(self, oin: str, *overdracht: dict[str, Any], reden: str | None = "klaar") -> Self:
        """A partner leaves."""
        return self.doe(gelezen(LaatVertrekken, {"reden": reden, "overdracht": overdracht}), ref=oin)

    def regie(self, casusregie: dict[str, Any], reden: str | None = "wissel", **anders: Any) -> Self:
        """Appoint between two overleggen, from and accepted on the day itself."""
        dag = self.at.date()
        body = {"casusregie": casusregie, "ingangsdatum": dag, "aanvaardOp": dag, "reden": reden} | anders
        return self.doe(gelezen(WijsCasusregieAan, body))

    def afspraak(self, nummer: int, stand: str, by: Actor = VERA, reden: str | None = None) -> Self:
        """An owner tells how an agreement stands."""
        return self.doe(gelezen(MeldAfspraak, {"stand": stand, "reden": reden}), by, nummer=nummer)

    def rond_af(self, taak: str, by: Actor = FATIMA, bevinding: str = "nagegaan, het is goed") -> Self:
        """Who did a task says so, with what they found."""
        return self.doe(gelezen(RondAf, {"taak": taak, "bevinding": bevinding}), by)

    def interventie(self, nummer: int, stand: str, by: Actor = ROB) -> Self:
        """An owner tells how an intervention stands."""
        return self.doe(gelezen(MeldInterventie, {"stand": stand}), by, nummer=nummer)

    def te_plannen(self) -> Self:
        """Three times ja on Wednesday 5 March."""
        return self.doe(ingediend()).op(date(2025, 3, 5)).doe(doorgezet())

    def gepland(self) -> Self:
        """The weegoverleg of Wednesday 12 March 10:00 is planned."""
        return self.te_plannen().plan(lokaal(date(2025, 3, 12)), PO, OM, VT, RN)

    def gewogen(self, **anders: Any) -> Self:
        """It was held and recorded: passend, on to a casusoverleg."""
        self.gepland().op(date(2025, 3, 12)).weeg(**anders).goed()
        return self

    def loopt(self, **anders: Any) -> Self:
        """And the casus is open; overleg 2 is planned for Wednesday 26 March 10:00."""
        return self.gewogen(**anders).doe(geopend())

    def lopend(self, **anders: Any) -> Self:
        """A running case of before the pilot, brought in on Monday 3 February 2025 and open in regie."""
        return self.op(date(2025, 2, 3), 9).doe(ingebracht(**anders)).doe(lopend_geopend())

    def goed(self) -> Self:
        """The last message was accepted."""
        assert self.story.outcome is not None
        assert self.story.outcome.status == "handled", self.teksten or self.story.outcome
        return self

    def dan(self, *events: BaseModel) -> Self:
        """Exactly these events followed from the last message."""
        self.story.then(*events)
        return self

    def dan_niets(self) -> Self:
        """Nothing followed."""
        self.story.then_nothing()
        return self

    @property
    def feiten(self) -> list[str]:
        """The names of the events that followed from the last message."""
        return [type(event).__name__ for _, event in self.story.events]

    def geweigerd(self, *codes: str, status: int | None = None) -> Self:
        """The last message was refused with exactly these codes."""
        self.story.then_refused(*codes, status=status)
        return self

    @property
    def teksten(self) -> list[str]:
        """The texts of the refusal."""
        outcome = self.story.outcome
        return [fault.text for fault in outcome.refused.faults] if outcome and outcome.refused else []

    @property
    def plaatsen(self) -> list[str]:
        """Where the faults are."""
        outcome = self.story.outcome
        return [fault.place for fault in outcome.refused.faults] if outcome and outcome.refused else []

    @property
    def resultaat(self) -> Any:
        """The result of the last command."""
        assert self.story.outcome is not None
        return self.story.outcome.result

    def antwoord(self, niets: str = "", **result: Any) -> Self:
        """The last command answered exactly this; `niets`: why it changed nothing, for whoever reads the log."""
        assert self.story.outcome is not None
        assert (self.story.outcome.status, self.story.outcome.reason) == ("handled", niets), self.teksten
        assert self.resultaat == result
        return self

    @property
    def taken(self) -> list[str]:
        """The codes of the tasks of a procesregisseur."""
        return [taak.code for taak in self.staat.taken if taak.voor == "procesregisseur"]

    def taken_van(self, oin: str) -> list[tuple[str, int | None]]:
        """The tasks of an organisation: code and number."""
        return [(taak.code, taak.nummer) for taak in self.staat.taken if taak.oin == oin]
