"""The layers of sections 6 and 12 to 15: a class for each kind of a plan.

A layer is made from its fields and the shape of its input. It has `shape`, that of its output;
`parameters` and `statistics`, their shapes by name without number; `fans` of its W. In a pass the
network gives it `w` and `running`, the arrays of these; it leaves x and y of the forward pass, and
`gradients` of the backward pass."""

import re

import numpy as np

import activations
import convolution
import kernels
import normalization
from notation import lane_sum, last_sum, matrix_chain, require


def camel(kind):
    """The layer of a kind, without its number."""
    return re.sub("-(.)", lambda found: found[1].upper(), kind)


class Layer:
    fields = ""  # 15.1
    counted = None  # 15.2: what it is counted with; None for its kind alone
    inner = ()  # 15.2: the layers of a block

    def __init__(self, config, shape, network, name):
        self.config, self.shape, self.network, self.name = config, list(shape), network, name
        self.parameters, self.statistics = {}, {}
        self.make(config, shape)

    def make(self, config, shape):
        """What it has, where that is more than an output of the shape of its input."""

    def mask(self, step, keep_ratio, x, axes=None):
        """4.2: a mask of x, an element for each place on its first axes."""
        shape = x.shape[:axes]
        made = self.network.stream(self.name).mask(step, keep_ratio, int(np.prod(shape)), x.dtype.type)
        return made.reshape(shape + (1,) * (x.ndim - len(shape)))


class Affine(Layer):
    fields, counted = "outputs bias", "W"

    def make(self, config, shape):
        require(len(shape) == 1, "an affine layer on other than features")
        self.shape, self.fans = [config["outputs"]], (shape[0], config["outputs"])
        self.parameters = {"W": self.fans} | ({"b": self.fans[1:]} if config["bias"] else {})

    def forward(self, x, step):
        y = matrix_chain(x, self.w["W"])
        return y + self.w["b"] if "b" in self.w else y

    def backward(self, dy):
        self.gradients = {"W": matrix_chain(self.x.T, dy), "b": last_sum(dy)}
        return matrix_chain(dy, self.w["W"].T)


