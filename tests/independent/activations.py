"""Section 13: activations, each with y of x and the slope of x or y. Written beside the code."""

import numpy as np

import elementary
import kernels
from notation import from_hex

CONSTANTS = {  # 13.2: R, D, K, Q, T
    np.dtype(np.float32): [from_hex(t) for t in "3f3504f3 3ecc422a 3f4c422a 3d122279 3ddb33b6".split()],
    np.dtype(np.float64): [
        from_hex(t)
        for t in "3fe6a09e667f3bcd 3fd9884533d43651 3fe9884533d43651 3fa2444f2a4d8b4b 3fbb6676bf7450f0".split()
    ],
}


def numbers(x, *values):
    """Numbers in the precision of an array."""
    return [x.dtype.type(value) for value in values]


def share_below(x):
    """Phi of gelu"""
    half, one = numbers(x, 0.5, 1)
    return half * (one + elementary.erf(x * CONSTANTS[x.dtype][0]))


def gelu_slope(x):
    density = kernels.exp((x.dtype.type(-0.5) * x) * x) * CONSTANTS[x.dtype][1]
    return share_below(x) + x * density


def tanh_form(x):
    """c, t and h of geluTanh"""
    _, _, k, q, _ = CONSTANTS[x.dtype]
    half, one, ten = numbers(x, 0.5, 1, 10)
    c = np.where(x < ten, x, ten)
    c = np.where(c > -ten, c, -ten)
    t = elementary.tanh(c * (k + q * (c * c)))
    return c, t, half * (one + t)


def gelu_tanh_slope(x):
    _, _, k, _, three_q = CONSTANTS[x.dtype]
    c, t, h = tanh_form(x)
    return h + (x * (h * (x.dtype.type(1) - t))) * (k + three_q * (c * c))


def silu_slope(x):
    s, one = elementary.logistic(x), x.dtype.type(1)
    return s * (one + x * (one - s))


def one(x):
    return x.dtype.type(1)


# 13.2 and 13.3, by operation: y of x and the fields; the slope of x or y and the fields.
PASSES = {
    "relu": (kernels.relu, None),
    "leakyRelu": (
        lambda x, slope: np.where(x > 0, x, x.dtype.type(slope) * x),
        lambda y, slope: np.where(y > 0, one(y), y.dtype.type(slope)),
    ),
    "elu": (
        lambda x, alpha: np.where(x > 0, x, x.dtype.type(alpha) * elementary.expm1(x)),
        lambda y, alpha: np.where(y > 0, one(y), y + y.dtype.type(alpha)),
    ),
    "gelu": (lambda x: x * share_below(x), gelu_slope),
    "geluTanh": (lambda x: x * tanh_form(x)[2], gelu_tanh_slope),
    "silu": (lambda x: x * elementary.logistic(x), silu_slope),
    "tanh": (elementary.tanh, lambda y: (one(y) - y) * (one(y) + y)),
    "sigmoid": (elementary.logistic, lambda y: y * (one(y) - y)),
}

# 13.1, by kind: the layer's name, the fields, what the backward pass is given.
KINDS = {
    "relu": ("relu", [], "y"),
    "leaky-relu": ("leakyRelu", ["slope"], "y"),
    "elu": ("elu", ["alpha"], "y"),
    "gelu": ("gelu", [], "x"),
    "gelu-tanh": ("geluTanh", [], "x"),
    "silu": ("silu", [], "x"),
    "tanh": ("tanh", [], "y"),
    "sigmoid": ("sigmoid", [], "y"),
}


def name_of(config):
    """The layer of an activation of a plan, without its number."""
    return KINDS[config["kind"]][0]


def forward(config, x):
    """y of an activation of a plan."""
    layer, fields, _ = KINDS[config["kind"]]
    return PASSES[layer][0](x, *(config[field] for field in fields))


def backward(config, kept, dy):
    """dx, of what the layer kept: its x and its y. The rectifier's is 0 where a product may be -0."""
    layer, fields, given = KINDS[config["kind"]]
    if layer == "relu":
        return kernels.relu_backward(dy, kept["y"])
    return dy * PASSES[layer][1](kept[given], *(config[field] for field in fields))


def vectors(c):
    """A case of the vectors."""
    y_of, slope_of = PASSES[c["operation"]]
    y = y_of(c["x"], *c["numbers"])
    return {"y": y, "dx": c["dy"] * slope_of({"x": c["x"], "y": y}[c["from"]], *c["numbers"])}
