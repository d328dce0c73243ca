# SPDX-License-Identifier: EUPL-1.2
"""`replay` and `after-restore`: what mends a service as a whole. Not for: what they do (`zvhh_kit.operator`)."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zvhh_kit.cli.given import line
from zvhh_kit.cli.show import AsJson, as_json, lines, progress, table
from zvhh_kit.cli.start import By, Create, fail, with_tools

if TYPE_CHECKING:
    from zvhh_kit.operator.replay import Replayed
    from zvhh_kit.operator.toolbox import Toolbox

__all__ = ["add_after_restore", "add_replay"]

FROM = "earliest, een moment met zone (2025-10-01T09:00:00+02:00), of <topic>:<partitie>:<offset>."
CUT = {"zaakId": "zaak", "source": "van", "handled": "verwerkt tot", "firstKept": "eerste dat er nog is"}
LIFTED = {"zaakId": "zaak", "kind": "document", "missing": "ontbreekt", "sent": "nummers", "n": "n"}


def add_replay(app: typer.Typer, name: str, create: Create) -> None:
    """`replay`."""

    @app.command()
    def replay(
        by: By,
        begin: Annotated[str, typer.Option("--from", parser=line, help=FROM)],
        json: AsJson = False,
    ) -> None:
        """Lees de topics opnieuw en verwerk wat nog niet verwerkt was; status 1 als iets niet verwerkt kon worden.

        Mag altijd, ook als de dienst draait: wat al verwerkt is, wordt overgeslagen, en geen offset verandert.
        """
        from zvhh_kit.operator.replay import UnknownPlace
        from zvhh_kit.operator.replay import replay as read_again

        async def work(tools: "Toolbox") -> "Replayed | None":
            try:
                with progress("Lezen") as told:
                    return await read_again(tools, begin, told)
            except UnknownPlace:
                return None

        found = with_tools(create, name, by, work)
        if found is None:
            fail(f"Dit is geen plek om te beginnen: {begin}. Geef {FROM}", 2)
        as_json(found.row()) if json else _show(found)
        raise typer.Exit(1 if found.reasons or found.cut else 0)


def _show(found: "Replayed") -> None:
    row = found.row()
    counts = {
        "records": "gelezen",
        "handled": "verwerkt",
        "repeated": "al verwerkt",
        "skipped": "niet voor deze dienst",
    }
    rest = {"discarded": "weggelegd", "lettersClosed": "dead letters gesloten"}
    lines({head: row[field] for field, head in (counts | rest).items()})
    reasons = [{"reason": reason, "count": count} for reason, count in found.reasons.most_common()]
    table("Niet verwerkt", {"count": "aantal", "reason": "reden"}, reasons)
    table("Zaken die verder terug gaan dan de topics: zoek uit wat er mist", CUT, row["cut"])


def add_after_restore(app: typer.Typer, name: str, create: Create) -> None:
    """`after-restore`."""

    @app.command("after-restore")
    def after_restore(
        by: By,
        execute: Annotated[bool, typer.Option("--execute", help="Doe het; anders zie je alleen welke.")] = False,
        force: Annotated[bool, typer.Option("--force", help="Ook als er nog processen lezen.")] = False,
        json: AsJson = False,
    ) -> None:
        """Nadat de database is teruggezet: til de nummers van elke zaak op tot wat de dienst al gepubliceerd had.

        Stop eerst elk proces van de dienst, ook die met alleen de rol api. Geef daarna replay --from earliest.
        """
        from zvhh_kit.operator.restore import after_restore as lift

        async def work(tools: "Toolbox") -> Any:
            if not force and (running := await tools.running()):
                return running
            with progress("Lezen") as told:
                return await lift(tools, execute=execute, told=told)

        found = with_tools(create, name, by, work)
        if isinstance(found, int):
            fail(f"Er draaien nog {found} processen van {name}. Stop ze eerst; daarna duurt het nog 30 seconden.")
        rows = [one.row() for one in found]
        if json:
            as_json({"executed": execute, "documents": rows})
            return
        table("Opgetild" if execute else "Wat opgetild zou worden", LIFTED, [_numbers(row) for row in rows])
        if rows and execute:
            typer.echo("Wat mensen in deze zaken deden na de kopie, is weg: laat ze het nakijken.")
        if rows and not execute:
            typer.echo("Er is niets veranderd. Geef --execute om het te doen.")
        else:
            typer.echo(f"Nu: zvhh-{name} keys destroyed --execute, en dan zvhh-{name} replay --from earliest")


def _numbers(row: dict[str, Any]) -> dict[str, Any]:
    sent = ", ".join(f"{subject} {one['was']}→{one['becomes']}" for subject, one in row["sent"].items())
    was, becomes = row["n"]
    return row | {"sent": sent, "n": f"{was}→{becomes}", "missing": "ja" if row["missing"] else "nee"}
