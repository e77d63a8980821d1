"""Section 10: the files of a run, byte by byte."""

import hashlib
import json
import posixpath
import re

import numpy as np

from data import DEFAULTS
from layers import FIELDS
import people_tables
from notation import chain64, json_text, last_sum, to_bits, utf16

COLUMNS = {  # 10.2
    "steps.csv": "step,epoch,learningRate,trainLoss",
    "epochs.csv": "epoch,trainLoss,trainAccuracy,validationLoss,validationAccuracy",
    "layers.csv": "step,epoch,layer,gradientNorm,weightNorm,updateRatio,effectiveLearningRate,deadUnits,"
    "activationMean,activationSpread",
    "predictions.csv": "example,label,predicted,loss",
    "importance.csv": "column,repeat,accuracy,importance",
}


def columns_of(plan, file):
    """10.2, 16.4, 20.4: the names of the columns of a file."""
    targets = len(plan["dataset"].get("targets", []))
    labels = plan.get("task") == "multi-label"
    if targets and file == "epochs.csv":
        names = ("Loss", "LabelAccuracy", "ExactMatch", "MacroF1") if labels else ("Loss", "Rmse", "Mae", "R2")
        return ["epoch"] + [split + name for split in ("train", "validation") for name in names]
    if targets and file == "predictions.csv":
        numbers = [""] if targets == 1 else range(1, targets + 1)
        pair = ("target", "probability" if labels else "predicted")
        return ["example", *(f"{what}{number}" for number in numbers for what in pair), "loss"]
    figure = {"regression": "rmse", "multi-label": "labelAccuracy"}.get(plan.get("task"), "accuracy")
    return COLUMNS[file].replace("repeat,accuracy", f"repeat,{figure}").split(",")


def number_text(x):
    """10.1: a number as in a CSV file."""
    x = float(x)
    if x != x:
        return "NaN"
    if x in (float("inf"), float("-inf")):
        return "Infinity" if x > 0 else "-Infinity"
    text = repr(x)
    sign = "-" if text[0] == "-" else ""
    if x == 0:
        return sign + "0"
    mantissa, _, exponent = text.removeprefix("-").partition("e")
    whole, _, fraction = mantissa.partition(".")
    n = len(whole) + int(exponent or 0)
    stripped = (whole + fraction).lstrip("0")
    n -= len(whole + fraction) - len(stripped)
    d = stripped.rstrip("0")
    k = len(d)
    if k <= n <= 21:
        body = d + "0" * (n - k)
    elif 0 < n <= 21:
        body = d[:n] + "." + d[n:]
    elif -6 < n <= 0:
        body = "0." + "0" * -n + d
    else:
        body = d[0] + ("." + d[1:] if k > 1 else "") + "e" + ("+" if n > 0 else "-") + str(abs(n - 1))
    return sign + body


def csv_text(names, rows):
    """10.2"""
    return "".join(line + "\n" for line in [",".join(names)] + [",".join(map(number_text, row)) for row in rows])


def norm(a):
    """10.3"""
    return np.sqrt(chain64(a * a))


def spread(x, mean):
    """10.3: activationSpread."""
    variance = chain64(x * x) / np.float64(x.size) - mean * mean
    return np.sqrt(np.float64(0) if variance <= 0 else variance)


def layers_row(before, after, gradient, outputs, rectified):
    """10.3: the seven numbers from gradientNorm on."""
    before, after, gradient, outputs = (a.astype(np.float64) for a in (before, after, gradient, outputs))
    u = after - before
    dead = np.float64(np.nan)
    if rectified:
        dead = 1.0 - np.float64((last_sum(outputs) != 0).sum()) / np.float64(outputs.shape[1])
    mean = chain64(outputs) / np.float64(outputs.size)
    weight_norm = norm(before)
    return [
        norm(gradient), weight_norm, norm(u) / weight_norm,
        chain64(np.abs(u)) / chain64(np.abs(gradient)), dead, mean, spread(outputs, mean),
    ]  # fmt: skip


