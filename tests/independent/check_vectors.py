"""Runs all test vectors of the contract.

    check_vectors.py [--contracts DIR] [--repository DIR]"""

import argparse
import glob
import hashlib
import json
import os
import sys

import numpy as np

import data
import elementary
import evaluation
import files
import kernels
import notation
import random_numbers
import search
import training
from network import Network, predict
from notation import TYPES, from_hex, to_hex

HERE = os.path.dirname(os.path.abspath(__file__))
REPOSITORY = [os.path.join(HERE, "..", "..")]


def floats(texts, kind=np.float32):
    return from_hex(texts) if len(texts) else np.zeros(0, kind)


def hexes(words):
    return [f"{int(w):08x}" for w in words]


def ints(array):
    return [int(v) for v in array]


def digest(array):
    """SHA-256 of the bytes of an array of floats, the least significant byte of each first."""
    bits = notation.to_bits(array)
    return hashlib.sha256(bits.astype(bits.dtype.newbyteorder("<")).tobytes()).hexdigest()


# Section 2


def numbers(case):
    if "reciprocals" in case:
        return np.array([np.float32(1 / (i + 1)) for i in range(case["reciprocals"])])
    return floats(case["x"])


SECTION_2 = {
    "float32": lambda c: to_hex(np.float32(from_hex(c["x"]))),
    "columnChain": lambda c: to_hex(notation.last_sum(floats(c["x"]))),
    "laneSum": lambda c: to_hex(notation.lane_sum(numbers(c))),
    "laneSumOfSquares": lambda c: to_hex(kernels.sum_of_squares(numbers(c))),
    "matrixChain": lambda c: to_hex(notation.matrix_chain(floats(c["a"])[None, :], floats(c["b"])[:, None])[0, 0]),
    "float64Chain": lambda c: to_hex(notation.chain64(floats(c["x"]))),
    "maxWithZero": lambda c: to_hex(kernels.relu(from_hex([c["x"]]))[0]),
    "distance": lambda c: notation.distance(from_hex(c["a"]), from_hex(c["b"])),
    "jsonText": lambda c: notation.json_string(c["value"]).encode().hex(),
}

# Section 3


def elementwise(function):
    return lambda c: to_hex(np.atleast_1d(function(from_hex(c["x"])))[0])


SECTION_3 = {name: elementwise(getattr(elementary, name)) for name in ("exp32", "log32", "exp", "log", "cos", "sin")}
SECTION_3["power"] = lambda c: to_hex(elementary.power(from_hex(c["x"]), c["n"]))
SECTION_3["normalQuantile"] = lambda c: to_hex(elementary.normal_quantile(from_hex(c["p"]))[0])

# Section 4


def stream(case):
    return random_numbers.Stream(case["seed"], case["name"])


def words(texts):
    return [int(t, 16) for t in texts]


def mask(case):
    values = stream(case).mask(case["page"], case["keepRatio"], case["count"], np.float32)
    threshold = random_numbers.threshold(case["keepRatio"])
    return to_hex(values) if threshold == case["threshold"] else threshold


def numpy_legacy(case):
    generator, out = random_numbers.NumpyLegacy(case["seed"]), []
    for draw in case["draws"]:
        if draw["kind"] == "integer":
            drawn = [generator.integer(draw["below"]) for _ in range(draw["count"])]
        else:
            drawn = to_hex(getattr(generator, draw["kind"])(draw["count"]))
        out.append(drawn[-draw["keep"] :])
    return out


SECTION_4 = {
    "philox": lambda c: hexes(random_numbers.philox(words(c["counter"]), words(c["key"]))),
    "key": lambda c: hexes(random_numbers.stream_key(c["seed"], c["name"])),
    "words": lambda c: hexes(stream(c).words(c["page"], c["count"])),
    "uniform": lambda c: to_hex(stream(c).uniform(c["page"], c["count"])),
    "normal": lambda c: to_hex(stream(c).normal(c["page"], c["count"])),
    "integers": lambda c: ints(stream(c).integers(c["page"], c["below"], c["count"])),
    "permutation": lambda c: ints(stream(c).permutation(c["page"], c["n"]))[c.get("from", 0) :],
    "mask": mask,
    "numpyLegacy": numpy_legacy,
}

