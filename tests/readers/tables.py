"""Reads tables, networks, maps, calendars and the like as those who use the layout do, and looks whether they came out whole.

    python3 tables.py LAYOUT PATH [LAYOUT PATH …]
"""

import csv as csv_module
import datetime
import json
import sys
from pathlib import Path

import pandas as pd

RECORDS = ["events", "meetings", "statements", "positions"]


def csv(path):
    tables = {}
    for file in sorted(Path(path).iterdir()):
        with file.open(encoding="utf-8", newline="") as lines:
            rows = list(csv_module.reader(lines, strict=True))
        assert len({len(row) for row in rows}) == 1 and len(rows) > 1, file
        table = pd.read_csv(file)
        assert len(table) == len(rows) - 1, file
        tables[file.stem] = table
    return whole(tables)


def parquet(path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    tables = {}
    for file in sorted(Path(path).iterdir()):
        table = pq.read_table(file)
        table.validate(full=True)
        tables[file.stem] = table.to_pandas()
        codecs = {pq.ParquetFile(file).metadata.row_group(0).column(0).compression}
        assert codecs == {"ZSTD"}, codecs
    schema = pq.read_schema(Path(path) / "meetings.parquet")
    assert schema.field("date").type == pa.date32()
    assert schema.field("private").type == pa.bool_()
    assert schema.field("latitude").type == pa.float64()
    spans = pa.list_(pa.field("element", pa.struct([
        pa.field("start", pa.int64(), nullable=False), pa.field("end", pa.int64(), nullable=False)]), nullable=False))
    assert schema.field("topic_spans").type.equals(spans), schema.field("topic_spans").type
    meeting = tables["meetings"].iloc[0]
    assert isinstance(meeting["date"], datetime.date)
    assert list(meeting["topics"]) == ["cod quotas"]
    assert [dict(span) for span in meeting["topic_spans"]] == [{"start": 60, "end": 70}]
    assert [dict(count) for count in meeting["attendance"]] == [{"count": 40, "of": "delegates"}]
    # Other readers of the format agree, and a file can be filtered without reading all of it.
    occurred = pd.read_parquet(Path(path) / "events.parquet", filters=[("status", "==", "occurred")])
    assert 0 < len(occurred) < len(tables["events"])
    return whole(tables)


def whole(tables):
    """Keys are unique, and what refers to a row finds it."""
    records = pd.concat([tables[name] for name in RECORDS])
    assert records["id"].is_unique and records["status"].notna().all()
    assert set(tables["parties"]["record"]) <= set(records["id"])
    assert set(tables["reports"]["record"]) == set(records["id"])
    assert set(tables["parties"]["entity"].dropna()) <= set(tables["entities"]["id"])
    assert set(records["document"]) <= set(tables["articles"]["id"])
    assert tables["reports"].groupby("record")["finding"].count().sum() == records["reports"].sum()
    lengths = records["evidence_end"] - records["evidence_start"]
    assert (lengths > 0).all() and records["evidence"].notna().all()
    return len(records)


def colt(path):
    table = pd.read_csv(path)
    assert table.shape[1] == 70 and table["TripID"].is_unique
    start = pd.to_datetime(table["TripStartDate"], format="%Y-%m-%d")
    end = pd.to_datetime(table["TripEndDate"], format="%Y-%m-%d")
    assert (start.dt.year == table["TripYear"]).all() and ((end - start).dt.days + 1 == table["TripDuration"]).all()
    assert table["MetHostHoGS"].isin(["Yes", "No"]).all() and table["Confidence(1-5)"].between(1, 5).all()
    return len(table)


def dna(path):
    table = pd.read_csv(path)
    # What Discourse Network Analyzer makes of it: who agrees with what.
    network = table.pivot_table(
        index="person", columns="concept", values="agreement", aggfunc=lambda values: (values == "yes").mean())
    assert network.loc["Astrid Nygaard", "fisheries"] == 0
    assert (table["start"] < table["end"]).all()
    return len(table)


def ftm(path):
    from followthemoney import model

    entities = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            data = json.loads(line)
            schema = model.get(data["schema"])
            schema.validate(data)
            for name in data["properties"]:
                assert name in schema.properties, (data["schema"], name)
            for name in schema.required:
                assert data["properties"].get(name), (data["schema"], name)
            # Nothing is lost when the values are cleaned.
            raw = model.get_proxy(data, cleaned=False)
            assert raw.to_dict()["properties"].keys() == data["properties"].keys(), data
            for name, values in data["properties"].items():
                prop = schema.properties[name]
                for value in values:
                    assert prop.type.clean(value) is not None, (data["schema"], name, value)
            assert data["id"] not in entities
            entities[data["id"]] = raw
    # References lead to what their property is for.
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert entities[value].schema.is_a(prop.range), (entity.id, prop.name, value)
    return len(entities)


def annotations(path):
    table = [json.loads(line) for line in open(path, encoding="utf-8")]
    assert len({annotation["id"] for annotation in table}) == len(table)
    for annotation in table:
        assert annotation["@context"][0] == "http://www.w3.org/ns/anno.jsonld"
        targets = annotation["target"]
        for target in targets if isinstance(targets, list) else [targets]:
            position, quote = target["selector"]
            assert len(quote["exact"]) == position["end"] - position["start"]
    return len(table)


def graphml(path):
    import networkx as nx

    graph = nx.read_graphml(path, force_multigraph=True)
    return network(graph, "type")


def gexf(path):
    import networkx as nx

    graph = nx.read_gexf(path, version="1.3")
    assert graph.graph["mode"] == "dynamic"
    for _, _, data in graph.edges(data=True):
        for start, end in data.get("spells", [(data.get("start"), data.get("end"))]):
            assert start is None or datetime.date.fromisoformat(start) <= datetime.date.fromisoformat(end)
    return network(graph, "label")


def network(graph, kind):
    assert graph.is_directed()
    assert all(data["label"] for _, data in graph.nodes(data=True))
    kinds = {data[kind] for _, _, data in graph.edges(data=True)}
    assert {"met", "addressed", "accuse"} <= kinds, kinds
    assert all(data["weight"] > 0 for _, _, data in graph.edges(data=True))
    assert graph.has_edge("Q990000001", "mikko-rantala.FIN") and graph.has_edge("mikko-rantala.FIN", "Q990000001")
    return graph.number_of_edges()


def geojson(path):
    import geojson as reader

    with open(path, encoding="utf-8") as file:
        collection = reader.load(file)
    assert isinstance(collection, reader.FeatureCollection) and collection.is_valid, collection.errors()
    for feature in collection["features"]:
        longitude, latitude = feature.geometry.coordinates
        assert -180 <= longitude <= 180 and -90 <= latitude <= 90
        assert feature.properties["record_id"] == feature.id and feature.properties["evidence"]
    return len(collection["features"])


def ics(path):
    import icalendar

    data = Path(path).read_bytes()
    calendar = icalendar.Calendar.from_ical(data)
    events = list(calendar.walk("VEVENT"))
    for event in events:
        assert not event.errors, event.errors
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        assert isinstance(start, datetime.date) and start < end
        assert event.decoded("DTSTAMP").tzinfo is not None
        assert str(event["STATUS"]) in ("TENTATIVE", "CONFIRMED", "CANCELLED")
    assert len({str(event["UID"]) for event in events}) == len(events)
    statuses = {str(event["STATUS"]) for event in events}
    assert statuses == {"TENTATIVE", "CONFIRMED", "CANCELLED"}, statuses
    return len(events)


def read(layout, path):
    rows = globals()[layout](path)
    assert rows > 0
    evidence = Path(f"{path}.evidence.tsv")
    if evidence.exists() and layout not in ("ftm",):
        table = pd.read_csv(evidence, sep="\t", dtype={"record_id": str})
        assert set(table["row"]) == set(range(1, rows + 1)), "every row can be led back"
    print(f"{layout}: {rows} rows")


for layout, path in zip(sys.argv[1::2], sys.argv[2::2], strict=True):
    read(layout, path)
