"""Runs all test vectors of the contract.

    check_vectors.py [--contracts DIR] [--repository DIR]

Floats of a case are read before its function sees them, and written back of what it gives."""

import argparse
import glob
import hashlib
import json
import os
import re
import sys
import tempfile
from fractions import Fraction

import numpy as np

import activations
import arrays
import convolution
import data
import elementary
import evaluation
import files
import intervals
import kernels
import layers
import multi_label
import normalization
import notation
import random_numbers
import regression
import search
import training
import whitening
from network import Network, predict
from notation import TYPES, from_hex, to_hex

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = [os.path.join(HERE, "..", "..")]


def is_float(value):
    return isinstance(value, str) and bool(re.fullmatch("[0-9a-f]{8}|[0-9a-f]{16}", value))


def read(value):
    """A value of a case, with floats in place of their digits; a list of floats as an array."""
    if isinstance(value, dict):
        return {name: read(member) for name, member in value.items()}
    if isinstance(value, list):
        return from_hex(value) if value and all(map(is_float, value)) else [read(member) for member in value]
    return from_hex(value) if is_float(value) else value


def write(value):
    """The inverse, of what a function gives."""
    if isinstance(value, dict):
        return {name: write(member) for name, member in value.items()}
    if isinstance(value, (float, np.floating)):
        return to_hex(value if isinstance(value, np.floating) else np.float64(value))
    if isinstance(value, np.ndarray):
        return to_hex(value.reshape(-1) if value.ndim else value) if value.dtype.kind == "f" else value.tolist()
    if isinstance(value, (list, tuple)):
        return [write(member) for member in value]
    return value.item() if isinstance(value, np.generic) else value


def sha256(content):
    """Of bytes, or of an array of floats, the least significant byte of each first."""
    if isinstance(content, np.ndarray):
        bits = notation.to_bits(content)
        content = bits.astype(bits.dtype.newbyteorder("<")).tobytes()
    return hashlib.sha256(content).hexdigest()


def or_refused(function):
    def run(case):
        try:
            return function(case)
        except data.Refused:
            return "refused"

    return run


def numbers(c):
    values = (1 / np.arange(1, c["reciprocals"] + 1)).astype(np.float32) if "reciprocals" in c else c["x"]
    return np.array(values, None if len(values) else np.float32)


def one(function, name="x"):
    return lambda c: np.atleast_1d(function(c[name]))[0]


def words(values):
    return [f"{int(word):08x}" for word in values]


def stream(c):
    return random_numbers.Stream(c["seed"], c["name"])


def mask(c):
    values = stream(c).mask(c["page"], c["keepRatio"], c["count"], np.float32)
    threshold = random_numbers.threshold(c["keepRatio"])
    return values if threshold == c["threshold"] else threshold


def numpy_legacy(c):
    made, out = random_numbers.NumpyLegacy(c["seed"]), []
    for draw in c["draws"]:
        arguments = [draw["below"]] if draw["kind"] == "integer" else []
        out.append([getattr(made, draw["kind"])(*arguments) for _ in range(draw["count"])][-draw["keep"] :])
    return out


def stored(c):
    values = np.array(c["values"], np.uint8 if c["type"] == "uint8" else None)
    return values.reshape(-1, int(np.prod(c["shape"])) if "shape" in c else len(values))


def content(made):
    return {name: getattr(made, name) for name in ("shape", "values", "labels", "classes")} | {"hash": made.hash()}


def defaults(kind):
    """5.1, without what must be given; shares are no floats whose bits are told."""
    known = {name: value for name, value in data.DEFAULTS[kind].items() if value is not None or name == "splitColumn"}
    return {name: Fraction(value) if isinstance(value, float) else value for name, value in known.items()}


def csv(c):
    return content(data.parse_csv(c["text"].encode("utf-8", "surrogateescape"), c["header"], c["label"]))


def people_table(c):
    """19.5"""
    config = data.DEFAULTS["csv"] | {"kind": "csv", "file": "t.csv"} | c["config"]
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, "t.csv"), "w", encoding="utf-8", newline="") as file:
            file.write(c["text"])
        made = data.Data({"dataset": config, "precision": "float32"}, REPOSITORY[0], folder)
    rows = [made.splits[name] for name in ("train", "validation", "test")]
    answers = {"labels": [made.content.labels[split] for split in rows]} if made.content.targets is None else {
        "targets": [made.content.targets[split].ravel() for split in rows]
    }  # fmt: skip
    values = {name: made.values[split].ravel() for name, split in zip(("train", "validation", "test"), rows)}
    return {"hash": made.content.hash(), "features": made.shape[0]} | values | answers | {
        "offset": made.offset, "factor": made.factor,
    }  # fmt: skip


