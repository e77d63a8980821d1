"""Section 5: data sets, their hash, splits, inputs, minibatches and augmentation."""

import gzip
import hashlib
import os
import re
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

import arrays
import people_tables
import multi_label
import regression
import tables
from elementary import exp, log
from notation import TYPES, Refused, json_text, require
from random_numbers import NumpyLegacy, Stream

DEFAULTS = {  # 5.1; None where an experiment file must give the field
    "digits": {"preprocess": "subtract-mean", "trainExamples": "all", "validationExamples": 300, "testExamples": 300, "splitSeed": 0},
    "csv": {"file": None, "header": "names", "label": -1, "targets": [], "preprocess": "standardize", "trainExamples": "all",
            "validationExamples": 0.2, "testExamples": 0.2, "splitSeed": 0, "delimiter": "detect", "decimal": "point", "drop": [],
            "categorical": [], "missing": "refuse", "missingMarks": [], "split": "shuffled", "splitColumn": None, "folds": 1, "fold": 0},
    "arrays": {"features": None, "labels": None, "targets": None, "names": [], "channels": "first", "preprocess": "standardize",
               "trainExamples": "all", "validationExamples": None, "testExamples": None, "splitSeed": 0},
    "images": {"folder": None, "labels": None, "colors": "rgb", "size": None, "preprocess": "standardize-channels", "trainExamples": "all",
               "validationExamples": 0.2, "testExamples": 0.2, "splitSeed": 0, "split": "stratified"},
    "cifar10": {"preprocess": "subtract-mean", "trainExamples": "all", "validationExamples": 1000, "testExamples": 1000},
    "mnist": {"preprocess": "standardize-channels", "trainExamples": "all", "validationExamples": 5000, "testExamples": "all"},
    "cifar100": {"labels": "fine", "preprocess": "standardize-channels", "trainExamples": "all", "validationExamples": 5000,
                 "testExamples": "all"},
    "fashion-mnist": {"preprocess": "standardize-channels", "trainExamples": "all", "validationExamples": 5000, "testExamples": "all"},
    "numpy-legacy": {"seed": None, "examples": None, "features": None, "classes": None},
}  # fmt: skip
DIGITS = "packages/datasets/digits.csv.gz"
DIGITS_SHA256 = "46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a"


@dataclass
class Content:
    """5.1: the content of a data set. `training` is how many examples are of the training files."""

    shape: list
    values: np.ndarray  # [examples, features]
    labels: np.ndarray
    classes: list
    training: int = 0
    warnings: tuple = ()
    targets: np.ndarray = None  # 16.1: [examples, targets], in place of labels and classes
    names: dict = None
    levels: list = None  # 18.2
    columns: list = None  # the names of the features, which no hash covers
    table: people_tables.Table = None
    rows: dict = None  # 10.11: those of each split, where the code of a data set of one's own gives them

    def hash(self):
        """5.2"""
        head = {"examples": len(self.values), "shape": self.shape, "type": str(self.values.dtype)}
        head |= {"classes": self.classes} if self.targets is None else {"targets": self.targets.shape[1]}
        head |= {"levels": self.levels} if self.levels and any(self.levels) else {}
        splits = [self.rows[name] for name in ("train", "validation", "test")] if self.rows else []
        head |= {"splits": [len(rows) for rows in splits]} if splits else {}
        digest = hashlib.sha256(f"samebit content 1\n{json_text(head)}\n".encode())
        digest.update(self.values.astype(self.values.dtype.newbyteorder("<")).tobytes())
        digest.update(np.asarray(self.labels, np.uint8 if len(self.classes) <= 256 else "<u2").tobytes() if self.targets is None else self.targets.astype("<f8").tobytes())
        for rows in splits:
            digest.update(np.asarray(rows, "<u4").tobytes())
        return digest.hexdigest()


