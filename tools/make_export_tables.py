#!/usr/bin/env python3
"""Makes data/exports/states.tsv: the codes and names that other data sets use for states.

    python3 tools/make_export_tables.py --sources DIR

DIR holds countries-factbook.jsonl (CIA World Factbook, last edition), of which the FIPS 10-4 codes come.
The same sources give the same bytes. The Correlates of War numbers, the exceptions and the names below are kept
here by hand.
"""

import argparse
import json
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent

HEAD = """\
# Codes and names of states in other data sets, by ISO 3166-1 alpha-3 as in ../states.tsv.
# origin: fips: CIA World Factbook, last edition (early 2026; public domain), four more by hand; cow: state numbers of the
# Correlates of War state system membership list, v2016 (facts); cameo, plover, icews: exceptions, by hand, November 2026.
# licence: MIT OR Apache-2.0. made by: python3 tools/make_export_tables.py --sources DIR
# fips: FIPS 10-4, for GDELT's places. cow: number, empty for what is no member of that list. cameo: where CAMEO differs.
# plover: where PLOVER differs; of a dependency the state that controls it. icews: its English name there, where it differs.
# Known gaps: ICEWS's names are checked against published examples only; CAMEO's older codes (ROM) are not used.
iso3	fips	cow	cameo	plover	icews
"""

# Correlates of War state numbers, by the state that is in today's place.
COW = """
USA 2 CAN 20 BHS 31 CUB 40 HTI 41 DOM 42 JAM 51 TTO 52 BRB 53 DMA 54 GRD 55 LCA 56 VCT 57 ATG 58 KNA 60 MEX 70 BLZ 80
GTM 90 HND 91 SLV 92 NIC 93 CRI 94 PAN 95 COL 100 VEN 101 GUY 110 SUR 115 ECU 130 PER 135 BRA 140 BOL 145 PRY 150
CHL 155 ARG 160 URY 165 GBR 200 IRL 205 NLD 210 BEL 211 LUX 212 FRA 220 MCO 221 LIE 223 CHE 225 ESP 230 AND 232
PRT 235 DEU 255 DDR 265 POL 290 AUT 305 HUN 310 CSK 315 CZE 316 SVK 317 ITA 325 SMR 331 MLT 338 ALB 339 MNE 341
MKD 343 HRV 344 YUG 345 SCG 345 SRB 345 BIH 346 XKX 347 SVN 349 GRC 350 CYP 352 BGR 355 MDA 359 ROU 360 RUS 365
SUN 365 EST 366 LVA 367 LTU 368 UKR 369 BLR 370 ARM 371 GEO 372 AZE 373 FIN 375 SWE 380 NOR 385 DNK 390 ISL 395
CPV 402 STP 403 GNB 404 GNQ 411 GMB 420 MLI 432 SEN 433 BEN 434 MRT 435 NER 436 CIV 437 GIN 438 BFA 439 LBR 450
SLE 451 GHA 452 TGO 461 CMR 471 NGA 475 GAB 481 CAF 482 TCD 483 COG 484 COD 490 UGA 500 KEN 501 TZA 510 BDI 516
RWA 517 SOM 520 DJI 522 ETH 530 ERI 531 AGO 540 MOZ 541 ZMB 551 ZWE 552 MWI 553 ZAF 560 NAM 565 LSO 570 BWA 571
SWZ 572 MDG 580 COM 581 MUS 590 SYC 591 MAR 600 DZA 615 TUN 616 LBY 620 SDN 625 SSD 626 IRN 630 TUR 640 IRQ 645
EGY 651 SYR 652 LBN 660 JOR 663 ISR 666 SAU 670 YEM 679 KWT 690 BHR 692 QAT 694 ARE 696 OMN 698 AFG 700 TKM 701
TJK 702 KGZ 703 UZB 704 KAZ 705 CHN 710 MNG 712 TWN 713 PRK 731 KOR 732 JPN 740 IND 750 BTN 760 PAK 770 BGD 771
MMR 775 LKA 780 MDV 781 NPL 790 THA 800 KHM 811 LAO 812 VNM 816 MYS 820 SGP 830 BRN 835 PHL 840 IDN 850 TLS 860
AUS 900 PNG 910 NZL 920 VUT 935 SLB 940 KIR 946 TUV 947 FJI 950 TON 955 NRU 970 MHL 983 PLW 986 FSM 987 WSM 990
"""

# French departments that the Factbook counts as France.
FIPS = {"GLP": "GP", "GUF": "FG", "MTQ": "MB", "MYT": "MF", "REU": "RE"}

CAMEO = {"TLS": "TMP", "XKX": "KSV"}

PLOVER = {"XKX": "KOS"}
# Dependencies by the state that controls them; Hong Kong stands for itself.
CONTROLLED = """
AUS CCK CXR NFK
CHN MAC
DNK FRO GRL
FIN ALA
FRA ATF BLM CPT GLP GUF MAF MTQ MYT NCL PYF REU SPM WLF
GBR AIA ASC BMU CYM DGA FLK GGY GIB IMN IOT JEY MSR PCN SGS SHN TCA VGB
NLD ABW ANT BES CUW SXM
NOR BVT SJM
NZL COK NIU TKL
USA ASM GUM MNP PRI UMI VIR
"""

ICEWS = {
    "BIH": "Bosnia and Herzegovina",
    "CIV": "Côte d’Ivoire",
    "COD": "Democratic Republic of Congo",
    "COG": "Republic of Congo",
    "CPV": "Cape Verde",
    "CZE": "Czech Republic",
    "MKD": "Macedonia",
    "MMR": "Myanmar",
    "PSE": "Occupied Palestinian Territory",
    "RUS": "Russian Federation",
    "SWZ": "Swaziland",
    "TLS": "East Timor",
    "TUR": "Turkey",
}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=Path, required=True)
    args = parser.parse_args()
    fips = dict(FIPS)
    with open(args.sources / "countries-factbook.jsonl", encoding="utf-8") as file:
        for line in file:
            row = json.loads(line)
            if row.get("iso3"):
                fips[row["iso3"]] = row["fips"]
    words = COW.split()
    cow = dict(zip(words[::2], words[1::2], strict=True))
    plover = dict(PLOVER)
    for line in CONTROLLED.strip().splitlines():
        state, *dependencies = line.split()
        plover.update((dependency, state) for dependency in dependencies)
    rows = []
    for line in (ROOT / "data/states.tsv").read_text(encoding="utf-8").splitlines():
        if line.startswith("#") or line.startswith("iso3\t"):
            continue
        iso3, _, _, name = line.split("\t")[:4]
        icews = ICEWS.get(iso3, "")
        if icews == name:
            icews = ""
        tables = [fips, cow, CAMEO, plover]
        rows.append("\t".join([iso3] + [table.get(iso3, "") for table in tables] + [icews]))
    rows.sort()
    (ROOT / "data/exports/states.tsv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