def digits(c):
    made = data.Data({"dataset": c["config"], "precision": "float32"}, REPOSITORY[0])
    splits = {name: made.splits[name] for name in ("train", "validation", "test")}
    return {name: split[:5] for name, split in splits.items()} | {
        "hash": made.content.hash(),
        "counts": [len(split) for split in splits.values()],
        "firstTrainValues": made.content.values[splits["train"][0]],
        "firstTrainLabels": made.content.labels[splits["train"][:5]],
        "offset": sha256(made.offset),
        "factor": sha256(made.factor),
    }


def legacy_data(c):
    return {name: value for name, value in content(data.make_numpy_legacy(c["config"])).items() if name in c["want"]}


def sizes(c):
    return [c[name] for name in ("trainExamples", "validationExamples", "testExamples")]


def minibatches(c):
    made = data.Minibatches(c["examples"], c["batchSize"], c["sampling"], c["seed"])
    return [made.at(step) for step in c["steps"]] if made.steps == c["stepsPerEpoch"] else made.steps


def augmentation(c):
    x = np.arange(1, c["rows"] * int(np.prod(c["shape"])) + 1, dtype=np.float32).reshape(c["rows"], -1)
    at = c["step"], c.get("epoch", 1), c.get("examples")
    return data.augment(x, c | {"kind": "images"}, c["shape"], c["seed"], *at).reshape(-1).astype(int)


def mixing(c):
    P = TYPES[c["precision"]]
    count = c["rows"] * int(np.prod(c["shape"]))
    x = np.array([((i % 23) - 11) / 7 for i in range(count)]).astype(P).reshape(c["rows"], -1)
    x, share = data.mixing(x, c, c["shape"], c["seed"], c["step"])
    return {"share": share, "x": x.reshape(-1)}


def network(c):
    return Network(c, c["inputShape"] if "inputShape" in c else [c["features"]], c["classes"])


def first(c):
    array = network(c).first_values()[0]
    return {"values": array[: len(c["want"]["values"])], "sha256": sha256(array)}


def whitened(c):
    images = c["images"].reshape(-1, *c["shape"])
    w = np.zeros((c["filters"], c["shape"][0], c["kernel"], c["kernel"]), c["images"].dtype)
    whitening.whiten(w, images, c["epsilon"])
    return w


def begun(c):
    parameters, statistics = network(c).first_values(bytes.fromhex(c["file"]))
    return {"parameters": parameters, "statistics": statistics}


def training_pass(c):
    made = network(c)
    parameters, statistics = made.first_values()
    scores = made.forward(parameters, statistics, c["inputs"], c["step"])
    losses, dscores = made.loss(scores, np.array(c["labels"]))
    out = {"losses": losses, "gradients": made.backward(dscores)}
    scores = made.forward(parameters, statistics, c["inputs"])
    return out | {"statistics": made.statistics(statistics), "scores": scores}


def rows_of(c, name):
    return c[name].reshape(c["rows"], -1)


def gemm(c):
    shapes = {"a": ("km" if c["form"] == "TN" else "mk"), "b": ("nk" if c["form"] == "NT" else "kn")}
    a, b = (np.array(c[n], TYPES[c["precision"]]).reshape([c[axis] for axis in axes]) for n, axes in shapes.items())
    return notation.matrix_chain(a.T if c["form"] == "TN" else a, b.T if c["form"] == "NT" else b)


def sums(c):
    x = rows_of(c, "x")
    square = kernels.sum_of_squares(x.reshape(-1))
    return {"columnSums": notation.last_sum(x), "rowSums": notation.lane_sum(x), "sumOfSquares": square}


