"""cameo.tsv and cc-by-sa/plover-*.tsv: event types, modes, contexts, sectors and the CAMEO codes."""

from kb import tables

# Slips of the published list of names.
REPAIRS = {
    "033": "Express intent to provide material aid, not specified below",
    "0355": "Express intent to allow international involvement (not mediation)",
    "044": "Meet at a third location",
    "1056": "Demand de-escalation of military engagement",
    "2041": "Use chemical, biological, or radiological weapons",
}
PLOVER = """origin: the PLOVER manual (draft 2.0, commit 5e0c24f) and CAMEO2PLOVER-2021.txt of openeventdata/PLOVER,
        Open Event Data Alliance; codes, classes, scores and mapping are theirs, the definitions are reworded.
        licence: CC BY-SA 4.0, see LICENSE.md in this folder; not under Chancery's own licence.
        made by: python3 tools/make_kb.py --ontology DIR ontology"""


def make(ontology, out):
    names = []
    for row in tables.read_source(ontology / "cameo_codes.tsv"):
        name = REPAIRS.get(row["code"], row["name"])
        name = name.capitalize() if name.isupper() else name
        names.append((row["code"], name, row["root"], row["quad_class"], row["goldstein"]))
    tables.write(out / "cameo.tsv", """CAMEO event codes with their values on the Goldstein scale.
        origin: CAMEO (Gerner, Schrodt, Yilmaz 2002); names and values as in the lookup files that GDELT publishes
        (CAMEO.eventcodes.txt, CAMEO.goldsteinscale.txt; no licence stated, facts), as copied in moxious/gdelt;
        scale after Goldstein (1992). Slips in five names mended.
        quad_class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.
        made by: python3 tools/make_kb.py --ontology DIR ontology. Known gaps: no value for 106, 1213, 1214.""",
        ["code", "name", "root", "quad_class", "goldstein"], names)

    def copy(source, target, title, columns):
        rows = tables.read_source(ontology / source)
        tables.write(out / "cc-by-sa" / target, title + "\n" + PLOVER, columns, [[r[c] for c in columns] for r in rows])

    copy("plover_events.tsv", "plover-events.tsv", "PLOVER event types.",
         ["type", "definition", "quad_class", "direction", "needs_recipient", "plover_score"])
    copy("plover_modes.tsv", "plover-modes.tsv", "PLOVER modes of each event type.",
         ["type", "mode", "definition", "plover_score"])
    copy("plover_contexts.tsv", "plover-contexts.tsv", "PLOVER contexts.", ["context", "definition"])
    copy("plover_sectors.tsv", "plover-sectors.tsv",
         "PLOVER sector codes; use \"international\" stands in the place of a country.", ["code", "definition", "use"])
    rows = [r for r in tables.read_source(ontology / "cameo_to_plover.tsv")]
    tables.write(out / "cc-by-sa/cameo-to-plover.tsv", "CAMEO codes with their PLOVER type, mode and contexts.\n" + PLOVER,
                 ["cameo", "type", "mode", "contexts", "description"],
                 [(r["cameo"], r["plover"], r["mode"], r["contexts"], r["description"]) for r in rows])
