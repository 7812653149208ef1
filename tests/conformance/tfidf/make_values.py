#!/usr/bin/python3
"""Makes values.ndjson: what scikit-learn's TfidfVectorizer answers, for packages/nlp/test/tfidf/conformance.test.ts.

    apt-get install python3-sklearn
    /usr/bin/python3 tests/conformance/tfidf/make_values.py > tests/conformance/tfidf/values.ndjson

The first line holds the corpora, every other line one case. Options are
written in our spelling and given to scikit-learn in its own. Where max_features
cuts through equal frequencies, scikit-learn's choice depends on an unstable
sort; for those cases alone the vocabulary is chosen here, by frequency and then
term, from scikit-learn's own counts, and given to it as fixed.
"""

import json
import random
import sys
import warnings

import numpy as np
import sklearn
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

warnings.filterwarnings("ignore")
random.seed(20260108)

FRENCH = [
    "Développeur Python confirmé à Paris, l'équipe recherche un développeur.",
    "L'ingénieur données conçoit des pipelines; Python et SQL exigés.",
    "Équipe données: ingénieur Python, Spark, Airflow. Télétravail à Orléans.",
    "Chargé.e de recrutement – expérience exigée, 35h, CDI à Besançon",
    "ÉLECTRICIEN bâtiment, œuvre à Nîmes; cœur de métier: l'électricité",
    "Nous cherchons un ingénieur, un INGÉNIEUR et encore un Ingénieur!",
]
ENGLISH = [
    "The data engineer builds data pipelines in Python and SQL.",
    "A senior data engineer, Paris: Python, Spark and Airflow are required",
    "Data scientist - machine learning, Python, R and SQL; remote from Lyon",
    "We are hiring a C++ developer who knows CI/CD, Docker & Kubernetes",
    "Junior developer: JavaScript, TypeScript, Node.js; no experience required",
    "the the the a an of and is the of",
    "Sales manager for machine parts, sales target 2,000,000 EUR",
]
UNICODE = [
    "snake_case __init__ _private x_1 1_000 a_ _",
    "Ünïcödé naïve café cafe\u0301 ﬁnance Ⅷ ½ ²³ ４５ ٣٤ १२",
    "emoji 🚀🚀 rocket🚀ship 👩‍💻 dev ✨ sparkle ❤️ heart",
    "視頻 拍攝和後期 データ エンジニア 데이터 엔지니어",
    "Разработчик Python в Москве, разработчик БЕЗ опыта",
    "ΟΔΟΣ οδός ΣΊΣΥΦΟΣ İstanbul ISTANBUL ıssız straße STRASSE ẞ",
    "𝒜𝓁𝓅𝒽𝒶 𐐀𐐁 𠀀𠀁 \U0001d7d8\U0001d7d9 \ufb01\ufb02 \uff21\uff22",
    "tab\tnew\nline\u00a0nbsp\u2009thin\u200bzero\u00adsoft\ufeffbom\x1csep\x85nel",
    "हिन्दी नौकरी العربية وظيفة עברית ภาษาไทย งาน",
]
EMPTY = ["", "   ", "only here and there", "", "!!! ??? ...", "here again only"]
EQUAL = ["the same words in every ad"] * 5
ONE = ["one single document with one single word twice"]
NUMBERS = ["1 22 333 4444", "22 333 2026-01-08 08:30", "3.14 1,000,000 22%", "1e6 0x1F 35h 10k 333"]
REPEATED = ["aa " * 300 + "bb", "aa bb cc " * 40, "cc dd", "dd dd dd ee", "ee aa bb"]


def zipf(count, seed):
    """Ads of invented words whose frequencies fall as those of real words do."""
    rng = random.Random(seed)
    syllables = ["da", "té", "re", "sol", "mi", "ng", "é", "ou", "tra", "x9", "_k", "pro"]
    words = sorted({"".join(rng.choice(syllables) for _ in range(rng.randint(1, 4))) for _ in range(400)})
    weights = [1 / (i + 1) for i in range(len(words))]
    return [" ".join(rng.choices(words, weights, k=rng.randint(0, 60))) for _ in range(count)]


CORPORA = {
    "french": FRENCH,
    "english": ENGLISH,
    "mixed": FRENCH + ENGLISH,
    "unicode": UNICODE,
    "empty documents": EMPTY,
    "all equal": EQUAL,
    "one document": ONE,
    "numbers": NUMBERS,
    "repeated": REPEATED,
    "zipf": zipf(60, 7),
    "no documents": [],
    "nothing but blanks": ["", " ", "!"],
    "single characters": ["a b c", "d e f"],
}
UNSEEN = [
    "data engineer python in a new town, ingénieur données",
    "",
    "nothing known zzz qqq",
    "snake_case 333 22 aa aa bb here only same words",
]

