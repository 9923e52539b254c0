"""What the command line can do: run, rehearse, doctor, migrate, subject."""

import asyncio
import contextlib
import gc
import logging
import os
from pathlib import Path
from typing import Annotated

import typer

from bot import logs, server
from bot.app import running
from bot.clock import SystemClock
from bot.config import Config, load, words_dir
from bot.database_opening import opened, usable
from bot.doctor import examine
from bot.subject_command import handle
from prompts.language_files import load_languages
from storage import schema
from storage.database import Database
from storage.database_file import file_of

UNUSABLE = 2
"""The database cannot be used, as where `run` says so."""
INTERRUPTED = 130
"""What a shell expects of a program that Ctrl-C has ended."""
cli = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="A Slack bot that runs action learning sets.",
)
log = logging.getLogger(__name__)


@cli.command()
def run() -> None:
    """Run the bot: over Socket Mode where SLACK_APP_TOKEN is set, otherwise over HTTP."""
    config = _configured()
    asyncio.run(_run(config))


async def _run(config: Config) -> None:
    """Serve until told to stop, which is heard while Slack is still being reached for, too."""
    stopping = asyncio.create_task(server.told_to_stop().wait())
    serving = asyncio.create_task(_serve(config))
    await asyncio.wait([serving, stopping], return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    serving.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await serving


async def _serve(config: Config) -> None:
    async with running(config, clock=SystemClock()) as bot:
        log.info("listening on %s", bot.url or "Socket Mode")
        gc.freeze()  # what was loaded stays as long as the process does: no collection need look through it
        try:
            await asyncio.Event().wait()
        finally:
            log.info("stopping")


@cli.command()
def migrate() -> None:
    """Bring the database to the newest schema. An SQLite file is brought there by `run` as well."""
    config = _configured()
    if config.database_url.startswith("sqlite"):
        with opened(config) as database, usable(config):
            schema.check_pages(database.engine)
    else:
        database = Database(config.database_url)
        with usable(config):
            schema.upgrade(database.engine)
        database.close()
    typer.echo(f"The schema of {config.database_shown} is up to date.")


@cli.command()
def doctor() -> None:
    """Say what is wrong with the settings, the token, the database or the time zones, and how to mend it."""
    config = _configured()
    database = Database(config.database_url)
    findings = asyncio.run(
        examine(
            config,
            schema_state=lambda: schema.revisions(database.engine),
            try_write=lambda: schema.try_write(database.engine),
            read_words=lambda: tuple(load_languages(config.words_dir).languages),
            file=file_of(config.database_url),
        )
    )
    database.close()
    for finding in findings:
        typer.echo(str(finding))
    wrong = {finding.name for finding in findings if not finding.ok}
    raise typer.Exit(UNUSABLE if "database" in wrong else bool(wrong))


@cli.command()
def subject(
    person: Annotated[str, typer.Argument(help="Whom it is about: a Slack id like U0123ABCD, or a name.")],
    export: Annotated[
        Path | None,
        typer.Option(help="A new file for all that is kept about them: JSON, or Markdown if it ends in .md."),
    ] = None,
    erase: Annotated[bool, typer.Option("--erase", help="Have all of it deleted, in Slack as well.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask before it is deleted.")] = False,
    workspace: Annotated[str | None, typer.Option(help="The id of the workspace, where there are several.")] = None,
) -> None:
    """Answer somebody's request for their data: export it, delete it, or both. That this was used is written down.

    With SQLite stop the bot first, since one process holds the file; with PostgreSQL it may run.
    """
    config = _configured()
    if export is None and not erase:
        raise typer.BadParameter("say what to do: --export FILE, --erase, or both")
    if export is not None and export.exists():
        raise typer.BadParameter(f"{export} is there already: name a new file")
    if erase and not yes:
        typer.confirm(f"Delete all that {person} gave, in every set? This cannot be undone", abort=True)
    typer.echo(handle(config, person, workspace, export=export, erase=erase))


@cli.command()
def rehearse(
    play: Annotated[
        Path | None, typer.Option(help="A script to play first; without one, the shipped report-backs.yaml.")
    ] = None,
    meeting_format: Annotated[
        str | None,
        typer.Option("--format", help="A format to play instead of a script: classic, deep, express, or one of yours."),
    ] = None,
    spoken: Annotated[bool, typer.Option("--spoken", help="Play the format on a call.")] = False,
    fast: Annotated[bool, typer.Option("--fast", help="Play at the machine's speed.")] = False,
    record: Annotated[Path | None, typer.Option(help="A new file for what you play, as a script.")] = None,
    export: Annotated[Path | None, typer.Option(help="A new file for what was seen, as Markdown.")] = None,
    seed: Annotated[
        int | None,
        typer.Option(
            min=0, max=10**18 - 1, envvar="SEED", help="The chance of an earlier rehearsal; each tells its own."
        ),
    ] = None,
) -> None:
    """Play a set in this terminal, with no Slack account and no server."""
    try:
        from rehearsal import session  # what only a rehearsal needs is loaded only for one
    except KeyboardInterrupt:
        raise typer.Exit(INTERRUPTED) from None
    if play is not None and meeting_format is not None:
        raise typer.BadParameter("play a script or a format: --play FILE, or --format NAME")
    if spoken and meeting_format is None:
        raise typer.BadParameter("--spoken goes with --format NAME")
    words = words_dir(os.environ, Path(".env"))
    what = play if meeting_format is None else session.FormatPlay(meeting_format, spoken)
    raise typer.Exit(session.main(play=what, fast=fast, record=record, export=export, seed=seed, words=words))


def _configured() -> Config:
    config = load(os.environ, Path(".env"))
    logs.configure(config.log_level, config.log_format, secrets=config.secrets)
    return config
