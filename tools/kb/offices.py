"""Classes of offices from titles, by data/offices.tsv; the program reads the same table the same way."""

import re

from kb import tables

SPLIT = re.compile(r"[^\w\-'.]+")
# Heads of a state or government of less than the whole country: "Premier of Nunavut" is a governor.
NATIONAL = re.compile(
    r"^(acting |interim |transitional |caretaker |state |federal |first |)"
    r"(president|vice[ -]president|prime minister|premier|chancellor|supreme leader|taoiseach|deputy prime minister"
    r"|first deputy prime minister|second deputy prime minister|vice premier|executive vice premier|deputy premier|head of state|head of government"
    r"|president of the (republic|government|council of ministers|confederation|united states.*)"
    r"|chairman of the (presidency|council of ministers|state council)"
    r"|federal chancellor|vice[ -]chancellor)$", re.I)
TOP = ("president", "vice-president", "head-of-government", "deputy-head-of-government")


class Offices:
    def __init__(self, data):
        self.rules = []
        for row in tables.read(data / "offices.tsv"):
            wanted, *unwanted = row["words"].split(" -")
            pad = lambda phrase: f" {phrase} "  # noqa: E731
            self.rules.append((row["class"], [pad(p) for p in wanted.split(" + ")], [pad(p) for p in unwanted]))

    def of_title(self, title):
        words = " " + " ".join(w for w in SPLIT.split(title.lower()) if w) + " "
        for name, wanted, unwanted in self.rules:
            if all(p in words for p in wanted) and not any(p in words for p in unwanted):
                return name
        return "other"

    def national(self, title, names):
        """The class, where a title in a list of a country's offices may belong to a part of it."""
        name = self.of_title(title)
        whole = re.sub(r" of (the )?(.+)$", lambda m: "" if m[2].lower() in names else m[0], title.strip())
        if name in TOP and not NATIONAL.match(whole):
            return "governor" if re.search(r" of (?!the (republic|council|government))", title) else "other"
        return name
