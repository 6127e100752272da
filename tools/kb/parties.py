"""organisations/parties-factbook.tsv: the parties of each country as the Factbook lists them."""

import collections
import json
import re

from kb import tables

GENERIC = re.compile(r"^(the )?(republicans|democrats|liberals|conservatives|socialists|greens|.*(?=party$)(republican|democratic|labou?r|conservative|liberal|socialist|communist|green|people's|social democratic) party)$|^(the )?(new |national |democratic |people's |social |united |liberal |progressive |conservative |christian )*"
                     r"(party|movement|union|alliance|front|coalition|congress|democrats|forum|league|action|bloc|alternative)$", re.I)


def make(sources, out):
    known = set()
    for path in sorted((out / "organisations").glob("*.tsv")):
        if path.name not in ("parties-factbook.tsv", "ministries.tsv"):
            for row in tables.read(path):
                for name in [row["name"], *row["aliases"].split("|")]:
                    known.add((row["country"], tables.fold(name.lstrip("?")).lower()))
    famous = tables.well_known(out)
    found, count = [], collections.Counter()
    for line in open(sources / "countries-factbook.jsonl", encoding="utf-8"):
        row = json.loads(line)
        country = row.get("iso3") or ""
        if len(country) != 3 or country in ("EUE",):
            continue
        for text in row.get("parties") or []:
            text = re.sub(r"\s*[\[(].*?[\])]", "", text).split(";")[0].strip(" .,\"")
            parts = [re.sub(r"^[Tt]he (?=\w+$)", "", p.strip(" ,\"")) for p in re.split(r"\s+or\s+|/", text)]
            name = parts[0]
            if not name or not tables.is_latin(name) or not name[0].isupper() or len(name) < 4 or len(name) > 60 or "note" in name.lower() \
                    or re.search(r"\b(none|no |includes|banned|independent|parties|coalition of)\b", name, re.I):
                continue
            aliases = [p for p in parts[1:] if tables.is_latin(p) and 1 < len(p) <= 40 and p[0].isupper() and " or " not in p
                       and (" " in p or len(p) > 2 and tables.fold(p).lower().replace(".", "") not in famous)]
            if any((country, tables.fold(n).lower()) in known for n in [name, *aliases]):
                continue
            known.add((country, tables.fold(name).lower()))
            count[tables.fold(name).lower()] += 1
            found.append((name, aliases, country))
    rows = []
    for name, aliases, country in sorted(found, key=lambda f: (f[2], f[0])):
        # Words that every country's politics has, and initials, are the least likely meaning.
        shared = count[tables.fold(name).lower()] > 2 or " " not in name or GENERIC.match(name)
        listed = (["?" + name] if shared else []) + ["?" + a if len(a) <= 5 or " " not in a else a for a in aliases]
        rows.append((name, "|".join(listed), "party", country, "PTY", "", ""))
    tables.write(out / "organisations/parties-factbook.tsv", """Political parties of all countries, less those that parties.tsv has.
        origin: CIA World Factbook, last edition (early 2026; public domain, JSON edition CC0 1.0). licence: public domain.
        made by: python3 tools/make_kb.py --sources DIR parties
        Columns as in the other tables of this folder. Known gaps: parties that are no more; English names only.""",
        ["name", "aliases", "kind", "country", "sector", "wikidata", "wikipedia"], rows)
