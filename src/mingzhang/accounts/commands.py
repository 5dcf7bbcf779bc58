"""The accounts wing's commands. Heavy imports stand inside each command, so that `mingzhang --help` is quick."""

import click

COMMANDS: tuple[click.Command, ...] = ()