def load(config, repository=".", data_dir="."):
    """The content that a plan's dataset names."""
    if config["kind"] == "digits":
        return load_digits(os.path.join(repository, DIGITS))
    if config["kind"] == "csv":
        with open(os.path.join(data_dir, config["file"]), "rb") as file:
            return parse_table(file.read(), config)
    if config["kind"] == "arrays":
        shape, values, labels, classes, targets, names = arrays.content(config, data_dir)
        return Content(shape, values, labels, classes, targets=targets, names=targets is not None and {"targets": names})
    if config["kind"] == "images":
        shape, values, labels, classes, _, _ = arrays.packed_images(config, data_dir)
        return Content(shape, values, labels, classes)
    if config["kind"] == "cifar10":
        return load_cifar10(os.path.join(data_dir, "cifar-10-batches-bin"))
    if config["kind"] == "cifar100":
        return load_cifar100(os.path.join(data_dir, "cifar-100-binary"), config["labels"])
    if config["kind"] in ("mnist", "fashion-mnist"):
        return load_mnist(os.path.join(data_dir, config["kind"]), config["kind"])
    return make_numpy_legacy(config)


def read_bytes(*path):
    with open(os.path.join(*path), "rb") as file:
        return file.read()


def load_digits(path):
    """5.3"""
    packed = read_bytes(path)
    require(hashlib.sha256(packed).hexdigest() == DIGITS_SHA256, "other digits")
    lines = gzip.decompress(packed).decode().splitlines()
    rows = np.array([[int(field) for field in line.split(",")] for line in lines], np.uint8)
    return Content([8, 8], rows[:, :64], rows[:, 64], [str(c) for c in range(10)])


def parse_csv(data, header, label, targets=()):
    """5.4"""
    if targets:
        values, targets, names, columns = tables.parse(data, header, label, targets)
        return Content([values.shape[1]], values, None, [], targets=targets, names=names, columns=columns)
    values, labels, classes, columns = tables.parse(data, header, label)
    return Content([values.shape[1]], values, labels, classes, columns=columns)


def parse_table(data, config):
    """5.4, and 18.2 where anything is not neutral."""
    if not any(config.get(name, value) != value for name, value in people_tables.NEUTRAL.items()):
        neutral = all(isinstance(config[name], int) for name in ("validationExamples", "testExamples"))
        if neutral:
            return parse_csv(data, config["header"], config["label"], config.get("targets", []))
    table = people_tables.Table(data, config)
    return Content([table.values.shape[1]], table.values, table.labels, table.classes, targets=table.targets,
                   names=table.names, levels=table.levels, columns=table.columns, table=table)  # fmt: skip


CLOTHES = ["T-shirt/top", "Trouser", "Pullover", "Dress", "Coat", "Sandal", "Shirt", "Sneaker", "Bag", "Ankle boot"]  # 5.6
OFFICIAL = {  # 10.5: the SHA-256 of the official files; of mnist, of what they unpack to
    "cifar10": {
        "data_batch_1.bin": "cee916563c9f80d84e3cc88e17fdc0941787f1244f00a67874d45b261883ada5",
        "data_batch_2.bin": "a591ca11fa1708a91ee40f54b3da4784ccd871ecf2137de63f51ada8b3fa57ed",
        "data_batch_3.bin": "bbe8596564c0f86427f876058170b84dac6670ddf06d79402899d93ceea26f67",
        "data_batch_4.bin": "014e562d6e23c72197cc727519169a60359f5eccd8945ad5a09d710285ff4e48",
        "data_batch_5.bin": "755304fc0b379caeae8c14f0dac912fbc7d6cd469eb67a1029a08a39453a9add",
        "test_batch.bin": "8e2eb146ae340b09e24670f29cabc6326dba54da8789dab6768acf480273f65b",
    },
    "cifar100": {
        "train.bin": "f31298fc616915fa142368359df1c4ca2ae984d6915ca468b998a5ec6aeebf29",
        "test.bin": "d8b1e6b7b3bee4020055f0699b111f60b1af1e262aeb93a0b659061746f8224a",
    },
    "fashion-mnist": {
        "train-images-idx3-ubyte.gz": "3aede38d61863908ad78613f6a32ed271626dd12800ba2636569512369268a84",
        "train-labels-idx1-ubyte.gz": "a04f17134ac03560a47e3764e11b92fc97de4d1bfaf8ba1a3aa29af54cc90845",
        "t10k-images-idx3-ubyte.gz": "346e55b948d973a97e58d2351dde16a484bd415d4595297633bb08f03db6a073",
        "t10k-labels-idx1-ubyte.gz": "67da17c76eaffca5446c3361aaab5c3cd6d1c2608764d35dfb1850b086bf8dd5",
    },
    "mnist": {
        "train-images-idx3-ubyte.gz": "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
        "train-labels-idx1-ubyte.gz": "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
        "t10k-images-idx3-ubyte.gz": "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
        "t10k-labels-idx1-ubyte.gz": "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
    },
}


