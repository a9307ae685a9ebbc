"""How the machine speaks: one line at a time on stderr, and one exception that ends the command."""

import os
import sys


class Stop(Exception):
    """Ends the command with this one line and a non-zero exit code; never a stack trace."""

    def __init__(self, words: str, code: int = 1) -> None:
        super().__init__(words)
        self.code = code


def say(words: str) -> None:
    """One line for the person who started the command."""
    try:
        print(words, file=sys.stderr, flush=True)
    except BrokenPipeError:
        # The reader of our output has gone (`./run | head`); the work goes on without words.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())
