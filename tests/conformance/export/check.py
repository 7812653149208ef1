#!/usr/bin/python3
"""Opens an exported model with NumPy, SciPy and scikit-learn, and compares what they make of it with what we did.

    check.py DIR TOKENS      TOKENS: a JSON file with the terms of each row's ad

Prints what was found as JSON. The first three lines of `main` are those of docs/model.md.
"""

import json
import sys

import numpy as np
import scipy.sparse
from sklearn.feature_extraction.text import TfidfTransformer, TfidfVectorizer


def pairs(tokens):
    return tokens + [" ".join(pair) for pair in zip(tokens, tokens[1:])]


def main(folder, tokens_file):
    X = scipy.sparse.load_npz(f"{folder}/matrix.npz")
    vectorizer = TfidfVectorizer(analyzer=pairs, vocabulary=open(f"{folder}/vocabulary.txt", encoding="utf-8").read().splitlines())
    vectorizer.idf_ = np.fromfile(f"{folder}/idf.f64")

    counts = scipy.sparse.load_npz(f"{folder}/counts.npz")
    with open(tokens_file, encoding="utf-8") as file:
        documents = json.load(file)
    refitted = TfidfTransformer().fit(counts)
    rows = [json.loads(line)["job_id"] for line in open(f"{folder}/rows.ndjson", encoding="utf-8")]
    with open(f"{folder}/model.json", encoding="utf-8") as file:
        model = json.load(file)
    print(
        json.dumps(
            {
                "shape": X.shape,
                "modelShape": model["shape"],
                "entries": X.nnz,
                "rows": rows,
                "sorted": bool(X.has_sorted_indices and counts.has_sorted_indices),
                "counts": int(counts.sum()),
                "idf": float(abs(refitted.idf_ - vectorizer.idf_).max()),
                "weightsOfCounts": float(abs(refitted.transform(counts) - X).max()),
                "weightsOfTokens": float(abs(vectorizer.transform(documents) - X).max()),
            }
        )
    )


main(*sys.argv[1:])
