"""Section 5.4: tables in CSV files."""

import re
import unicodedata
from decimal import Decimal

import numpy as np

from notation import Refused, require, utf16

VALUE = r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?"
ECMASCRIPT_NUMBER = VALUE + "|0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+"
FIELD = r'(?:"((?:[^"]|"")*)"|([^",\n][^",\n]*|))([,\n])'
WHITE_SPACE = "\t\n\v\f\r \u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000\ufeff"
UNSEEN = (
    "\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u0890\u0891\u08e2\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\U000110bd\U000110cd\U00013430-\U0001343f"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"
)
LOOKS = dict(zip(range(0xFF01, 0xFF5F), range(0x21, 0x7F))) | dict.fromkeys((0x2010, 0x2011, 0x2212), "-")
LETTERS = str.maketrans("АВЕКМНОРСТУХІЈЅаеорсухіјѕԁԛԝΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "ABEKMHOPCTYXIJSaeopcyxijsdqwABEZHIKMNOPTYXo")
NOTHING = "na nan null none nil inf infinity -inf -infinity ? - .".split()


def trim(text):
    return re.sub(f"^[{WHITE_SPACE}]+|[{WHITE_SPACE}]+\\Z", "", text)


def is_value(text):
    return bool(re.fullmatch(VALUE, text))


def read_rows(data, delimiter=","):
    """The rows, each a list of fields; `delimiter` is a character, or finds it in the text (18.2)."""
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        raise Refused("not UTF-8") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n") + "\n"
    require(not text.startswith("\ufeff\n"), "a first line of a byte order mark")
    delimiter = delimiter(text) if callable(delimiter) else delimiter
    text = text.removeprefix("\ufeff")
    pattern = re.compile(FIELD.replace(",", delimiter))
    rows, row, at = [], [], 0
    while at < len(text):
        field = pattern.match(text, at)
        require(field, 'a " that does not belong')
        quoted, bare, end = field.groups()
        row.append(trim(bare if quoted is None else quoted.replace('""', '"')))
        at = field.end()
        if end == "\n":
            rows.append(row)
            row = []
    return [row for row in rows if row != [""]]


def appearance(name):
    """What a name looks like: an exact number, or a text."""
    text = re.sub(f"[{UNSEEN}]", "", unicodedata.normalize("NFC", name)).translate(LOOKS)
    text = re.sub(f"[{WHITE_SPACE}]+", " ", text).strip(" ")
    return Decimal(text) if is_value(text) else text.translate(LETTERS)


def finite(name):
    """Whether ECMAScript's Number reads a finite number."""
    return bool(re.fullmatch(ECMASCRIPT_NUMBER, name)) and (not is_value(name) or abs(float(name)) < np.inf)


def seem_data(names, label, labels):
    """Whether a first row of names seems to be data; `label` is the place of the label column."""
    others = names[:label] + names[label + 1 :]
    if not any(map(is_value, others)):
        return False
    if names[label] in labels:
        return True
    numbers = [int(name) for name in others if re.fullmatch("[0-9]{1,9}", name)]
    counting = len(numbers) == len(others) and all(b == a + 1 for a, b in zip(numbers, numbers[1:]))
    if counting and (len(numbers) > 1 or numbers[0] in (0, 1)):
        return False
    return all(is_value(name) or name.lower() in NOTHING for name in others)


def place_of(column, header, names, columns):
    """The index of a column that is given by name or index."""
    if isinstance(column, str):
        require(header == "names" and column in names, "a column")
        return names.index(column)
    require(-1 <= column < columns, "a column")
    return column % columns


def numbers(rows):
    """Fields as values: as float32, and as they are written."""
    require(all(is_value(value) for row in rows for value in row), "a value")
    with np.errstate(all="ignore"):
        exact = np.array(rows, object).astype(np.float64)
        values = exact.astype(np.float32)
    require(np.isfinite(values).all(), "a value that is not finite")
    return values, exact


def parse(data, header, label, targets=()):
    """Values, and labels as numbers of classes with the names of the classes; or, where columns are
    targets (16.1), these, with their names and those of the features. Last the names of the features."""
    rows = read_rows(data)
    first = rows.pop(0) if rows and header != "none" else []
    require(rows, "no rows of data")
    columns = len(first) if header == "names" else len(rows[0])
    if header == "counts":
        require(len(first) >= 4 and all(re.fullmatch("[1-9][0-9]{0,8}", n) for n in first[:2]), "counts")
        require(int(first[0]) == len(rows), "the number of rows")
        columns = int(first[1]) + 1
    require(columns >= 2 and all(len(row) == columns for row in rows), "the number of columns")
    require(not targets or (label == -1 and header != "counts"), "a label beside targets")
    places = [place_of(column, header, first, columns) for column in targets or [label]]
    texts = [row[places[0]] for row in rows]
    if header == "names":
        require(all(first) and len(set(first)) == len(first), "a name")
        require(not all(map(finite, first)) and not seem_data(first, places[0], texts), "names that are data")
    others = [place for place in range(columns) if place not in places]
    require(others and len(set(places)) == len(places), "the columns")
    features = [first[place] for place in others] if header == "names" else None
    values, _ = numbers([[row[place] for place in others] for row in rows])
    if targets:
        _, exact = numbers([[row[place] for place in places] for row in rows])
        name = (lambda place: first[place]) if header == "names" else (lambda place: f"number {place}")
        names = {"targets": list(map(name, places))}
        return values, exact, names | ({"features": features} if features else {}), features
    require(all(texts) and not any("\n" in text for text in texts), "a label that is empty or has two lines")
    numeric = all(re.fullmatch("0|-?[1-9][0-9]{0,14}", text) for text in texts)
    names = classes = sorted(set(texts), key=int if numeric else utf16)
    if header == "counts":
        classes = first[2:]
        names = [str(number) for number in range(len(classes))]
    require(2 <= len(classes) <= 65536 and set(texts) <= set(names), "the classes")
    require(len(set(map(appearance, classes))) == len(classes), "classes that look the same")
    return values, np.array([names.index(text) for text in texts]), classes, features