ALL = {"fraction": 1}
NONE = {"fraction": 0}
CASES = [(corpus, {}) for corpus in CORPORA]
CASES += [(corpus, {"ngramRange": [1, 2], "sublinearTf": True}) for corpus in CORPORA]
CASES += [
    ("mixed", {"ngramRange": [2, 2]}),
    ("mixed", {"ngramRange": [2, 3]}),
    ("mixed", {"ngramRange": [1, 4], "minDf": 2}),
    ("english", {"ngramRange": [3, 3], "norm": None}),
    ("zipf", {"ngramRange": [1, 3], "minDf": 3, "maxDf": 0.4}),
    ("mixed", {"minDf": 2, "maxDf": 0.8}),
    ("mixed", {"minDf": 2, "maxDf": 4}),
    ("mixed", {"minDf": 0.2, "maxDf": 0.5}),
    ("mixed", {"minDf": 0.15, "maxDf": ALL}),
    ("mixed", {"minDf": NONE, "maxDf": {"fraction": 0.5}}),
    ("zipf", {"minDf": 0.1, "maxDf": 0.7, "ngramRange": [1, 2]}),
    ("mixed", {"maxDf": 1}),
    ("mixed", {"minDf": 5, "maxDf": 2}),
    ("mixed", {"minDf": 0.9, "maxDf": 0.1}),
    ("mixed", {"minDf": 12, "maxDf": 0.5}),
    ("mixed", {"minDf": 14}),
    ("all equal", {"maxDf": 0.8}),
    ("all equal", {"minDf": 2}),
    ("one document", {"minDf": 2}),
    ("one document", {"maxDf": 0.8}),
    ("mixed", {"maxFeatures": 5}),
    ("mixed", {"maxFeatures": 20, "ngramRange": [1, 2]}),
    ("mixed", {"maxFeatures": 100000}),
    ("mixed", {"maxFeatures": 12, "minDf": 2, "maxDf": 0.6, "ngramRange": [1, 2]}),
    ("mixed", {"maxFeatures": 6, "binary": True}),
    ("zipf", {"maxFeatures": 50, "ngramRange": [1, 2], "minDf": 2, "maxDf": 0.8}),
    ("zipf", {"maxFeatures": 1}),
    ("repeated", {"maxFeatures": 2}),
    ("repeated", {"maxFeatures": 2, "binary": True}),
    ("mixed", {"lowercase": False}),
    ("unicode", {"lowercase": False, "ngramRange": [1, 2]}),
    ("mixed", {"lowercase": False, "stopWords": ["the", "Data"]}),
    ("english", {"stopWords": "english"}),
    ("english", {"stopWords": "english", "ngramRange": [1, 2]}),
    ("mixed", {"stopWords": ["un", "et", "l", "the", "and", "à"]}),
    ("english", {"stopWords": []}),
    ("mixed", {"binary": True}),
    ("repeated", {"binary": True, "norm": None}),
    ("repeated", {"binary": True, "sublinearTf": True, "norm": "l1"}),
    ("mixed", {"norm": "l1"}),
    ("mixed", {"norm": None}),
    ("mixed", {"useIdf": False}),
    ("mixed", {"useIdf": False, "norm": None, "sublinearTf": True}),
    ("mixed", {"smoothIdf": False}),
    ("empty documents", {"smoothIdf": False, "norm": "l1"}),
    ("repeated", {"sublinearTf": True}),
    ("mixed", {"tokenPattern": r"(?u)\b\w+\b"}),
    ("mixed", {"tokenPattern": r"(?u)\b[^\W\d_]{3,}\b", "ngramRange": [1, 2]}),
    ("unicode", {"tokenPattern": r"[^\W_]+"}),
    ("unicode", {"tokenPattern": r"\S+"}),
    ("unicode", {"tokenPattern": r"\d+"}),
    ("unicode", {"tokenPattern": r"."}),
    ("numbers", {"tokenPattern": r"[\d.,]+\d"}),
    ("english", {"tokenPattern": r"[a-z][a-z+#./]+(?<![./])"}),
    ("english", {"tokenPattern": r"(?i)(?P<word>[A-Z]{4,})\b", "lowercase": False}),
    ("english", {"tokenPattern": r"\b(\w)\w{3,}"}),
    ("english", {"tokenPattern": r"(\w)(\w+)"}),
    ("english", {"tokenPattern": r"(\w+"}),
    ("english", {"tokenPattern": r"\w+ \w+", "ngramRange": [1, 2]}),
    ("english", {"tokenPattern": r"a*"}),
    ("mixed", {"vocabulary": ["python", "data", "sql", "absent"]}),
    ("mixed", {"vocabulary": ["python", "data engineer", "sql", "data"], "ngramRange": [1, 2], "maxFeatures": 1}),
    ("mixed", {"vocabulary": ["python", "data engineer"]}),
    ("mixed", {"vocabulary": ["python", "sql", "python"]}),
    ("mixed", {"vocabulary": []}),
    ("mixed", {"vocabulary": ["python", "zzz"], "smoothIdf": False}),
    ("mixed", {"vocabulary": ["Python"], "norm": None}),
    ("no documents", {"vocabulary": ["python"]}),
    ("nothing but blanks", {"vocabulary": ["python"]}),
    ("mixed", {"ngramRange": [2, 1]}),
    ("mixed", {"ngramRange": [30, 30]}),
    ("mixed", {"maxFeatures": 0}),
    ("mixed", {"minDf": -1}),
    ("mixed", {"maxDf": 1.5}),
    ("mixed", {"minDf": 0}),
]

