"""Parses documents with spaCy and prints what `chancery parse --format jsonl` prints.

    python tools/spacy_parse.py MODEL DOCS.jsonl > PARSES.jsonl

MODEL is the folder of the model, DOCS.jsonl has one {"id", "text"} a line. Run by `cargo xtask parity`.
"""

import json
import sys

import spacy


def parse(doc):
    return {
        "tokens": [
            {
                "start": token.idx,
                "end": token.idx + len(token),
                "tag": token.tag_,
                "pos": token.pos_,
                "morph": str(token.morph),
                "lemma": token.lemma_,
                "head": token.head.i,
                "dep": token.dep_,
                "sent_start": bool(token.is_sent_start),
            }
            for token in doc
        ],
        "ents": [
            {"start": ent.start_char, "end": ent.end_char, "label": ent.label_} for ent in doc.ents
        ],
        "noun_chunks": [
            {"start": chunk.start_char, "end": chunk.end_char} for chunk in doc.noun_chunks
        ],
    }


def main():
    model, path = sys.argv[1:]
    nlp = spacy.load(model)
    with open(path, encoding="utf-8") as file:
        docs = [json.loads(line) for line in file]
    parses = nlp.pipe((doc["text"] for doc in docs), batch_size=64)
    for doc, parsed in zip(docs, parses):
        print(json.dumps({"id": doc["id"], **parse(parsed)}, ensure_ascii=False), flush=True)


sys.stdout.reconfigure(encoding="utf-8")
main()