# Section 5


def stored(case):
    """The values of a case as stored: bytes, or floats by their bits; [examples, features]."""
    values = np.array(case["values"], np.uint8) if case["type"] == "uint8" else from_hex(case["values"])
    features = int(np.prod(case["shape"])) if "shape" in case else len(values)
    return values.reshape(-1, features)


def csv(case):
    content = data.parse_csv(case["text"].encode("utf-8", "surrogateescape"), case["header"], case["label"])
    return {"shape": content.shape, "values": to_hex(content.values.reshape(-1)), "labels": ints(content.labels),
            "classes": content.classes, "hash": content.hash()}  # fmt: skip


def csv_refused(case):
    try:
        return csv(case)
    except data.Refused:
        return "refused"


def digits(case):
    made = data.Data({"dataset": case["config"], "precision": "float32"}, REPOSITORY[0])
    splits = {name: made.splits[name] for name in ("train", "validation", "test")}
    out = {name: ints(split[:5]) for name, split in splits.items()} | {"hash": made.content.hash()}
    return out | {
        "counts": [len(split) for split in splits.values()],
        "firstTrainValues": ints(made.content.values[splits["train"][0]]),
        "firstTrainLabels": ints(made.content.labels[splits["train"][:5]]),
        "offset": digest(made.offset), "factor": digest(made.factor),
    }  # fmt: skip


def legacy_data(case):
    content = data.make_numpy_legacy(case["config"])
    return {"values": to_hex(content.values.reshape(-1)), "labels": ints(content.labels), "hash": content.hash()}


def sizes(case):
    return [case[name] for name in ("trainExamples", "validationExamples", "testExamples")]


def input_map(case):
    offset, factor = data.input_map(case["preprocess"], case["shape"], stored(case))
    return {"offset": to_hex(offset), "factor": to_hex(factor)}


def minibatches(case):
    made = data.Minibatches(case["examples"], case["batchSize"], case["sampling"], case["seed"])
    return [ints(made.at(step)) for step in case["steps"]] if made.steps == case["stepsPerEpoch"] else made.steps


def augmentation(case):
    features = int(np.prod(case["shape"]))
    x = np.arange(1, case["rows"] * features + 1, dtype=np.float32).reshape(case["rows"], features)
    return ints(data.augment(x, case | {"kind": "images"}, case["shape"], case["seed"], case["step"]).reshape(-1))


SECTION_5 = {
    "defaults": lambda c: {name: value for name, value in data.DEFAULTS[c["kind"]].items() if value is not None},
    "hash": lambda c: data.Content(c["shape"], stored(c), c["labels"], c["classes"]).hash(),
    "csv": csv,
    "csvRefused": csv_refused,
    "digits": digits,
    "numpyLegacy": legacy_data,
    "split": lambda c: {n: ints(s) for n, s in data.shuffled_split(c["examples"], *sizes(c), c["splitSeed"]).items()},
    "officialSplit": lambda c: data.official_split(c["training"], c["testing"], *sizes(c)),
    "inputMap": input_map,
    "inputs": lambda c: to_hex(
        data.gather(stored(c), [0], from_hex(c["offset"]), from_hex(c["factor"]), TYPES[c["precision"]])[0]
    ),
    "minibatches": minibatches,
    "augmentation": augmentation,
    "trainSample": lambda c: ints(data.train_sample(c["seed"], c["epoch"], c["examples"], c["trainExamples"]))[c.get("from", 0) :],
}

# Section 6


def make_network(case):
    return Network(case, case["features"], case["classes"])


def orders(case):
    network = make_network(case)
    return {"memory": network.memory, "file": [*network.shapes, *network.stat_shapes]}


