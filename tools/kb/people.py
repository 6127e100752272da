"""people.tsv and terms.tsv: who held which office when, under which names."""

import collections
import json
import re

from kb import tables
from kb.offices import Offices

FAMILY_NAME_FIRST = {"CHN", "TWN", "HKG", "MAC", "PRK", "KOR", "VNM", "KHM", "SGP"}
TWO_SURNAMES = {"ESP", "MEX", "ARG", "CHL", "CUB", "BOL", "COL", "PER", "VEN", "ECU", "GTM", "HND", "NIC", "CRI", "PAN",
                "DOM", "PRY", "URY", "SLV", "PHL"}
PARTICLES = {"van", "von", "der", "den", "de", "del", "della", "di", "da", "dos", "do", "du", "la", "le", "al", "el", "bin",
             "ben", "ibn", "ter", "ten", "zu", "zur", "st", "abu", "ould", "ag", "ap", "mac", "af", "av"}
SUFFIXES = {"jr", "sr", "ii", "iii", "iv", "filho", "junior", "neto", "phd", "md", "mp", "qc", "kc", "obe", "cbe"}
MONARCHS_ELSEWHERE = {"Elizabeth II", "Charles III", "Willem-Alexander", "Margrethe II", "Frederik X", "Felipe VI"}
SINGLE = {"president", "monarch", "head-of-government", "governor-general"}
# How often the bearer of an office is in world news.
WEIGHT = {"monarch": 6, "president": 7, "head-of-government": 7, "vice-president": 5, "deputy-head-of-government": 4,
          "governor-general": 3, "foreign-minister": 6, "defence-minister": 5, "interior-minister": 4, "finance-minister": 5,
          "justice-minister": 3, "minister": 3, "deputy-minister": 2, "ambassador": 3, "military": 4, "security": 4, "speaker": 4,
          "legislator": 3, "party-leader": 5, "governor": 3, "judge": 2, "central-banker": 4, "secretary-general": 7, "other": 2}
GREAT = {"USA", "RUS", "CHN", "GBR", "FRA", "DEU", "JPN", "IND", "UKR", "ISR", "IRN", "TUR", "PSE", "SYR", "EGY", "SAU", "PRK",
         "KOR", "PAK", "IRQ", "AFG", "UNO", "EUR", "IGO", "IMG"}
# The last day on which an edition of the Factbook told of holders; its text stopped changing then.
FACTBOOK_END = "2026-02-04"


class Person:
    def __init__(self, key, name):
        self.key, self.name = key, name
        self.gender = self.born = self.died = self.wikipedia = ""
        self.names, self.surnames, self.terms = {}, {}, []
        self.boost = 0

    def called(self, *names):
        for name in names:
            if name and name != self.name:
                self.names[name] = None


def tokens(name):
    return [t for t in re.split(r"[\s\-]+", tables.fold(name).lower().replace(".", "")) if t]


def surnames_of(name, country):
    """The words by which a person is called alone: `al-Assad` and `Assad`, `López Obrador` and `Obrador`."""
    words = [w for w in name.replace(",", "").split() if w.rstrip(".").lower() not in SUFFIXES]
    if len(words) < 2:
        return
    last = len(words) - 1
    start = last
    while start > 1 and words[start - 1].lower().rstrip(".") in PARTICLES:
        start -= 1
    if country in FAMILY_NAME_FIRST and not re.search(r"^[A-Z]\w+ [A-Z]\.? ", name):
        if len(words[0]) <= 6 and "-" not in words[0]:
            yield words[0]
            return
    yield " ".join(words[start:])
    if start < last:
        yield words[last]
    elif re.match(r"^(al|el|ul)-", words[last], re.I):
        yield words[last].split("-", 1)[1]
    if country in TWO_SURNAMES and len(words) >= 3 and words[last - 1].lower() not in PARTICLES and start == last:
        yield words[last - 1]


