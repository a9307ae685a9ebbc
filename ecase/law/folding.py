"""One skeleton for one word, however it is spelled: Kazakh Cyrillic, Russian, or any of the usual Latin spellings.

Тұрсынова, Турсынова, Tursynova and Tūrsynova are one name, and whoever looks for it types what his keyboard has.
Here: `fold` (one skeleton a word), `readings` (all skeletons of a word whose spelling is ambiguous: the Latin j is ж to
one clerk and й to another), `alike`, and `stem` for running text. Not here: indexes and queries.

How: every spelling is brought to the same few letters. `c` stands for ч, `x` for ш and щ, `j` for ж, `h` for х and һ;
й, ы, і and и are all `i`; marks, signs of softness and doubled letters fall away. What can be read in two ways is
marked by a capital letter and unfolded at the end.
"""

import re
import unicodedata
from functools import lru_cache
from itertools import islice, product

_CYRILLIC = {
    "а": "a", "ә": "a", "б": "b", "в": "v", "г": "g", "ғ": "g", "д": "d", "е": "e", "ё": "e", "ж": "j", "з": "z",
    "и": "i", "і": "i", "й": "i", "к": "k", "қ": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o",
    "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "u", "ү": "u", "ф": "f", "х": "h", "һ": "h", "ц": "ts",
    "ч": "c", "ш": "x", "щ": "x", "ъ": "", "ь": "", "ы": "i", "э": "e", "ю": "iu", "я": "ia",
    # Letters of the neighbours.
    "ї": "i", "є": "e", "ґ": "g", "ў": "u", "ҳ": "h", "ҷ": "j", "ӣ": "i", "ӯ": "u",
    # Latin letters that look like Cyrillic ones, typed by mistake inside a Cyrillic word.
    "c": "s", "p": "r", "x": "h", "y": "u",
}  # fmt: skip

# Latin letters whose mark is more than an accent; all other marks are taken off.
_LATIN = {
    "ş": "sh", "š": "sh", "ś": "sh", "ç": "ch", "č": "ch", "ć": "ch", "ž": "zh", "ź": "zh", "ı": "i", "ŋ": "n",
    "ə": "a", "æ": "e", "ø": "o", "ß": "s", "ł": "l", "đ": "d", "ý": "u",
}  # fmt: skip
_SIGNS = dict.fromkeys("'’‘ʼʻ`´ʹ", "")
_FROM_CYRILLIC = str.maketrans(_CYRILLIC | _SIGNS)
_FROM_LATIN = str.maketrans(_LATIN | _SIGNS)

# What a marked letter may be; the first is what most papers mean by it.
_MEANS: dict[str, tuple[str, ...]] = {
    "J": ("j", "i"),  # Janibek is Жанибек, Jusupov is Юсупов
    "W": ("v", "u"),  # Wagner, Walikhanov
    "U": ("u", "v"),  # Dawren, Nowikow
    "C": ("ts", "k"),  # Cesarev
    "K": ("k", "ts"),  # Victor, Carev
    "X": ("ks", "h"),  # Alexandr, Raximov
    "O": ("e", "io"),  # Fyodor, Yodgorov
    "I": ("io", "e"),  # Rodion, Piotr
    "D": ("dj", "j"),  # Джумабаев is Жумабаев in the next paper
    "E": ("ie", "e"),  # Соловьев: Soloviev, Solovev
    "H": ("sh", "x"),  # Асхат: Askhat, Ashat
}
_MOST_READINGS = 8

# One pass over the Latin letters, the longest group first: what it gives is never looked at again.
_GROUPS: tuple[tuple[str, str], ...] = (
    ("shch", "x"), ("sch", "x"), ("sh", "x"), ("tsch", "c"), ("tch", "c"), ("ch", "c"), ("dzh", "D"), ("dj", "D"),
    ("zh", "j"), ("kh", "h"), ("gh", "g"), ("ph", "f"), ("ck", "k"), ("tz", "ts"), ("ou", "u"), ("auy", "au"),
    ("aui", "au"), ("yo", "O"), ("io", "I"), ("q", "k"), ("x", "X"), ("j", "J"), ("y", "i"),
)  # fmt: skip
_GIVES = dict(_GROUPS)
_ONLY_BEFORE = {"auy": "(?=[^aeiouy])", "aui": "(?=[^aeiouy])", "tz": "(?!h)"}
_GROUP = re.compile(
    "|".join(group + _ONLY_BEFORE.get(group, "") for group, _ in _GROUPS)
    + "|(?P<ts>c(?=[eiy]))|(?P<c>c)|(?P<after>(?<=[aeiou])w)|(?P<w>w)"
)
_NAMED = {"ts": "C", "c": "K", "after": "U", "w": "W"}
_PAIRS = (("ье", "E"), ("ьё", "E"), ("ъе", "E"), ("ъё", "E"), ("дж", "D"), ("сх", "H"), ("ауы", "ау"))

