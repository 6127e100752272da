"""armed-groups.tsv: rebels, militias, terrorists: those kept by hand and the organised groups of the UCDP."""

import csv
import re

from kb import tables

# UCDP's country names that states.tsv has otherwise.
COUNTRIES = {"DR Congo": "COD", "Myanmar": "MMR", "Russia": "RUS", "Bosnia-Herzegovina": "BIH", "Ivory Coast": "CIV", "Yemen": "YEM",
             "Zimbabwe": "ZWE", "Cambodia": "KHM", "Serbia": "SRB", "Macedonia, FYR": "MKD", "Congo": "COG", "East Timor": "TLS",
             "Gambia": "GMB", "South Yemen": "YEM", "Kyrgyzstan": "KGZ", "Vietnam": "VNM", "Madagascar": "MDG", "Sri Lanka": "LKA"}
# Not the name of a group: a person's followers, a faction told by brackets, a cover term.
NO_GROUP = re.compile(r"^(Forces of|Supporters|Military faction|Lashkar of|Civilians|Former |Government|Opposition|Various)|insurgents$|[(;/]|faction|militia of", re.I)


def make(sources, out):
    states = {tables.fold(row["name"]).lower(): row["iso3"] for row in tables.read(out / "state-names.tsv") if row["how"] != "capital"}
    rows = [tuple(row.values()) for row in tables.read(out / "by-hand/armed-groups.tsv")]
    taken = set()
    for row in rows:
        for name in [row[0], *row[1].split("|")]:
            taken.add(tables.fold(name.lstrip("?")).lower().replace("-", " "))
    famous = tables.well_known(out)
    added = []
    with open(sources / "ucdp-actors-22.1.csv", encoding="utf-8-sig", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["Org"] != "1":
                continue
            place = re.sub(r"\s*\(.*?\)", "", row["Location"]).split(",")[0].strip()
            country = COUNTRIES.get(place) or states.get(tables.fold(place).lower())
            names = []
            for field in ("NewNameFullEng", "NameOrigFullEng", "NameData", "NewName", "NameOrig", "NameOrigFull"):
                name = " ".join(row[field].replace("’", "'").split())
                name = re.sub(r" - ", "-", name)
                if name and name != "n/a" and tables.is_latin(name) and not NO_GROUP.search(name) and name not in names and len(name) > 2 \
                        and (" " in name or tables.fold(name).lower().replace(".", "") not in famous):
                    names.append(name)
            # A name of several words tells the group; the rest are found as less likely meanings.
            whole = [n for n in names if " " in n or len(n) > 6]
            if not whole or not country:
                continue
            if any(tables.fold(n).lower().replace("-", " ") in taken for n in names if " " in n or len(n) > 4):
                continue
            name = whole[0]
            aliases = [n if n in whole else "?" + n for n in names if n != name]
            added.append((name, "|".join(aliases), country, "CRM" if re.search(r"cartel|cártel|gang|comando", name, re.I) else "REB", "", ""))
            taken.update(tables.fold(n).lower().replace("-", " ") for n in whole)
    tables.write(out / "armed-groups.tsv", """Armed groups that are no state's army.
        origin: by-hand/armed-groups.tsv (Chancery) first, then the UCDP Actor Dataset 22.1, organised groups (Org = 1),
        Uppsala Conflict Data Program, CC BY 4.0; cite: Uppsala Conflict Data Program, Actor Dataset v22.1, www.ucdp.uu.se.
        licence: CC BY 4.0 for the UCDP rows, MIT OR Apache-2.0 for the others.
        made by: python3 tools/make_kb.py --sources DIR armed-groups
        aliases parted by |; "?" before an alias: a word that others share, found as the least likely meaning.
        Known gaps: groups since 2022, groups without battle deaths; the sector of the UCDP's groups is a guess (REB).""",
        ["name", "aliases", "country", "sector", "wikidata", "wikipedia"], rows + sorted(added))