def warnings(kind, files):
    """10.5: what is warned of where files are not the official ones."""
    official = OFFICIAL[kind]
    other = [name for name in official if hashlib.sha256(files[name]).hexdigest() != official[name]]
    which = ": " + ", ".join(other) if len(other) < len(official) else ""
    text = f"{kind}: these are not the official files{which}; results are not comparable with published ones"
    return [text] if other else []


def load_cifar10(folder):
    """5.5"""
    files = {name: read_bytes(folder, name) for name in OFFICIAL["cifar10"]}
    records = np.concatenate([np.frombuffer(data, np.uint8).reshape(10000, 3073) for data in files.values()])
    require(records[:, 0].max() < 10, "a label")
    names = class_names(read_bytes(folder, "batches.meta.txt"), 10)
    return Content([3, 32, 32], records[:, 1:], records[:, 0], names, 50000, warnings("cifar10", files))


def class_names(data, count):
    """5.5"""
    names = [tables.trim(line) for line in tables.trim(data.decode()).split("\n")]
    good = all(re.fullmatch("[ -~]{1,40}", name) for name in names)
    require(good and len(names) == len(set(names)) == count, "the names of the classes")
    return names


def load_cifar100(folder, labels):
    """5.5"""
    files = {name: read_bytes(folder, name) for name in OFFICIAL["cifar100"]}
    train, test = (np.frombuffer(data, np.uint8).reshape(-1, 3074) for data in files.values())
    names = class_names(read_bytes(folder, f"{labels}_label_names.txt"), {"coarse": 20, "fine": 100}[labels])
    records = np.concatenate([train, test])
    classes = records[:, {"coarse": 0, "fine": 1}[labels]]
    require((len(train), len(test)) == (50000, 10000) and classes.max() < len(names), "the records")
    return Content([3, 32, 32], records[:, 2:], classes, names, 50000, warnings("cifar100", files))


def load_mnist(folder, kind):
    """5.6"""

    packed = {name: read_bytes(folder, name) for name in OFFICIAL[kind]}
    files = {name: gzip.decompress(data) for name, data in packed.items()}

    def idx(name, magic, words):
        data = files[name]
        head = np.frombuffer(data, ">u4", words)
        require(head[0] == magic and (words < 4 or (head[2:] == 28).all()), "an IDX file")
        rows = np.frombuffer(data, np.uint8, offset=4 * words).reshape(int(head[1]), -1)
        require(rows.shape[1] == (784 if words == 4 else 1), "an IDX file")
        return rows

    images = [idx(f"{part}-images-idx3-ubyte.gz", 0x803, 4) for part in ("train", "t10k")]
    labels = [idx(f"{part}-labels-idx1-ubyte.gz", 0x801, 2)[:, 0] for part in ("train", "t10k")]
    require([len(i) for i in images] == [len(n) for n in labels] and max(n.max() for n in labels) < 10, "the labels")
    values, classes = np.concatenate(images), [str(c) for c in range(10)] if kind == "mnist" else CLOTHES
    warned = warnings(kind, files if kind == "mnist" else packed)
    return Content([28, 28], values, np.concatenate(labels), classes, len(images[0]), warned)


