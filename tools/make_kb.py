#!/usr/bin/env python3
"""Makes the generated tables of data/ out of the sources that data/README.md names.

    python3 tools/make_kb.py --sources DIR [--lexicons DIR] [--ontology DIR] [--out data] [TABLE…]

TABLE is one of the names below; without one all are made whose sources are given. The tables that
people keep by hand (data/by-hand/ and those whose head says so) are read, never written. Only
Python's standard library is used, and the same sources give the same bytes.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from kb import armed_groups, given_names, ministries, ontology, parties, people, states  # noqa: E402

MAKERS = {
    "states": ("sources", states.make),
    "given-names": ("sources", given_names.make),
    "people": ("sources", people.make),
    "armed-groups": ("sources", armed_groups.make),
    "ministries": ("sources", ministries.make),
    "parties": ("sources", parties.make),
    "ontology": ("ontology", ontology.make),
}


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", type=Path, help="folder of the fact tables (Factbook, Wikidata, UCDP, Phoenix …)")
    parser.add_argument("--lexicons", type=Path, help="folder of the Phoenix word lists")
    parser.add_argument("--ontology", type=Path, help="folder of the PLOVER and CAMEO tables")
    parser.add_argument("--out", type=Path, default=Path("data"))
    parser.add_argument("tables", nargs="*", choices=[[], *MAKERS], metavar="TABLE")
    options = parser.parse_args()
    for name in options.tables or MAKERS:
        origin, make = MAKERS[name]
        folder = getattr(options, origin)
        if folder is None:
            print(f"{name}: left as it is (no --{origin})", file=sys.stderr)
            continue
        make(folder, options.out)
        print(f"{name}: made", file=sys.stderr)


if __name__ == "__main__":
    main()
