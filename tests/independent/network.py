"""Section 6: layers, parameters and their orders, first values, passes."""

import numpy as np

import activations
import kernels
import regression
from notation import TYPES
from random_numbers import NumpyLegacy, Stream


class Network:
    """6.1 to 6.4: what a plan's model consists of, for a number of features and of classes."""

    def __init__(self, plan, features, classes):
        model = plan["model"]
        self.plan = plan
        self.precision = TYPES[plan["precision"]]
        self.normalization = model["normalization"]
        self.keep_ratio = model["keepRatio"]
        self.activation = model.get("activation", {"kind": "relu"})
        self.sizes = [features] + list(model["hidden"]) + [classes]
        self.depth = len(self.sizes) - 1
        kind = self.normalization["kind"]
        self.layers = []  # (kind, number) in the order of the forward pass
        self.shapes = {}  # of parameters, in the order of files
        self.stat_shapes = {}
        self.layer_parameters = {}  # names, by layer
        for i in range(1, self.depth + 1):
            outputs = self.sizes[i]
            last = i == self.depth
            own = {f"W{i}": (self.sizes[i - 1], outputs)}
            if last or kind != "batch":
                own[f"b{i}"] = (outputs,)
            self.add("affine", i, own)
            if last:
                break
            if kind != "none":
                self.add(f"{kind}Norm", i, {f"gamma{i}": (outputs,), f"beta{i}": (outputs,)})
            if kind == "batch":
                self.stat_shapes |= {f"runningMean{i}": (outputs,), f"runningVariance{i}": (outputs,)}
            self.add(activations.name_of(self.activation), i, {})
            if self.keep_ratio < 1:
                self.add("dropout", i, {})
        weights = [name for name in self.shapes if name[0] == "W"]
        self.memory = weights + [name for name in self.shapes if name[0] != "W"]  # 6.3
        self.weight_count = sum(int(np.prod(self.shapes[name])) for name in weights)
        self.dropouts = {i: Stream(plan["seed"], f"dropout{i}") for kind, i in self.layers if kind == "dropout"}

    def add(self, kind, i, shapes):
        self.layers.append((kind, i))
        self.layer_parameters[kind, i] = list(shapes)
        self.shapes |= shapes

    @staticmethod
    def views(array, names, shapes):
        """The parts of one array, by name."""
        parts, at = {}, 0
        for name in names:
            count = int(np.prod(shapes[name]))
            parts[name] = array[at : at + count].reshape(shapes[name])
            at += count
        assert at == len(array)
        return parts

    def parameters(self, array):
        return self.views(array, self.memory, self.shapes)

    def statistics(self, array):
        return self.views(array, self.stat_shapes, self.stat_shapes)

    def join(self, parts, names):
        return np.concatenate([np.zeros(0, self.precision)] + [parts[name].reshape(-1) for name in names])

    def first_values(self):
        """6.5: the array of parameters and the array of running statistics."""
        P = self.precision
        parts = {name: np.full(shape, name.startswith("gamma"), P) for name, shape in self.shapes.items()}
        initialization = self.plan["model"]["initialization"]
        kind = initialization["kind"]
        legacy = None
        if kind == "numpy-legacy":
            legacy = NumpyLegacy(initialization["seed"])
            legacy.normals(initialization["normalsBefore"])
            for _ in range(initialization["integersBefore"]):
                legacy.integer(initialization["integerBound"])
            legacy.normals(initialization["networksBefore"] * self.weight_count)
        for i in range(1, self.depth + 1):
            inputs, outputs = self.shapes[f"W{i}"]
            if kind == "he":
                deviation = np.sqrt(2.0 / inputs)
            elif kind == "xavier":
                deviation = np.sqrt(2.0 / (inputs + outputs))
            else:
                deviation = float(initialization["weightScale"])
            if legacy:
                z = legacy.normals(inputs * outputs)
            else:
                z = Stream(self.plan["seed"], f"init/W{i}").normal(0, inputs * outputs)
            parts[f"W{i}"] = (z * deviation).astype(P).reshape(inputs, outputs)
        stats = {name: np.full(shape, "Variance" in name, P) for name, shape in self.stat_shapes.items()}
        return self.join(parts, self.memory), self.join(stats, self.stat_shapes)

    def forward(self, array, statistics, x, step=None):
        """6.6: what each layer keeps for the backward pass; in training there is a step.

        In training the running statistics are changed in place. The kept of a layer is a
        dictionary with its input "x", its output "y" and what else it needs."""
        w, stats = self.parameters(array), self.statistics(statistics)
        normalization = self.normalization
        kept = []
        for kind, i in self.layers:
            own = {"x": x}
            if kind == "affine":
                y = kernels.gemm(x, w[f"W{i}"])
                if f"b{i}" in w:
                    y = y + w[f"b{i}"]
            elif kind in activations.PASSES:
                y = activations.forward(self.activation, x)
            elif kind == "dropout":
                y = x
                if step is not None:
                    mask = self.dropouts[i].mask(step, self.keep_ratio, x.size, self.precision)
                    own["mask"] = mask.reshape(x.shape)
                    y = x * own["mask"]
            elif kind == "layerNorm":
                y, own["normalized"], own["inverse"] = kernels.layer_norm(
                    x, w[f"gamma{i}"], w[f"beta{i}"], normalization["epsilon"]
                )
            elif step is None:
                mean, variance = stats[f"runningMean{i}"], stats[f"runningVariance{i}"]
                y = kernels.batch_norm_inference(
                    x, w[f"gamma{i}"], w[f"beta{i}"], mean, variance, normalization["epsilon"]
                )
            else:
                y, own["normalized"], own["inverse"], mean, variance = kernels.batch_norm(
                    x, w[f"gamma{i}"], w[f"beta{i}"], normalization["epsilon"]
                )
                for name, batch in ((f"runningMean{i}", mean), (f"runningVariance{i}", variance)):
                    stats[name][:] = kernels.blend(stats[name], batch, normalization["momentum"])
            own["y"] = x = y
            kept.append(own)
        return kept

    def backward(self, array, kept, dy):
        """6.6: the array of the gradients of all parameters."""
        w = self.parameters(array)
        gradients = {}
        for (kind, i), own in zip(reversed(self.layers), reversed(kept)):
            if kind == "affine":
                gradients[f"W{i}"] = kernels.gemm(own["x"], dy, "a")
                if f"b{i}" in w:
                    gradients[f"b{i}"] = kernels.last_sum(dy)
                if i > 1:
                    dy = kernels.gemm(dy, w[f"W{i}"], "b")
            elif kind in activations.PASSES:
                dy = activations.backward(self.activation, own, dy)
            elif kind == "dropout":
                dy = dy * own["mask"]
            else:
                back = kernels.batch_norm_backward if kind == "batchNorm" else kernels.layer_norm_backward
                dy, gradients[f"gamma{i}"], gradients[f"beta{i}"] = back(
                    dy, w[f"gamma{i}"], own["normalized"], own["inverse"]
                )
        return self.join(gradients, self.memory)

    def loss(self, scores, labels, training=True):
        """6.6: the losses of the rows and the gradient of the scores."""
        loss = self.plan["loss"]
        if loss["kind"] == "hinge":
            return kernels.hinge(scores, labels)
        if loss["kind"] != "softmax":
            return regression.loss(loss, scores, labels)
        return kernels.softmax_cross_entropy(scores, labels, loss["labelSmoothing"] if training else 0)


def predict(scores):
    """6.7: the predicted class of each row."""
    return np.where(np.isnan(scores).any(axis=1), -1, np.argmax(scores, axis=1))