def first(case):
    array = make_network(case).first_values()[0]
    return {"values": to_hex(array[: len(case["want"]["values"])]), "sha256": digest(array)}


def training_pass(case):
    network = make_network(case)
    parameters, statistics = network.first_values()
    x = from_hex(case["inputs"]).reshape(-1, case["features"])
    kept = network.forward(parameters, statistics, x, case["step"])
    losses, dscores = network.loss(kept[-1]["y"], np.array(case["labels"]))
    gradients = network.backward(parameters, kept, dscores)
    scores = network.forward(parameters, statistics, x)[-1]["y"]
    named = {name: to_hex(values) for name, values in network.statistics(statistics).items()}
    return {"losses": to_hex(losses), "gradients": to_hex(gradients), "statistics": named, "scores": to_hex(scores.reshape(-1))}


SECTION_6 = {"orders": orders, "first": first, "pass": training_pass}

# Section 7


def rows_of(case, name):
    return from_hex(case[name]).reshape(case["rows"], -1)


def flat(values):
    return {name: to_hex(value.reshape(-1)) for name, value in values.items()}


def gemm(case):
    shape_a = (case["k"], case["m"]) if case["form"] == "TN" else (case["m"], case["k"])
    shape_b = (case["n"], case["k"]) if case["form"] == "NT" else (case["k"], case["n"])
    a, b = (floats(case[n], TYPES[case["precision"]]).reshape(s) for n, s in (("a", shape_a), ("b", shape_b)))
    transpose = {"NN": "", "TN": "a", "NT": "b"}[case["form"]]
    return to_hex(kernels.gemm(a, b, transpose).reshape(-1))


def sums(case):
    x = rows_of(case, "x")
    square = kernels.sum_of_squares(x.reshape(-1))
    return {"columnSums": to_hex(notation.last_sum(x)), "rowSums": to_hex(kernels.row_sums(x)), "sumOfSquares": to_hex(square)}


def dropout(case):
    x = from_hex(case["x"])
    made = stream(case).mask(case["page"], case["keepRatio"], len(x), x.dtype.type)
    return flat({"mask": made, "y": x * made})


def normalization(forward, backward, names):
    def run(case):
        x, dy, gamma, beta = rows_of(case, "x"), rows_of(case, "dy"), from_hex(case["gamma"]), from_hex(case["beta"])
        y, normalized, inverse, *rest = forward(x, gamma, beta, case["epsilon"])
        dx, dgamma, dbeta = backward(dy, gamma, normalized, inverse)
        out = {"y": y, "inverse": inverse, "dx": dx, "dgamma": dgamma, "dbeta": dbeta}
        return flat(out | dict(zip(names, rest)))

    return run


def batch_norm_inference(case):
    rest = (from_hex(case[name]) for name in ("gamma", "beta", "mean", "variance"))
    return to_hex(kernels.batch_norm_inference(rows_of(case, "x"), *rest, case["epsilon"]).reshape(-1))


def losses_of(function):
    def run(case):
        extra = [case["smoothing"]] if "smoothing" in case else []
        losses, dscores = function(rows_of(case, "scores"), np.array(case["labels"]), *extra)
        return flat({"losses": losses, "dscores": dscores})

    return run


def elementwise_kernels(case):
    x, y, number = from_hex(case["x"]), from_hex(case["y"]), case["number"]
    factor = x.dtype.type(number)
    out = {"multiply": x * y, "scale": x * factor, "addScaled": y + factor * x, "clip": kernels.clip(x, number)}
    out |= {"blend": kernels.blend(x, y, number), "relu": kernels.relu(x), "exp": kernels.exp(x), "log": kernels.log(x)}
    return flat(out)


SECTION_7 = {
    "gemm": gemm,
    "sums": sums,
    "dropout": dropout,
    "batchNorm": normalization(kernels.batch_norm, kernels.batch_norm_backward, ["mean", "variance"]),
    "layerNorm": normalization(kernels.layer_norm, kernels.layer_norm_backward, []),
    "batchNormInference": batch_norm_inference,
    "softmaxCrossEntropy": losses_of(kernels.softmax_cross_entropy),
    "hinge": losses_of(kernels.hinge),
    "addBias": lambda c: to_hex((rows_of(c, "x") + from_hex(c["bias"])).reshape(-1)),
    "elementwise": elementwise_kernels,
}

