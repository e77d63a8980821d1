"""Section 11: which values a search proposes."""

import itertools
import math
import re
from decimal import ROUND_HALF_UP, Context, Decimal

from elementary import exp, log, normal_quantile
from files import number_text
from notation import from_hex
from random_numbers import Stream

DIGITS = range(4, 18)  # 11.1
H = float(from_hex("3fe6a09e667f3bcd"))


def one(function, x):
    """A function of section 3, of one number."""
    return float(function(x)[0])


def rounded(v, a, b, digits):
    """11.1: that many significant decimal digits, within the range."""
    short = float(Context(prec=digits, rounding=ROUND_HALF_UP).plus(Decimal(v)))
    return short if a <= short <= b else min(b, max(a, v))


def value_at(axis, p, digits=4):
    """11.1: the value at a place of a range."""
    a, b = float(axis["from"]), float(axis["to"])
    if axis["range"] == "integer":
        return min(b, a + math.floor(p * ((b - a) + 1)))
    if axis["range"] == "linear":
        return rounded(a + p * (b - a), a, b, digits)
    return rounded(one(exp, one(log, a) + p * (one(log, b) - one(log, a))), a, b, digits)


def place_on(axis, v):
    """11.1: the place of a value on a range."""
    a, b = float(axis["from"]), float(axis["to"])
    if axis["range"] == "integer":
        return ((v - a) + 0.5) / ((b - a) + 1)
    if axis["range"] == "linear":
        return (v - a) / (b - a)
    return (one(log, v) - one(log, a)) / (one(log, b) - one(log, a))


def grid_values(axis):
    """11.3: the values of an axis in a grid."""
    if isinstance(axis, list):
        return axis
    a, b, last = float(axis["from"]), float(axis["to"]), axis["points"] - 1
    if axis["range"] == "integer":
        values = [math.floor((a + (i / last) * (b - a)) + 0.5) for i in range(last + 1)]
    else:
        for digits in DIGITS:
            values = [value_at(axis, i / last, digits) for i in range(last + 1)]
            if len(set(values)) == len(values):
                break
    return list(dict.fromkeys(float(v) for v in values))


def label_of(value):
    """11.1: the label of a value."""
    if isinstance(value, bool):
        return str(value).lower()
    return value if isinstance(value, str) else number_text(value)


def read_axis(axis):
    """11.1: a choice as a list of its values, or labels where they have names, in their order; a range as it is."""
    if isinstance(axis, list) or "range" in axis:
        return axis
    whole = [name for name in axis if re.fullmatch("0|[1-9][0-9]*", name) and int(name) < 2**32 - 1]
    return sorted(whole, key=int) + [name for name in axis if name not in whole]


def make_rungs(epochs, trials, eta):
    """11.3: the rungs of halving where the search names none."""
    rungs, d, n = [], eta, trials
    while d <= epochs and n >= eta:
        rungs.insert(0, -(-epochs // d))
        n, d = max(1, n // eta), d * eta
    return rungs


def share(z):
    """11.4"""
    x = abs(z) * H
    t = 1 / (1 + 0.3275911 * x)
    q = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))))
    a = (0.5 * q) * one(exp, (-x) * x)
    return 1 - a if z > 0 else a


class ChoiceEstimator:
    """11.4: the estimator of a choice."""

    def __init__(self, values, places):
        self.times = [1 + places.count(j) for j in range(values)]
        self.all = len(places) + values

    def place(self, which, where):
        left = which * self.all
        for j, times in enumerate(self.times):
            left = left - times
            if left < 0:
                return j
        return len(self.times) - 1

    def log_density(self, j):
        return one(log, self.times[j] / self.all)


class RangeEstimator:
    """11.4: the estimator of a range."""

    def __init__(self, places):
        means = sorted([*places, 0.5])
        n, prior = len(means), means.index(0.5)
        least = 1 / min(100, n + 1)
        around = [0.0, *means, 1.0]
        self.components = []
        for i, mean in enumerate(means):
            deviation = 1.0
            if i != prior:
                deviation = min(1.0, max(least, mean - around[i], around[i + 2] - mean))
            below = share((-mean) / deviation)
            self.components.append((mean, deviation, below, share((1 - mean) / deviation) - below))

    def place(self, which, where):
        mean, deviation, below, inside = self.components[math.floor(which * len(self.components))]
        return min(1.0, max(0.0, mean + one(normal_quantile, below + where * inside) * deviation))

    def log_density(self, p):
        total = 0.0
        for mean, deviation, _, inside in self.components:
            z = (p - mean) / deviation
            total += one(exp, (-0.5 * z) * z) / (deviation * inside)
        return one(log, total / len(self.components)) - 0.9189385332046727