def shorter(name):
    """`George W. Bush` also as `George Bush`."""
    words = name.split()
    if len(words) >= 3:
        short = [w for i, w in enumerate(words) if not (0 < i < len(words) - 1 and re.match(r"^[A-Z]\.?$", w))]
        if len(short) != len(words):
            yield " ".join(short)
    plain = re.sub(r"\s*[\"“(].*?[\"”)]", "", name)
    if plain != name:
        yield plain


def factbook_name(row):
    """Name and title, the title's last words moved out of the name; None where a row lists several people."""
    name, title = row["name"], row["title"]
    name = re.sub(r"^[“\"]?(or|and) ", "", name)
    match = re.match(r"^(.*\b(?:President|Premier|Minister|Chairman|Governor|Chancellor|General|Commissioner|Regent|Gen|Marshal|"
                     r"Chief|Sheikh|Prince|King|Queen|Lord|Dr|Col|Adm|Ret|Captain|Presidency|Council|Government)\b\.?[,)]?) (.+)$", name)
    if match:
        title, name = f"{title} {match[1]}".strip(), match[2]
    name = re.sub(r"\s*[\"“(\[].*?[\"”)\]]", "", name).strip(" ,;*")
    if "," in name or re.search(r"\b(and|of|the|note|vacant|since|formerly|represented)\b", name) or not title:
        return None, None
    name = re.sub(r"(?<=-)[A-Z]{2,}", lambda m: m[0].capitalize(), name)
    words = [w.capitalize() if w.isupper() and 2 <= len(w) <= 3 and w not in ("II", "III", "IV", "VI", "X") else w for w in name.split()]
    name = " ".join(words)
    if not re.match(r"^[A-ZÀ-Ž]", name) or len(words) > 7 or not tables.is_latin(name):
        return None, None
    return name, title


def same_person(a, b):
    """Two spellings of one name within a country: the surname and the first two letters, or two words that are the whole of one."""
    x, y = tokens(a), tokens(b)
    if x == y:
        return True
    common = {word for word in set(x) & set(y) if len(word) > 1 and word not in PARTICLES}
    alike = x[0][:2] == y[0][:2] and (x[-1] in common or y[-1] in common)
    if len(common) >= 2 and (alike or set(x) <= set(y) or set(y) <= set(x)):
        return True
    return bool(common) and x[-1] == y[-1] and x[0][:2] == y[0][:2] and len(x[-1]) > 2


def day(text):
    """A date of the sources as year, year and month, or day; a decade (`2014s`) as its year, anything else as unknown."""
    match = re.match(r"^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?", text or "")
    return match[0] if match else ""


def only(keys):
    """The one item of a list that has no more."""
    return keys[0] if len(keys) == 1 else None


