"""Input for each entry as hypothesis draws it: what is nearly right, and what is not right at all.

Each strategy gives the bytes that the entry of the same name in `tests.faults.hostile` takes.
"""

import csv
import io
import json

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from dicas_desktop.domain.catalogue import ENTITIES

Bytes = SearchStrategy[bytes]

ODD = (
    *(
        "",
        " ",
        "\0",
        "\n",
        "\r",
        "\t",
        "\u202e",
        "\u200f",
        "\ud800",
        "\udcff",
        "\ufeff",
        "\u3000",
        "ｶﾞ",
        "艦船修理",
        "髙﨑",
    ),
    *(
        "=1+1",
        "@",
        "-",
        "+",
        "--",
        "';--",
        '"',
        "'",
        "%",
        "_",
        "*",
        "\\",
        "//",
        "../..",
        "~",
        "(",
        ")",
        ":",
        "^",
        "\x1f",
    ),
    *("NULL", "None", "nan", "inf", "-0", "1e999", "9" * 20, "9" * 5_000, "x" * 25_000, "٣", "²", "Ⅷ", "１２", "1_0"),
    *("true", "AND", "OR", "NOT", "NEAR(", "a*", "{}", "[]", "null", '{"a":1}', "[" * 3_000, "AI-0001", "ai1", "M-1"),
)
DATES = (
    *(
        "by",
        "from",
        "まで",
        "から",
        "Tue",
        "(火)",
        "11",
        "31",
        "0",
        "Jun",
        "6",
        "2024",
        "2024-06",
        "2024-06-11",
        "20240611",
    ),
    *(
        "FY2026",
        "JFY2025",
        "令和",
        "R6.6.11",
        "令和6年6月11日",
        "元年",
        "平成31",
        "昭和64年1月7日",
        "年",
        "月",
        "日",
        "-",
        "/",
    ),
    *(".", ",", "24:00", "930", "9:30", "午後3時", "+30d", "1799", "2200"),
)
MARKS = (
    *(
        "(",
        ")",
        "//",
        "/",
        "S",
        "U",
        "C",
        "TS",
        "CUI",
        "REL TO USA, JPN",
        "NOFORN",
        "REL TO",
        "USA",
        "JPN",
        "FVEY",
        ",",
    ),
    *("SI-G ABCD", "HCS", "FGI JPN", "RELIDO", "ORCON", "\n", " ", "-", "SP-CTI", "秘", "極秘"),
)
SETTINGS = (
    *("look/theme", "look/scale", "look/compact", "recent", "page", "officer/name", "lock/minutes", "consent/file"),
    *("panels/inspector", "panels/timeline", "panels/show_timeline", "panels/show_inspector", "window/geometry"),
    *("columns/action_items", "columns/meetings", "x/y"),
)
SIGNS = ("=", "!=", "<", "<=", ">", ">=", "~", "==", "")
NAMES = tuple({field.name for entity in ENTITIES.values() for field in entity.fields})


def encoded(text: str) -> bytes:
    """Return any text as bytes, half characters too."""
    return text.encode("utf-8", "surrogatepass")


# by number: hypothesis would print the long ones again and again
odd = st.integers(0, len(ODD) - 1).map(lambda number: ODD[number])
words = st.one_of(odd, st.text(max_size=20), st.sampled_from(DATES), st.sampled_from(NAMES))
texts = st.lists(words, max_size=6).map("".join) | words
dates = st.tuples(st.lists(st.sampled_from(DATES) | words, max_size=6), st.sampled_from(("", " ", "\u3000"))).map(
    lambda drawn: drawn[1].join(drawn[0])
)
marks = st.lists(st.sampled_from(MARKS) | words, max_size=10).map("".join)
pairs = st.tuples(st.sampled_from(NAMES) | words, st.sampled_from(SIGNS), texts | dates).map("".join)
scalars = st.none() | st.booleans() | st.integers() | st.floats() | texts
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4), max_leaves=8
)
json_texts = trees.map(json.dumps) | texts
first = st.binary(min_size=1, max_size=1)