# Section 8


def rate(case):
    at = case["position"]
    return to_hex(training.learning_rate(case["schedule"], case["base"], at["step"], at["totalSteps"], at["epoch"]))


def updates(case):
    w, g, out = from_hex(case["values"]), from_hex(case["gradients"]), []
    state = {name: np.zeros_like(w) for name in ("velocity", "cache", "m", "v")}
    for step, at in enumerate(case["rates"], 1):
        scalars = training.update_scalars(case["optimizer"], np.float64(at), step, case["weights"], len(w), w.dtype.type)
        w = kernels.update(case["optimizer"]["kind"], w, g, state, scalars)
        out.append(to_hex(w))
    return out


def averaging(case):
    average, out = from_hex(case["first"]), []
    for step in (1, 2):
        average = training.average_step(average, from_hex(case["values"]), case["averaging"]["decay"], step)
        out.append(to_hex(average))
    return out


def first_steps(case):
    run, out = training.Run(files.ordered(case["plan"]), REPOSITORY[0]), []
    for step in range(1, case["count"] + 1):
        run.step(step)
        _, _, learning_rate, loss = run.step_rows[-1]
        out.append({"learningRate": to_hex(learning_rate), "trainLoss": to_hex(loss), "parameters": digest(run.parameters)})
    return out


SECTION_8 = {
    "learningRate": rate,
    "clipping": lambda c: to_hex(training.clip_gradients(c["clipping"], from_hex(c["gradients"]))),
    "updates": updates,
    "averaging": averaging,
    "steps": first_steps,
}

# Section 9


def measure(case):
    run = training.Run(files.ordered(case["plan"]), REPOSITORY[0])
    loss, accuracy, *_ = evaluation.measure(run, run.data.splits[case["split"]], *run.measured())
    return {"loss": to_hex(loss), "accuracy": to_hex(accuracy)}


def mistakes(case):
    labels, predictions, losses = zip(*case["rows"])
    return evaluation.find_mistakes(labels, predictions, from_hex(losses))


def whole_run(case):
    run = training.Run(files.ordered(case["plan"]), REPOSITORY[0]).run()
    made = files.all_files(run)
    weights = made["weights-final.safetensors"]
    parts = {"stepsCsv": made["steps.csv"], "epochsCsv": made["epochs.csv"],
             "finalWeights": weights[8 + int.from_bytes(weights[:8], "little") :]}  # fmt: skip
    out = {"ended": run.ended, "steps": run.updates, "bestEpoch": run.best_row[0]}
    out |= {"divergedAt": run.diverged_at} if run.diverged_at else {}
    return out | {name: hashlib.sha256(part).hexdigest() for name, part in parts.items()}


SECTION_9 = {
    "prediction": lambda c: int(predict(from_hex(c["scores"])[None, :])[0]),
    "mistakes": mistakes,
    "measure": measure,
    "run": whole_run,
}

# Section 10


def layers_row(case):
    before, after, gradient = (from_hex(case[name]) for name in ("before", "after", "gradient"))
    outputs = from_hex(case["outputs"]).reshape(-1, case["units"])
    return to_hex(files.layers_row(before, after, gradient, outputs, case["rectified"]))


def safetensors(case):
    kinds = {"U8": np.uint8, "U32": np.uint32}
    arrays = []
    for array in case["arrays"]:
        values, kind = array["values"], kinds.get(array["dtype"])
        values = from_hex(values) if kind is None else np.array(values, kind)
        arrays.append((array["name"], values.reshape(array["shape"])))
    return files.safetensors(case["metadata"], arrays).hex()


