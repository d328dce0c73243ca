# SPDX-License-Identifier: EUPL-1.2
"""`issuer drop-keys`. Not for: what a process does then (`zvhh_kit.identity.issuer`)."""

import logging
from typing import TYPE_CHECKING

import typer

from zvhh_kit.cli.start import By, Create, with_tools

if TYPE_CHECKING:
    from zvhh_kit.operator.toolbox import Toolbox

__all__ = ["commands"]

log = logging.getLogger(__name__)


def commands(name: str, create: Create) -> typer.Typer:
    """`issuer …`."""
    app = typer.Typer(no_args_is_help=True, help="De uitgever van tokens (OpenID Connect).")

    @app.command("drop-keys")
    def drop_keys(by: By) -> None:
        """Laat elk proces de sleutels van de uitgever vergeten en opnieuw vragen, binnen tien seconden.

        Trek de sleutel eerst in bij de uitgever zelf. Antwoordt die niet, dan komt er niemand in tot hij antwoordt.
        """

        async def work(tools: "Toolbox") -> None:
            await tools.rooms.dropped.say()
            log.warning("issuer keys dropped", extra={"by": tools.by})

        with_tools(create, name, by, work)
        typer.echo("Gezegd. Elk proces vraagt de sleutels binnen tien seconden opnieuw.")

    @app.callback()
    def group() -> None:
        """One command is a group too."""

    return app
