# SPDX-License-Identifier: EUPL-1.2
"""Who may see what, as the rules say it (L6, L8, D1, D10, D11b), by hand and from nothing but what people did.

For: `test_toegang`, which compares it with what the services show. Not for: finding anything out from the services; a
mistake of theirs must not be copied here.
"""

import copy
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.contract.wereld import ZVHH

from zvhh_kit.domain.decision import Actor


@dataclass
class Zaak:
    """What was done with one zaak. `shown`: every address that its slachtoffer ever had, the last one they have now;
    `others`: those of who came in sight since; `shut`: those that stay hidden for good. `ended`: it goes no further."""

    id: str
    name: str
    kenmerk: str
    reporter: str
    shown: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    shielded: bool = False
    shut: set[str] = field(default_factory=set)
    barred: set[str] = field(default_factory=set)
    joined_to: str = ""
    invited: set[str] = field(default_factory=set)
    takes_part: set[str] = field(default_factory=set)
    was_there: set[str] = field(default_factory=set)
    minutes: int = 0
    weighed: bool = False
    withdrawn: bool = False
    ended: bool = False
    closed: bool = False
    destroyed: bool = False
    cites: str = ""

    @property
    def address(self) -> str:
        """Where they live now."""
        return self.shown[-1]


@dataclass
class Facts:
    """Every zaak by its name."""

    zaken: dict[str, Zaak] = field(default_factory=dict)

    def copy(self) -> "Facts":
        """To go on from in another way."""
        return copy.deepcopy(self)

    def main(self, zaak: Zaak) -> Zaak | None:
        """The zaak that it is joined to; a weegoverleg of its own outranks that."""
        return self.zaken[zaak.joined_to] if zaak.joined_to and not zaak.weighed else None

    def is_shut(self, zaak: Zaak) -> bool:
        """Nobody reads it: closed or destroyed, or joined to what is (L8, D11b)."""
        main = self.main(zaak)
        return zaak.closed or zaak.destroyed or (main is not None and (main.closed or main.destroyed))

    def is_barred(self, who: Actor, zaak: Zaak) -> bool:
        """From it, or from the zaak that it is joined to (L6, D11b)."""
        main = self.main(zaak)
        return who.subject in zaak.barred or (main is not None and who.subject in main.barred)

    def may_read(self, who: Actor, zaak: Zaak) -> bool:
        """The persons and the melding (L6)."""
        if self.is_shut(zaak) or self.is_barred(who, zaak):
            return False
        own = "melder" in who.roles and who.oin == zaak.reporter
        return own or self.may_read_since(who, zaak)

    def may_read_since(self, who: Actor, zaak: Zaak) -> bool:
        """What came after the melding too: who takes part or is invited, and procesregisseurs; not its reporter (L6)."""
        if self.is_shut(zaak) or self.is_barred(who, zaak):
            return False
        there = "deelnemer" in who.roles and self.goes_on(zaak) and who.oin in (zaak.invited | zaak.takes_part)
        return there or _decides(who)

    def goes_on(self, zaak: Zaak) -> bool:
        """People meet about it, under its own kenmerk."""
        return not zaak.withdrawn and not zaak.ended and self.main(zaak) is None

    def may_know_address(self, who: Actor, zaak: Zaak) -> bool:
        """Also a shielded one, with a reason: who takes part, not who is invited, nor the reporter (D10)."""
        takes_part = "deelnemer" in who.roles and who.oin in zaak.takes_part and self.goes_on(zaak)
        return self.may_read(who, zaak) and (_decides(who) or takes_part)

    def may_read_minutes(self, who: Actor, zaak: Zaak) -> bool:
        """What was said in an overleg: who takes part; not who is invited to the next (L6)."""
        return self.may_know_address(who, zaak)

    def may_read_triage(self, who: Actor, zaak: Zaak) -> bool:
        """Why triage judged as it did, and why somebody is barred: procesregisseurs only."""
        return _decides(who) and self.may_read(who, zaak)

    def may_read_overdracht(self, who: Actor, zaak: Zaak) -> bool:
        """Once closed: who was there, or goes on (S14b); before that it is in the minutes."""
        there = "deelnemer" in who.roles and who.oin in zaak.was_there and who.subject not in zaak.barred
        return (zaak.closed and not zaak.destroyed and there) or self.may_read_minutes(who, zaak)

    def may_know_kenmerk(self, who: Actor, zaak: Zaak) -> bool:
        """Who reads it, or the overdracht; or reads a zaak that names it."""
        if self.may_read(who, zaak) or self.may_read_overdracht(who, zaak):
            return True
        return any(self.may_read(who, one) for one in self.zaken.values() if one.cites == zaak.name)

    def allowed(self, who: Actor) -> Iterator[str]:
        """Every canary that this person may come across, in whatever view."""
        for zaak in self.zaken.values():
            if self.may_read(who, zaak):
                yield from (f"NAAM-{zaak.name}", f"ZORG-{zaak.name}")
                yield from () if zaak.shielded or zaak.shown[0] in zaak.shut else zaak.shown[:1]
            if self.may_read_since(who, zaak):
                yield from (f"LATER-{zaak.name}", *zaak.others)
                yield from () if zaak.shielded else (one for one in zaak.shown[1:] if one not in zaak.shut)
            if self.may_read_minutes(who, zaak):
                yield from (f"VERSLAG-{zaak.name}", f"INCIDENT-{zaak.name}")
            if self.may_read_triage(who, zaak):
                yield from (f"TRIAGE-{zaak.name}", f"WERING-{zaak.name}")
            if self.may_read_overdracht(who, zaak):
                yield f"SIGNAAL-{zaak.name}"
            if self.may_know_kenmerk(who, zaak):
                yield from (zaak.kenmerk, zaak.id)

    def kept(self, who: Actor) -> Iterator[str]:
        """What else this person may come across where terms are kept and persons looked up: that a closed zaak exists (L8)."""
        for zaak in self.zaken.values():
            keeps = {"procesregisseur", "toezicht"} & who.roles and not zaak.destroyed
            if keeps and not self.is_barred(who, zaak):
                yield from (zaak.kenmerk, zaak.id)

    def promised(self, who: Actor) -> Iterator[str]:
        """What this person must be able to find: a rule that keeps out too much is as wrong as one that leaks."""
        for zaak in self.zaken.values():
            if self.may_read(who, zaak):
                yield from (f"NAAM-{zaak.name}", f"ZORG-{zaak.name}", zaak.kenmerk)
            if zaak.others and self.may_read_since(who, zaak):
                yield f"LATER-{zaak.name}"
            if zaak.minutes and self.may_read_minutes(who, zaak):
                yield f"VERSLAG-{zaak.name}"
            if zaak.closed and self.may_read_overdracht(who, zaak):
                yield f"SIGNAAL-{zaak.name}"


def _decides(who: Actor) -> bool:
    return "procesregisseur" in who.roles and who.oin == ZVHH
