# SPDX-License-Identifier: EUPL-1.2
"""What follows from the parts: the stand of the zaak, who may see it, what must be done, which reminders must stand.

For: one place where the parts of four sources are put together; so any order of their events ends the same.
Not for: changing a part.
"""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from zvhh_contracts.configuration import Configuratie
from zvhh_kit.calendar import at_local, local_date, working_days_after
from zvhh_meetings.domain.ritme import laat_vanaf
from zvhh_meetings.domain.traject import Overleg, Overlegtraject, Stand, Taak

ZONDER_DATUM = "zonder-datum"
GEZOCHT = "casusregie-gezocht"
LAAT = "casusoverleg-laat"


def met_stand(config: Configuratie, traject: Overlegtraject, vandaag: date) -> Overlegtraject:
    """The same parts, with everything that follows from them. `vandaag`: the local day of the message."""
    gepland, melding, stand = traject.gepland, traject.melding, _stand(traject)
    traject = traject.model_copy(
        update={
            "stand": stand,
            "kenmerk": melding.kenmerk if melding else None,
            "ontvangen_op": melding.ontvangen_op if melding else None,
            "deelnemers": tuple(deelname.oin for deelname in traject.deelnames if deelname.tot is None),
            "genodigden": gepland.genodigden if gepland else (),
            "afgeschermd": stand == "afgeschaald",
            "volgend_overleg_op": gepland.begin if gepland else None,
            "laat_op": laat_vanaf(config, traject) if stand == "loopt" else None,
        }
    )
    traject = _met_zonder_datum(config, traject, vandaag)
    traject = traject.model_copy(update={"vernietigen_op": _vernietigen_op(config, traject)})
    return traject.model_copy(update={"taken": tuple(_taken(traject))})


def wekkers(traject: Overlegtraject) -> dict[str, datetime | None]:
    """Every reminder of this domain, at the start of its local day; None where it must not stand."""
    loopt = traject.stand in ("wacht-op-plaats", "wachtlijst", "loopt")
    gezocht = traject.gezocht if loopt else None
    dagen = {
        ZONDER_DATUM: None if traject.zonder_datum_herinnerd else traject.zonder_datum_herinneren_op,
        GEZOCHT: gezocht.herinneren_op if gezocht and not gezocht.herinnerd else None,
        LAAT: None if traject.laat else traject.laat_op,
    }
    return {naam: None if dag is None else at_local(dag) for naam, dag in dagen.items()}


def _stand(traject: Overlegtraject) -> Stand:
    casus, weging = traject.casus, traject.weging
    if casus.afgeschaald_op is not None:
        return "afgeschaald"
    if casus.geopend_op is not None:
        return "loopt"
    if casus.wachtlijst_sinds is not None:
        return "wachtlijst"
    verslag = weging.weegverslag if weging is not None and weging.besloten else None
    if verslag is not None and verslag.passend is False:
        return "niet-passend"
    if verslag is not None and verslag.doorzetten == "ja":
        return "wacht-op-plaats"
    return _stand_voor_de_weging(traject, weging)


def _stand_voor_de_weging(traject: Overlegtraject, weging: Overleg | None) -> Stand:
    """A held weegoverleg without a decision outranks a withdrawal and a revision of triage (D1)."""
    if weging is None:
        if traject.ingetrokken_op is not None:
            return "ingetrokken"
        if traject.melding is None or traject.triage is None:
            return "wacht-op-triage"
        if traject.triage.uitkomst == "afgewezen":
            return "afgewezen"
    return "weegoverleg-gepland" if traject.gepland else "te-plannen"


def _met_zonder_datum(config: Configuratie, traject: Overlegtraject, vandaag: date) -> Overlegtraject:
    """A zaak that should have a next overleg and has none (D3). A first weegoverleg has a term of its own (S10)."""
    verwacht = traject.stand in ("te-plannen", "wacht-op-plaats", "loopt") and traject.overleggen
    zonder = bool(verwacht) and traject.gepland is None and traject.afschalen_in_behandeling is None
    if not zonder:
        return traject.model_copy(
            update={"zonder_datum": False, "zonder_datum_herinneren_op": None, "zonder_datum_herinnerd": False}
        )
    op = traject.zonder_datum_herinneren_op or working_days_after(
        vandaag, config.termijnen.zonder_datum_werkdagen, config.feestdagen
    )
    return traject.model_copy(update={"zonder_datum": True, "zonder_datum_herinneren_op": op})


def _vernietigen_op(config: Configuratie, traject: Overlegtraject) -> date | None:
    """The local day of destruction at the latest (L8): 5 years, or 30 days where the zaak ended before it began."""
    kort = timedelta(days=config.termijnen.afgewezen_bewaren_dagen)
    if traject.stand == "afgewezen" and traject.triage is not None:
        return traject.triage.vernietigen_op
    if traject.stand == "ingetrokken" and traject.ingetrokken_op is not None:
        return local_date(traject.ingetrokken_op) + kort
    if traject.stand == "niet-passend" and traject.weging is not None and traject.weging.vastgelegd_op is not None:
        return local_date(traject.weging.vastgelegd_op) + kort
    return traject.melding.vernietigen_uiterlijk_op if traject.melding else None


def _taken(traject: Overlegtraject) -> Iterator[Taak]:
    """What a procesregisseur must do now, most urgent first."""
    weging, stand = traject.weging, traject.stand
    if stand == "afgeschaald":
        return
    if stand == "ingetrokken" and any(overleg.vanzelf for overleg in traject.overleggen):
        yield Taak(code="veiligheid-geborgd")
    if weging is not None and traject.ingetrokken_op is not None:
        yield Taak(code="ingetrokken-na-weegoverleg")
    if weging is not None and traject.triage is not None and traject.triage.uitkomst == "afgewezen":
        yield Taak(code="afgewezen-na-weegoverleg")
    if stand == "te-plannen":
        uiterlijk = traject.triage.weegoverleg_uiterlijk_op if traject.triage and not traject.overleggen else None
        yield Taak(code="weegoverleg-plannen", uiterlijk=uiterlijk)
    if stand in ("wacht-op-plaats", "wachtlijst", "loopt"):
        yield from _taken_van_de_casus(traject)
    if traject.zonder_datum:
        yield Taak(code="zonder-datum", uiterlijk=traject.zonder_datum_herinneren_op)


def _taken_van_de_casus(traject: Overlegtraject) -> Iterator[Taak]:
    gehouden = traject.gehouden("casusoverleg")
    vastgelegd = gehouden[-1].vastgelegd_op if gehouden else None
    if any(one.nummer == gehouden[-1].nummer for one in traject.casus.afschalen_geweigerd if gehouden):
        yield Taak(code="afschalen-geweigerd")
    ernstig = [one.geregistreerd_op for one in traject.casus.incidenten if one.ernstig and one.is_incident]
    if any(vastgelegd is None or op > vastgelegd for op in ernstig):
        yield Taak(code="ernstig-incident")
    if traject.gezocht is not None:
        yield Taak(code="casusregie-gezocht", uiterlijk=traject.gezocht.herinneren_op)
    laatste = traject.antwoord(traject.aanwijzingen[-1].nummer) if traject.aanwijzingen else None
    if laatste is not None and not laatste.vastgelegd and traject.gezocht is None:
        yield Taak(code="casusregie-geweigerd")
    if traject.laat:
        yield Taak(code="casusoverleg-laat")
