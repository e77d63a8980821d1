"""Section 9: measuring, the best weights, stopping, divergence, predictions."""

import numpy as np

from data import train_sample
from network import predict
from notation import chain64

PASS = 256


def measure(run, examples, parameters, statistics):
    """9.1: loss and accuracy of some examples; the row losses and predictions; and what is not
    finite in the first pass whose sum is not (9.5)."""
    network, labels = run.network, run.data.content.labels[examples]
    total, all_losses, predictions, place = np.float64(0), [], [], None
    for at in range(0, len(examples), PASS):
        scores = network.forward(parameters, statistics, run.data.inputs(examples[at : at + PASS]))
        losses, _ = network.loss(scores, labels[at : at + PASS], training=False)
        part = chain64(losses)
        total = total + part
        all_losses.append(losses)
        predictions.append(predict(scores))
        if place is None and not np.isfinite(part):
            place = not_finite(network, parameters, statistics, losses, run.gradients)
    predictions = np.concatenate(predictions)
    count = np.float64(len(examples))
    accuracy = np.float64((predictions == labels).sum()) / count
    return total / count, accuracy, np.concatenate(all_losses), predictions, place


def evaluate(run):
    """9.2 and 9.3: one evaluation; whether all its passes are finite (9.4)."""
    plan = run.plan
    epoch = len(run.epoch_rows)
    parameters, statistics = run.measured()
    sample = train_sample(plan["seed"], epoch, len(run.train), plan["evaluation"]["trainExamples"])
    lists = run.train[sample], run.data.splits["validation"]
    measures = [measure(run, examples, parameters, statistics) for examples in lists]
    row = [epoch, measures[0][0], measures[0][1], measures[1][0], measures[1][1]]
    run.epoch_rows.append(row)
    finite = np.isfinite(row[1]) and np.isfinite(row[3])
    if run.best is None or (finite and row[4] > run.best_row[4]):
        run.best_row, run.best = row, (parameters.copy(), statistics.copy())
    place = measures[0][4] or measures[1][4]
    if place:
        run.diverged_at = {"step": run.updates, "place": place}
    return not place


def not_finite(network, parameters, statistics, losses, gradients):
    """9.5: the name of the first thing that is not finite."""
    w, stats, g = network.parameters(parameters), network.statistics(statistics), network.parameters(gradients)
    things = []
    for layer in network.layers:
        things += [(layer.named(name), w[layer.named(name)]) for name in layer.parameters]
        things += [(layer.name, layer.y)] if layer.y is not None else []
        things += [(layer.named(name), stats[layer.named(name)]) for name in layer.statistics]
    things.append(("loss", losses))
    for layer in reversed(network.layers):
        things += [(layer.named(name) + "Grad", g[layer.named(name)]) for name in layer.parameters]
    return next((name for name, values in things if not np.isfinite(values).all()), "loss")


class Stopping:
    """9.4: the stopping rule."""

    def __init__(self, stopping):
        self.stopping = stopping
        self.best, self.stale = None, 0

    def see(self, row):
        if self.stopping["kind"] == "none":
            return
        higher = self.stopping["metric"] == "validationAccuracy"
        value = row[4 if higher else 3]
        if self.best is None or (value > self.best if higher else value < self.best):
            self.best, self.stale = value, 0
        else:
            self.stale += 1

    def over(self):
        return self.stopping["kind"] == "plateau" and self.stale >= self.stopping["patience"]


def find_mistakes(labels, predictions, losses):
    """9.6: the positions of the mistakes, the worst first, at most 24."""
    wrong = [k for k in range(len(labels)) if labels[k] != predictions[k]]
    return sorted(wrong, key=lambda k: (-np.inf if np.isnan(losses[k]) else -losses[k], k))[:24]


def finish(run):
    """9.6: the test split under the best weights."""
    wanted = run.plan["evaluation"]
    if not wanted["test"]:
        return
    examples = run.data.splits["test"]
    loss, accuracy, losses, predictions, _ = measure(run, examples, *run.best)
    run.test = {"accuracy": accuracy, "loss": loss, "examples": len(examples)}
    if wanted["predictions"]:
        labels = run.data.content.labels[examples].tolist()
        losses = losses.astype(np.float64)
        run.prediction_rows = [list(row) for row in zip(range(len(examples)), labels, predictions.tolist(), losses)]
        run.mistakes = find_mistakes(labels, predictions.tolist(), losses)