def make_numpy_legacy(config):
    """5.7"""
    generator = NumpyLegacy(config["seed"])
    n, features, classes = config["examples"], config["features"], config["classes"]
    values = generator.normals(n * features).reshape(n, features)
    labels = np.array([generator.integer(classes) for _ in range(n)])
    return Content([features], values, labels, [str(c) for c in range(classes)])


def shuffled_split(n, train, validation, test, seed):
    """5.8: of digits and csv."""
    order = Stream(seed, "split").permutation(0, n)
    rest = order[test + validation :]
    require(train == "all" or train <= len(rest), "the sizes of the splits")
    train = len(rest) if train == "all" else train
    splits = {"train": rest[:train], "validation": order[test : test + validation], "test": order[:test]}
    require(min(map(len, splits.values())) > 0 and test + validation < n, "the sizes of the splits")
    return splits


def official_split(n, m, train, validation, test):
    """5.8: of official files, as [first, number]; with what 5.9 calls fitted."""
    left = n - validation
    train, test = left if train == "all" else train, m if test == "all" else test
    require(1 <= train <= left and validation >= 1 and 1 <= test <= m, "the sizes of the splits")
    return {"train": [0, train], "validation": [left, validation], "test": [n, test], "fitted": [0, left]}


def make_splits(config, content):
    """5.8: the three splits, and the examples that the inputs are fitted on (5.9)."""
    n = len(content.values)
    if config["kind"] == "numpy-legacy":
        return dict.fromkeys(("train", "validation", "test", "fitted"), np.arange(n))
    sizes = [config[name] for name in ("trainExamples", "validationExamples", "testExamples")]
    if content.table is not None:
        splits = content.table.splits()
        return splits | {"fitted": splits["train"]}
    if config["kind"] == "images":
        table = SimpleNamespace(config=config | {"folds": 1, "fold": 0}, keys=None, **vars(content) | {"table": None})
        splits = people_tables.Table.splits(table)
        return splits | {"fitted": splits["train"]}
    if config["kind"] in ("digits", "csv", "arrays"):
        splits = shuffled_split(n, *sizes, config["splitSeed"])
        return splits | {"fitted": splits["train"]}
    parts = official_split(content.training, n - content.training, *sizes)
    return {name: np.arange(first, first + count) for name, (first, count) in parts.items()}


