# SPDX-License-Identifier: EUPL-1.2
"""`zvhh-local`: the parts, the issuer, the demo and the whole stack on this machine. Only wiring of arguments."""

import signal
import sys
import threading
from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The whole system on one machine, for development, demo and tests.",
)


@app.command()
def parts(
    folder: Annotated[
        Path | None, typer.Option(help="Keep data and logs here; else they are removed at the end.")
    ] = None,
) -> None:
    """Starts a real broker and database, prints their addresses and waits until Ctrl-C."""
    from zvhh_local.parts import parts as real_parts

    with real_parts(folder) as running:
        typer.echo(f"export KAFKA_BOOTSTRAP='{running.bootstrap}'")
        typer.echo(f"export MONGODB_URL='{running.mongodb_url}'")
        _wait_for_ctrl_c()


@app.command()
def issuer(port: int, algorithm: str = "PS256") -> None:
    """Runs the OpenID Connect issuer of local mode on 127.0.0.1."""
    import uvicorn

    from zvhh_local.issuer import Issuer, issuer_app

    application = issuer_app(Issuer(f"http://127.0.0.1:{port}", algorithm))
    uvicorn.run(application, host="127.0.0.1", port=port, log_level="warning", access_log=False)


@app.command()
def people(
    issuer_url: Annotated[str, typer.Option(help="Address of the issuer, as `zvhh-local up` prints it.")],
) -> None:
    """Lists the made-up people and the command that gets a token for each."""
    from zvhh_local.people import PEOPLE, token_command

    for person in PEOPLE.values():
        typer.echo(
            f"{person.name} ({person.organisation}; {', '.join(person.roles)}): {token_command(issuer_url, person.subject)}"
        )


@app.command()
def demo() -> None:
    """Plays one zaak from melding to afschalen on a simulated clock, on real parts, and stops everything."""
    from zvhh_local.demo import main as play

    raise typer.Exit(play())


@app.command()
def up(
    folder: Annotated[
        Path | None, typer.Option(help="Keep data, logs and secrets here for a next time; else they are removed.")
    ] = None,
) -> None:
    """Starts the whole system with a dozen zaken and stays until Ctrl-C."""
    from zvhh_local.up import main as stay

    raise typer.Exit(stay(folder))


def main() -> None:
    """Entry point of the console script."""
    from zvhh_local.process import StartFailed

    try:
        app()
    except StartFailed as failed:
        typer.echo(f"zvhh-local: {failed}", err=True)
        sys.exit(1)


def _wait_for_ctrl_c() -> None:
    done = threading.Event()
    signal.signal(signal.SIGINT, lambda *_: done.set())
    while not done.wait(0.5):
        pass


if __name__ == "__main__":
    main()
