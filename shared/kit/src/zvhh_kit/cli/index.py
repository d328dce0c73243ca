# SPDX-License-Identifier: EUPL-1.2
"""`index rebuild`. Not for: what it does (`zvhh_kit.operator.index`)."""

from typing import TYPE_CHECKING

import typer

from zvhh_kit.cli.show import AsJson, as_json, lines, progress
from zvhh_kit.cli.start import By, Create, fail, with_tools

if TYPE_CHECKING:
    from zvhh_kit.operator.index import Rebuilt
    from zvhh_kit.operator.toolbox import Toolbox

__all__ = ["commands"]


def commands(name: str, create: Create) -> typer.Typer:
    """`index …`."""
    app = typer.Typer(no_args_is_help=True, help="De index waarmee personen worden teruggevonden (D11).")

    @app.command("rebuild")
    def rebuild(by: By, json: AsJson = False) -> None:
        """Maak de index opnieuw met de sleutels van nu (ZVHH_INDEX_KEYS); mag altijd, ook als de dienst draait.

        Status 1 als iets niet gelezen kon worden, 2 als deze dienst geen index heeft.
        """
        from zvhh_kit.operator.index import rebuild as make_anew

        async def work(tools: "Toolbox") -> "Rebuilt | None":
            with progress("Documenten") as told:
                return await make_anew(tools, told)

        done = with_tools(create, name, by, work)
        if done is None:
            fail("Deze dienst heeft geen index van personen.", 2)
        row = {"seen": done.seen, "changed": done.changed, "unreadable": done.unreadable}
        as_json(row) if json else lines(
            {"bekeken": done.seen, "gewijzigd": done.changed, "niet te lezen": len(done.unreadable)}
        )
        raise typer.Exit(1 if done.unreadable else 0)

    @app.callback()
    def group() -> None:
        """One command is a group too."""

    return app
