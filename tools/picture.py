#!/usr/bin/env python3
"""Draws what a command prints at a terminal as an SVG: the picture of the README.

    tools/picture.py COMMAND ARGS… > docs/record.svg

The command is asked for colours (CLICOLOR_FORCE); the ANSI styles that Chancery uses become SVG styles.
"""

import html
import os
import re
import subprocess
import sys

COLOURS = {"32": "#98c379", "33": "#e5c07b", "35": "#c678dd", "36": "#56b6c2"}
CELL, LINE, MARGIN = 8.0, 18, 16


def style(codes):
    """SVG attributes of the ANSI codes that are in force."""
    attributes = []
    for code in codes:
        if code in COLOURS:
            attributes.append(f'fill="{COLOURS[code]}"')
        elif code == "1":
            attributes.append('font-weight="bold"')
        elif code == "2":
            attributes.append('opacity="0.6"')
    return " ".join(attributes)


def main():
    environment = {**os.environ, "CLICOLOR_FORCE": "1", "COLUMNS": "100"}
    printed = subprocess.run(sys.argv[1:], env=environment, capture_output=True, check=True).stdout
    lines = printed.decode().rstrip("\n").split("\n")
    width = max(len(re.sub(r"\x1b\[[0-9;]*m", "", line)) for line in lines) * CELL + 2 * MARGIN
    height = len(lines) * LINE + 2 * MARGIN
    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height}" '
          'font-family="ui-monospace, DejaVu Sans Mono, monospace" font-size="13" fill="#dcdfe4" '
          'xml:space="preserve">')
    print('<rect width="100%" height="100%" rx="8" fill="#282c34"/>')
    codes = []
    for number, line in enumerate(lines):
        y, column = MARGIN + number * LINE + 13, 0
        for part in re.split(r"(\x1b\[[0-9;]*m)", line):
            if part.startswith("\x1b["):
                given = [code for code in part[2:-1].split(";") if code not in ("", "0")]
                codes = codes + given if given else []
            elif part:
                x = MARGIN + column * CELL
                length = len(part) * CELL
                print(f'<text x="{x:.0f}" y="{y}" textLength="{length:.0f}" {style(codes)}>'
                      f"{html.escape(part)}</text>")
                column += len(part)
    print("</svg>")


main()
