"""Section 20: several labels at once."""

import numpy as np

from elementary import exp, log, logistic
from notation import last_sum, require

FIGURES = ("labelAccuracy", "exactMatch", "macroF1")


def check(targets):
    """20.1"""
    require(targets.shape[1] > 1, "one label")
    require(np.isin(targets, (0, 1)).all(), "labels that are neither 0 nor 1")


def loss(smoothing, scores, targets, weights=1.0):
    """20.2: the losses of the rows and the gradient of the scores."""
    z, s, w = scores.astype(np.float64), np.float64(smoothing), np.asarray(weights, np.float64)
    rows, k = z.shape
    t = (1.0 - s) * targets.astype(np.float64) + s / 2.0
    e = exp(-np.abs(z))
    u = 1.0 + e
    with np.errstate(all="ignore"):
        m = np.where(u == 1, e, (log(u) * e) / (u - 1.0))
        a, b = np.maximum(-z, 0.0) + m, np.maximum(z, 0.0) + m
        c = np.where(t == 1, w * a, np.where(t == 0, b, (w * t) * a + (1.0 - t) * b))
    g = (1.0 - t) * logistic(z) - (w * t) * logistic(-z)
    losses = last_sum(c.T) / np.float64(k)
    return losses.astype(scores.dtype), (g / np.float64(k * rows)).astype(scores.dtype)


def predict(scores):
    """20.3: the probabilities."""
    return logistic(scores.astype(np.float64))


def right(probabilities, targets):
    """20.3: which answers are right."""
    return np.where(targets == 1, probabilities > 0.5, probabilities <= 0.5)


def figures(probabilities, targets):
    """20.3: labelAccuracy, exactMatch, macroF1."""
    answers, said = right(probabilities, targets), probabilities > 0.5
    both, sums = ((targets == 1) & said).sum(axis=0), (targets == 1).sum(axis=0) + said.sum(axis=0)
    n, k = targets.shape
    f1 = np.float64(2) * both[sums > 0] / sums[sums > 0]
    macro = last_sum(f1) / np.float64(len(f1)) if len(f1) else np.float64(np.nan)
    return [np.float64(answers.sum()) / np.float64(n * k), np.float64(answers.all(axis=1).sum()) / np.float64(n), macro]


def loss_vector(c):
    """20.5"""
    scores, targets = (c[name].reshape(-1, c["outputs"]) for name in ("scores", "targets"))
    losses, gradient = loss(c["labelSmoothing"], scores, targets, c.get("positiveWeights", 1.0))
    return {"losses": losses, "gradient": gradient}


def figures_vector(c):
    """20.5"""
    scores, targets = (c[name].reshape(-1, c["outputs"]) for name in ("scores", "targets"))
    probabilities = predict(scores)
    return {"probabilities": probabilities, **dict(zip(FIGURES, figures(probabilities, targets)))}