DTYPES = {"float32": "F32", "float64": "F64", "uint8": "U8", "uint32": "U32"}


def safetensors(metadata, arrays):
    """10.4: the bytes of a file; arrays are pairs of a name and an array."""
    header, parts, at = {"__metadata__": metadata} if metadata else {}, [], 0
    for name, x in arrays:
        dtype = DTYPES[str(x.dtype)]
        header[name] = {"dtype": dtype, "shape": list(x.shape), "data_offsets": [at, at + x.nbytes]}
        x = to_bits(x) if x.dtype.kind == "f" else x
        parts.append(x.astype(x.dtype.newbyteorder("<")).tobytes())
        at += x.nbytes
    header = json_text(header).encode()
    header += b" " * (-len(header) % 8)
    return len(header).to_bytes(8, "little") + header + b"".join(parts)


def indented(value, results=False, indent="\n"):
    """10.5: JSON with two spaces of indent. In results numbers that JSON lacks are strings."""
    inner = indent + "  "
    if isinstance(value, dict):
        members = [f"{json_text(k)}: {indented(v, results or k == 'result', inner)}" for k, v in value.items()]
        return "{" + inner + ("," + inner).join(members) + indent + "}" if members else "{}"
    if isinstance(value, list):
        return "[" + inner + ("," + inner).join(indented(v, results, inner) for v in value) + indent + "]" if value else "[]"
    return scalar(value, results)


def scalar(value, results=False):
    if isinstance(value, str):
        return json_text(value)
    if value is None or isinstance(value, bool):
        return json.dumps(value)
    text = number_text(value)
    if results and text in ("-0", "NaN", "Infinity", "-Infinity"):
        return json_text(text)
    if not np.isfinite(float(value)):
        raise ValueError("a number that is not finite")
    return "0" if text == "-0" else text


RECORD = "identity contract dataHash plan warnings classWeights columns ended result"
RESULT = "steps epochs final best test testViews firstLoss divergedAt"


def run_json(record):
    """10.5: the text of run.json; the members of the record and of its result in their order."""
    record = {name: record[name] for name in RECORD.split() if name in record}
    if "result" in record:
        record["result"] = {name: record["result"][name] for name in RESULT.split() if name in record["result"]}
    return indented(record) + "\n"


def canonical(value):
    """10.7: canonical JSON."""
    if isinstance(value, dict):
        return "{" + ",".join(f"{json_text(k)}:{canonical(value[k])}" for k in sorted(value, key=utf16)) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(canonical, value)) + "]"
    return scalar(value)


def identity(plan, data_hash):
    """10.7"""
    return hashlib.sha256(canonical({"contract": 1, "data": data_hash, "plan": plan}).encode()).hexdigest()