def _with_first(strategy: SearchStrategy[str]) -> Bytes:
    return st.tuples(first, strategy.map(encoded)).map(b"".join)


@st.composite
def csv_files(draw: st.DrawFn) -> bytes:
    """A table of a kind, with its own head or another, in an encoding of the day or with bytes put in."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=draw(st.sampled_from((",", ",", ";", "\t"))), lineterminator="\r\n")
    number = draw(st.integers(0, 255))
    entity = tuple(ENTITIES.values())[number % len(ENTITIES)]
    columns = [entity.slug_column, *(field.name for field in entity.fields if field.recorded)]
    if draw(st.booleans()):
        writer.writerow(draw(st.lists(st.sampled_from(columns) | words, min_size=1, max_size=len(columns) + 1)))
    cells = st.lists(texts | dates | marks, max_size=len(columns) + 1)
    for row in draw(st.lists(cells, max_size=6)):
        writer.writerow([cell.replace("\0", "") if draw(st.booleans()) else cell for cell in row])
    encoding = draw(st.sampled_from(("utf-8", "utf-8-sig", "cp932", "utf-16")))
    content = out.getvalue().encode(encoding, "surrogatepass" if encoding.startswith("utf") else "replace")
    return bytes([number]) + content + draw(st.sampled_from((b"", b"", b'"', b"\xff", b"\0")))


owners = st.fixed_dictionaries(
    {}, optional=dict.fromkeys(("who", "workstation", "at_utc", "pid", "token", "other"), scalars | trees)
).map(json.dumps)
columns = st.fixed_dictionaries(
    {},
    optional={
        "order": st.lists(st.sampled_from(NAMES)) | trees,
        "hidden": st.lists(st.sampled_from(NAMES)) | trees,
        "widths": st.dictionaries(st.sampled_from(NAMES) | texts, scalars) | trees,
        "asked": st.lists(st.sampled_from(NAMES)) | trees,
    },
).map(json.dumps)
raw_values = st.sampled_from(
    ("@ByteArray(abc)", "@Invalid()", "@Variant(\\0\\0\\0\\x7f)", "@Size(1 2)", "a, b", "\\xd800")
)


@st.composite
def ini_files(draw: st.DrawFn) -> bytes:
    """A settings file: values as they are, escaped as Qt does, or anything."""
    lines = ["[General]"] if draw(st.booleans()) else []
    for name in draw(st.lists(st.sampled_from(SETTINGS), max_size=6)):
        group, _slash, key = name.rpartition("/")
        value = draw(raw_values | texts | columns.map(_quoted) | json_texts.map(_quoted) | st.integers().map(str))
        lines += [f"[{group or 'General'}]", f"{key}={value}"]
    return encoded("\n".join(lines)) + draw(st.binary(max_size=4))


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


STRATEGIES: dict[str, Bytes] = {
    "csv": csv_files(),
    "value": _with_first(texts | dates | marks),
    "search": texts.map(encoded),
    "filter": _with_first(texts),
    "where": (pairs | texts).map(encoded),
    "assignment": st.lists(pairs | texts, max_size=4).map("\x1f".join).map(encoded),
    "date": (dates | texts).map(encoded),
    "marking": marks.map(encoded),
    "file_name": texts.map(encoded),
    "file": st.binary(max_size=200) | st.binary(min_size=4096, max_size=4096),
    "log": st.binary(max_size=200),
    "owner": (owners | json_texts).map(encoded),
    "change": json_texts.map(encoded),
    "settings": ini_files() | st.binary(max_size=200),
    "notice": texts.map(encoded) | st.binary(max_size=100),
    "passphrase_file": texts.map(encoded) | st.binary(max_size=100),
    "command": st.tuples(
        first,
        st.lists(st.sampled_from(tuple(ENTITIES)) | pairs | texts | dates, max_size=5).map("\n".join).map(encoded),
    ).map(b"".join),
    "head": texts.map(encoded),
    "window": ini_files(),
}
