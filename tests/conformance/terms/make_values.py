#!/usr/bin/python3
"""Makes french.tsv and english.tsv: what NLTK makes of words, for the tests of our French stems and of the specification's lemmas.

    apt-get install python3-nltk wfrench wordnet-base
    /usr/bin/python3 tests/conformance/terms/make_values.py tests/conformance/terms

french.tsv: every 80th word of Debian's list of French words, and those that are known to differ, with the stem that
NLTK's FrenchStemmer gives. english.tsv: nouns and irregular plurals of WordNet, forms of them that are none, and French
words, with what its WordNetLemmatizer gives. Debian has no data of NLTK; its WordNet is of the same version, 3.0.
"""

import os
import sys
import tempfile
import warnings

from nltk.corpus.reader.wordnet import WordNetCorpusReader
from nltk.stem import WordNetLemmatizer, wordnet
from nltk.stem.snowball import FrenchStemmer

warnings.filterwarnings("ignore")

# NLTK has an older edition of the algorithm than we: it takes ë and ï after a vowel for vowels, and so on.
DIFFERENT = (
    "archaïsmes camaïeux canoë contiguïté dadaïsme deltaïque fabricatrice fornicatrice héroïcité héroïquement "
    "indicatrices judaïque judaïté laïcisme masticatrices maïolique momentanément mosaïste prosaïque thébaïque égoïste"
).split()


def french_words():
    with open("/usr/share/dict/french", encoding="utf-8") as file:
        words = sorted({word.strip().lower() for word in file if word.strip().isalpha()})
    return sorted({*words[::80], *DIFFERENT})


def english_words():
    with open("/usr/share/wordnet/index.noun", encoding="latin-1") as file:
        nouns = [line.split(" ")[0] for line in file if not line.startswith(" ")]
    with open("/usr/share/wordnet/noun.exc", encoding="latin-1") as file:
        plurals = [line.split(" ")[0] for line in file]
    some = [noun for noun in nouns if noun.isalpha() and noun.isascii()][::60]
    forms = [noun + end for noun in some for end in ("", "s", "es", "ses", "ing", "men")]
    forms += [noun[:-1] + end for noun in some for end in ("ies", "ves")]
    plurals = [plural for plural in plurals if plural.isalpha() and plural.isascii()][::4]
    return sorted({*forms[::2], *plurals, *french_words()[::5]})


def lemmatizer():
    folder = tempfile.mkdtemp()
    for name in os.listdir("/usr/share/wordnet"):
        os.symlink(f"/usr/share/wordnet/{name}", f"{folder}/{name}")
    # Names of kinds of words, which Debian leaves out and no lemma needs.
    with open(f"{folder}/lexnames", "w", encoding="ascii") as file:
        file.writelines(f"{number:02d}\tkind{number}\t1\n" for number in range(45))
    wordnet.wn = WordNetCorpusReader(folder, None)
    return WordNetLemmatizer()


def write(path, words, term_of):
    with open(path, "w", encoding="utf-8") as file:
        file.writelines(f"{word}\t{term_of(word)}\n" for word in words)


write(f"{sys.argv[1]}/french.tsv", french_words(), FrenchStemmer().stem)
write(f"{sys.argv[1]}/english.tsv", english_words(), lemmatizer().lemmatize)