def make(sources, out):
    offices = Offices(out)
    kinds = {row["iso3"]: row["kind"] for row in tables.read(out / "states.tsv")}
    state_names = collections.defaultdict(set)
    for row in tables.read(out / "state-names.tsv"):
        state_names[row["iso3"]].add(row["name"].lower())
    people, by_country = {}, collections.defaultdict(lambda: collections.defaultdict(list))

    def person(key, name, country):
        if key not in people:
            people[key] = Person(key, name)
        who = people[key]
        for token in set(tokens(name)):
            if key not in by_country[country][token]:
                by_country[country][token].append(key)
        return who

    def find(name, country):
        words = tokens(name)
        near = {key for word in words for key in by_country[country][word]}
        equal = [k for k in sorted(near) if tokens(people[k].name) == words]
        alike = equal or [k for k in sorted(near) if same_person(people[k].name, name)]
        return alike[0] if len(alike) == 1 or equal else None

    # Wikidata: people with an item.
    facts = {row["qid"]: row for row in tables.read_source(sources / "people-wikidata.tsv")}
    for row in tables.read_source(sources / "officeholders-wikidata.tsv"):
        country = {"INT": "UNO"}.get(row["country"], row["country"])
        if len(country) != 3 or not row["qid"].startswith("Q") or not tables.is_latin(row["name"]):
            continue
        title = row["position"]
        if title.startswith("ambassador") and kinds.get(country) and f"to {country}" in title:
            continue
        who = person(row["qid"], row["name"], country)
        who.called(row["name"])
        fact = facts.get(row["qid"])
        if fact:
            who.gender, who.born, who.died, who.wikipedia = fact["gender"][:1] if fact["gender"] in ("male", "female") else "", \
                day(fact["born"]), day(fact["died"]), fact["enwiki"]
            who.called(fact["name"], re.sub(r" \(.*\)$", "", fact["enwiki"]))
        who.terms.append((country, offices.national(title, state_names[country]), day(row["start"]), day(row["end"]), day(row["as_of"]), "wikidata", title))

    # The US Congress, presidents and vice-presidents.
    executives = {(r["first"], r["middle"], r["last"]): r for r in tables.read(out / "by-hand/us-executives.tsv")}
    for line in open(sources / "us-congress-executive.jsonl", encoding="utf-8"):
        row = json.loads(line)
        name = row["name"]
        wiki = (row.get("wikipedia") or "").replace("_", " ")
        full = name.get("official_full") or f"{name['first']} {name['last']}"
        known = executives.get((name["first"], name.get("middle"), name["last"]))
        if known and not row.get("qid"):
            row["qid"], wiki = known["id"], known["name"]
        key = row.get("qid") or find(f"{name['first']} {name['last']}", "USA") or "us-" + "-".join(tokens(f"{name['first']} {name['last']}"))
        who = person(key, re.sub(r" \(.*\)$", "", wiki) or full, "USA")
        who.wikipedia = who.wikipedia or wiki
        who.gender = {"M": "m", "F": "f"}.get(row["bio"].get("gender"), who.gender)
        who.born = row["bio"].get("birthday") or who.born
        who.called(full, f"{name['first']} {name['last']}", f"{name['nickname']} {name['last']}" if name.get("nickname") else "")
        who.surnames[name["last"]] = None
        merged = []
        for term in row["terms"]:
            title, kind = {"prez": ("President", "president"), "viceprez": ("Vice President", "vice-president"),
                           "sen": (f"Senator from {term.get('state')}", "legislator"),
                           "rep": (f"Representative from {term.get('state')}", "legislator")}[term["type"]]
            if merged and merged[-1][6] == title and merged[-1][3] >= term["start"][:8] + "01":
                merged[-1][3] = term["end"]
            else:
                merged.append(["USA", kind, term["start"], term["end"], term["end"], "us", title])
        if row["source"] == "executive":
            who.boost = max(who.boost, 1)
        who.terms += [tuple(t) for t in merged]
    for row in tables.read_source(sources / "us-state-executives.tsv"):
        if row["role"] not in ("governor", "lt_governor") or not row["start"]:
            continue
        key = find(row["name"], "USA") or "us-" + "-".join(tokens(row["name"]))
        who = person(key, row["name"], "USA")
        title = {"governor": "Governor", "lt_governor": "Lieutenant Governor"}[row["role"]] + f" of {row['state']}"
        who.terms.append(("USA", "governor", row["start"], row["end"], row["end"], "us", title))

    # The Factbook; whoever has no item yet gets a key of country and name.
    slots = collections.defaultdict(list)
    for row in tables.read_source(sources / "leaders-factbook.tsv"):
        country = {"EUE": "EUR"}.get(row["country"], row["country"])
        # Dependencies and Andorra list another state's head.
        if len(country) != 3 or row["slot"] == "chief_of_state" and (kinds.get(country) == "dependency" or country == "AND"):
            continue
        name, title = factbook_name(row)
        if name is None or name in MONARCHS_ELSEWHERE and country not in ("GBR", "NLD", "DNK", "ESP"):
            continue
        title = re.sub(r"\s+(of|of the|the|or)$", "", title)
        kind = "governor" if kinds.get(country) == "dependency" else offices.of_title(title)
        if country == "EUR" and kind in ("president", "other"):
            kind = "secretary-general"
        key = find(name, country) or f"{country.lower()}-" + "-".join(tokens(name))
        who = person(key, name, country)
        who.called(name)
        if row["surname"] and row["surname"].lower() not in PARTICLES:
            surname = re.sub(r"\b[A-ZÀ-Ž]{2,}", lambda m: m[0].capitalize(), row["surname"])
            who.surnames[surname] = None
        slots[(country, kind)].append((row["since"], key, row["last_seen"], row["in_last_edition"] == "1", title))
    for (country, kind), rows in slots.items():
        rows.sort(key=lambda r: (r[0], r[2]))
        terms = {}
        for since, key, seen, last, title in rows:
            old = terms.get((since, key))
            terms[(since, key)] = (max(seen, old[0]) if old else seen, last or bool(old and old[1]), old[2] if old else title)
        order = sorted(terms)
        for i, (since, key) in enumerate(order):
            seen, last, title = terms[(since, key)]
            following = [s for s, k in order[i + 1:] if k != key and s > since]
            end = following[0] if kind in SINGLE and following and not last else ""
            if not end and not last:
                # Seen in one edition and gone in the next: it ended some time after.
                end = ""
            people[key].terms.append((country, kind, since, end, min(seen, FACTBOOK_END), "factbook", title))

    # By hand: spellings, those who came before the sources, and bodies that the sources leave out.
    by_name = {}
    by_full_name = collections.defaultdict(list)
    for key, who in people.items():
        by_full_name[tables.fold(who.name).lower()].append(key)
    by_title = {who.wikipedia: key for key, who in people.items() if who.wikipedia}
    for row in tables.read(out / "by-hand/people.tsv"):
        country = row["country"]
        mark = (tables.fold(row["name"]).lower(), row["gender"], row["wikipedia"])
        key = row["id"] if row["id"] in people else by_title.get(row["wikipedia"]) or by_name.get(mark) or find(row["name"], country) \
            or next(filter(None, (find(a, country) for a in row["aliases"].split("|") if " " in a)), None) \
            or only(by_full_name[mark[0]]) or row["id"] or f"{country.lower()}-" + "-".join(tokens(row["name"]))
        if row["id"] and key != row["id"] and not key.startswith("Q"):
            people[row["id"]] = people.pop(key)
            for keys in by_country[country].values():
                keys[:] = [row["id"] if k == key else k for k in keys]
            key = row["id"]
        who = person(key, row["name"], country)
        by_name[mark] = key
        if who.name != row["name"]:
            who.called(who.name)
            who.name = row["name"]
            who.names.pop(row["name"], None)
        who.gender, who.wikipedia = row["gender"] or who.gender, row["wikipedia"] or who.wikipedia
        who.boost = max(who.boost, 2)
        for alias in filter(None, row["aliases"].split("|")):
            if alias.startswith("="):
                who.surnames[alias[1:]] = None
            else:
                who.called(alias)
        if row["class"]:
            # It tells the term better than the sources: theirs of the same class that overlap give way.
            who.terms = [t for t in who.terms if not (t[1] == row["class"] and t[0] == country and t[5] != "hand"
                                                      and t[2][:4] and row["start"][:4] and abs(int(t[2][:4]) - int(row["start"][:4])) <= 1)]
            seen = row["end"] or ("2026-01-01" if row["start"] else "")
            who.terms.append((country, row["class"], row["start"], row["end"], seen, "hand", row["title"]))

    # Heads of state and government follow each other: an end that no source tells is the successor's start.
    holders = collections.defaultdict(list)
    for key, who in people.items():
        for term in who.terms:
            if term[1] in SINGLE and term[2]:
                holders[term[0], term[1]].append((term[2], key))
    def ended(key, term):
        country, kind, start, end, seen, source, title = term
        if end or kind not in SINGLE or not start or source == "wikidata":
            return term
        later = sorted(s for s, k in holders[country, kind] if k != key and s > start and s > seen)
        return (country, kind, start, later[0], seen, source, title) if later else term

    rows, terms = [], []
    for key, who in sorted(people.items()):
        own = sorted({ended(key, t) for t in who.terms})
        own = [t for i, t in enumerate(own) if not any(  # the same term from a second source
            o is not t and o[:2] == t[:2] and o[2][:7] == t[2][:7] and (o[3], RANK[o[5]]) > (t[3], RANK[t[5]]) for o in own)]
        countries = [t[0] for t in own] or ["USA"]
        weight = max([WEIGHT[t[1]] - (2 if kinds.get(t[0]) == "dependency" else 0) + (1 if t[0] in GREAT and WEIGHT[t[1]] >= 5 else 0)
                      for t in own] or [2])
        weight = min(9, max(0, weight + (1 if who.boost and weight < 8 else 0)))
        names, surnames = dict(who.names), dict(who.surnames)
        for name in [who.name, *who.names]:
            for short in shorter(name):
                names.setdefault(short)
            if who.boost < 2 or name == who.name:
                for surname in surnames_of(name, countries[0]):
                    surnames.setdefault(surname)
        folded, aliases = {tables.fold(who.name).lower()}, []
        for name in names:
            plain = tables.fold(name).lower()
            if plain not in folded and tables.is_latin(name) and " " in name.strip():
                folded.add(plain)
                aliases.append(name)
        folded = set()
        for surname in surnames:
            plain = tables.fold(surname).lower()
            if plain not in folded and tables.is_latin(surname) and (len(plain) > 2 or countries[0] in FAMILY_NAME_FIRST):
                folded.add(plain)
                aliases.append("=" + surname)
        if not own and not who.boost:
            continue
        rows.append((key, who.name, who.gender, who.born, who.died, who.wikipedia, "|".join(aliases), weight))
        terms += [(key, *t) for t in own]

    # People of note hold no office. Who is known by an office already keeps it, and a surname alone never means them.
    taken = {tables.fold(name).lower() for row in rows for name in [row[1], *row[6].split("|")]}
    for row in tables.read(out / "by-hand/people-of-note.tsv"):
        names = [row["name"], *filter(None, row["aliases"].split("|"))]
        if not any(tables.fold(name).lower() in taken for name in names):
            # Some are known by their surname alone, which then is a person's, though not surely theirs.
            words = row["name"].split()
            alone = ["=" + words[-1]] if row["field"] in ("letters", "science", "history") and len(words) > 1 else []
            aliases = "|".join([*filter(None, [row["aliases"]]), *alone])
            rows.append(("note-" + "-".join(tokens(row["name"])), row["name"], "", "", "", row["wikipedia"] or row["name"], aliases, 2))
    rows.sort()

    head = """origin: CIA World Factbook, editions October 2015 to early 2026 (public domain); Wikidata by way of the every-politician-scrapers
        extracts, July and August 2022 (CC0 1.0); unitedstates/congress-legislators, June 2026 (CC0 1.0); openstates/people,
        August 2026 (CC0 1.0); by-hand/people.tsv and people-of-note.tsv (Chancery). licence: MIT OR Apache-2.0, facts public domain or CC0.
        made by: python3 tools/make_kb.py --sources DIR people
        """
    tables.write(out / "people.tsv", "People in public office and of note.\n" + head + """id: Wikidata, or country and name where no item is known. aliases parted by |, "=" marks what a person is called alone.
        prominence: 0 to 9, how likely the bearer of the name is meant in world news.
        Known gaps: ministers of countries without extract (Germany, Qatar, Thailand …), most people before 2000.""",
        ["id", "name", "gender", "born", "died", "wikipedia", "aliases", "prominence"], rows)
    tables.write(out / "terms.tsv", "Who held which office when.\n" + head + """person: id in people.tsv. An empty end is "no end known to the source on the day seen", not "in office".
        Known gaps: ministers of provinces are not told from the nation's in some extracts; short terms between sparse editions.""",
        ["person", "country", "class", "start", "end", "seen", "source", "title"], sorted(terms))


RANK = {"hand": 3, "us": 2, "factbook": 1, "wikidata": 0}
