"""Section 17: means, intervals and verdicts."""

import math

import numpy as np

from elementary import exp as exps
from elementary import log as logs
from elementary import normal_quantile
from notation import last_sum


def exp(x):
    return exps(x)[0]


def log(x):
    return logs(x)[0]


def gamma_ratio(x):
    """17.3"""
    product, y = np.float64(1), np.float64(x)
    while y < 20:
        product, y = product * (y / (y + 0.5)), y + 1
    s = 1 / (y * y)
    series = (((17 / 14336) * s - 1 / 640) * s + 1 / 192) * s - 1 / 8
    return (product * np.sqrt(y)) * exp(series / y)


def log_one_plus(u):
    """17.2"""
    s = 1 + u
    return u if s == 1 else log(s) * (u / (s - 1))


def centre_series(y, f):
    c = np.float64(1)
    for k in range(200, 0, -1):
        c = 1 + (((f + (2 * k - 1)) / (2 * k + 1)) * y) * c
    return c


def tail_fraction(x, a):
    rest = np.float64(1)
    for m in range(200, 0, -1):
        odd = (((a + m) * ((a + m) + 0.5)) / ((a + 2 * m) * ((a + 2 * m) + 1))) * x
        even = ((m * (m - 0.5)) / (((a + 2 * m) - 1) * (a + 2 * m))) * x
        rest = 1 - even / (1 - odd / rest)
    return 1 / (1 - (((a + 0.5) / (a + 1)) * x) / rest)


def expand_at_infinity(z, f):
    s = z * z
    g1 = ((s + 1) * z) / 4
    g2 = (((5 * s + 16) * s + 3) * z) / 96
    g3 = ((((3 * s + 19) * s + 17) * s - 15) * z) / 384
    g4 = (((((79 * s + 776) * s + 1482) * s - 1920) * s - 945) * z) / 92160
    return z + (g1 + (g2 + (g3 + g4 / f) / f) / f) / f


def climb(t, p, f):
    tail, centre, r = min(p, 1 - p), abs(p - 0.5), gamma_ratio(f / 2)
    while True:
        square = t * t
        decay = r * exp(-(f / 2) * log_one_plus(square / f))
        y = square / (f + square)
        common = (decay / np.float64(1.772453850905516)) * np.sqrt(y)
        density = decay / np.sqrt(np.float64(math.pi) * (f + square))
        if square < 3:
            short = centre - common * centre_series(y, f)
        else:
            short = (common / f) * tail_fraction(f / (f + square), f / 2) - tail
        if not t + short / density > t:
            return t
        t = t + short / density


def student(p, f):
    """17.2"""
    p, f = np.float64(p), np.float64(f)
    z = abs(normal_quantile(p)[0])
    t = expand_at_infinity(z, f) if f >= 3000 else climb(z, p, f)
    return -t if p < 0.5 else t


def summarize(values):
    """17.1: mean, deviation, interval; the last two None where there are none."""
    n = np.float64(len(values))
    mean = last_sum(values) / n
    if n < 2 or not np.isfinite(mean):
        return mean, None, None
    d = values - mean
    deviation = np.sqrt(last_sum(d * d) / (n - 1))
    h = (student(0.975, n - 1) * deviation) / np.sqrt(n)
    return mean, deviation, [mean - h, mean + h]


def independent(a, b):
    """17.1"""
    (x, dx, _), (y, dy, _) = summarize(a), summarize(b)
    u, v = (dx * dx) / len(a), (dy * dy) / len(b)
    mean, h = x - y, np.float64(0)
    if u + v != 0:
        f = ((u + v) * (u + v)) / ((u * u) / (len(a) - 1) + (v * v) / (len(b) - 1))
        h = student(0.975, f) * np.sqrt(u + v)
    return mean, [mean - h, mean + h]


def verdict(claim, a, b):
    """17.4"""
    values = {"a": a, "b": b}
    subject = values[claim.get("lower") or claim.get("higher") or claim.get("near") or claim["equivalent"]]
    than = claim["than"]
    if "near" in claim:
        if len(subject) == 0 or not np.isfinite(subject).all():
            return "not decided"
        shares = np.abs(subject - than) / abs(than)
        return "supported" if (shares <= claim["within"]).all() else "refuted"
    other = values[than][: len(subject)] if isinstance(than, str) else np.float64(than)
    n = min(len(subject), len(values[than])) if isinstance(than, str) else len(subject)
    differences = subject[:n] - (other[:n] if isinstance(than, str) else other)
    mean, _, interval = summarize(differences)
    if interval is None:
        return "not decided"
    if "margin" in claim:
        margin = claim["margin"]
        if -margin < interval[0] and interval[1] < margin:
            return "supported"
        return "refuted" if interval[0] >= margin or interval[1] <= -margin else "inside the noise"
    if interval[0] <= 0 <= interval[1]:
        return "inside the noise"
    return "supported" if (interval[1] < 0) == ("lower" in claim) else "refuted"


def steps_to(metric, rows, steps, epochs):
    """17.4: the steps to a target, and whether the run is open."""
    column, value = metric[len("stepsTo(") : -1].split(", ")
    sign = -1 if column.endswith(("Loss", "Rmse", "Mae")) else 1
    for epoch, number in enumerate(rows):
        if sign * number >= sign * float(value):
            return np.float64(epoch * (steps / epochs)), False
    return np.float64(steps), True


def steps_to_verdict(claim, a, b):
    """17.4: the verdict on steps to a target, of pairs of a value and whether it is open."""
    both = a + b if isinstance(claim["than"], str) else a
    ends = [value for value, is_open in both if is_open]
    if not ends:
        return verdict(claim, *(np.array([value for value, _ in side]) for side in (a, b)))
    within, than = min(ends), claim["than"]
    if "near" in claim or "equivalent" in claim or (not isinstance(than, str) and than > within):
        return "not decided"
    return verdict(claim, *(np.array([min(value, within) for value, _ in side]) for side in (a, b)))


def quantile_vector(c):
    """17.5"""
    return student(c["p"], c["freedom"])


def summary_vector(c):
    mean, deviation, interval = summarize(c["values"])
    return {"mean": mean, "deviation": deviation, "interval": interval}


def independent_vector(c):
    mean, interval = independent(c["a"], c["b"])
    return {"mean": mean, "interval": interval}


def verdict_vector(c):
    return verdict(c["claim"], c["a"], c["b"])


def steps_to_vector(c):
    counted = [[steps_to(c["claim"]["metric"], rows, c["steps"], c["epochs"]) for rows in c[side]] for side in "ab"]
    return {"verdict": steps_to_verdict(c["claim"], *counted), "steps": np.array([value for value, _ in counted[0]])}
