#!/usr/bin/python3
"""Opens an exported model with NumPy, SciPy and scikit-learn, and compares what they make of it with what we did.

    check.py DIR TOKENS LINES

TOKENS is a JSON file with the words of each row's ad; LINES the lines of Python that docs/model.md shows, which are run
in DIR and give `X` and `vectorizer`. Prints what was found as JSON.
"""

import json
import os
import sys
import warnings

import scipy.sparse
from sklearn.feature_extraction.text import TfidfTransformer

warnings.simplefilter("error")


def main(folder, tokens_file, lines_file):
    with open(lines_file, encoding="utf-8") as file:
        lines = file.read()
    with open(tokens_file, encoding="utf-8") as file:
        documents = json.load(file)
    os.chdir(folder)
    shown = {}
    exec(compile(lines, lines_file, "exec"), shown)
    X, vectorizer = shown["X"], shown["vectorizer"]

    counts = scipy.sparse.load_npz("counts.npz")
    refitted = TfidfTransformer().fit(counts)
    rows = [json.loads(line)["job_id"] for line in open("rows.ndjson", encoding="utf-8")]
    with open("model.json", encoding="utf-8") as file:
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