LAYERS = {kind: f"kind {fields}" for kind, fields in FIELDS.items()}
ORDERS = {  # 10.6: the members of a plan and of its parts, by kind where there are kinds
    "": "dataset task augmentation model loss l2 optimizer groups schedule clipping averaging batchSize epochs sampling stopping evaluation "
    "precision seed kinds",
    "dataset": {kind: " ".join(["kind", *fields]) for kind, fields in DEFAULTS.items()},
    "augmentation": {"none": "kind", "images": "kind flip shift edge erase mixup cutmix"},
    "model": {"fully-connected": "kind hidden normalization keepRatio initialization activation",
              "layers": "kind layers initialization"},
    "layer": LAYERS,
    "activation": LAYERS,
    "normalization": {"none": "kind", "batch": "kind epsilon momentum", "layer": "kind epsilon"},
    "initialization": {"scaled": "kind weightScale", "he": "kind", "xavier": "kind", "orthogonal": "kind gain", "dirac": "kind",
                       "whitened": "kind images epsilon others", "from": "kind file sha256 skip rest",
                       "numpy-legacy": "kind seed weightScale normalsBefore integersBefore integerBound networksBefore"},
    "loss": {"softmax": "kind labelSmoothing classWeights", "hinge": "kind", "binary-cross-entropy": "kind labelSmoothing positiveWeights", "mean-squared-error": "kind", "mean-absolute-error": "kind",
             "huber": "kind delta"},
    "optimizer": {"sgd": "kind learningRate", "momentum": "kind learningRate momentum", "nesterov": "kind learningRate momentum",
                  "rmsprop": "kind learningRate decay epsilon", "adagrad": "kind learningRate epsilon",
                  "adam": "kind learningRate beta1 beta2 epsilon", "adamw": "kind learningRate beta1 beta2 epsilon weightDecay",
                  "lion": "kind learningRate beta1 beta2 weightDecay", "muon": "kind learningRate momentum"},
    "groups": {"none": "kind", "roles": "kind weightDecay biasRate biasDecay scaleRate scaleDecay shiftRate shiftDecay frozen"},
    "schedule": {"constant": "kind warmupSteps", "step-decay": "kind warmupSteps every factor",
                 "epoch-decay": "kind warmupSteps factor", "cosine": "kind warmupSteps finalFactor",
                 "one-cycle": "kind warmupSteps initialFactor peakShare finalFactor",
                 "triangular": "kind warmupSteps cycles lowFactor cycleFactor"},
    "clipping": {"none": "kind", "value": "kind limit", "global-norm": "kind limit"},
    "averaging": {"none": "kind", "exponential": "kind decay"},
    "stopping": {"none": "kind", "plateau": "kind metric patience"},
    "evaluation": "trainExamples test layers predictions probabilities views states importance",
    "layers": "every",
    "importance": "repeats",
}  # fmt: skip


LATER = {"": ["task", "groups", "kinds"], "loss": ["classWeights", "positiveWeights"], "evaluation": ["probabilities", "views", "states", "importance"], "augmentation": ["edge", "erase", "mixup", "cutmix"], "dataset": ["targets", *people_tables.NEUTRAL],
         "model": ["activation"]}  # 10.7: absent where they are neutral


def ordered(plan, name=""):
    """10.6: a plan with its members in their order; other members are an error."""
    if isinstance(plan, list):
        return [ordered(item, "layer") for item in plan]
    if not isinstance(plan, dict) or name == "kinds" or str(plan.get("kind")).startswith("own-"):
        return plan  # of a kind of a folder's own only its file knows the order (10.11)
    order = ORDERS[name] if isinstance(ORDERS[name], str) else ORDERS[name][plan["kind"]]
    members = [member for member in order.split() if member in plan or member not in LATER.get(name, [])]
    if set(plan) != set(members):
        raise ValueError(f"the members of {name or 'the plan'}: {', '.join(set(plan) ^ set(members))}")
    return {member: ordered(plan[member], member) for member in members}


IMPORT = re.compile(r"""\b(?:from|import)\s*(["'])(\.\.?/.*?)\1""")


def hash_of_sources(kind, files):
    """10.11: the hash of the sources of a kind: its file and what that imports, of texts by their paths."""
    found, waiting = set(), [kind]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += [posixpath.normpath(posixpath.join(posixpath.dirname(name), path)) for _, path in IMPORT.findall(files[name])]
    lines = [f"{hashlib.sha256(files[name].encode()).hexdigest()}  {name}\n" for name in sorted(found, key=utf16)]
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def lock_digests(steps, epochs, layers):
    """10.8: the digests of a lock, of the texts of three files."""
    parts, last = [], 0
    for text, column in ((steps, 1), (epochs, 0), (layers, 1)):
        lines = text.splitlines(keepends=True)
        part = {0: "".join(lines[:1])}
        for line in lines[1:]:
            epoch = int(line.rstrip("\n").split(",")[column])
            part[epoch] = part.get(epoch, "") + line
        parts.append(part)
        last = max(last, *part)
    digests = [b""]
    for epoch in range(last + 1):
        digests.append(hashlib.sha256(digests[-1] + "".join(part.get(epoch, "") for part in parts).encode()).digest())
    return [digest[:8].hex() for digest in digests[1:]]


