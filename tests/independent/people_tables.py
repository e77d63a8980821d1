"""Section 18: tables with words, missing cells, delimiters, and other splits than shuffled ones."""

import re

import numpy as np

import tables
from notation import last_sum, require, utf16
from random_numbers import Stream

NEUTRAL = {"delimiter": "detect", "decimal": "point", "drop": [], "categorical": [], "missing": "refuse", "missingMarks": [],
           "split": "shuffled", "splitColumn": None, "folds": 1, "fold": 0}  # fmt: skip
DATE = r"[0-9]{4}-[0-9]{2}(-[0-9]{2}([T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?Z?)?)?"


def detect(text):
    """18.2: the delimiter of a text with line feeds alone."""
    for line in re.findall(r'(?:"[^"]*(?:"|\Z)|[^"\n])*', text):
        signs = set(re.sub(r'"[^"]*("|\Z)', "", line)) & set(",;\t")
        if signs and tables.trim(line):
            return min(signs, key=",;\t".index)
    return ","


def words_sorted(words):
    """5.4: as classes are sorted."""
    numeric = all(re.fullmatch("0|-?[1-9][0-9]{0,14}", word) for word in words)
    return sorted(words, key=int if numeric else utf16)


class Table:
    """18.2: rows that are examples, and what their columns are."""

    def __init__(self, data, config):
        config = NEUTRAL | config
        self.config, targets = config, config.get("targets", [])
        delimiter = {"comma": ",", "semicolon": ";", "tab": "\t"}.get(config["delimiter"])
        rows = tables.read_rows(data, delimiter or detect)
        header = config["header"]
        first = rows.pop(0) if rows and header != "none" else []
        require(rows, "no rows of data")
        columns = len(first) if header == "names" else len(rows[0])
        require(columns >= 2 and all(len(row) == columns for row in rows), "the number of columns")
        place = lambda column: tables.place_of(column, header, first, columns)
        answers = [place(column) for column in targets or [config["label"]]]
        drop, words = ([place(column) for column in config[name]] for name in ("drop", "categorical"))
        for one, other in ((drop, answers), (words, answers), (words, drop)):
            require(len(set(one)) == len(one) and not set(one) & set(other), "the columns")
        features = [place for place in range(columns) if place not in answers + drop]
        key = [] if config["splitColumn"] is None else [place(config["splitColumn"])]
        require(features, "no features")
        if header == "names":
            require(not tables.seem_data(first, answers[0], [row[answers[0]] for row in rows]), "names that are data")
        marks = {"", *config["missingMarks"]}
        rows = [["" if field in marks else field for field in row] for row in rows]
        wanted = answers + key + ([] if config["missing"] in ("mean", "median") else features)
        lacking = [any(row[place] == "" for place in wanted) for row in rows]
        require(config["missing"] != "refuse" or not any(lacking), "a missing cell")
        rows = [row for row, lacks in zip(rows, lacking) if not lacks]
        require(rows, "no examples")
        self.keys = [row[key[0]] for row in rows] if key else None
        self.levels = [None] * len(features)
        values = []
        for at, column in enumerate(features):
            cells = [row[column] for row in rows]
            if column in words:
                levels = self.levels[at] = words_sorted({cell for cell in cells if cell != ""})
                require(len(set(map(tables.appearance, levels))) == len(levels) <= 1000, "the levels")
                values.append([np.float32(np.nan) if cell == "" else np.float32(levels.index(cell)) for cell in cells])
            else:
                values.append(self.numbers(cells)[0])
        self.values = np.array(values, np.float32).T
        self.targets = np.array([self.numbers([row[place] for row in rows])[1] for place in answers]).T if targets else None
        texts = [row[answers[0]] for row in rows]
        self.classes = [] if targets else words_sorted(set(texts))
        require(targets or 2 <= len(self.classes) <= 256, "the classes")
        self.labels = None if targets else np.array([self.classes.index(text) for text in texts])
        name = lambda place: first[place] if header == "names" else f"number {place}"
        self.names = {"targets": list(map(name, answers))} if targets else {}
        self.columns = [first[place] for place in features] if header == "names" else None

    def numbers(self, cells):
        """Numbers as float32 and as they are written; NaN where one is missing."""
        if self.config["decimal"] == "comma":
            require(not any("." in cell for cell in cells), "a point")
            cells = [cell.replace(",", ".", 1) for cell in cells]
        there = [[cell] for cell in cells if cell != ""]
        rounded, exact = np.full(len(cells), np.nan, np.float32), np.full(len(cells), np.nan)
        if there:
            places = [at for at, cell in enumerate(cells) if cell != ""]
            rounded[places], exact[places] = (column[:, 0] for column in tables.numbers(there))
        return rounded, exact

    def encode(self, train):
        """18.3: all rows encoded, the names of the inputs, and which are of words."""
        inputs, names, is_word = [], [], []
        for at, levels in enumerate(self.levels):
            column, name = self.values[:, at], self.columns and self.columns[at]
            if levels is None:
                inputs.append(np.where(np.isnan(column), self.fill(column[train]), column))
                names.append(name)
                is_word.append(False)
                continue
            for number, level in [*enumerate(levels), (np.nan, "(missing)")]:
                own = np.isnan(column) if level == "(missing)" and number != number else column == number
                if own[train].any():
                    inputs.append(own.astype(np.float32))
                    names.append(f"{name}={level}")
                    is_word.append(True)
        require(inputs, "no inputs")
        return np.array(inputs, np.float32).T, names, np.array(is_word)

    def count_inputs(self, train):
        """18.3: how many inputs each column has; a missing word is one of its own."""
        different = [np.unique(self.values[train, at]) if levels else [0] for at, levels in enumerate(self.levels)]
        return list(map(len, different))

    def fill(self, column):
        there = column[~np.isnan(column)]
        if self.config["missing"] not in ("mean", "median"):
            return np.float32(0)
        require(len(there), "a column that is empty")
        there = there.astype(np.float64)
        if self.config["missing"] == "mean":
            return np.float32(last_sum(there[:, None])[0] / np.float64(len(there)))
        there, middle = np.sort(there), len(there) // 2
        return np.float32(there[middle] if len(there) % 2 else (there[middle - 1] + there[middle]) / 2)

    def splits(self):
        """18.4"""
        c, n, size = self.config, len(self.values), lambda s: max(1, int(np.floor(s * n + 0.5))) if s < 1 else s
        kind, folds = c["split"], c["folds"]
        test, held = size(c["testExamples"]), 0 if folds > 1 else size(c["validationExamples"])
        require(test + held < n and (c["fold"] == 0 if folds == 1 else 1 <= c["fold"] <= folds), "the sizes")
        require((self.keys is None) == (kind in ("shuffled", "stratified")), "splitColumn")
        require(not (kind == "in-order" and folds > 1) and not (kind == "stratified" and self.labels is None), "the split")
        stream = Stream(c["splitSeed"], "split")
        order = self.in_order() if kind == "in-order" else stream.permutation(0, n)
        if kind == "in-order":
            items = [[row] for row in order[::-1]]
        elif kind == "by-group":
            names = list(dict.fromkeys(self.keys))
            groups = [[row for row in range(n) if self.keys[row] == name] for name in names]
            items = [groups[group] for group in stream.permutation(1, len(groups))]
        else:
            items = [[row] for row in order]
        parts = np.zeros(n, int)
        if kind == "stratified":
            strata = [[row for row in order if self.labels[row] == label] for label in range(len(self.classes))]
            for part, want in ((1, test), (2, held)):
                counts = shares([len(rows) for rows in strata], want)
                for rows, count in zip(strata, counts):
                    parts[rows[:count]] = part
                strata = [rows[count:] for rows, count in zip(strata, counts)]
            items = [[row] for rows in strata for row in rows]
        else:
            for part, want in ((1, test), (2, held)):
                taken = 0
                while items and taken < want:
                    rows = items.pop(0)
                    parts[rows] = part
                    taken += len(rows)
        if folds > 1:
            require(len(items) >= folds, "the folds")
            for rows in items[c["fold"] - 1 :: folds]:
                parts[rows] = 2
        train, tested, validated = (np.array([row for row in order if parts[row] == part], int) for part in range(3))
        require(len(train) and len(tested) and len(validated), "the sizes")
        first = len(train) if c["trainExamples"] == "all" else c["trainExamples"]
        require(first <= len(train), "the sizes")
        return {"train": train[:first], "validation": validated, "test": tested}

    def in_order(self):
        if tables.is_value(self.keys[0]):
            require(all(map(tables.is_value, self.keys)), "a key")
            return np.argsort([float(key) for key in self.keys], kind="stable")
        form = re.sub("[0-9]", "0", self.keys[0])
        require(all(re.fullmatch(DATE, key) and re.sub("[0-9]", "0", key) == form for key in self.keys), "a key")
        return np.argsort(np.array(self.keys), kind="stable")


def shares(counts, size):
    """18.4: as many of each class as its share of `size`."""
    whole = max(sum(counts), 1)
    taken = [size * count // whole for count in counts]
    largest = sorted(range(len(counts)), key=lambda c: (-(size * counts[c] % whole), c))
    for c in largest[: size - sum(taken)]:
        taken[c] += 1
    return taken