def dropout(c, pixels=1):
    made = stream(c).mask(c["page"], c["keepRatio"], len(c["x"]) // pixels, c["x"].dtype.type)
    return {"mask": made, "y": c["x"].reshape(-1, pixels) * made[:, None]}


def normalized(axes, forward, backward):
    def run(c):
        x, dy = (c[name].reshape([c.get(axis, 1) for axis in axes.split()]) for name in ("x", "dy"))
        gamma, beta = (c[name].reshape(x.shape[1:-1] if x.ndim > 2 else -1) for name in ("gamma", "beta"))
        y, normalized, inverse, *rest = forward(x, gamma, beta, c["epsilon"])
        dx, dgamma, dbeta = backward(dy, gamma, normalized, inverse)
        out = {"y": y, "inverse": inverse, "dx": dx, "dgamma": dgamma, "dbeta": dbeta}
        return out | dict(zip(("mean", "variance"), rest))

    return run


def batch_norm(axes):
    return normalized(axes, normalization.batch_norm, normalization.batch_norm_backward)


def batch_norm_inference(c, mean, variance, pixels=1):
    x = c["x"].reshape(c["rows"], -1, pixels)
    return normalization.batch_norm_inference(x, c["gamma"], c["beta"], mean, variance, c["epsilon"])


def spatial_batch_norm(c):
    out = batch_norm("rows channels pixels")(c)
    return out | {"inference": batch_norm_inference(c, out["mean"], out["variance"], c["pixels"])}


def losses_of(function, *extra):
    def run(c):
        made = function(rows_of(c, "scores"), np.array(c["labels"]), *(c[name] for name in extra))
        return dict(zip(("losses", "dscores"), made))

    return run


def elementwise(c):
    x, y, number = c["x"], c["y"], c["number"]
    factor = x.dtype.type(number)
    out = {"multiply": x * y, "scale": x * factor, "addScaled": y + factor * x, "clip": kernels.clip(x, number)}
    return out | {"blend": kernels.blend(x, y, number), "relu": kernels.relu(x), "exp": kernels.exp(x), "log": kernels.log(x)}


def rate(c):
    at = c["position"]
    return training.learning_rate(c["schedule"], c["base"], at["step"], at["totalSteps"], at["epoch"])


def updates(c):
    w, out = c["values"], []
    state = {name: np.zeros_like(w) for name in ("velocity", "cache", "m", "v")}
    for step, at in enumerate(c["rates"], 1):
        if "groups" in c:
            memory = {p["name"]: p["shape"] for p in sorted(c["parameters"], key=lambda p: p["role"] != "weight")}
            w = training.grouped_update(c, memory, w, c["gradients"], state, np.float64(at), step, c.get("matrices", ()))
            out.append(w)
            continue
        scalars = training.update_scalars(c["optimizer"], np.float64(at), step, c["weights"], len(w), w.dtype.type)
        w = training.update(c["optimizer"]["kind"], w, c["gradients"], state, scalars, c.get("matrices", ()))
        out.append(w)
    return out


def averaging(c):
    one_step = lambda average, step: training.average_step(average, c["values"], c["averaging"]["decay"], step)
    return [one_step(c["first"], 1), one_step(one_step(c["first"], 1), 2)]


def run_of(c):
    return training.Run(files.ordered(c["plan"]), REPOSITORY[0])


def made_on_table(c):
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, c["plan"]["dataset"]["file"]), "w", encoding="utf-8", newline="") as file:
            file.write(c["table"])
        run = training.Run(files.ordered(c["plan"]), REPOSITORY[0], folder).run()
    return files.all_files(run)


def run_on_table(c):
    return {name: sha256(file) for name, file in made_on_table(c).items()}


def importance(c):
    made = made_on_table(c)
    return {"columns": json.loads(made["run.json"])["columns"], "importance": made["importance.csv"].decode()}


def first_steps(c):
    run, out = run_of(c), []
    for step in range(1, c["count"] + 1):
        run.step(step)
        _, _, learning_rate, loss = run.step_rows[-1]
        out.append({"learningRate": learning_rate, "trainLoss": loss, "parameters": sha256(run.parameters)})
    return out


def measure(c):
    run = run_of(c)
    loss, (accuracy,), *_ = evaluation.measure(run, run.data.splits[c["split"]], *run.measured())
    return {"loss": loss, "accuracy": accuracy}


def views(c):
    run = run_of(c)
    (accuracy,) = evaluation.measure_views(run, run.data.splits["test"], *run.measured())
    return {"accuracy": accuracy}


