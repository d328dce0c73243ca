# SPDX-License-Identifier: EUPL-1.2
"""`dead-letters list|show|requeue|discard`. Not for: what they do (`zvhh_kit.operator`)."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zvhh_kit.cli.given import document_id, line
from zvhh_kit.cli.show import AsJson, as_json, lines, progress, table
from zvhh_kit.cli.start import By, Create, fail, with_tools

if TYPE_CHECKING:
    from zvhh_kit.bus.letters import Letter, Letters
    from zvhh_kit.operator.requeue import Tried
    from zvhh_kit.operator.toolbox import Toolbox

__all__ = ["commands"]

Ids = Annotated[
    list[str] | None, typer.Argument(metavar="LETTERS", parser=line, help="Welke: partitie:offset, zoals in de lijst.")
]
Zaak = Annotated[str, typer.Option(parser=document_id, help="Alle van deze zaak.")]
Reason = Annotated[str, typer.Option("--group", parser=line, help="Alle met deze reden, zoals in de lijst.")]
All = Annotated[bool, typer.Option("--all", help="Alle die open staan.")]
Execute = Annotated[
    bool, typer.Option("--execute", help="Doe het; zonder deze optie zie je alleen wat er zou gebeuren.")
]

SHOWN = 50
"""Rows of a table; --json has all."""

REASONS = {"count": "aantal", "zaken": "zaken", "reason": "reden", "type": "soort"}
GROUPS = {
    "count": "aantal",
    "reason": "reden",
    "type": "soort",
    "channel": "kanaal",
    "first": "eerste",
    "last": "laatste",
    "example": "voorbeeld",
}
TRIED = {
    "letter": "letter",
    "zaakId": "zaak",
    "type": "soort",
    "sequence": "nr",
    "outcome": "uitkomst",
    "reason": "reden",
}


def commands(name: str, create: Create) -> typer.Typer:
    """The group of commands."""
    app = typer.Typer(no_args_is_help=True, help="Records die de dienst niet kon verwerken.")
    _add_list(app, name, create)
    _add_show(app, name, create)
    _add_requeue(app, name, create)
    _add_discard(app, name, create)
    return app


def _add_list(app: typer.Typer, name: str, create: Create) -> None:
    @app.command("list")
    def dead_letters_list(json: AsJson = False) -> None:
        """Toon de open dead letters, gegroepeerd naar reden, soort en kanaal; status 1 als er open staan."""
        from zvhh_kit.bus.letters import grouped

        letters = with_tools(create, name, "", lambda tools: tools.letters())
        rows = [one.row() for one in grouped(letters, letters.open)]
        if json:
            as_json(rows)
        else:
            table("Open dead letters", REASONS, _by_reason(rows))
            table("Per kanaal", GROUPS, [row | {"example": row["letters"][0]} for row in rows[:SHOWN]])
        raise typer.Exit(1 if rows else 0)


def _by_reason(rows: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """How many letters, and of how many zaken, for each reason and type: a bad release shows as one line."""
    counts, zaken = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
    for row in rows:
        key = row["reason"], row["type"]
        counts[key] += row["count"]
        zaken[key] += bool(row["zaakId"])
    return [{"count": n, "zaken": zaken[key], "reason": key[0], "type": key[1]} for key, n in counts.most_common()]


def _add_show(app: typer.Typer, name: str, create: Create) -> None:
    @app.command("show")
    def dead_letters_show(
        letter: Annotated[str, typer.Argument(parser=line, help="partitie:offset")], json: AsJson = False
    ) -> None:
        """Toon één dead letter: waarom, waar het record staat, de headers, en wat ermee gedaan is.

        De inhoud alleen van een intern event: daar staan geen persoonsgegevens in. Nooit die van een partner.
        """
        from zvhh_kit.operator.inspect import inspect

        seen = with_tools(create, name, "", lambda tools: inspect(tools, letter))
        if seen is None:
            fail(f"Er is geen dead letter {letter}.")
        elif json:
            as_json(seen)
        else:
            lines({key: value for key, value in seen.items() if key not in ("headers", "acts")})
            lines({f"  {key}": value for key, value in seen["headers"].items()})
            table("Gedaan", {"at": "wanneer", "deed": "wat", "by": "wie", "reason": "reden"}, seen["acts"])


def _add_requeue(app: typer.Typer, name: str, create: Create) -> None:
    @app.command("requeue")
    def dead_letters_requeue(
        *,
        by: By,
        letters: Ids = None,
        zaak: Zaak = "",
        group: Reason = "",
        all_: All = False,
        execute: Execute = False,
        json: AsJson = False,
    ) -> None:
        """Verwerk dead letters opnieuw, per zaak op volgorde, met alles wat erachter wacht; status 1 als er iets blijft."""
        from zvhh_kit.operator.requeue import requeue

        chooser = _chooser(letters, zaak, group, all_)

        async def work(tools: "Toolbox") -> "Sequence[Tried]":
            known = await tools.letters()
            with progress("Verwerken") as told:
                return await requeue(tools, known, chooser(known), execute=execute, told=told)

        tried = with_tools(create, name, by, work)
        _show([one.row() for one in tried], execute, json)
        raise typer.Exit(0 if all(one.done for one in tried) else 1)


def _add_discard(app: typer.Typer, name: str, create: Create) -> None:
    @app.command("discard")
    def dead_letters_discard(
        *,
        by: By,
        reason: Annotated[str, typer.Option(parser=line, help="Waarom; staat voortaan bij de letter.")],
        letters: Ids = None,
        zaak: Zaak = "",
        group: Reason = "",
        all_: All = False,
        execute: Execute = False,
        json: AsJson = False,
    ) -> None:
        """Sluit dead letters zonder ze te verwerken. Een zaak die op een event wacht, blijft daarop wachten."""
        from zvhh_kit.operator.requeue import discard

        if not reason.strip():
            raise typer.BadParameter("Geef een reden.", param_hint="--reason")
        chooser = _chooser(letters, zaak, group, all_)

        async def work(tools: "Toolbox") -> "Sequence[Letter]":
            chosen = chooser(await tools.letters())
            if execute and chosen:
                await discard(tools, chosen, reason=reason)
            return chosen

        chosen = with_tools(create, name, by, work)
        rows = [
            {"letter": one.id, "zaakId": one.subject, "type": one.type, "sequence": one.sequence or None}
            | {"outcome": "discarded", "reason": one.reason}
            for one in chosen
        ]
        _show(rows, execute, json)


def _chooser(ids: list[str] | None, zaak: str, reason: str, every: bool) -> "Callable[[Letters], list[Letter]]":
    """Which letters are meant: by exactly one of the four ways."""
    if [bool(ids), bool(zaak), bool(reason), every].count(True) != 1:
        raise typer.BadParameter("Geef letters, of --zaak, of --group, of --all.")

    def choose(letters: "Letters") -> "list[Letter]":
        unknown = set(ids or ()) - {letter.id for letter in letters.open}
        if unknown:
            fail(f"Deze staan niet open: {', '.join(sorted(unknown))}.")
        return [
            letter
            for letter in letters.open
            if every
            or letter.id in (ids or ())
            or (zaak and letter.subject == zaak)
            or (reason and letters.reason(letter) == reason)
        ]

    return choose


def _show(rows: Sequence[dict[str, Any]], execute: bool, json: bool) -> None:
    if json:
        as_json({"executed": execute, "letters": rows})
        return
    table("Gedaan" if execute else "Wat er zou gebeuren", TRIED, rows[:SHOWN])
    if len(rows) > SHOWN:
        counts = Counter((row["outcome"], row["reason"]) for row in rows)
        found = [{"count": n, "outcome": outcome, "reason": reason} for (outcome, reason), n in counts.most_common()]
        table("Alles bij elkaar", {"count": "aantal", "outcome": "uitkomst", "reason": "reden"}, found)
    if rows and not execute:
        typer.echo("Er is niets veranderd. Geef --execute om het te doen.")
