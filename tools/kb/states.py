"""states.tsv, state-names.tsv, demonyms.tsv: states and dependencies with all their names."""

import json
import re

from kb import tables

PARENTHESES = re.compile(r"\s*\([^)]*\)")
# In their order of precedence where one word is both.
HOWS = ("name", "short", "official", "capital", "former", "alias")


def factbook(sources):
    out = {}
    for line in open(sources / "countries-factbook.jsonl", encoding="utf-8"):
        row = json.loads(line)
        if row.get("iso3") and len(row["iso3"]) == 3:
            out.setdefault(row["iso3"], row)
    return out


def territories(sources):
    out = {}
    for line in open(sources / "territories-rigour.jsonl", encoding="utf-8"):
        row = json.loads(line)
        code = (row.get("alpha3") or "").upper()
        if len(code) == 3 and not code.startswith("X") or code == "XKX":
            out.setdefault(code, row)
    return out


def clean(name):
    """The Factbook's field without its notes: `Prague (Praha); note - …` is `Prague`."""
    name = PARENTHESES.sub("", name or "")
    name = re.split(r";| note\b|\bnote -", name)[0].strip(" ,")
    return "" if name.lower() in ("none", "no", "n/a") else name


def capital(row):
    seat = re.split(r",| in | has ", clean(row.get("capital")))[0]
    return "" if seat.startswith("no official") else seat


def demonym_nouns(text):
    """`Afghan(s)` → Afghan, Afghans; `British (collective plural)` → British as a people."""
    for part in re.split(r"[;,/]| or ", re.split(r"; note|note -", text or "")[0]):
        part = part.strip()
        if not part or part == "none" or not part[0].isupper():
            continue
        if "singular and plural" in part or "collective" in part or "plural" in part and "singular" not in part:
            yield "people", clean(part)
        elif match := re.match(r"^(.+?)\((e?s)\)$", part):
            yield "person", match[1].strip()
            yield "people", match[1].strip() + match[2]
        else:
            yield "person", clean(part)


