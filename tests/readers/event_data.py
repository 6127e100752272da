"""Reads an export of event data as those who use the layout do, and looks whether it came out whole.

    python3 event_data.py LAYOUT PATH [LAYOUT PATH …]
"""

import csv
import sys

import pandas as pd


def polecat(path):
    table = pd.read_csv(path, sep="\t", na_values=["None"], keep_default_na=False, dtype={"Event ID": str})
    assert table.shape[1] == 40, table.columns
    dates = pd.to_datetime(table["Event Date"], format="%Y-%m-%d")
    assert dates.notna().all()
    assert table["Event Intensity"].between(-10, 10).all()
    assert table["Event ID"].is_unique
    assert table["Latitude"].dtype == float and table["Latitude"].notna().any()
    # Several actors in a cell stay aligned.
    long = table.assign(
        name=table["Actor Name Raw"].str.split("; "), country=table["Actor Country"].str.split("; ")
    ).explode(["name", "country"])
    assert (long["name"] == "Leila Darwish").any()
    return len(table)


def icews(path):
    table = pd.read_csv(path, sep="\t", quoting=csv.QUOTE_NONE, dtype={"CAMEO Code": str})
    assert list(table.columns[:3]) == ["Event ID", "Event Date", "Source Name"] and table.shape[1] == 20
    assert table["Event ID"].between(1, 2**31 - 1).all() and table["Story ID"].between(0, 2**31 - 1).all()
    assert not table.duplicated(["Event ID", "Event Date"]).any()
    assert (table["CAMEO Code"] == "040").any()
    pd.to_datetime(table["Event Date"], format="%Y-%m-%d")
    return len(table)


def gdelt(path):
    codes = {26: str, 27: str, 28: str, 59: str}
    events = pd.read_csv(f"{path}/export.CSV", sep="\t", header=None, dtype=codes)
    mentions = pd.read_csv(f"{path}/mentions.CSV", sep="\t", header=None)
    assert events.shape[1] == 61 and mentions.shape[1] == 16
    pd.to_datetime(events[1].astype(str), format="%Y%m%d")
    pd.to_datetime(events[59], format="%Y%m%d%H%M%S")
    assert events[0].is_unique and events[0].dtype == "int64"
    # Floating-point numbers keep the ids whole.
    assert (events[0].astype(float).astype("int64") == events[0]).all()
    joined = mentions.merge(events, left_on=0, right_on=0)
    assert len(joined) == len(mentions)
    counts = mentions.groupby(0).size()
    assert (counts.reindex(events[0]).to_numpy() == events[31]).all()
    return len(events)


def phoenix(path):
    table = pd.read_csv(path, sep="\t", header=None, dtype=str, keep_default_na=False)
    assert table.shape[1] == 26
    assert (table[1] == table[2] + table[3] + table[4]).all()
    assert table[0].is_unique and not table.duplicated([1, 5, 9, 13]).any()
    assert table[16].astype(float).between(-10, 10).all()
    return len(table)


def dyads(path):
    table = pd.read_csv(path)
    assert table.shape[1] == 31
    types = table.columns[8:24]
    assert (table[types].sum(axis=1) == table["events"]).all()
    panel = table.pivot(index=["source", "target"], columns="period", values="events").fillna(0)
    assert panel.to_numpy().sum() == table["events"].sum()
    return len(table)


def plover(path):
    table = pd.read_json(path, lines=True, dtype=False)
    assert table["id"].is_unique and table["has_event"].all()
    assert table["event"].str.len().eq(1).all()
    assert table["actor"].map(lambda actors: all("entity_text" in actor for actor in actors)).all()
    return len(table)


def jsonl(path):
    table = pd.read_json(path, lines=True, dtype=False)
    assert {"id", "text", "events", "reader"} <= set(table.columns)
    return len(table)


def read(layout, path):
    rows = globals()[layout](path)
    assert rows > 0
    if layout != "jsonl":
        evidence = pd.read_csv(f"{path}.evidence.tsv", sep="\t", dtype={"record_id": str})
        assert set(evidence["row"]) == set(range(1, rows + 1)), "every row can be led back"
    print(f"{layout}: {rows} rows")


for layout, path in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
    read(layout, path)
