"""Times spaCy over documents, in a process of its own, and prints one line of JSON.

    python tools/spacy_bench.py MODEL DOCS.jsonl BATCH_SIZE

MODEL is the folder of the model, DOCS.jsonl has one {"text"} a line. Loading is not timed. Run by `cargo xtask bench`.
"""

import json
import sys
import time

import spacy


def main():
    model, path, batch_size = sys.argv[1:]
    nlp = spacy.load(model)
    with open(path, encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    n_tokens = 0
    start, cpu_start = time.perf_counter(), time.process_time()
    for doc in nlp.pipe(texts, batch_size=int(batch_size)):
        n_tokens += len(doc)
    seconds = time.perf_counter() - start
    cpu_seconds = time.process_time() - cpu_start
    print(json.dumps({"tokens": n_tokens, "seconds": seconds, "cpu_seconds": cpu_seconds}))


main()
