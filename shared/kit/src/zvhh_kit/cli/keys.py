# SPDX-License-Identifier: EUPL-1.2
"""`keys status`, `keys rotate` and `keys destroyed`. Not for: what they do (`zvhh_kit.operator.vault`)."""

from typing import TYPE_CHECKING, Annotated, Any

import typer

from zvhh_kit.cli.show import AsJson, as_json, lines, progress, table
from zvhh_kit.cli.start import By, Create, with_tools

if TYPE_CHECKING:
    from zvhh_kit.operator.toolbox import Toolbox
    from zvhh_kit.operator.vault import Turned

__all__ = ["commands"]

MASTERS = {"kid": "master key", "given": "gegeven", "keys": "sleutels"}
BACK = {"zaakId": "zaak", "kind": "document"}


def commands(name: str, create: Create) -> typer.Typer:
    """`keys …`."""
    app = typer.Typer(no_args_is_help=True, help="De sleutels van de zaken (L8).")
    _add_status(app, name, create)
    _add_rotate(app, name, create)
    _add_destroyed(app, name, create)
    return app


def _add_status(app: typer.Typer, name: str, create: Create) -> None:
    @app.command("status")
    def status(json: AsJson = False) -> None:
        """Toon hoeveel sleutels onder elke master key zitten; status 1 als er een master key ontbreekt."""
        from zvhh_kit.operator import vault

        row = vault.row(with_tools(create, name, "", vault.look))
        as_json(row) if json else _show(row)
        raise typer.Exit(1 if row["missing"] else 0)


def _add_rotate(app: typer.Typer, name: str, create: Create) -> None:
    @app.command("rotate")
    def rotate(by: By, json: AsJson = False) -> None:
        """Zet alle sleutels onder de huidige master key (ZVHH_MASTER_KEY); status 1 als er iets onder een oude blijft.

        Mag altijd, ook als de dienst draait. Herstart eerst elk proces met de nieuwe master key. Afgebroken? Geef het
        opnieuw: het gaat verder.
        """
        from zvhh_kit.operator.vault import turn

        async def work(tools: "Toolbox") -> "Turned":
            with progress("Sleutels") as told:
                return await turn(tools, told)

        turned = with_tools(create, name, by, work)
        row = turned.row()
        if json:
            as_json(row)
        else:
            lines({"omgezet": row["rewrapped"]})
            table("Sleutels die niet omgezet konden worden", {"zaakId": "zaak"}, _zaken(row["unreadable"]))
            _show(row)
        raise typer.Exit(0 if turned.whole else 1)


def _add_destroyed(app: typer.Typer, name: str, create: Create) -> None:
    @app.command("destroyed")
    def destroyed(
        by: By,
        execute: Annotated[bool, typer.Option("--execute", help="Vernietig ze opnieuw.")] = False,
        json: AsJson = False,
    ) -> None:
        """Toon documenten die terugkwamen terwijl hun sleutel vernietigd is (na terugzetten); status 1 als ze er zijn."""
        from zvhh_kit.operator.vault import came_back

        async def work(tools: "Toolbox") -> list[dict[str, Any]]:
            return await came_back(tools, execute=execute)

        rows = with_tools(create, name, by, work)
        if json:
            as_json({"executed": execute, "documents": rows})
        else:
            table("Opnieuw vernietigd" if execute else "Zonder sleutel teruggekomen", BACK, rows)
        raise typer.Exit(1 if rows and not execute else 0)


def _show(row: dict[str, Any]) -> None:
    masters = [one | {"given": "ja" if one["given"] else "nee"} for one in row["masters"]]
    table(f"Master keys (nu: {row['current']})", MASTERS, masters)
    lines({"vernietigde sleutels": row["destroyed"]})
    if row["missing"]:
        typer.echo(f"Niet gegeven, en nog in gebruik: {', '.join(row['missing'])}. Deze zaken zijn niet te lezen.")
    if row["mayBeDestroyed"]:
        kids = ", ".join(row["mayBeDestroyed"])
        typer.echo(f"Hier niet meer in gebruik: {kids}. Vernietig ze als dat bij elke dienst zo is.")


def _zaken(ids: list[str]) -> list[dict[str, str]]:
    return [{"zaakId": one} for one in ids]
