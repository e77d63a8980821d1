"""Section 7: the operations of a training step. The precision is that of the arrays."""

import numpy as np

import elementary
from notation import lane_sum, maximum


def of(x):
    """What rounds a number to the precision of an array."""
    return x.dtype.type


def exp(x):
    """7.4"""
    return (elementary.exp32 if x.dtype == np.float32 else elementary.exp)(x)


def log(x):
    """7.4"""
    return (elementary.log32 if x.dtype == np.float32 else elementary.log)(x)


def sum_of_squares(x):
    """7.3"""
    return lane_sum(x * x)


def clip(x, limit):
    """7.4"""
    limit = of(x)(limit)
    return np.where(x > limit, limit, np.where(x < -limit, -limit, x))


def blend(running, batch, momentum):
    """7.4"""
    P = of(running)
    return P(momentum) * running + P(1.0 - momentum) * batch


def relu(x):
    """7.5"""
    return np.where(np.isnan(x) | (x > 0), x, of(x)(0))


def relu_backward(dy, y):
    """7.5"""
    return np.where(y > 0, dy, of(dy)(0))


def softmax_cross_entropy(scores, labels, smoothing):
    """7.7: the losses of the rows and the gradient of the scores."""
    P = of(scores)
    rows, classes = scores.shape
    every = np.arange(rows)
    top = scores[:, 0]
    for c in range(1, classes):
        top = maximum(top, scores[:, c])
    z = scores - top[:, None]
    e = exp(z)
    total = lane_sum(e)
    logarithm = log(total)
    loss = logarithm - z[every, labels]
    off = smoothing / float(classes)
    if smoothing != 0:
        loss = P(1.0 - smoothing) * loss + P(off) * lane_sum(logarithm[:, None] - z)
    target = np.full_like(scores, P(off))
    target[every, labels] = P((1.0 - smoothing) + off)
    return loss, (e / total[:, None] - target) / P(rows)


def hinge(scores, labels):
    """7.7: the losses of the rows and the gradient of the scores."""
    P = of(scores)
    rows = len(scores)
    every = np.arange(rows)
    margin = maximum((scores - scores[every, labels][:, None]) + P(1), P(0))
    margin[every, labels] = 0
    gradient = np.where(margin > 0, P(1) / P(rows), P(0))
    gradient[every, labels] = -(margin > 0).sum(axis=1).astype(P) / P(rows)
    return lane_sum(margin), gradient


def update(kind, w, g, state, scalars):
    """7.8: one step of an update rule. Changes the arrays of `state`, and gives the new parameters.

    `scalars` are float64 numbers by their names; decay of adam may be an array."""
    P = of(w)
    s = {name: P(value) if np.ndim(value) == 0 else value for name, value in scalars.items()}
    rate = s["rate"]
    if kind == "sgd":
        return w - rate * g
    if kind == "momentum":
        state["velocity"] = s["momentum"] * state["velocity"] - rate * g
        return w + state["velocity"]
    if kind == "nesterov":
        o = s["momentum"] * state["velocity"]
        state["velocity"] = o - rate * g
        return w + (P(1.0 + scalars["momentum"]) * state["velocity"] - o)
    if kind == "adagrad":
        state["cache"] = state["cache"] + g * g
        return w - (rate * g) / (np.sqrt(state["cache"]) + s["epsilon"])
    if kind == "rmsprop":
        state["cache"] = s["decay"] * state["cache"] + (P(1.0 - scalars["decay"]) * g) * g
        return w - (rate * g) / (np.sqrt(state["cache"]) + s["epsilon"])
    state["m"] = s["beta1"] * state["m"] + P(1.0 - scalars["beta1"]) * g
    state["v"] = s["beta2"] * state["v"] + (P(1.0 - scalars["beta2"]) * g) * g
    step = (rate * state["m"]) / (np.sqrt(state["v"]) * s["correction"] + s["epsilon"])
    return (w - s["decay"] * w) - step