def whole_run(c):
    run = run_of(c).run()
    made = files.all_files(run)
    weights = made["weights-final.safetensors"]
    made["weights"] = weights[8 + int.from_bytes(weights[:8], "little") :]
    names = {"stepsCsv": "steps.csv", "epochsCsv": "epochs.csv", "finalWeights": "weights"}
    out = {"ended": run.ended, "steps": run.updates, "bestEpoch": run.best_row[0]}
    out |= {"divergedAt": run.diverged_at} if run.diverged_at else {}
    return out | {name: sha256(made[file]) for name, file in names.items()}


def safetensors(c):
    kinds = {"U8": np.uint8, "U32": np.uint32}
    arrays = [(a["name"], np.array(a["values"], kinds.get(a["dtype"])).reshape(a["shape"])) for a in c["arrays"]]
    return files.safetensors(c["metadata"], arrays).hex()


def state_of(c):
    arrays = [(a["name"], a["values"]) for a in c["arrays"]]
    return files.state_digest(c["before"], c["step"], c["evaluations"], c["stale"], c["watched"], arrays)


def layers_row(c):
    return files.layers_row(c["before"], c["after"], c["gradient"], c["outputs"].reshape(-1, c["units"]), c["rectified"])


def estimator(c):
    places = list(c["places"])
    made = search.ChoiceEstimator(c["values"], places) if "values" in c else search.RangeEstimator(places)
    return {"place": made.place(c["which"], c["where"]), "logDensity": made.log_density(c["at"])}


def rounds(c):
    scores = c.get("scores", [((i * 7) % 11) / 16 if i != 4 else np.nan for i in range(1, 1000)])
    return search.Search(c["search"], c["tune"], c["epochs"], lambda i: float(scores[i - 1])).rounds()


def chosen(c):
    scores = [notation.chain64(runs) / len(runs) for runs in c["scores"]]
    return search.Search(c["search"], c["tune"], c["epochs"], lambda i: scores[i - 1]).chosen()


def convolve(c):
    rows, groups, channels, filters = (c[name] for name in ("rows", "groups", "channels", "filters"))
    sizes = [c[name] for name in ("kernel", "stride", "padding", "outHeight", "outWidth")]
    x = c["x"].reshape(rows, groups, channels, c["height"], c["width"])
    w = c["w"].reshape(groups, filters, channels, sizes[0], sizes[0])
    dy = c["dy"].reshape(rows, groups, filters, *sizes[3:])
    y, dx = convolution.convolution(x, w, sizes), convolution.by_data(dy, w, x.shape, sizes)
    return {"y": y, "dx": dx, "dw": convolution.by_weights(x, dy, w, sizes)}


def pooling(c):
    size, stride, *out = (c[name] for name in ("size", "stride", "outHeight", "outWidth"))
    x, dy = c["x"].reshape(c["planes"], c["height"], c["width"]), c["dy"].reshape(c["planes"], *out)
    y, which = convolution.max_pool(x, size, stride, *out)
    average = {"y": convolution.average_pool(x, size, stride, *out), "dx": convolution.average_pool_backward(x, dy, size, stride)}
    return {"max": {"y": y, "dx": convolution.max_pool_backward(x, dy, which, size, stride)}, "average": average}


def activation(c):
    kind = next(kind for kind in activations.KINDS if layers.camel(kind) == c["operation"])
    config = {"kind": kind} | dict(zip(layers.FIELDS[kind].split(), c["numbers"]))
    y = activations.forward(config, c["x"])
    dx = activations.backward(config, {c["from"]: {"x": c["x"], "y": y}[c["from"]]}, c["dy"])
    return {"y": y, "dx": dx}


def add_channel_bias(c):
    return c["x"].reshape(c["rows"], c["channels"], c["pixels"]) + c["bias"][:, None]


def array_files(c):
    """19: the content of arrays in files."""
    with tempfile.TemporaryDirectory() as folder:
        for name, data_of_file in c["files"].items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(bytes.fromhex(data_of_file))
        config = {"kind": "arrays"} | {**data.DEFAULTS["arrays"], **c["dataset"]}
        content = data.load(config, data_dir=folder)
    targets = content.names["targets"] if content.names else None
    kind = str(content.values.dtype)
    return {"shape": content.shape, "type": kind, "classes": content.classes, "targets": targets, "hash": content.hash()}


