#!/usr/bin/python3
"""The specification's own way, tuned: NLTK's WordNet lemmatizer, cached by word, and scikit-learn's TfidfVectorizer.

    tfidf_reference.py ADS.ndjson…     prints seconds and megabytes as JSON

Needs Debian's python3-sklearn, python3-nltk and wordnet-base. Exits with 3 if one is missing.
"""

import functools
import json
import os
import re
import resource
import sys
import tempfile
import time

WORDNET = "/usr/share/wordnet"
try:
    import nltk
    from sklearn.feature_extraction.text import ENGLISH_STOP_WORDS, TfidfVectorizer
except ImportError:
    sys.exit(3)
if not os.path.isdir(WORDNET):
    sys.exit(3)

# Debian has WordNet, but not where NLTK looks for it, and without the list of its 45 files, whose names do not matter.
home = tempfile.TemporaryDirectory()
corpus = os.path.join(home.name, "corpora", "wordnet")
os.makedirs(corpus)
for name in os.listdir(WORDNET):
    os.symlink(os.path.join(WORDNET, name), os.path.join(corpus, name))
with open(os.path.join(corpus, "lexnames"), "w") as lexnames:
    lexnames.writelines(f"{number:02}\tfile{number}\t1\n" for number in range(45))
nltk.data.path.insert(0, home.name)
from nltk.stem import WordNetLemmatizer  # after the path is known

ads = []
for path in sys.argv[1:]:
    with open(path, encoding="utf-8") as file:
        ads += ["{job_title}. {job_description}".format(**json.loads(line)) for line in file]

lemma = functools.lru_cache(None)(WordNetLemmatizer().lemmatize)
lemma("dogs")
URLS = re.compile(r"https?://\S+|www\.\S+")
MAILS = re.compile(r"\S+@\S+")
PUNCTUATION = re.compile(r"[^\w\s]")


def preprocess(text):
    words = PUNCTUATION.sub(" ", MAILS.sub(" ", URLS.sub(" ", text.lower()))).split()
    return " ".join(word for word in map(lemma, words) if word not in ENGLISH_STOP_WORDS)


def timed(work):
    wall, cpu = time.perf_counter(), time.process_time()
    result = work()
    return result, {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}


documents, preprocessed = timed(lambda: [preprocess(text) for text in ads])
vectorizer = TfidfVectorizer(max_features=10000, ngram_range=(1, 2), min_df=2, max_df=0.8)
_, fitted = timed(lambda: vectorizer.fit(documents))
megabytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(json.dumps({"preprocess": preprocessed, "fit": fitted, "megabytes": megabytes}))
