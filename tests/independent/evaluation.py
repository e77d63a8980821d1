"""Section 9: measuring, the best weights, stopping, divergence, predictions."""

import numpy as np

import multi_label
import regression
from elementary import exp
from data import train_sample
from files import columns_of
from notation import chain64, last_sum
from random_numbers import Stream

PASS = 256
FIGURES = {"classification": ("accuracy",), "regression": regression.FIGURES, "multi-label": multi_label.FIGURES}
CHOICE = {"classification": "validationAccuracy", "regression": "validationRmse", "multi-label": "validationLabelAccuracy"}


def measure(run, examples, parameters, statistics):
    """9.1: loss and figures of some examples; the row losses and predictions; and what is not
    finite in the first pass whose sum is not (9.5)."""
    network, labels = run.network, run.data.answers(examples)
    total, all_losses, predictions, place = np.float64(0), [], [], None
    for at in range(0, len(examples), PASS):
        scores = network.forward(parameters, statistics, run.data.inputs(examples[at : at + PASS]))
        losses, _ = network.loss(scores, labels[at : at + PASS], training=False)
        part = chain64(losses)
        total = total + part
        all_losses.append(losses)
        predictions.append(run.data.predict(scores))
        if place is None and not np.isfinite(part):
            place = not_finite(network, parameters, statistics, losses, run.gradients)
    predictions = np.concatenate(predictions)
    count = np.float64(len(examples))
    return total / count, run.data.figures(predictions, examples), np.concatenate(all_losses), predictions, place


def evaluate(run):
    """9.2 and 9.3: one evaluation; whether all its passes are finite (9.4)."""
    plan = run.plan
    epoch = len(run.epoch_rows)
    parameters, statistics = run.measured()
    sample = train_sample(plan["seed"], epoch, len(run.train), plan["evaluation"]["trainExamples"])
    lists = run.train[sample], run.data.splits["validation"]
    measures = [measure(run, examples, parameters, statistics) for examples in lists]
    row = [epoch] + [number for loss, figures, *_ in measures for number in (loss, *figures)]
    run.epoch_rows.append(row)
    finite = np.isfinite(measures[0][0]) and np.isfinite(measures[1][0])
    metric = CHOICE[run.data.task]
    if run.best is None or (finite and is_better(plan, metric, row, run.best_row)):
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


def is_better(plan, metric, row, best):
    """9.3, 9.4, 16.3, 20.3: whether a row is better than another in a column."""
    at = columns_of(plan, "epochs.csv").index(metric)
    higher = metric.endswith(("Accuracy", "R2", "Match", "F1"))
    return row[at] > best[at] if higher else row[at] < best[at]


class Stopping:
    """9.4: the stopping rule."""

    def __init__(self, plan):
        self.plan, self.stopping = plan, plan["stopping"]
        self.best, self.stale = None, 0

    def see(self, row):
        if self.stopping["kind"] == "none":
            return
        if self.best is None or is_better(self.plan, self.stopping["metric"], row, self.best):
            self.best, self.stale = row, 0
        else:
            self.stale += 1

    def over(self):
        return self.stopping["kind"] == "plateau" and self.stale >= self.stopping["patience"]


def softmax(scores):
    """9.6: the probabilities of the classes of each row."""
    e = exp(scores.astype(np.float64) - scores.max(axis=1, keepdims=True)).reshape(scores.shape)
    return e / last_sum(e.T)[:, None]


def find_mistakes(labels, predictions, losses):
    """9.6: the positions of the mistakes, the worst first, at most 24."""
    wrong = [k for k in range(len(labels)) if labels[k] != predictions[k]]
    return sorted(wrong, key=lambda k: (-np.inf if np.isnan(losses[k]) else -losses[k], k))[:24]


def moved(images, by):
    """5.11, with the edge reflected: all images, down and to the right."""
    padded = np.pad(images, ((0, 0), (0, 0), (1, 1), (1, 1)), "reflect")
    return padded[:, :, 1 - by : padded.shape[2] - 1 - by, 1 - by : padded.shape[3] - 1 - by]