def make(sources, out):
    book, land = factbook(sources), territories(sources)
    by_hand = {row["iso3"]: row for row in tables.read(out / "by-hand/states.tsv")}
    names_by_hand = tables.read(out / "by-hand/state-names.tsv")
    demonyms_by_hand = tables.read(out / "by-hand/demonyms.tsv")
    chosen = {row["iso3"]: row["name"] for row in names_by_hand if row["how"] == "name"}
    dropped = {(row["iso3"], tables.fold(row["name"]).lower()) for row in names_by_hand if row["how"] == "drop"}

    codes = sorted(c for c in set(book) | set(land) | set(by_hand) if by_hand.get(c, {}).get("kind") != "drop")
    states, names = [], {}

    def add_name(name, how, code):
        key = (code, tables.fold(name).lower())
        if not name or not tables.is_latin(name) or key in dropped or len(name) < 2:
            return
        old = names.get(key)
        if old is None or HOWS.index(how) < HOWS.index(old[1]):
            names[key] = (name, how, code)

    for code in codes:
        fact, area, hand = book.get(code, {}), land.get(code, {}), by_hand.get(code, {})
        dependency = bool(fact.get("dependency")) or bool(area.get("parent"))
        kind = hand.get("kind") or ("former" if area.get("is_historical") else "dependency" if dependency else "state")
        short = clean(fact.get("short"))
        name = chosen.get(code) or (short if short and "," not in short else "") or area.get("name", "")
        official = clean(fact.get("long")) or area.get("full_name", "")
        official = PARENTHESES.sub("", official)
        wiki = hand.get("wikipedia") or (area.get("wikipedia_url") or "").rsplit("/", 1)[-1].replace("_", " ") or name
        wiki = wiki.replace("&", "and")
        seat = "" if kind == "former" else capital(fact)
        states.append((
            code, area.get("code", "").upper() if len(area.get("code", "")) == 2 else "", kind, name, official,
            seat, hand.get("wikidata") or area.get("qid", ""), wiki,
        ))
        add_name(name, "name", code)
        if kind in ("state", "partial"):
            # A dependency's own aliases are words such as Mann or Sark: its name and official name do.
            add_name(short if "," not in short else "", "short", code)
            if len(seat) > 3:
                add_name(seat, "capital", code)
            for former in re.split(r"[,;]", clean(fact.get("former"))):
                former = former.strip()
                if former.count(" ") <= 4 and not re.search(r"\b(and|note|Territory|Colony|Mandate|part)\b", former):
                    add_name(former, "former", code)
            for alias in area.get("names_strong") or []:
                if len(alias) > 3 and "," not in alias and alias[0].isupper():
                    add_name(alias, "alias", code)
        add_name(official, "official", code)
        if "," in official:
            last, first = official.split(",", 1)
            add_name(f"{first.strip()} {last}", "official", code)
    for row in names_by_hand:
        if row["how"] != "drop":
            # What is kept by hand wins over what the sources call it.
            names.pop((row["iso3"], tables.fold(row["name"]).lower()), None)
            names[(row["iso3"], tables.fold(row["name"]).lower())] = (row["name"], row["how"], row["iso3"])

    demonyms = {}
    not_demonyms = {(r["iso3"], r["word"]) for r in demonyms_by_hand if r["form"] == "drop"}
    own = {(r["iso3"]) for r in demonyms_by_hand if r["form"] != "drop"}
    kinds = {row[0]: row[2] for row in states}
    for code in codes:
        fact = book.get(code, {})
        if kinds[code] not in ("state", "partial") and code not in own:
            nation = [w for w in re.split(r"[;,/]| or ", clean(fact.get("nationality_adjective"))) if w][:1]
        else:
            nation = re.split(r"[;,/]| or ", clean(fact.get("nationality_adjective")))
        pairs = [("adjective", clean(w)) for w in nation]
        if kinds[code] in ("state", "partial"):
            pairs += demonym_nouns(fact.get("nationality_noun"))
        for form, word in pairs:
            word = word.strip()
            if len(word) > 3 and word[0].isupper() and tables.is_latin(word) and (code, word) not in not_demonyms:
                demonyms[(word, form, code)] = None
    for row in demonyms_by_hand:
        if row["form"] != "drop":
            demonyms[(row["word"], row["form"], row["iso3"])] = None
    # A dependency never shares the word of a state: "British" is no Falklander.
    of_states = {w for (w, _, c) in demonyms if kinds.get(c) in ("state", "partial", "former")}
    # A demonym among a source's aliases is no name; a noun that is the state's usual name ("Singapore troops") is no demonym.
    by_hand_names = {(row["iso3"], tables.fold(row["name"]).lower()) for row in names_by_hand if row["how"] != "drop"}
    for word, _, code in demonyms:
        key = (code, tables.fold(word).lower())
        if key in names and names[key][1] == "alias" and key not in by_hand_names:
            del names[key]
    demonyms = {k: v for k, v in demonyms.items() if (k[2], tables.fold(k[0]).lower()) not in names}
    kept = [k for k in demonyms if kinds.get(k[2]) in ("state", "partial", "former") or k[0] not in of_states]

    head = """origin: CIA World Factbook, last edition (early 2026; public domain, JSON edition CC0 1.0);
        opensanctions/rigour 2.2.3, July 2026 (Wikidata ids, ISO codes; MIT, (c) OpenSanctions Datenbanken GmbH);
        corrections in by-hand/ (Chancery). Licence of the table: MIT OR Apache-2.0, facts public domain.
        made by: python3 tools/make_kb.py --sources DIR states"""
    tables.write(out / "states.tsv", "States, partly recognised states, dependencies and states that are no more.\n" + head + """
        kind: state, partial (recognised by some), dependency, former. Known gaps: no Wikidata id for some dependencies.""",
        ["iso3", "iso2", "kind", "name", "official", "capital", "wikidata", "wikipedia"], states)
    tables.write(out / "state-names.tsv", "Names by which newspapers call a state, its capital among them.\n" + head + """
        how: name, short, official, former, alias, capital (as an actor: "Moscow said").
        Known gaps: Latin letters only; sub-state names are left to the gazetteer.""",
        ["name", "how", "iso3"], sorted(names.values(), key=lambda r: (r[2], HOWS.index(r[1]), r[0])))
    tables.write(out / "demonyms.tsv", "Adjectives of states and the words for their people.\n" + head + """
        form: adjective, person (one), people (several or all).""",
        ["word", "form", "iso3"], sorted(kept, key=lambda k: (k[2], k[1], k[0])))
