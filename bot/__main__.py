"""The command line, which Ctrl-C ends without a traceback from its first moment on."""

import gc
import sys

from bot.domain.errors import Misconfigured

MISCONFIGURED = 2
INTERRUPTED = 130
"""What a shell expects of a program that Ctrl-C has ended."""


def main() -> None:
    """Start the command line; settings that cannot be used are named, all of them, and the exit status is 2."""
    gc.disable()  # nothing that is loaded here goes again: looking for what could is a fifth of the time it takes
    try:
        from bot.command_line import cli  # it takes a second, in which somebody may think better of it
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    gc.freeze()
    gc.enable()
    try:
        cli()
    except Misconfigured as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(MISCONFIGURED)


if __name__ == "__main__":
    main()