class Search:
    """11.3: the rounds of a search. `score` gives the score of a trial by its number."""

    def __init__(self, search, tune, epochs, score, digits=None):
        self.digits = digits
        self.search, self.epochs, self.score = search, epochs, score
        self.axes = {name: read_axis(axis) for name, axis in tune.items()}
        self.seed = search.get("seed", 0)
        self.trials, self.seen, self.draws = [], {}, 0  # a trial is its values
        if digits is None and "trials" in search:
            self.digits = next((d for d in DIGITS if self.enough(d)), DIGITS[-1])

    def enough(self, digits):
        """11.1: whether drawing with so many digits gives all trials; choices alone have no digits."""
        if all(isinstance(axis, list) for axis in self.axes.values()):
            return True
        trial = Search(self.search, self.axes, self.epochs, self.score, digits)
        trial.draw(self.search["trials"])
        return len(trial.trials) == self.search["trials"]

    def add(self, places):
        """Whether a point becomes a trial."""
        values = [
            axis[place] if isinstance(axis, list) else value_at(axis, place, self.digits)
            for axis, place in zip(self.axes.values(), places)
        ]
        return self.add_values(values)

    def add_values(self, values):
        labels = tuple(map(label_of, values))
        if labels in self.seen:
            return False
        self.trials.append(values)
        self.seen[labels] = len(self.trials)
        return True

    def draw(self, count):
        """11.1"""
        wanted, missed = len(self.trials) + count, 0
        while len(self.trials) < wanted and missed < 1000:
            places = []
            for name, axis in self.axes.items():
                u = float(Stream(self.seed, f"search/{name}").uniform(self.draws, 1)[0])
                places.append(math.floor(u * len(axis)) if isinstance(axis, list) else u)
            self.draws += 1
            missed = 0 if self.add(places) else missed + 1

    def ranked(self, numbers):
        """11.2: from the greatest score, NaN last, of equals the earlier first."""
        scores = {number: self.score(number) for number in numbers}
        return sorted(numbers, key=lambda i: (math.inf if math.isnan(scores[i]) else -scores[i], i))

    def chosen(self):
        """11.2: the number of the chosen trial, of those of the last round that ran to the end; None where all diverged."""
        ended = [trial["trial"] for trials in self.rounds() for trial in trials if "untilEpoch" not in trial]
        best = self.ranked(sorted(set(ended)))[0]
        return None if math.isnan(self.score(best)) else best

    def round(self, numbers, until=None):
        trials = [{"trial": i, "labels": list(map(label_of, self.trials[i - 1]))} for i in numbers]
        return [trial | {"untilEpoch": until} for trial in trials] if until else trials

    def rounds(self):
        kind = self.search.get("kind", "grid")
        if kind == "grid":
            for values in itertools.product(*map(grid_values, self.axes.values())):
                self.add_values(list(values))
            return [self.round(range(1, len(self.trials) + 1))]
        if kind == "tpe":
            return self.tpe()
        self.draw(self.search["trials"])
        left, out = list(range(1, len(self.trials) + 1)), []
        if kind == "halving":
            eta = self.search.get("eta", 3)
            rungs = self.search["rungs"] if "rungs" in self.search else make_rungs(self.epochs, self.search["trials"], eta)
            for rung in rungs:
                out.append(self.round(left, rung))
                left = sorted(self.ranked(left)[: max(1, len(left) // eta)])
        return [*out, self.round(left)]

    def tpe(self):
        option = {"start": 10, "batch": 5, "good": 0.25, "candidates": 24} | self.search
        self.draw(min(option["start"], option["trials"]))
        done = len(self.trials)
        out, over = [self.round(range(1, done + 1))], False
        while len(self.trials) < option["trials"] and not over:
            before = len(self.trials)
            for _ in range(min(option["batch"], option["trials"] - before)):
                if not self.propose(before, option["good"], option["candidates"]):
                    over = True
                    break
            if len(self.trials) > before:
                out.append(self.round(range(before + 1, len(self.trials) + 1)))
        return out

    def propose(self, earlier, good, candidates):
        """One proposal of the TPE; whether there is one."""
        ranking = self.ranked(list(range(1, earlier + 1)))
        split = math.ceil(good * earlier)
        order = ranking + list(range(earlier + 1, len(self.trials) + 1))
        t = len(self.trials)
        promises, places = [0.0] * candidates, [[] for _ in range(candidates)]
        for x, (name, axis) in enumerate(self.axes.items()):
            values = [self.trials[i - 1][x] for i in order]
            if isinstance(axis, list):
                known = [axis.index(v) for v in values]
                best, rest = (ChoiceEstimator(len(axis), part) for part in (known[:split], known[split:]))
            else:
                known = [place_on(axis, v) for v in values]
                best, rest = (RangeEstimator(part) for part in (known[:split], known[split:]))
            uniforms = Stream(self.seed, f"search/tpe/{name}").uniform(t, 2 * candidates).tolist()
            for c in range(candidates):
                place = best.place(uniforms[2 * c], uniforms[2 * c + 1])
                places[c].append(place)
                promises[c] = (promises[c] + best.log_density(place)) - rest.log_density(place)
        for c in sorted(range(candidates), key=lambda c: (-promises[c], c)):
            if self.add(places[c]):
                return True
        self.draw(1)
        return len(self.trials) > t
