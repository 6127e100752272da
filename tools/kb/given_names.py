"""given-names.tsv: how often a given name is a man's and a woman's."""

import collections
import json
import re

from kb import tables

NAME = re.compile(r"^[a-z][a-z' ]+$")


def make(sources, out):
    men, women = collections.Counter(), collections.Counter()
    for row in tables.read_source(sources / "given-names-gender.tsv"):
        key = tables.fold(row["given_name"]).lower().replace("-", " ").replace(".", "")
        if NAME.match(key):
            men[key] += int(row["male"])
            women[key] += int(row["female"])
    for line in open(sources / "us-congress-executive.jsonl", encoding="utf-8"):
        person = json.loads(line)
        names = {person["name"].get("first"), person["name"].get("nickname")}
        for name in filter(None, names):
            key = tables.fold(name).lower().replace("-", " ").replace(".", "")
            if NAME.match(key):
                (women if person["bio"].get("gender") == "F" else men)[key] += 1
    # A name kept by hand counts ten bearers, so that it outweighs a chance bearer of the other sex.
    for row in tables.read(out / "by-hand/given-names.tsv"):
        for name in row["names"].split():
            (women if row["gender"] == "f" else men)[name] += 10
    rows = [(name, men[name], women[name]) for name in sorted(men | women) if men[name] + women[name] >= 2]
    tables.write(out / "given-names.tsv", """Given names with the number of men and women who bear them.
        origin: counted from biographies of politicians in Wikidata (CC0 1.0; 2022) and of the US Congress and executive
        (unitedstates/congress-legislators, CC0 1.0, June 2026); common English names and corrections from by-hand/.
        licence: MIT OR Apache-2.0. made by: python3 tools/make_kb.py --sources DIR given-names
        Lower case, accents folded. Known gaps: Chinese and Korean given names, few of which tell the sex.""",
        ["name", "men", "women"], rows)
