"""Reading and writing the project's tables: `#` head, one header line, tabs, UTF-8."""

import csv
import re
import unicodedata


def read(path):
    """The rows of one of our tables, as dictionaries."""
    with open(path, encoding="utf-8") as lines:
        rows = [line.rstrip("\n") for line in lines if line.strip() and not line.startswith("#")]
    header = rows[0].split("\t")
    out = []
    for row in rows[1:]:
        cells = row.split("\t")
        cells += [""] * (len(header) - len(cells))
        if len(cells) != len(header):
            raise SystemExit(f"{path}: {len(cells)} columns instead of {len(header)}: {row}")
        out.append(dict(zip(header, cells)))
    return out


def read_source(path):
    """The rows of a source with a header row, tabs and no quoting."""
    with open(path, encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))


def write(path, head, header, rows):
    """Writes a table; `head` is prose, a fact a line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        for line in head.strip().splitlines():
            out.write(f"# {line.strip()}\n")
        out.write("\t".join(header) + "\n")
        for row in rows:
            cells = [str(cell) for cell in row]
            if any("\t" in cell or "\n" in cell for cell in cells):
                raise SystemExit(f"{path}: a cell holds a tab or line break: {cells}")
            out.write("\t".join(cells) + "\n")


LATIN = re.compile(r"^[A-Za-zÀ-ɏḀ-ỿ0-9 .,'’\-–&/()]+$")


def is_latin(name):
    """The name is written in Latin letters, with the punctuation that names have."""
    return bool(name) and bool(LATIN.match(name))


# Letters that do not decompose into a base letter and a mark.
SINGLE = str.maketrans({
    "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ð": "d", "Ð": "D", "þ": "th", "Þ": "Th",
    "ß": "ss", "æ": "ae", "Æ": "Ae", "œ": "oe", "Œ": "Oe", "ı": "i", "ħ": "h", "Ħ": "H", "ə": "e", "Ə": "E",
    "ŋ": "ng", "’": "'", "‘": "'", "`": "'", "ʻ": "'", "ʼ": "'", "–": "-", "—": "-",
})


def fold(name):
    """The name in ASCII letters where it has any, its case kept."""
    plain = unicodedata.normalize("NFKD", name.translate(SINGLE))
    return "".join(c for c in plain if not unicodedata.combining(c))


def well_known(out):
    """Folded names of states and of the bodies kept by hand, which no lesser body's initials shall share."""
    names = {fold(row["name"]).lower().replace(".", "") for row in read(out / "state-names.tsv")}
    for path in sorted((out / "organisations").glob("*.tsv")):
        if path.name not in ("parties-factbook.tsv", "ministries.tsv"):
            for row in read(path):
                names.update(fold(n.lstrip("?")).lower().replace(".", "") for n in [row["name"], *row["aliases"].split("|")])
    return names