def input_map(preprocess, shape, rows):
    """5.9: offset and factor of each feature from the fitted rows."""
    features = rows.shape[1]
    offset, factor = np.zeros(features, np.float32), np.ones(features, np.float32)
    if preprocess == "none":
        return offset, factor
    channels = 0
    if preprocess == "standardize-channels":
        channels = shape[0] if len(shape) == 3 else 1

    def mean_of(change):
        """Chains over the rows, then over the features of a channel; divided by the number of values."""
        chain = np.zeros(features)
        for row in rows:
            chain += change(row.astype(np.float64))
        if not channels:
            return chain / float(len(rows))
        sums = np.add.accumulate(chain.reshape(channels, -1), axis=1)[:, -1] + 0.0
        return np.repeat(sums / float(len(rows) * (features // channels)), features // channels)

    def squared(row):
        d = row - mean
        return d * d

    mean = mean_of(lambda row: row)
    if preprocess == "subtract-mean":
        return mean.astype(np.float32), factor
    inverse = (1.0 / np.sqrt(mean_of(squared))).astype(np.float32)
    least, most = rows.min(axis=0), rows.max(axis=0)
    if channels:
        least, most = least.reshape(channels, -1).min(axis=1), most.reshape(channels, -1).max(axis=1)
        least, most = (np.repeat(x, features // channels) for x in (least, most))
    factor = np.where(least == most, np.float32(1), inverse)
    require(np.isfinite(factor).all(), "a factor that is not finite")
    return mean.astype(np.float32), factor


def gather(values, indices, offset, factor, precision):
    """5.9 and 7.1: the inputs of some examples."""
    return (values[indices].astype(precision) - offset.astype(precision)) * factor.astype(precision)


def steps_per_epoch(n, batch_size):
    """5.10"""
    return max(n // batch_size, 1)


class Minibatches:
    """5.10: the positions of each step in the train split."""

    def __init__(self, n, batch_size, sampling, seed):
        require(sampling != "shuffled" or batch_size <= n, "a batch size above the number of examples")
        self.n, self.size, self.sampling = n, batch_size, sampling
        self.steps = steps_per_epoch(n, batch_size)
        self.stream = Stream(seed, "minibatches")
        self.epoch, self.order = 0, None

    def at(self, step):
        if self.sampling == "with-replacement":
            return self.stream.integers(step, self.n, self.size)
        epoch, place = divmod(step - 1, self.steps)
        if self.epoch != epoch + 1:
            self.epoch, self.order = epoch + 1, self.stream.permutation(epoch + 1, self.n)
        return self.order[place * self.size : (place + 1) * self.size]


def augment(x, augmentation, shape, seed, step, epoch=1, examples=None):
    """5.11: the inputs of a training step, changed; examples are the rows' positions in the train split."""
    if augmentation["kind"] == "none":
        return x
    flip, shift, erase = augmentation["flip"], augmentation["shift"], augmentation.get("erase", 0)
    require(len(shape) in (2, 3) and shift < min(shape[-2:]), "an augmentation of this shape")
    rows = len(x)
    images = x.reshape([rows, -1] + list(shape[-2:])).copy()
    if flip == "alternate":
        below = Stream(seed, "augmentation/flip").words(0, max(examples) + 1)[examples] < np.uint64(2**31)
        flipped = below == (epoch % 2 == 1)
        images[flipped] = images[flipped][..., ::-1]
    elif flip:
        flipped = Stream(seed, "augmentation/flip").words(step, rows) < np.uint64(2**31)
        images[flipped] = images[flipped][..., ::-1]
    if shift:
        words = Stream(seed, "augmentation/shift").words(step, 2 * rows).reshape(rows, 2)
        moves = (words * np.uint64(2 * shift + 1) >> np.uint64(32)).astype(np.int64) - shift
        for image, (down, right) in zip(images, moves.tolist()):
            mode = "reflect" if augmentation.get("edge") == "reflect" else "constant"
            padded = np.pad(image, ((0, 0), (shift, shift), (shift, shift)), mode)
            top, left = shift - down, shift - right
            image[:] = padded[:, top : top + shape[-2], left : left + shape[-1]]
    if erase:
        words = Stream(seed, "augmentation/erase").words(step, 2 * rows).reshape(rows, 2)
        for image, centre in zip(images, words):
            spans = [int(w) * size // 2**32 - erase // 2 for w, size in zip(centre, shape[-2:])]
            (top, left), (bottom, right) = [max(s, 0) for s in spans], [s + erase for s in spans]
            image[:, top:bottom, left:right] = 0
    return images.reshape(rows, -1)


def mixing(x, augmentation, shape, seed, step):
    """5.11: the inputs with rows mixed in pairs, and the share of their own labels."""
    mixup, cutmix = (augmentation.get(name, 0) for name in ("mixup", "cutmix"))
    if mixup == 0 and cutmix == 0:
        return x, np.float64(1)
    P, pairs = x.dtype.type, len(x) // 2
    words = [int(word) for word in Stream(seed, "augmentation/mix").words(step, 67)]
    cut = mixup == 0 or (cutmix > 0 and words[0] >= 2**31)
    a, share = np.float64(cutmix if cut else mixup), np.float64(0.5)
    for k in range(32):
        p, q = log((np.array(words[3 + 2 * k : 5 + 2 * k]) + 0.5) / 2.0**32) / a
        m = max(p, q)
        u, v = exp(np.array([p, q]) - m)
        if m + log(u + v) <= 0:
            share = u / (u + v)
            break
    share = np.float64(np.reshape(share, -1)[0])
    x = x.copy()
    top, bottom = x[:pairs], x[::-1][:pairs]
    if not cut:
        mixed = P(share) * top + P(1.0 - share) * bottom, P(share) * bottom + P(1.0 - share) * top
        x[:pairs], x[::-1][:pairs] = mixed
        return x, share
    spans = []
    for size, word in zip(shape[-2:], words[1:3]):
        length = int(np.floor(size * np.sqrt(1.0 - share)))
        first = int(np.floor(word * size // 2**32 - length / 2))
        spans.append((max(first, 0), max(min(first + length, size), max(first, 0))))
    (top, bottom), (left, right) = spans
    images = x.reshape([len(x), -1] + list(shape[-2:]))
    here = images[:pairs, :, top:bottom, left:right].copy()
    images[:pairs, :, top:bottom, left:right] = images[::-1][:pairs, :, top:bottom, left:right]
    images[::-1][:pairs, :, top:bottom, left:right] = here
    return images.reshape(len(x), -1), 1.0 - np.float64((bottom - top) * (right - left)) / (shape[-2] * shape[-1])


def train_sample(seed, epoch, n, m):
    """5.12: positions in the train split."""
    return np.arange(n) if m >= n else Stream(seed, "train-sample").integers(epoch, n, m)


class Data:
    """The data of a plan: content, splits and inputs in the precision of the plan."""

    def __init__(self, plan, repository=".", data_dir="."):
        config = plan["dataset"]
        self.precision = TYPES[plan["precision"]]
        self.content = load(config, repository, data_dir)
        require(self.content.values.dtype != np.float64 or plan["precision"] == "float64", "float64 values")
        require(config.get("preprocess") != "standardize-channels" or config["kind"] != "csv", "standardize-channels")
        self.splits = make_splits(config, self.content)
        self.values, table = self.content.values, self.content.table
        if table is not None:
            self.values, names, words = table.encode(self.splits["fitted"])
            self.content.names |= {"features": names} if table.columns and self.content.targets is not None else {}
        self.shape = self.content.shape if table is None else [self.values.shape[1]]
        fitted = self.values[self.splits["fitted"]]
        self.offset, self.factor = input_map(config.get("preprocess", "none"), self.shape, fitted)
        if table is not None:
            self.offset[words], self.factor[words] = 0, 1

        self.task = plan.get("task", "classification")
        if self.task == "regression":
            self.target_map = regression.target_map(self.content.targets[self.splits["train"]])
        if self.task == "multi-label":
            multi_label.check(self.content.targets)

    def outputs(self):
        """How many outputs a network has."""
        return len(self.content.classes) if self.content.targets is None else self.content.targets.shape[1]

    def answers(self, examples):
        """What a loss takes: labels, standardized targets (16.1), or several labels (20.1)."""
        if self.task == "classification":
            return self.content.labels[examples]
        if self.task == "multi-label":
            return self.content.targets[examples].astype(self.precision)
        return regression.standardize(self.content.targets[examples], *self.target_map, self.precision)

    def predict(self, scores):
        """6.7, 16.1, 20.3: the predicted class of each row, or numbers, or probabilities."""
        if self.task == "multi-label":
            return multi_label.predict(scores)
        if self.task == "classification":
            return np.where(np.isnan(scores).any(axis=1), -1, np.argmax(scores, axis=1))
        return regression.predict(scores, *self.target_map)

    def figures(self, predictions, examples):
        """9.1, 16.3, 20.3: what is measured beside the loss."""
        if self.task == "multi-label":
            return multi_label.figures(predictions, self.content.targets[examples])
        if self.task == "classification":
            right = (predictions == self.content.labels[examples]).sum()
            return [np.float64(right) / np.float64(len(examples))]
        return regression.figures(predictions, self.content.targets[examples], self.target_map[0])

    def inputs(self, examples):
        return gather(self.values, examples, self.offset, self.factor, self.precision)

    def column_inputs(self):
        """9.7: the inputs of each column of a table, in order."""
        require(len(self.shape) == 1, "columns of what is no table")
        table = self.content.table
        counts = [1] * self.shape[0] if table is None else table.count_inputs(self.splits["fitted"])
        return [list(range(end - count, end)) for count, end in zip(counts, np.cumsum(counts))]

    def column_names(self):
        """10.5: the names of these columns."""
        return self.content.columns or [f"feature {at}" for at in range(1, len(self.column_inputs()) + 1)]
