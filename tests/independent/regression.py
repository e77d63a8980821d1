"""Section 16: numbers in place of classes."""

import numpy as np

from notation import TYPES, last_sum, require

FIGURES = ("rmse", "mae", "r2")


def target_map(targets):
    """16.1: mean and deviation of each column of [rows, columns]."""
    n = np.float64(len(targets))
    mean = last_sum(targets) / n
    d = targets - mean
    require((targets != targets[0]).any(axis=0).all(), "a target that is constant")
    return mean, np.sqrt(last_sum(d * d) / n)


def standardize(targets, mean, deviation, precision):
    """16.1"""
    return ((targets - mean) / deviation).astype(precision)


def predict(scores, mean, deviation):
    """16.1: scores in the units of the targets."""
    return scores.astype(np.float64) * deviation + mean


def loss(config, scores, targets):
    """16.2: the losses of the rows and the gradient of the scores."""
    e = scores.astype(np.float64) - targets.astype(np.float64)
    rows, k = e.shape
    if config["kind"] == "mean-squared-error":
        cost, slope = e * e, 2.0 * e
    elif config["kind"] == "mean-absolute-error":
        cost, slope = np.abs(e), np.where(e == 0, e, np.sign(e))
    else:
        delta = np.float64(config["delta"])
        near = np.abs(e) <= delta
        cost = np.where(near, (0.5 * e) * e, delta * (np.abs(e) - 0.5 * delta))
        slope = np.where(near, e, np.sign(e) * delta)
    losses = last_sum(cost.T) / np.float64(k)
    return losses.astype(scores.dtype), (slope / np.float64(k * rows)).astype(scores.dtype)


def figures(predicted, targets, mean):
    """16.3: rmse, mae, r2."""
    n, k = np.float64(len(targets)), np.float64(targets.shape[1])
    e, d = predicted - targets, targets - mean
    squares, absolutes, c = last_sum(e * e), last_sum(np.abs(e)), last_sum(d)
    r2 = 1.0 - squares / (last_sum(d * d) - (c * c) / n)
    r2 = np.where((targets == targets[0]).all(axis=0), np.nan, r2)
    return [last_sum(each) / k for each in (np.sqrt(squares / n), absolutes / n, r2)]


def targets_vector(c):
    """16.5"""
    targets = c["targets"].reshape(-1, c["columns"])
    mean, deviation = target_map(targets)
    standardized = standardize(targets, mean, deviation, TYPES[c["precision"]])
    return {"mean": mean, "deviation": deviation, "standardized": standardized}


def loss_vector(c):
    """16.5"""
    scores, targets = (c[name].reshape(-1, c["outputs"]) for name in ("scores", "targets"))
    losses, gradient = loss(c["loss"], scores, targets)
    return {"losses": losses, "gradient": gradient}


def figures_vector(c):
    """16.5"""
    scores, targets = (c[name].reshape(-1, len(c["mean"])) for name in ("scores", "targets"))
    predicted = predict(scores, c["mean"], c["deviation"])
    return {"predicted": predicted, **dict(zip(FIGURES, figures(predicted, targets, c["mean"])))}
