"""Sections 6 and 15: a plan's network, its parameters and their orders, first values, passes."""

import hashlib
import json

import numpy as np

import kernels
import layers
import multi_label
import regression
from notation import TYPES, last_sum
from random_numbers import NumpyLegacy, Stream


def orthonormal(matrix):
    """6.5, orthogonal: of one matrix of float64 numbers."""
    if matrix.shape[0] > matrix.shape[1]:
        return orthonormal(matrix.T.copy()).T
    v = matrix.copy()
    for k in list(range(len(v))) * 2:
        for m in range(k):
            v[k] = v[k] - last_sum(v[m] * v[k]) * v[m]
        v[k] = v[k] / np.sqrt(last_sum(v[k] * v[k]))
    return v


def hand_on(w, outputs):
    """6.5, dirac: of a convolution."""
    _, channels, kernel, _ = w.shape
    groups, middle = w.reshape(-1, outputs // kernel**2, channels, kernel, kernel), (kernel - 1) // 2
    for f in range(min(groups.shape[1], channels)):
        groups[:, f] = 0
        groups[:, f, f, middle, middle] = 1


def scaled(z, layer, initialization):
    """6.5: the weights of normal numbers, in float64."""
    inputs, outputs = layer.fans
    if initialization["kind"] == "orthogonal":
        w = layer.parameters["W"]
        matrices = z.reshape(-1, *w) if len(w) == 2 else z.reshape(-1, outputs // (w[2] * w[3]), inputs)
        return np.stack([orthonormal(matrix) for matrix in matrices]) * initialization["gain"]
    spread = {"he": inputs, "dirac": inputs, "whitened": inputs, "xavier": inputs + outputs}.get(initialization["kind"])
    return z * (np.sqrt(2.0 / spread) if spread else float(initialization["weightScale"]))


def read_weights(file, sha256):
    """6.5, from: the arrays of a file of weights, by name."""
    assert hashlib.sha256(file).hexdigest() == sha256, "another file"
    at = 8 + int.from_bytes(file[:8], "little")
    header = json.loads(file[8:at])
    header.pop("__metadata__", None)
    types, parts = {"F32": np.float32, "F64": np.float64}, {}
    for name, each in header.items():
        begin, end = each["data_offsets"]
        parts[name] = np.frombuffer(file[at + begin : at + end], types[each["dtype"]]).reshape(each["shape"])
    return parts


def fully_connected(model):
    """6.1: as a list of layers. Counted as in 15.2 they have the numbers of 6.1."""
    normalization, drop = model["normalization"], {"kind": "dropout", "keepRatio": model["keepRatio"]}
    for outputs in model["hidden"]:
        yield {"kind": "affine", "outputs": outputs, "bias": normalization["kind"] != "batch"}
        if normalization["kind"] != "none":
            yield normalization | {"kind": normalization["kind"] + "-norm"}
        yield model.get("activation", {"kind": "relu"})
        if model["keepRatio"] < 1:
            yield drop


def written_out(items):
    """15.1: a list without repeats."""
    for item in items:
        if item["kind"] == "repeat":
            yield from list(written_out(item["body"])) * item["times"]
        else:
            yield item


def views(array, shapes):
    """The parts of one array, by name."""
    parts, at = {}, 0
    for name, shape in shapes.items():
        count = int(np.prod(shape))
        parts[name] = array[at : at + count].reshape(shape)
        at += count
    assert at == len(array)
    return parts


class Network:
    """What a plan's model consists of, for a shape of examples and a number of classes."""

    def __init__(self, plan, shape, classes):
        self.plan, self.model, self.precision = plan, plan["model"], TYPES[plan["precision"]]
        shape, items = list(shape), self.model.get("layers")
        if items is None:
            shape, items = [int(np.prod(shape))], fully_connected(self.model)
        wanted = plan.get("loss", {}).get("classWeights", "none")
        self.class_weights = None if isinstance(wanted, str) else wanted  # balanced ones need the data: training.py
        self.input_shape = [1] * (len(shape) == 2) + shape  # 15.1
        self.list = self.build([*items, {"kind": "affine", "outputs": classes, "bias": True}], self.input_shape)
        self.layers = list(layers.in_order(self.list))
        self.shapes = {layer.named(name): shape for layer in self.layers for name, shape in layer.parameters.items()}
        self.stat_shapes = {layer.named(name): shape for layer in self.layers for name, shape in layer.statistics.items()}
        self.weighted = [layer for layer in self.layers if "W" in layer.parameters]
        weights = [layer.named("W") for layer in self.weighted]
        self.memory = {name: self.shapes[name] for name in weights + [n for n in self.shapes if n not in weights]}  # 6.3
        self.weight_count = sum(int(np.prod(self.shapes[name])) for name in weights)

    def build(self, items, shape, before=""):
        """15.2: the layers of a list, with their names."""
        made, counts = [], {}
        for item in written_out(items):
            kind = layers.KINDS.get(item["kind"], layers.Activation)
            group = kind.counted or item["kind"]
            counts[group] = counts.get(group, 0) + 1
            layer = kind(item, shape, self, f"{before}{layers.camel(item['kind'])}{counts[group]}")
            layer.named = f"{before}{{}}{counts[group]}".format
            shape = layer.shape
            made.append(layer)
        return made

    def shown(self, layer):
        """15.2: the layer whose outputs layers.csv shows beside a layer with weights."""
        for behind in self.layers[self.layers.index(layer) + 1 :]:
            if behind in self.weighted:
                break
            if isinstance(behind, layers.Activation):
                return behind
        return layer

    def stream(self, name):
        return Stream(self.plan["seed"], name)

    def parameters(self, array):
        return views(array, self.memory)

    def statistics(self, array):
        return views(array, self.stat_shapes)

    def join(self, parts, names):
        return np.concatenate([np.zeros(0, self.precision)] + [parts[name].reshape(-1) for name in names])

    def legacy(self, initialization):
        """6.5: numpy-legacy's generator before the first weight."""
        made = NumpyLegacy(initialization["seed"])
        made.normals(initialization["normalsBefore"])
        for _ in range(initialization["integersBefore"]):
            made.integer(initialization["integerBound"])
        made.normals(initialization["networksBefore"] * self.weight_count)
        return made

    def first_values(self, start=None):
        """6.5: the array of parameters and the array of running statistics; `start` has the bytes of a file."""
        P, initialization = self.precision, self.model["initialization"]
        begins = initialization if initialization["kind"] == "from" else None
        if begins:
            initialization = {"kind": begins["rest"], "gain": np.sqrt(2.0)}
        parts = {name: np.zeros(shape, P) for name, shape in self.shapes.items()}
        for layer in self.layers:
            if "gamma" in layer.parameters:
                parts[layer.named("gamma")][:] = P(layer.config.get("firstGamma", 1))  # 14.4
        legacy = self.legacy(initialization) if initialization["kind"] == "numpy-legacy" else None
        for layer in self.weighted:
            name = layer.named("W")
            count = parts[name].size
            z = legacy.normals(count) if legacy else self.stream("init/" + name).normal(0, count)
            parts[name][:] = scaled(z, layer, initialization).reshape(parts[name].shape).astype(P)
            if "dirac" in (initialization["kind"], initialization.get("others")) and parts[name].ndim == 4:
                hand_on(parts[name], layer.fans[1])
        stats = {name: np.full(shape, "Variance" in name, P) for name, shape in self.stat_shapes.items()}
        if begins:
            found, all_parts = read_weights(start, begins["sha256"]), parts | stats
            assert set(found) - set(begins["skip"]) <= set(all_parts) and set(begins["skip"]) <= set(all_parts) | set(found)
            for name in set(all_parts) - set(begins["skip"]):
                assert (found[name].dtype, found[name].shape) == (P, tuple(all_parts[name].shape)), name
                all_parts[name][:] = found[name]
        return self.join(parts, self.memory), self.join(stats, self.stat_shapes)

    def forward(self, array, statistics, x, step=None):
        """6.6: the scores of rows; in training there is a step, and the running statistics are changed in place."""
        w, stats = self.parameters(array), self.statistics(statistics)
        for layer in self.layers:
            layer.w = {name: w[layer.named(name)] for name in layer.parameters}
            layer.running = {name: stats[layer.named(name)] for name in layer.statistics}
        return layers.forward(self.list, x.reshape(-1, *self.input_shape), step)

    def backward(self, dscores):
        """6.6: the array of the gradients of all parameters, after `forward`."""
        layers.backward(self.list, dscores)
        gradients = {layer.named(name): layer.gradients[name] for layer in self.layers for name in layer.parameters}
        return self.join(gradients, self.memory)

    def loss(self, scores, labels, training=True):
        """6.6: the losses of the rows and the gradient of the scores."""
        loss = self.plan["loss"]
        if loss["kind"] == "hinge":
            return kernels.hinge(scores, labels)
        if loss["kind"] == "binary-cross-entropy":
            weights = loss.get("positiveWeights", "none") if training else "none"
            return multi_label.loss(loss["labelSmoothing"] if training else 0, scores, labels, 1.0 if weights == "none" else weights)
        if loss["kind"] != "softmax":
            return regression.loss(loss, scores, labels)
        losses, gradient = kernels.softmax_cross_entropy(scores, labels, loss["labelSmoothing"] if training else 0)
        if not training or self.class_weights is None:
            return losses, gradient
        weights = np.array(self.class_weights, self.precision)[labels]
        return weights * losses, weights[:, None] * gradient


def predict(scores):
    """9.1: the predicted class of each row."""
    return np.where(np.isnan(scores).any(axis=1), -1, np.argmax(scores, axis=1))