def images(c):
    """19.4"""
    with tempfile.TemporaryDirectory() as folder:
        for name, data_of_file in c["files"].items():
            os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
            with open(os.path.join(folder, name), "wb") as file:
                file.write(bytes.fromhex(data_of_file))
        config = {"kind": "images"} | {**data.DEFAULTS["images"], **c["dataset"]}
        content = data.load(config, data_dir=folder)
    splits = data.make_splits(config, content)
    want = {"shape": content.shape, "type": str(content.values.dtype), "classes": content.classes, "targets": None}
    return want | {"hash": content.hash(), "splits": {name: splits[name].tolist() for name in ("train", "validation", "test")}}


def planes(c):
    image = np.array(c["values"]).reshape(c["height"], c["width"], c["channels"])
    return arrays.planes(image, c["colors"], c["size"]).reshape(-1).tolist()


NETWORKS = {
    "orders": lambda c: {"memory": list(network(c).memory), "file": [*network(c).shapes, *network(c).stat_shapes]},
    "first": first,
    "pass": training_pass,
}
SECTIONS = {
    2: {
        "float32": lambda c: np.float32(c["x"]),
        "columnChain": lambda c: notation.last_sum(numbers(c)),
        "laneSum": lambda c: notation.lane_sum(numbers(c)),
        "laneSumOfSquares": lambda c: kernels.sum_of_squares(numbers(c)),
        "matrixChain": lambda c: notation.matrix_chain(c["a"][None, :], c["b"][:, None])[0, 0],
        "float64Chain": lambda c: notation.chain64(np.array(c["x"])),
        "maxWithZero": lambda c: kernels.relu(np.array([c["x"]]))[0],
        "distance": lambda c: notation.distance(c["a"], c["b"]),
        "jsonText": lambda c: notation.json_text(c["value"]).encode().hex(),
    },
    3: {name: one(getattr(elementary, name)) for name in ("exp32", "log32", "exp", "log", "cos", "sin", "expm1", "logistic", "tanh", "erf")}
    | {"power": lambda c: elementary.power(c["x"], c["n"]), "normalQuantile": one(elementary.normal_quantile, "p")},
    4: {
        "philox": lambda c: words(random_numbers.philox(*(c[name].view(np.uint32) for name in ("counter", "key")))),
        "key": lambda c: words(random_numbers.stream_key(c["seed"], c["name"])),
        "words": lambda c: words(stream(c).words(c["page"], c["count"])),
        "uniform": lambda c: stream(c).uniform(c["page"], c["count"]),
        "normal": lambda c: stream(c).normal(c["page"], c["count"]),
        "integers": lambda c: stream(c).integers(c["page"], c["below"], c["count"]),
        "permutation": lambda c: stream(c).permutation(c["page"], c["n"])[c.get("from", 0) :],
        "mask": mask,
        "numpyLegacy": numpy_legacy,
    },
    5: {
        "defaults": lambda c: defaults(c["kind"]),
        "hash": lambda c: data.Content(c["shape"], stored(c), c["labels"], c["classes"], rows=c.get("splits")).hash(),
        "csv": csv,
        "csvRefused": or_refused(csv),
        "digits": digits,
        "numpyLegacy": legacy_data,
        "split": lambda c: data.shuffled_split(c["examples"], *sizes(c), c["splitSeed"]),
        "officialSplit": lambda c: data.official_split(c["training"], c["testing"], *sizes(c)),
        "inputMap": or_refused(
            lambda c: dict(zip(("offset", "factor"), data.input_map(c["preprocess"], c["shape"], stored(c))))
        ),
        "inputs": lambda c: data.gather(stored(c), [0], c["offset"], c["factor"], TYPES[c["precision"]]),
        "minibatches": minibatches,
        "augmentation": or_refused(augmentation),
        "mixing": mixing,
        "trainSample": lambda c: data.train_sample(c["seed"], c["epoch"], c["examples"], c["trainExamples"])[c.get("from", 0) :],
    },
    6: NETWORKS | {"begun": begun, "whitened": whitened},
    7: {
        "gemm": gemm,
        "sums": sums,
        "dropout": dropout,
        "batchNorm": batch_norm("rows columns one"),
        "layerNorm": normalized("rows columns", normalization.layer_norm, normalization.layer_norm_backward),
        "batchNormInference": lambda c: batch_norm_inference(c, c["mean"], c["variance"]),
        "softmaxCrossEntropy": losses_of(kernels.softmax_cross_entropy, "smoothing"),
        "hinge": losses_of(kernels.hinge),
        "addBias": lambda c: rows_of(c, "x") + c["bias"],
        "elementwise": elementwise,
    },
    8: {
        "learningRate": rate,
        "clipping": lambda c: training.clip_gradients(c["clipping"], c["gradients"]),
        "updates": updates,
        "averaging": averaging,
        "steps": first_steps,
    },
    9: {
        "prediction": lambda c: predict(c["scores"][None, :])[0],
        "softmax": lambda c: evaluation.softmax(c["scores"][None, :])[0],
        "mistakes": lambda c: evaluation.find_mistakes(*zip(*c["rows"])),
        "measure": measure,
        "views": views,
        "run": whole_run,
        "importance": importance,
    },
    10: {
        "number": lambda c: files.number_text(c["x"]),
        "csv": lambda c: files.csv_text(files.COLUMNS[c["file"]].split(","), c["rows"]),
        "layersRow": layers_row,
        "safetensors": safetensors,
        "runJson": lambda c: files.run_json(c["record"]),
        "identity": lambda c: files.identity(c["plan"], c["data"]),
        "sources": lambda c: files.hash_of_sources(c["kind"], c["files"]),
        "files": lambda c: {name: sha256(file) for name, file in files.all_files(run_of(c).run()).items()},
        "state": state_of,
        "chain": lambda c: files.lock_digests(c["steps"], c["epochs"], c["layers"]),
    },
    11: {
        "valueAt": lambda c: search.value_at(c["range"], float(c["place"])),
        "placeOn": lambda c: search.place_on(c["range"], float(c["value"])),
        "grid": lambda c: list(map(search.label_of, search.grid_values(c["range"]))),
        "rungs": lambda c: search.make_rungs(c["epochs"], c["trials"], c["eta"]),
        "estimator": estimator,
        "search": rounds,
        "chosen": chosen,
    },
    12: {
        "convolution": convolve,
        "addChannelBias": add_channel_bias,
        "pooling": pooling,
    },
    13: {"activation": activation},
    14: {
        "spatialBatchNorm": spatial_batch_norm,
        "groupNorm": normalized("rows groups channels pixels", normalization.group_norm, normalization.group_norm_backward),
        "channelDropout": lambda c: dropout(c, c["pixels"]),
    },
    15: NETWORKS,
    16: {
        "targets": regression.targets_vector,
        "loss": regression.loss_vector,
        "figures": regression.figures_vector,
        "files": run_on_table,
    },
    17: {
        "quantile": intervals.quantile_vector,
        "summary": intervals.summary_vector,
        "independent": intervals.independent_vector,
        "verdict": intervals.verdict_vector,
        "stepsTo": intervals.steps_to_vector,
    },
    18: {"tables": or_refused(people_table), "files": run_on_table},
    19: {"images": images, "planes": planes, "arrays": array_files, "arraysRefused": or_refused(array_files)},
    20: {
        "loss": multi_label.loss_vector,
        "figures": multi_label.figures_vector,
        "files": run_on_table,
    },
}


def differences(members, vectors):
    """A text for each case that gives something else."""
    for member, case in ((member, case) for member, cases in vectors.items() for case in cases):
        try:
            have = write(members[member](read(case)))
        except Exception as error:  # a failure is a difference like any other
            have = f"{type(error).__name__}: {error}"
        if "want" not in case or have != case["want"]:
            yield f"{member}: {str(have)[:200]} and not {str(case.get('want'))[:200]}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--contracts", default=os.path.join(HERE, "..", "..", "docs", "contracts"))
    parser.add_argument("--repository", default=REPOSITORY[0])
    arguments = parser.parse_args()
    REPOSITORY[0] = arguments.repository
    failed = False
    for number, members in SECTIONS.items():
        (path,) = glob.glob(os.path.join(arguments.contracts, "vectors", f"{number}-*.json"))
        with open(path, encoding="utf-8") as file:
            vectors = json.load(file)
        vectors.pop("about", None)
        with np.errstate(all="ignore"):
            wrong = list(differences(members, vectors))
        count = sum(map(len, vectors.values()))
        print(f"{os.path.basename(path)}: {count} cases, {len(wrong)} differences", *wrong, sep="\n  ", flush=True)
        failed = failed or bool(wrong)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
