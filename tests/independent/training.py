"""Section 8: one step of training, and what a run consists of."""

import math
import os

import numpy as np

import evaluation
import kernels
from data import Data, Minibatches, augment, mixing
from elementary import cos, power
from files import columns_of, identity, layers_row, ordered, state_arrays, state_digest
from network import Network
from whitening import whiten_network
from notation import chain64, from_hex, matrix_chain

PI = from_hex("400921fb54442d18")
STATE = {"sgd": (), "momentum": ("velocity",), "nesterov": ("velocity",), "adagrad": ("cache",), "rmsprop": ("cache",),
         "lion": ("m",), "muon": ("velocity",)}


def learning_rate(schedule, base, step, total_steps, epoch):
    """8.5"""
    kind, warmup = schedule["kind"], schedule["warmupSteps"]
    factor = np.float64(1)
    p = np.float64((step - 1) - warmup) / np.float64(total_steps - warmup) if step > warmup else np.float64(0)
    if kind == "step-decay":
        factor = power(schedule["factor"], (epoch - 1) // schedule["every"])
    elif kind == "epoch-decay":
        factor = power(schedule["factor"], epoch - 1)
    elif kind == "cosine" and step > warmup:
        final = np.float64(schedule["finalFactor"])
        factor = final + ((1.0 - final) * (1.0 + cos(PI * p))) / 2.0
    elif kind == "one-cycle":
        first, peak, final = (np.float64(schedule[name]) for name in ("initialFactor", "peakShare", "finalFactor"))
        climbs = p < peak
        factor = first + (1.0 - first) * (p / peak) if climbs else 1.0 - (1.0 - final) * ((p - peak) / (1.0 - peak))
    elif kind == "triangular":
        x = p * np.float64(schedule["cycles"])
        over, low = np.floor(x), np.float64(schedule["lowFactor"])
        height = 1.0 - np.abs(2.0 * (x - over) - 1.0)
        factor = low + ((1.0 - low) * power(schedule["cycleFactor"], int(over))) * height
    rate = np.float64(base) * factor
    return rate * (step / np.float64(warmup)) if step <= warmup else rate


def add_penalty(l2, weights, gradients):
    """8.4: the new gradients of the weights, and the penalty."""
    if l2 == 0:
        return gradients, np.float64(0)
    P = weights.dtype.type
    q = np.float64(kernels.sum_of_squares(weights))
    return gradients + P(l2) * weights, (0.5 * l2) * q


def clip_gradients(clipping, g):
    """8.6"""
    if clipping["kind"] == "none":
        return g
    limit = np.float64(clipping["limit"])
    if clipping["kind"] == "value":
        return kernels.clip(g, limit)
    P = g.dtype.type
    tiny, widest = (2.0**-126, 126) if P == np.float32 else (2.0**-1022, 1022)
    squares = np.float64(kernels.sum_of_squares(g))
    if squares < np.inf and squares >= len(g) * tiny:
        norm = np.sqrt(squares)
        if norm <= limit:
            return g
        if limit / norm >= tiny:
            return g * P(limit / norm)
    m = float(np.abs(g).max(initial=0))
    if m == 0 or not np.isfinite(m):
        return g
    e = min(widest, max(-widest, math.frexp(m)[1] - 1))
    u = np.float64(2.0**-e)
    h = g * P(u)
    s = np.sqrt(np.float64(kernels.sum_of_squares(h)))
    b = limit * u
    if s <= b:
        return g
    return g * P(b / s) if b / s >= tiny else h * P(limit / s)


def update_scalars(optimizer, rate, step, weight_count, count, precision):
    """8.7: the scalars of the update rule in a step."""
    scalars = {name: value for name, value in optimizer.items() if name not in ("kind", "learningRate", "weightDecay")}
    scalars["rate"] = rate
    if optimizer["kind"].startswith("adam"):
        scalars["rate"] = rate / (1.0 - power(optimizer["beta1"], step))
        scalars["correction"] = 1.0 / np.sqrt(1.0 - power(optimizer["beta2"], step))
        scalars["decay"] = np.zeros(count, precision)
        if optimizer["kind"] == "adamw":
            scalars["decay"][:weight_count] = precision(rate * optimizer["weightDecay"])
    if optimizer["kind"] == "lion":
        scalars["kept"] = np.ones(count, precision)
        scalars["kept"][:weight_count] = precision(1.0 - rate * optimizer["weightDecay"])
    return scalars


def lion(w, g, state, scalars):
    """8.7: the new parameters; changes the state."""
    P, m = w.dtype.type, state["m"]
    one, two = (np.float64(scalars[name]) for name in ("beta1", "beta2"))
    c = P(one) * m + P(1.0 - one) * g
    state["m"] = P(two) * m + P(1.0 - two) * g
    sign = np.where(c > 0, P(1), np.where(c < 0, P(-1), c))
    return w * scalars["kept"] - P(scalars["rate"]) * sign


def weight_matrices(shapes):
    """8.7: the matrices that weights of these shapes are."""
    out, start = [], 0
    for shape in shapes:
        rows, columns = shape[0], int(np.prod(shape[1:]))
        out.append({"start": start, "rows": rows, "columns": columns, "outputs": "columns" if len(shape) == 2 else "rows"})
        start += rows * columns
    return out


def orthogonal(x):
    """8.7: near to an orthogonal matrix."""
    P = x.dtype.type
    x = x * P(1.0 / (np.sqrt(np.float64(kernels.sum_of_squares(x.reshape(-1)))) + 1e-7))
    a, b, c = P(3.4445), P(-4.775), P(2.0315)
    tall = x.shape[0] > x.shape[1]
    for _ in range(5):
        square = matrix_chain(x.T, x) if tall else matrix_chain(x, x.T)
        mixed = square * b + c * matrix_chain(square, square)
        x = x * a + (matrix_chain(x, mixed) if tall else matrix_chain(mixed, x))
    return x


def muon(w, g, state, scalars, matrices):
    """8.7: the new parameters; changes the state."""
    P = w.dtype.type
    momentum = P(scalars["momentum"])
    state["velocity"] = state["velocity"] * momentum + g
    d = g + momentum * state["velocity"]
    for m in matrices:
        rows, columns, end = m["rows"], m["columns"], m["start"] + m["rows"] * m["columns"]
        ratio = rows / np.float64(columns) if m["outputs"] == "rows" else columns / np.float64(rows)
        x = orthogonal(d[m["start"] : end].reshape(rows, columns))
        d[m["start"] : end] = (x * P(np.sqrt(max(1.0, ratio)))).reshape(-1)
    return w - P(scalars["rate"]) * d


def update(kind, w, g, state, scalars, matrices=()):
    """8.7: one step of any rule."""
    if kind == "muon":
        return muon(w, g, state, scalars, matrices)
    return lion(w, g, state, scalars) if kind == "lion" else kernels.update(kind, w, g, state, scalars)


ROLES = {"W": "weight", "b": "bias", "gamma": "scale", "beta": "shift"}


def parts_of(memory):
    """8.7, groups: first and last number of each parameter, its name and its role."""
    at = 0
    for name, shape in memory.items():
        start, at = at, at + int(np.prod(shape))
        yield start, at, name, ROLES[name.split("/")[-1].rstrip("0123456789")]


def grouped_update(plan, memory, w, g, state, rate, step, matrices):
    """8.7, groups: the new parameters; changes the state."""
    optimizer, groups, out, P = plan["optimizer"], plan["groups"], w.copy(), w.dtype.type
    for start, end, name, role in parts_of(memory):
        if name in groups["frozen"]:
            continue
        own = np.float64(rate) * groups.get(role + "Rate", 1)
        decay = groups[role + "Decay"]
        part = w[start:end] * P(1.0 - own * decay) if decay > 0 else w[start:end]
        held = {each: array[start:end] for each, array in state.items()}
        inside = [m | {"start": m["start"] - start} for m in matrices if start <= m["start"] < end]
        count = end - start
        scalars = update_scalars(optimizer, own, step, count if role == "weight" else 0, count, P)
        out[start:end] = update(optimizer["kind"], part, g[start:end], held, scalars, inside)
        for each in state:
            state[each][start:end] = held[each]
    return out


def average_step(average, live, decay, step):
    """8.8"""
    return kernels.blend(average, live, min(float(decay), (1 + step) / (10 + step)))


def start_of(plan, data_dir):
    """6.5, from: the bytes of the file that the weights begin with."""
    initialization = plan["model"]["initialization"]
    if initialization["kind"] == "from":
        with open(os.path.join(data_dir, initialization["file"]), "rb") as file:
            return file.read()


class Run:
    """8.1: a run from its first values to its end."""

    def __init__(self, plan, repository=".", data_dir="."):
        self.plan = plan
        self.data = Data(plan, repository, data_dir)
        self.network = Network(plan, self.data.shape, self.data.outputs())
        self.parameters, self.statistics = self.network.first_values(start_of(plan, data_dir))
        self.train = self.data.splits["train"]
        if plan["loss"].get("classWeights") == "balanced":  # 6.6
            counts = np.bincount(self.data.content.labels[self.train], minlength=self.data.outputs()).tolist()
            self.network.class_weights = [n and len(self.train) / (len(counts) * n) for n in counts]
        whiten_network(self.network, self.parameters, self.data, self.train)
        self.gradients = np.zeros_like(self.parameters)
        self.matrices = weight_matrices(list(self.network.memory.values())[: len(self.network.weighted)])
        self.state = {name: np.zeros_like(self.parameters) for name in STATE.get(plan["optimizer"]["kind"], ("m", "v"))}
        self.averages = None
        if plan["averaging"]["kind"] == "exponential":
            self.averages = self.parameters.copy(), self.statistics.copy()
        self.minibatches = Minibatches(len(self.train), plan["batchSize"], plan["sampling"], plan["seed"])
        self.steps_per_epoch = self.minibatches.steps
        self.total_steps = self.steps_per_epoch * plan["epochs"]
        self.updates = 0
        self.step_rows, self.epoch_rows, self.layer_rows, self.prediction_rows, self.states = [], [], [], [], []
        self.ended = self.diverged_at = self.best = self.best_row = self.test = self.test_views = self.mistakes = None
        self.importance_rows = None

    def measured(self):
        """9.2: the parameters and statistics that evaluations measure."""
        return self.averages or (self.parameters, self.statistics)

    def run(self):
        """8.1"""
        watch = evaluation.Stopping(self.plan)
        while self.ended is None:
            if self.updates == len(self.epoch_rows) * self.steps_per_epoch:
                if not evaluation.evaluate(self):
                    self.ended = "diverged"
                    break
                watch.see(self.epoch_rows[-1])
                if self.plan["evaluation"].get("states"):
                    self.record_state(watch)
            if self.updates == self.total_steps:
                self.ended = "completed"
            elif watch.over():
                self.ended = "stopped early"
            elif not self.step(self.updates + 1):
                self.ended = "diverged"
        evaluation.finish(self)
        return self

    def record_state(self, watch):
        """10.10: the digest of the state after an evaluation."""
        watched = None if watch.best is None else watch.best[columns_of(self.plan, "epochs.csv").index(watch.stopping["metric"])]
        before = self.states[-1] if self.states else identity(ordered(self.plan), self.data.content.hash())
        counts = self.updates, len(self.epoch_rows), watch.stale, watched
        self.states.append(state_digest(before, *counts, state_arrays(self)))

    def step(self, t):
        """8.2: step t; whether its loss is finite."""
        plan, network = self.plan, self.network
        epoch = (t - 1) // self.steps_per_epoch + 1
        places = self.minibatches.at(t)
        examples = self.train[places]
        labels = self.data.answers(examples)
        x = self.data.inputs(examples)
        x = augment(x, plan["augmentation"], self.data.shape, plan["seed"], t, epoch, places)
        x, share = mixing(x, plan["augmentation"], self.data.content.shape, plan["seed"], t)
        scores = network.forward(self.parameters, self.statistics, x, t)
        losses, dscores = network.loss(scores, labels)
        if share != 1:
            own, theirs = (losses, dscores), network.loss(scores, labels[::-1])
            losses, dscores = (kernels.blend(a, b, float(share)) for a, b in zip(own, theirs))
        g = network.backward(dscores)
        n = network.weight_count
        mean = chain64(losses) / np.float64(len(labels))
        g[:n], penalty = add_penalty(plan["l2"], self.parameters[:n], g[:n])
        train_loss = mean + penalty
        for start, end, name, _ in parts_of(network.memory):
            if name in plan.get("groups", {}).get("frozen", []):
                g[start:end] = 0
        optimizer = plan["optimizer"]
        rate = learning_rate(plan["schedule"], optimizer["learningRate"], t, self.total_steps, epoch)
        self.step_rows.append([t, epoch, rate, train_loss])
        if not np.isfinite(train_loss):
            place = evaluation.not_finite(network, self.parameters, self.statistics, losses, g)
            self.diverged_at = {"step": t, "place": place}
            return False
        every = plan["evaluation"]["layers"]["every"]
        measured = every > 0 and (t - 1) % every == 0
        before, raw = self.parameters, g
        self.gradients = g = clip_gradients(plan["clipping"], g)
        if "groups" in plan:
            self.parameters = grouped_update(plan, network.memory, before, g, self.state, rate, t, self.matrices)
        else:
            scalars = update_scalars(optimizer, rate, t, n, len(g), network.precision)
            self.parameters = update(optimizer["kind"], before, g, self.state, scalars, self.matrices)
        if measured:
            self.measure_layers(t, epoch, before, raw)
        self.updates = t
        if self.averages:
            decay = plan["averaging"]["decay"]
            live = self.parameters, self.statistics
            self.averages = tuple(average_step(a, x, decay, t) for a, x in zip(self.averages, live))
        return True

    def measure_layers(self, t, epoch, before, gradients):
        """10.3: the rows of layers.csv of a step."""
        network = self.network
        before, after, g = (network.parameters(a) for a in (before, self.parameters, gradients))
        for number, layer in enumerate(network.weighted, 1):
            shown, name = network.shown(layer), layer.named("W")
            outputs = shown.y.reshape(len(shown.y), -1)
            row = layers_row(before[name], after[name], g[name], outputs, shown.config["kind"] == "relu")
            self.layer_rows.append([t, epoch, number] + row)
