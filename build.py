#!/usr/bin/env python3
"""`python3 build.py [OPTIONS]` is `thidua build [OPTIONS]`, in the project's own environment where there is one.

Written for Python 3.6 and its standard library, so that a machine that lacks something is told what to do.
"""

import os
import sys
from pathlib import Path

ENVIRONMENT = Path(__file__).resolve().parent / ".venv"
ADVICE = "Máy này còn thiếu, hãy gõ: ./run site · Something is missing here, type: ./run site"
MACHINE_LACKS_SOMETHING = 3


def enter_environment() -> None:
    """Start again with the Python of .venv, unless this is it or there is none that starts."""
    python = ENVIRONMENT / "bin" / "python"
    if Path(sys.prefix).resolve() == ENVIRONMENT or not os.access(str(python), os.X_OK):
        return
    try:
        os.execv(str(python), [str(python), str(Path(__file__).resolve()), *sys.argv[1:]])  # noqa: S606  # the same script
    except OSError:
        return  # made for another machine: this Python may still do


def build() -> None:
    """Leave with the exit status of `thidua build`, or with 3 and one line of advice when it cannot start."""
    if sys.version_info >= (3, 11):
        try:
            from thidua.cli import main

            sys.argv[:1] = ["thidua", "build"]
            main()
        except ImportError as error:
            if (error.name or "").startswith("thidua"):
                raise  # a fault of ours, which ./run site cannot mend
    print(ADVICE, file=sys.stderr)
    sys.exit(MACHINE_LACKS_SOMETHING)


if __name__ == "__main__":
    enter_environment()
    build()
