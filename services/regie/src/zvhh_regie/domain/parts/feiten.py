# SPDX-License-Identifier: EUPL-1.2
"""What the evaluation needs of one casus beside what regie keeps anyway: dates, codes and counts (S18).

For: the part `feiten` of a Casus. Not for: setting it (`bijhouden`) or counting it (`telling`). No personal data.
"""

from datetime import date
from typing import Literal

from pydantic import Field

from zvhh_contracts.event import Code, Moment
from zvhh_regie.domain.parts.deel import Deel

Triageuitkomst = Literal["doorgezet", "afgewezen", "gevoegd"]
Antwoord = Literal["besproken", "later", "niet"]


class Feiten(Deel):
    """Each line is of one source, so that the order between sources doesn't matter. Moments are UTC, days are local.

    melding: bekend_sinds (S0), opnieuw_gemeld (S15: it cites a closed zaak), wensen (S3); ingebracht_in: the local year
    in which a running case of before the pilot was brought in (S6c).
    triage: the last outcome (None: still being judged) with its moment and way on (D5); aanvulling_gevraagd.
    overleggen: the first weegoverleg that was held, the way on of the last one; the casusoverleggen that were held, the
    days between them (S13), as a sum and as how many there are in each class of `tellers` (none for those of before they
    were kept), which extras were ever discussed (S17); the first plan that was vastgesteld and what is in the last one
    (S12): `interventies` counts for whom, `soorten` names the kinds.
    afschalen_uitgesteld: it was on the agenda, and not decided (S14).
    antwoorden: what became of each wish; once besproken it stays so (S3).
    """

    bekend_sinds: date | None = None
    opnieuw_gemeld: bool = False
    wensen: tuple[Code, ...] = ()
    ingebracht_in: int | None = None
    triageversie: int = 0
    triage: Triageuitkomst | None = None
    getriageerd_op: Moment | None = None
    afwijsroute: Code | None = None
    aanvulling_gevraagd: bool = False
    eerste_weegoverleg_op: Moment | None = None
    weegroute: Code | None = None
    eerste_casusoverleg_op: Moment | None = None
    casusoverleggen: int = 0
    tussenpozen: int = 0
    tussendagen: int = 0
    tussenpoosklassen: dict[Code, int] = Field(default_factory=dict)
    extras: tuple[Code, ...] = ()
    antwoorden: dict[Code, Antwoord] = Field(default_factory=dict)
    eerste_plan_op: Moment | None = None
    planversie: int = 0
    soorten: tuple[Code, ...] = ()
    afschalen_uitgesteld: bool = False
    interventies: dict[Code, int] = Field(default_factory=dict)