def run_json(case):
    def read(value):
        if isinstance(value, dict):
            return {name: read(member) for name, member in value.items()}
        return from_hex(value) if isinstance(value, str) and len(value) == 16 else value

    record = dict(case["record"])
    if "result" in record:
        record["result"] = read(record["result"])
    return files.run_json(record)


def digests_of_run(case):
    made = files.all_files(training.Run(files.ordered(case["plan"]), REPOSITORY[0]).run())
    return {name: hashlib.sha256(file).hexdigest() for name, file in made.items()}


SECTION_10 = {
    "number": lambda c: files.number_text(from_hex(c["x"])),
    "csv": lambda c: files.csv_text(c["file"], [from_hex(row) for row in c["rows"]]),
    "layersRow": layers_row,
    "safetensors": safetensors,
    "runJson": run_json,
    "identity": lambda c: files.identity(c["plan"], c["data"]),
    "files": digests_of_run,
    "chain": lambda c: files.lock_digests(c["steps"], c["epochs"], c["layers"]),
}

# Section 11


def estimator(case):
    which, where = float(from_hex(case["which"])), float(from_hex(case["where"]))
    if "values" in case:
        made = search.ChoiceEstimator(case["values"], case["places"])
        return {"place": made.place(which, where), "logDensity": to_hex(np.float64(made.log_density(case["at"])))}
    made = search.RangeEstimator([float(from_hex(p)) for p in case["places"]])
    place, density = made.place(which, where), made.log_density(float(from_hex(case["at"])))
    return {"place": to_hex(np.float64(place)), "logDensity": to_hex(np.float64(density))}


def rounds(case):
    def score(i):
        if "scores" in case:
            return float(from_hex(case["scores"][i - 1]))
        return float("nan") if i == 4 else ((i * 7) % 11) / 16

    return search.Search(case["search"], case["tune"], case["epochs"], score).rounds()


SECTION_11 = {
    "valueAt": lambda c: to_hex(np.float64(search.value_at(c["range"], float(from_hex(c["place"]))))),
    "placeOn": lambda c: to_hex(np.float64(search.place_on(c["range"], float(from_hex(c["value"]))))),
    "grid": lambda c: [search.label_of(v) for v in search.grid_values(c["range"])],
    "rungs": lambda c: search.make_rungs(c["epochs"], c["trials"], c["eta"]),
    "estimator": estimator,
    "search": rounds,
}

SECTIONS = [SECTION_2, SECTION_3, SECTION_4, SECTION_5, SECTION_6, SECTION_7, SECTION_8, SECTION_9, SECTION_10, SECTION_11]


def check_file(path, members):
    """The number of cases, and a text for each difference."""
    with open(path, encoding="utf-8") as file:
        vectors = json.load(file)
    count, wrong = 0, []
    for member, cases in vectors.items():
        if member == "about":
            continue
        if member not in members:
            wrong.append(f"{member} is not known")
            continue
        for at, case in enumerate(cases):
            count += 1
            try:
                have = members[member](case)
            except data.Refused:
                have = "refused"
            except Exception as error:  # a failure is a difference like any other
                have = f"{type(error).__name__}: {error}"
            if "want" not in case or have != case["want"]:
                wrong.append(f"{member}[{at}]: {str(have)[:200]} and not {str(case.get('want'))[:200]}")
    return count, wrong


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--contracts", default=os.path.join(HERE, "..", "..", "contracts"))
    parser.add_argument("--repository", default=REPOSITORY[0])
    arguments = parser.parse_args()
    REPOSITORY[0] = arguments.repository
    failed = False
    for number, members in enumerate(SECTIONS, 2):
        paths = glob.glob(os.path.join(arguments.contracts, "vectors", f"{number}-*.json"))
        for path in paths:
            with np.errstate(all="ignore"):
                count, wrong = check_file(path, members)
            print(f"{os.path.basename(path)}: {count} cases, {len(wrong)} differences", flush=True)
            for text in wrong:
                print("  " + text)
            failed = failed or bool(wrong)
        if not paths:
            print(f"section {number}: no vectors")
            failed = True
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