VIEWS = {"mirrored": [(0, 1.0)], "mirrored-and-shifted": [(0, 0.5), (-1, 0.25), (1, 0.25)]}


def measure_views(run, examples, parameters, statistics):
    """9.6, views: the figures by the mean scores of several views."""
    predictions, shape = [], run.data.content.shape
    for at in range(0, len(examples), PASS):
        x = run.data.inputs(examples[at : at + PASS])
        images, mean = x.reshape([len(x), -1] + list(shape[-2:])), np.float64(0)
        for by, weight in VIEWS[run.plan["evaluation"]["views"]]:
            here = moved(images, by) if by else images
            for view in (here, here[..., ::-1]):
                scores = run.network.forward(parameters, statistics, view.reshape(len(x), -1))
                mean = mean + (weight / 2) * scores.astype(np.float64)
        predictions.append(run.data.predict(mean))
    return run.data.figures(np.concatenate(predictions), examples)


def measure_importance(run, repeats):
    """9.7: the rows of importance.csv."""
    task, examples, values = run.data.task, run.data.splits["test" if run.test else "validation"], run.data.values
    figure = CHOICE[task].removeprefix("validation").lower()
    at = [name.lower() for name in FIGURES[task]].index(figure)
    whole = run.test[FIGURES[task][at]] if run.test else run.best_row[columns_of(run.plan, "epochs.csv").index(CHOICE[task])]
    rows, stream = [], Stream(run.plan["seed"], "importance")
    for repeat in range(1, repeats + 1):
        order = stream.permutation(repeat, len(examples))
        for column, inputs in enumerate(run.data.column_inputs(), 1):
            run.data.values = values.copy()
            run.data.values[np.ix_(examples, inputs)] = values[np.ix_(examples[order], inputs)]
            now = measure(run, examples, *run.best)[1][at]
            rows.append([column, repeat, now, now - whole if task == "regression" else whole - now])
    run.data.values = values
    return sorted(rows, key=lambda row: row[:2])


def finish(run):
    """9.6 and 9.7: what is measured under the best weights."""
    measure_test(run)
    repeats = run.plan["evaluation"].get("importance", {"repeats": 0})["repeats"]
    if repeats:
        run.importance_rows = measure_importance(run, repeats)


def measure_test(run):
    """9.6: the test split."""
    wanted = run.plan["evaluation"]
    if not wanted["test"]:
        return
    examples = run.data.splits["test"]
    loss, figures, losses, predictions, _ = measure(run, examples, *run.best)
    names = FIGURES[run.data.task]
    run.test = {**dict(zip(names, figures)), "loss": loss, "examples": len(examples)}
    if wanted.get("views", "plain") != "plain":
        run.test_views = dict(zip(names, measure_views(run, examples, *run.best)))
    if not wanted["predictions"]:
        return
    losses = losses.astype(np.float64)
    if run.data.task == "classification":
        labels = run.data.content.labels[examples].tolist()
        told = [[]] * len(examples)
        if wanted.get("probabilities"):
            passes = [examples[at : at + PASS] for at in range(0, len(examples), PASS)]
            told = np.concatenate([softmax(run.network.forward(*run.best, run.data.inputs(each))) for each in passes])
        run.prediction_rows = [
            [k, label, predicted, *each, loss]
            for k, (label, predicted, each, loss) in enumerate(zip(labels, predictions.tolist(), told, losses))
        ]
        run.mistakes = find_mistakes(labels, predictions.tolist(), losses)
        return
    pairs = np.stack([run.data.content.targets[examples], predictions], axis=2).reshape(len(examples), -1)
    run.prediction_rows = [[k, *row, loss] for k, (row, loss) in enumerate(zip(pairs.tolist(), losses))]
    wrong = np.ones(len(examples), bool)
    if run.data.task == "multi-label":
        wrong = ~multi_label.right(predictions, run.data.content.targets[examples]).all(axis=1)
    run.mistakes = find_mistakes([0] * len(examples), wrong.tolist(), losses)