def state_digest(before, step, evaluations, stale, watched, arrays):
    """10.10: the digest of a state."""
    value = "-" if watched is None else np.float64(watched).tobytes().hex()
    digest = hashlib.sha256(f"{before}\n{step} {evaluations} {stale} {value}\n".encode())
    for name, values in arrays:
        digest.update(f"{name} {len(values)}\n".encode())
        digest.update(np.where(np.isnan(values), values.dtype.type(np.nan), values).tobytes())
    return digest.hexdigest()


def state_arrays(run):
    """10.10: the arrays of a run, by name."""
    def weights(prefix, parameters, statistics):
        running = run.network.statistics(statistics).items()
        return [(f"{prefix}parameters", parameters)] + [(f"{prefix}state/{name}", each.reshape(-1)) for name, each in running]

    arrays = weights("", run.parameters, run.statistics) + [(f"optimizer/{name}", each) for name, each in run.state.items()]
    return arrays + (weights("average/", *run.averages) if run.averages else []) + weights("best/", *run.best)


def epoch_object(run, row):
    return dict(zip(columns_of(run.plan, "epochs.csv"), row))


def result(run):
    """10.5: the result of a run."""
    out = {"steps": run.updates, "epochs": run.updates // run.steps_per_epoch}
    out |= {"final": epoch_object(run, run.epoch_rows[-1]), "best": epoch_object(run, run.best_row)}
    if run.test:
        out["test"] = run.test
    if run.test_views:
        out["testViews"] = run.test_views
    if run.step_rows:
        out["firstLoss"] = run.step_rows[0][3]
    if run.diverged_at:
        out["divergedAt"] = run.diverged_at
    return out


def weights_file(network, parameters, statistics):
    """10.4: a weights file."""
    w = network.parameters(parameters)
    return safetensors({}, [(name, w[name]) for name in network.shapes] + list(network.statistics(statistics).items()))


def all_files(run):
    """Section 10: every covered file of a run, by name, as bytes."""
    plan, content = ordered(run.plan), run.data.content
    data_hash = content.hash()
    record = {"identity": identity(plan, data_hash), "contract": 1, "dataHash": data_hash, "plan": plan}
    record |= {"warnings": list(content.warnings)}
    if plan["loss"].get("classWeights") == "balanced":
        record["classWeights"] = run.network.class_weights
    if run.importance_rows is not None:
        record["columns"] = run.data.column_names()
    record |= {"ended": run.ended, "result": result(run)}
    files = {"run.json": run_json(record).encode()}
    rows = {"steps.csv": run.step_rows, "epochs.csv": run.epoch_rows}
    if plan["evaluation"]["layers"]["every"] > 0:
        rows["layers.csv"] = run.layer_rows
    if run.importance_rows is not None:
        rows["importance.csv"] = run.importance_rows
    if plan["evaluation"].get("states"):
        lines = [f"{epoch},{state}\n" for epoch, state in enumerate(run.states)]
        files["states.csv"] = ("epoch,state\n" + "".join(lines)).encode()
    if run.mistakes is not None:
        rows["predictions.csv"] = run.prediction_rows
        arrays = [("examples", np.array(run.mistakes, np.uint32))]
        if len(content.shape) >= 2:
            images = run.data.values[run.data.splits["test"][run.mistakes]]
            arrays.append(("images", images.reshape([-1] + list(content.shape))))
        if content.targets is not None:
            arrays.append(("features", run.data.values[run.data.splits["test"][run.mistakes]]))
        names = content.names or {"classes": content.classes}
        files["mistakes.safetensors"] = safetensors({what: json_text(each) for what, each in names.items()}, arrays)
    columns = {name: columns_of(plan, name) for name in rows}
    if plan["evaluation"].get("probabilities") and run.mistakes is not None:
        told = [f"probability{j + 1}" for j in range(len(content.classes))]
        columns["predictions.csv"][3:3] = told  # 10.2
    files |= {name: csv_text(columns[name], of_file).encode() for name, of_file in rows.items()}
    files["weights-final.safetensors"] = weights_file(run.network, *run.measured())
    files["weights-best.safetensors"] = weights_file(run.network, *run.best)
    return files