class Convolution(Layer):
    """12.4"""

    fields, counted = "filters kernel stride padding groups bias", "W"

    def make(self, config, shape):
        require(len(shape) == 3, "a convolution of other than images")
        kernel, stride, self.groups, filters = (config[name] for name in ("kernel", "stride", "groups", "filters"))
        require(shape[0] % self.groups == filters % self.groups == 0, "groups")
        before, out = zip(*(self.places(size, kernel, stride, config["padding"]) for size in shape[1:]))
        require(before[0] == before[1] and min(out) > 0, "the padding")
        self.sizes = [kernel, stride, before[0], *out]
        self.shape = [filters, *out]
        w = (filters, shape[0] // self.groups, kernel, kernel)
        self.fans = w[1] * kernel * kernel, filters // self.groups * kernel * kernel
        self.parameters = {"W": w} | ({"b": (filters,)} if config["bias"] else {})

    @staticmethod
    def places(size, kernel, stride, padding):
        """Before the first pixel, and H' or W'."""
        if padding == "same":
            out = -(-size // stride)
            return max(0, (out - 1) * stride + kernel - size) // 2, out
        p = 0 if padding == "valid" else padding
        return p, (size + 2 * p - kernel) // stride + 1

    def grouped(self, images):
        return images.reshape(len(images), self.groups, -1, *images.shape[2:])

    def filters(self):
        return self.w["W"].reshape(self.groups, -1, *self.w["W"].shape[1:])

    def forward(self, x, step):
        y = convolution.convolution(self.grouped(x), self.filters(), self.sizes).reshape(-1, *self.shape)
        return y + self.w["b"][:, None, None] if "b" in self.w else y

    def backward(self, dy):
        x, grouped, w = self.grouped(self.x), self.grouped(dy), self.filters()
        self.gradients = {"W": convolution.by_weights(x, grouped, w, self.sizes)}
        self.gradients["b"] = last_sum(lane_sum(dy.reshape(*dy.shape[:2], -1)))
        return convolution.by_data(grouped, w, x.shape, self.sizes).reshape(self.x.shape)


class Pool(Layer):
    """12.4"""

    fields = "size stride"

    def make(self, config, shape):
        require(len(shape) == 3 and config["size"] <= min(shape[1:]), "a pool of this shape")
        self.sizes = config["size"], config["stride"]
        self.shape = shape[:1] + [(size - config["size"]) // config["stride"] + 1 for size in shape[1:]]

    def forward(self, x, step):
        return self.pool(x.reshape(-1, *x.shape[2:])).reshape(-1, *self.shape)

    def backward(self, dy):
        x = self.x.reshape(-1, *self.x.shape[2:])
        return self.back(x, dy.reshape(-1, *dy.shape[2:])).reshape(self.x.shape)


class MaxPool(Pool):
    def pool(self, x):
        y, self.chosen = convolution.max_pool(x, *self.sizes, *self.shape[1:])
        return y

    def back(self, x, dy):
        return convolution.max_pool_backward(x, dy, self.chosen, *self.sizes)


class AveragePool(Pool):
    def pool(self, x):
        return convolution.average_pool(x, *self.sizes, *self.shape[1:])

    def back(self, x, dy):
        return convolution.average_pool_backward(x, dy, *self.sizes)


class GlobalAveragePool(Layer):
    """15.4"""

    def make(self, config, shape):
        require(len(shape) == 3, "a pool of other than images")
        self.shape, self.count = shape[:1], shape[1] * shape[2]

    def forward(self, x, step):
        return lane_sum(x.reshape(*x.shape[:2], -1)) / x.dtype.type(self.count)

    def backward(self, dy):
        return (dy / dy.dtype.type(self.count))[:, :, None, None] + np.zeros_like(self.x)


class Flatten(Layer):
    def make(self, config, shape):
        self.shape = [int(np.prod(shape))]

    def forward(self, x, step):
        return x.reshape(len(x), -1)

    def backward(self, dy):
        return dy.reshape(self.x.shape)


class Normalization(Layer):
    """7.6 and 14: by features, by channels or by groups of them, as `like` views x and gamma."""

    counted = "normalization"

    def make(self, config, shape):
        require(len(shape) in self.axes, "a normalization of this shape")
        self.parameters = {"gamma": (shape[0],), "beta": (shape[0],)}

    def view(self, x):
        return x

    def scaled(self):
        return self.w["gamma"], self.w["beta"]

    def normalize(self, x):
        made = self.one_way(self.view(x), *self.scaled(), self.config["epsilon"])
        self.normalized, self.inverse = made[1:3]
        return made

    def forward(self, x, step):
        return self.normalize(x)[0].reshape(x.shape)

    def backward(self, dy):
        dx, dgamma, dbeta = self.back(self.view(dy), self.scaled()[0], self.normalized, self.inverse)
        self.gradients = {"gamma": dgamma, "beta": dbeta}
        return dx.reshape(dy.shape)


class LayerNorm(Normalization):
    fields, axes = "epsilon firstGamma", (1,)
    one_way, back = staticmethod(normalization.layer_norm), staticmethod(normalization.layer_norm_backward)


class GroupNorm(Normalization):
    fields, axes = "groups epsilon firstGamma", (3,)
    one_way, back = staticmethod(normalization.group_norm), staticmethod(normalization.group_norm_backward)

    def make(self, config, shape):
        super().make(config, shape)
        require(shape[0] % config["groups"] == 0, "groups")

    def view(self, x):
        return x.reshape(len(x), self.config["groups"], -1, x.shape[2] * x.shape[3])

    def scaled(self):
        return [a.reshape(self.config["groups"], -1) for a in super().scaled()]


class BatchNorm(Normalization):
    fields, axes = "epsilon momentum firstGamma", (1, 3)
    one_way, back = staticmethod(normalization.batch_norm), staticmethod(normalization.batch_norm_backward)

    def make(self, config, shape):
        super().make(config, shape)
        self.statistics = {"runningMean": (shape[0],), "runningVariance": (shape[0],)}

    def view(self, x):
        return x.reshape(*x.shape[:2], -1)

    def forward(self, x, step):
        running = self.running.values()
        if step is None:
            made = [normalization.batch_norm_inference(self.view(x), *self.scaled(), *running, self.config["epsilon"])]
        else:
            made = self.normalize(x)
            for have, batch in zip(running, made[3:]):
                have[:] = kernels.blend(have, batch, self.config["momentum"])
        return made[0].reshape(x.shape)


class Dropout(Layer):
    fields, axes = "keepRatio", None

    def forward(self, x, step):
        if step is None:
            return x
        self.kept = self.mask(step, self.config["keepRatio"], x, self.axes)
        return x * self.kept

    def backward(self, dy):
        return dy * self.kept


class ChannelDropout(Dropout):
    """14.4"""

    axes = 2

    def make(self, config, shape):
        require(len(shape) == 3, "channels of other than images")


class Activation(Layer):
    def forward(self, x, step):
        return activations.forward(self.config, x)

    def backward(self, dy):
        return activations.backward(self.config, {"x": self.x, "y": self.y}, dy)


class Residual(Layer):
    """15.3"""

    fields = "shortcut keepRatio body"

    def make(self, config, shape):
        self.body = self.network.build(config["body"], shape, self.name + "/")
        self.shape, self.shortcut = self.body[-1].shape, []
        self.stride = stride = -(-shape[1] // self.shape[1]) if len(shape) == 3 == len(self.shape) else 1
        if config["shortcut"] == "projection":
            fields = {"kernel": 1, "stride": stride, "padding": "valid", "groups": 1, "filters": self.shape[0], "bias": False}
            fields |= {"kind": "affine" if len(shape) == 1 else "convolution", "outputs": self.shape[0]}
            self.shortcut = self.network.build([fields], shape, self.name + "/shortcut/")
            shape = self.shortcut[-1].shape
        elif config["shortcut"] == "padding":
            require(self.shape[0] >= shape[0], "channels of a shortcut")
            shape = self.shape[:1] + [-(-size // stride) for size in shape[1:]]
        require(shape == self.shape, "the shape of a shortcut")
        self.inner = self.body + self.shortcut
        self.padding = config["shortcut"] == "padding"
        self.seen = (slice(None),) + tuple(slice(None, None, stride) for _ in shape[1:])

    def forward(self, x, step):
        z, s = forward(self.body, x, step), forward(self.shortcut, x, step)
        if self.padding:
            s = np.zeros_like(z)
            s[:, : x.shape[1]] = x[(slice(None),) + self.seen]
        self.kept = None
        if step is not None and self.config["keepRatio"] < 1:
            self.kept = self.mask(step, self.config["keepRatio"], z, 1)
            z = self.masked(z)
        return z + s

    def masked(self, z):
        return z if self.kept is None else np.where(self.kept == 0, z.dtype.type(0), self.kept * z)

    def backward(self, dy):
        dz, ds = backward(self.body, self.masked(dy)), backward(self.shortcut, dy)
        if self.padding:
            ds = np.zeros_like(self.x)
            ds[(slice(None),) + self.seen] = dy[:, : self.x.shape[1]]
        return dz + ds


KINDS = {
    "affine": Affine,
    "convolution": Convolution,
    "max-pool": MaxPool,
    "average-pool": AveragePool,
    "global-average-pool": GlobalAveragePool,
    "flatten": Flatten,
    "batch-norm": BatchNorm,
    "group-norm": GroupNorm,
    "layer-norm": LayerNorm,
    "dropout": Dropout,
    "channel-dropout": ChannelDropout,
    "residual": Residual,
}
FIELDS = {kind: made.fields for kind, made in KINDS.items()} | {"repeat": "times body"}
FIELDS |= {kind: fields for kind, (fields, *_) in activations.KINDS.items()}


def forward(layers, x, step):
    """y of layers one after another. What computes nothing has no y (9.5)."""
    for layer in layers:
        layer.x, x = x, layer.forward(x, step)
        layer.y = None if x is layer.x else x
    return x


def backward(layers, dy):
    """dx of layers one after another."""
    for layer in reversed(layers):
        dy = layer.backward(dy)
    return dy


def in_order(layers):
    """15.2"""
    for layer in layers:
        yield from in_order(layer.inner)
        yield layer
