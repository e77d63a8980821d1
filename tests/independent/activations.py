"""Section 13: activations, each with the passes forward and backward. Written beside the code."""

import numpy as np

import kernels


def leaky_relu(x, slope):
    """13.2"""
    return np.where(x > 0, x, x.dtype.type(slope) * x)


def leaky_relu_backward(y, dy, slope):
    """13.2"""
    return np.where(y > 0, dy, y.dtype.type(slope) * dy)


PASSES = {
    "relu": (kernels.relu, lambda y, dy: kernels.relu_backward(dy, y)),
    "leakyRelu": (leaky_relu, leaky_relu_backward),
}

# 13.1, by kind: the layer's name, the fields, what the backward pass is given.
KINDS = {
    "relu": ("relu", [], "y"),
    "leaky-relu": ("leakyRelu", ["slope"], "y"),
}


def name_of(config):
    """The layer of an activation of a plan, without its number."""
    return KINDS[config["kind"]][0]


def forward(config, x):
    """y of an activation of a plan."""
    layer, fields, _ = KINDS[config["kind"]]
    return PASSES[layer][0](x, *(config[field] for field in fields))


def backward(config, kept, dy):
    """dx, of what the layer kept: its x and its y."""
    layer, fields, given = KINDS[config["kind"]]
    return PASSES[layer][1](kept[given], dy, *(config[field] for field in fields))


def vectors(c):
    """A case of the vectors."""
    one_way, back = PASSES[c["operation"]]
    y = one_way(c["x"], *c["numbers"])
    return {"y": y, "dx": back({"x": c["x"], "y": y}[c["from"]], c["dy"], *c["numbers"])}