NAMES = {
    "ngramRange": "ngram_range",
    "maxFeatures": "max_features",
    "minDf": "min_df",
    "maxDf": "max_df",
    "lowercase": "lowercase",
    "tokenPattern": "token_pattern",
    "stopWords": "stop_words",
    "binary": "binary",
    "vocabulary": "vocabulary",
    "norm": "norm",
    "useIdf": "use_idf",
    "smoothIdf": "smooth_idf",
    "sublinearTf": "sublinear_tf",
}


def parameters(options):
    """scikit-learn's spelling of our options."""

    def value(name, given):
        if name == "ngramRange":
            return tuple(given)
        return float(given["fraction"]) if isinstance(given, dict) else given

    return {NAMES[name]: value(name, given) for name, given in options.items()}


def has_ties(counts, chosen):
    """Whether a term outside of the chosen ones is as frequent as the least frequent of them."""
    frequencies = counts[1]
    lowest = min(frequencies[counts[0][term]] for term in chosen)
    return any(frequencies[number] == lowest and term not in chosen for term, number in counts[0].items())


def ours(documents, given):
    """The vocabulary by frequency, then term; None where scikit-learn's own choice is determined."""
    limit = given.get("max_features")
    if not limit or "vocabulary" in given:
        return None
    weights = ("max_features", "norm", "use_idf", "smooth_idf", "sublinear_tf")
    kept = {name: given[name] for name in given if name not in weights}
    counter = CountVectorizer(**kept)
    matrix = counter.fit_transform(documents)
    frequencies = np.asarray(matrix.sum(axis=0)).ravel()
    terms = counter.vocabulary_
    chosen = sorted(terms, key=lambda term: (-frequencies[terms[term]], term))[:limit]
    return sorted(chosen) if has_ties((terms, frequencies), set(chosen)) else None


def sparse(matrix):
    matrix.sort_indices()
    return {
        "shape": list(matrix.shape),
        "indptr": matrix.indptr.tolist(),
        "indices": matrix.indices.tolist(),
        "data": matrix.data.tolist(),
    }


def attempt(action):
    try:
        return action()
    except Exception as error:  # the kind is compared by the test, the message is for the reader
        return {"error": f"{type(error).__name__}: {error}".split("\n")[0][:160]}


def finite(values):
    return [value if np.isfinite(value) else str(value) for value in values]


def answer(corpus, options):
    documents = CORPORA[corpus]
    given = parameters(options)

    def fitted():
        chosen = ours(documents, given)
        settled = dict(given, vocabulary=chosen) if chosen else given
        vectorizer = TfidfVectorizer(**settled)
        vectorizer.fit(documents)
        return {
            "vocabulary": vectorizer.get_feature_names_out().tolist(),
            "idf": finite(vectorizer.idf_) if given.get("use_idf", True) else None,
            "matrix": attempt(lambda: sparse(vectorizer.transform(documents))),
            "unseen": attempt(lambda: sparse(vectorizer.transform(UNSEEN))),
            "tiesSettledByTerm": chosen is not None,
        }

    return {"corpus": corpus, "options": options, "expected": attempt(fitted)}


def print_line(value):
    print(json.dumps(value, ensure_ascii=False, separators=(",", ":")))


print_line(
    {
        "madeBy": f"scikit-learn {sklearn.__version__}, numpy {np.__version__}, Python {sys.version.split()[0]}",
        "corpora": CORPORA,
        "unseen": UNSEEN,
    }
)
for corpus, options in CASES:
    print_line(answer(corpus, options))
