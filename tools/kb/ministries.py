"""organisations/ministries.tsv: the foreign, defence, finance and justice ministries of all states."""

from kb import tables

# Where the article is not called "Ministry of … (State)".
TITLES = {
    ("POL", "defence"): "Ministry of National Defence (Poland)", ("CHN", "defence"): "Ministry of National Defense (China)",
    ("KOR", "defence"): "Ministry of National Defense (South Korea)", ("TWN", "defence"): "Ministry of National Defense (Taiwan)",
    ("TUR", "defence"): "Ministry of National Defense (Turkey)", ("GRC", "defence"): "Ministry of National Defence (Greece)",
    ("ROU", "defence"): "Ministry of National Defence (Romania)", ("CAN", "defence"): "Department of National Defence (Canada)",
    ("AUS", "defence"): "Department of Defence (Australia)", ("FRA", "defence"): "Ministry of Armed Forces (France)",
    ("DEU", "defence"): "Federal Ministry of Defence (Germany)", ("DEU", "finance"): "Federal Ministry of Finance (Germany)",
    ("DEU", "justice"): "Federal Ministry of Justice (Germany)", ("CAN", "finance"): "Department of Finance (Canada)",
    ("CAN", "justice"): "Department of Justice (Canada)", ("AUS", "finance"): "Department of the Treasury (Australia)",
    ("IRL", "foreign"): "Department of Foreign Affairs (Ireland)", ("IRL", "finance"): "Department of Finance (Ireland)",
    ("PHL", "foreign"): "Department of Foreign Affairs (Philippines)", ("PHL", "defence"): "Department of National Defense (Philippines)",
    ("PHL", "finance"): "Department of Finance (Philippines)", ("PHL", "justice"): "Department of Justice (Philippines)",
    ("ZAF", "foreign"): "Department of International Relations and Cooperation", ("ITA", "finance"): "Ministry of Economy and Finance (Italy)",
    ("CHE", "foreign"): "Federal Department of Foreign Affairs", ("CHE", "finance"): "Federal Department of Finance",
    ("VEN", "foreign"): "Ministry of Foreign Affairs (Venezuela)", ("NZL", "foreign"): "Ministry of Foreign Affairs and Trade (New Zealand)",
    ("MEX", "foreign"): "Secretariat of Foreign Affairs", ("ARG", "foreign"): "Ministry of Foreign Affairs and Worship (Argentina)",
}
# Of these the hand tables know all.
SKIP = {"USA", "GBR"}
KINDS = {
    # what: (short, long forms, sector, article)
    "foreign": (["Foreign Ministry"], ["Ministry of Foreign Affairs", "Foreign Affairs Ministry"], "GOV", "Ministry of Foreign Affairs"),
    "defence": (["Defence Ministry", "Defense Ministry"],
                ["Ministry of Defence", "Ministry of Defense", "Ministry of National Defence", "Ministry of National Defense"], "MIL",
                "Ministry of Defence"),
    "finance": (["Finance Ministry"], ["Ministry of Finance"], "GOV", "Ministry of Finance"),
    "interior": (["Interior Ministry"], ["Ministry of the Interior", "Ministry of Interior", "Ministry of Internal Affairs"], "GOV", ""),
    "justice": (["Justice Ministry"], ["Ministry of Justice"], "GOV", "Ministry of Justice"),
}


def make(sources, out):
    states = [r for r in tables.read(out / "states.tsv") if r["kind"] in ("state", "partial")]
    adjectives, known = {}, set()
    for row in tables.read(out / "demonyms.tsv"):
        if row["form"] == "adjective":
            adjectives.setdefault(row["iso3"], []).append(row["word"])
    shorts = {}
    for row in tables.read(out / "state-names.tsv"):
        if row["how"] in ("name", "short"):
            shorts.setdefault(row["iso3"], []).append(row["name"])
    for path in sorted((out / "organisations").glob("*.tsv")):
        if path.name not in ("parties-factbook.tsv", "ministries.tsv"):
            for row in tables.read(path):
                known.update(tables.fold(n.lstrip("?")).lower() for n in [row["name"], *row["aliases"].split("|")])
    rows = []
    for state in states:
        code, name = state["iso3"], state["name"]
        if code in SKIP or code not in adjectives:
            continue
        for what, (short, long, sector, article) in KINDS.items():
            names = [f"{adjective} {form}" for adjective in adjectives[code] for form in short + long]
            for state_name in shorts.get(code, [name]):
                names += [f"{state_name}'s {form}" for form in short + long]
                names += [f"{form} of {state_name}" for form in long + short] + [f"{form} of the {state_name}" for form in long]
            if any(tables.fold(n).lower() in known for n in names):
                continue
            title = TITLES.get((code, what)) or (f"{article} ({name})" if article else "")
            rows.append((names[0], "|".join(dict.fromkeys(names[1:])), "government", code, sector, "", title))
    tables.write(out / "organisations/ministries.tsv", """Foreign, defence, finance, interior and justice ministries of all states, by country and name, as newspapers call them.
        origin: made from states.tsv and demonyms.tsv; titles of articles by the usual pattern, exceptions in the generator.
        licence: MIT OR Apache-2.0. made by: python3 tools/make_kb.py --sources DIR ministries
        Columns as in the other tables of this folder. Known gaps: an article may be called otherwise than the pattern has it.""",
        ["name", "aliases", "kind", "country", "sector", "wikidata", "wikipedia"], rows)
