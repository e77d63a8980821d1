"""Section 13: activations, each with y of x and the slope of x or y."""

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


def leaky_relu(x, slope):
    return np.where(x > 0, x, x.dtype.type(slope) * x)


def elu(x, alpha):
    return np.where(x > 0, x, x.dtype.type(alpha) * elementary.expm1(x))


# 13.1 to 13.3, by kind: the fields; what the backward pass is given; y of x and the fields; the slope
# of what is given and the fields, but of relu, where a product might be -0.
KINDS = {
    "relu": ("", "y", kernels.relu, None),
    "leaky-relu": ("slope", "y", leaky_relu, lambda y, slope: np.where(y > 0, one(y), y.dtype.type(slope))),
    "elu": ("alpha", "y", elu, lambda y, alpha: np.where(y > 0, one(y), y + y.dtype.type(alpha))),
    "gelu": ("", "x", lambda x: x * share_below(x), gelu_slope),
    "gelu-tanh": ("", "x", lambda x: x * tanh_form(x)[2], gelu_tanh_slope),
    "silu": ("", "x", lambda x: x * elementary.logistic(x), silu_slope),
    "tanh": ("", "y", elementary.tanh, lambda y: (one(y) - y) * (one(y) + y)),
    "sigmoid": ("", "y", elementary.logistic, lambda y: y * (one(y) - y)),
}


def forward(config, x):
    """y of an activation of a plan."""
    fields, _, y_of, _ = KINDS[config["kind"]]
    return y_of(x, *(config[field] for field in fields.split()))


def backward(config, kept, dy):
    """dx, of its x and its y."""
    fields, given, _, slope_of = KINDS[config["kind"]]
    if slope_of is None:
        return kernels.relu_backward(dy, kept[given])
    return dy * slope_of(kept[given], *(config[field] for field in fields.split()))