WORD = re.compile(r"[^\W_]+(?:['’‘ʼʻ`´ʹ][^\W_]+)*")
_IS_CYRILLIC = re.compile("[\u0400-\u052f]")
_CAPITAL = re.compile("([A-Z])")
_DOUBLED = re.compile(r"([a-z])\1+")
_SOFT_E = re.compile(r"(?<=[aeou])i(?=e)|^i(?=e)")
_STRANGE = re.compile("[^a-z0-9]")

# Endings of Russian and Kazakh words in the letters of a skeleton, the longest first: enough to find «кража» by
# «кражу» and «тергеуші» by «тергеушінің», no grammar.
_ENDINGS = tuple(
    sorted(
        """
        ami iami ah iah am iam ov ev ei oi om em ogo ego omu emu imi im ih aia iaia uiu oe ie ii a ia o e u iu i
        lar ler dar der tar ter nin din tin ga ge ka ke na ne di ti ni da de ta te dan den tan ten nan nen men ben pen
        lari leri dari deri tari teri si imen inin inda inde indan inden
        """.split(),
        key=len,
        reverse=True,
    )
)
_PLURALS = tuple(ending for ending in _ENDINGS if re.fullmatch("[ldt][ae]ri?", ending))
_SHORTEST_STEM = 4


def words(text: str) -> list[str]:
    """The words of a text, as they stand; an apostrophe inside a word belongs to it."""
    return WORD.findall(text)


def fold(text: str) -> str:
    """The skeletons of the words of `text`, parted by single spaces; "" where there is none."""
    return " ".join(folded(text))


def folded(text: str) -> list[str]:
    """The likeliest skeleton of each of `words(text)`, in their places."""
    return [skeleton(word) for word in words(text)]


@lru_cache(maxsize=1 << 16)
def skeleton(word: str) -> str:
    """The likeliest skeleton of one word; never empty for one of `words()`."""
    return _clean(_CAPITAL.sub(lambda found: _MEANS[found[1]][0], _marked(word)), word)


@lru_cache(maxsize=1 << 14)
def readings(word: str) -> tuple[str, ...]:
    """Every skeleton of one word, the likeliest first; at most eight."""
    parts = [_MEANS.get(part, (part,)) for part in _CAPITAL.split(_marked(word))]
    ways = ("".join(way) for way in islice(product(*parts), _MOST_READINGS))
    return tuple(dict.fromkeys(_clean(way, word) for way in ways))


def alike(one: str, other: str) -> bool:
    """Whether two spellings can be of one name: as many words, each pair with a skeleton in common."""
    left, right = words(one), words(other)
    return len(left) == len(right) and all(
        not set(readings(a)).isdisjoint(readings(b)) for a, b in zip(left, right, strict=True)
    )


@lru_cache(maxsize=1 << 14)
def stem(word: str) -> str:
    """A skeleton without its ending: with it the other forms of the word begin. What is short stays as it is.

    For what is looked for, not for what is kept: Russian and Kazakh hang their endings on, so whole words are kept and
    found by how they begin. A case ending may stand on a plural («хаттамаларды»), so a longer one falls after it.
    """
    if word.isdigit():
        return word
    for endings in (_ENDINGS, _PLURALS):
        ending = next((e for e in endings if word.endswith(e) and len(word) - len(e) >= _SHORTEST_STEM), "")
        word = word.removesuffix(ending)
    return word


def _marked(word: str) -> str:
    """The word in plain small letters; what can be read in two ways stands as a capital."""
    low = unicodedata.normalize("NFKC", word.lower())
    if _IS_CYRILLIC.search(low):
        for pair, mark in _PAIRS:
            low = low.replace(pair, mark)
        return low.translate(_FROM_CYRILLIC)
    bare = unicodedata.normalize("NFKD", low.translate(_FROM_LATIN))
    return _GROUP.sub(_latin, "".join(letter for letter in bare if not unicodedata.combining(letter)))


def _latin(found: re.Match[str]) -> str:
    return _NAMED[found.lastgroup] if found.lastgroup else _GIVES[found[0]]


def _clean(way: str, word: str) -> str:
    plain = _DOUBLED.sub(r"\1", way)
    plain = _DOUBLED.sub(r"\1", _SOFT_E.sub("", plain))
    # A word in another script has no skeleton of ours: it is found as it is written.
    return _STRANGE.sub("", plain) or word.lower()
