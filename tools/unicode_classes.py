"""Writes data/unicode/unicode-14.tsv: the character classes of Python 3.11, on which spaCy's tokens rest.

    python3.11 tools/unicode_classes.py > data/unicode/unicode-14.tsv

Run with Python 3.11 (Unicode 14): a later Python knows more letters, and the table would differ from what
the model was made with.
"""

import sys
import unicodedata

CODE_POINTS = [c for c in range(0x110000) if not 0xD800 <= c < 0xE000]


def lower(text):
    return text.lower()


# Final sigma shows what Python takes for cased and for case-ignorable: it looks back over ignorable
# characters for a cased one.
def ignorable(c):
    return lower("a" + chr(c) + "Σ").endswith("ς") and not lower(chr(c) + "Σ").endswith("ς")


def cased(c):
    return lower(chr(c) + "Σ").endswith("ς")


CLASSES = {
    "space": lambda c: chr(c).isspace(),
    "letter": lambda c: unicodedata.category(chr(c)).startswith("L"),
    "upper": lambda c: chr(c).isupper(),
    "digit": lambda c: chr(c).isdigit(),
    "decimal": lambda c: chr(c).isdecimal(),
    "word": lambda c: chr(c).isalnum() or chr(c) == "_",
    "cased": cased,
    "ignorable": ignorable,
}


def ranges(code_points):
    start = last = None
    for c in code_points:
        if start is not None and c == last + 1:
            last = c
            continue
        if start is not None:
            yield start, last
        start = last = c
    if start is not None:
        yield start, last


def main():
    if unicodedata.unidata_version != "14.0.0":
        sys.exit(f"run me with Python 3.11, this one has Unicode {unicodedata.unidata_version}")
    print("""\
# Character classes and lower case of Unicode 14, as Python 3.11 applies them.
# Origin: Unicode Character Database 14.0.0 (2021) through Python 3.11's str methods. Licence: Unicode-3.0.
# Made by: python3.11 tools/unicode_classes.py
# Columns: class, first and last code point (hexadecimal, inclusive). In rows `lower` the last column is the
# lower case of the one or two code points named first. Known gaps: none within Unicode 14; İ (0130) has two.
# space, digit, decimal: str.isspace, isdigit, isdecimal. letter: categories L*. upper: str.isupper.
# word: str.isalnum or an underscore. cased, ignorable: as final sigma sees them.""")
    for name, test in CLASSES.items():
        for first, last in ranges(c for c in CODE_POINTS if test(c)):
            print(f"{name}\t{first:04X}\t{last:04X}")
    for c in CODE_POINTS:
        # On its own, capital sigma has its ordinary lower case.
        low = lower(chr(c))
        if low != chr(c):
            print(f"lower\t{c:04X}\t{' '.join(f'{ord(x):04X}' for x in low)}")


main()
