"""The command `klientel`."""

import sys
from collections.abc import Sequence

from klientel.config.cli.words import choose_language


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 not, 2 not understood.

    What goes wrong is said in words, with what to do; a traceback stands in a file.
    """
    choose_language()
    from klientel.config.cli.parser import parser
    from klientel.config.cli.troubles import Trouble, tell, unforeseen

    options = parser().parse_args(arguments)
    try:
        done: int = options.run(options)
    except Trouble as trouble:
        tell(str(trouble))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        sys.stderr.close()
        return 1
    except Exception as failure:  # noqa: BLE001 -- the last fence before the user
        tell(unforeseen(failure))
        return 1
    return done
