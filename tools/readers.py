#!/usr/bin/env python3
"""Sets up the Python packages with which users read the exports, for the tests of chancery-export.

    python3 tools/readers.py [FOLDER]

FOLDER is a virtual environment, by default target/readers, where the tests look for it; CHANCERY_READERS names another
Python. Without one the tests that need it say so and pass.
"""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main():
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "target/readers"
    wanted = (ROOT / "tests/readers/requirements.txt").read_bytes()
    installed = folder / "requirements.txt"
    if installed.exists() and installed.read_bytes() == wanted:
        return
    venv.create(folder, with_pip=True, clear=True)
    python = folder / ("Scripts/python.exe" if sys.platform == "win32" else "bin/python")
    requirements = str(ROOT / "tests/readers/requirements.txt")
    subprocess.run([python, "-m", "pip", "install", "--quiet", "-r", requirements], check=True)
    installed.write_bytes(wanted)


if __name__ == "__main__":
    main()
