import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { gridSearch } from "./grid_search.ts";
import { defaultRungs, halvingSearch } from "./halving_search.ts";
import { randomSearch } from "./random_search.ts";
import { type Space, spaceOf } from "./space.ts";
import { type Asked, isBetter, rank, type Strategy, Trials } from "./strategy.ts";
import { tpeSearch, type TpeSettings } from "./tpe_search.ts";

const SPACE = spaceOf({
  "optimizer.learningRate": { range: "log", from: 1e-4, to: 1 },
  "batchSize": { range: "integer", from: 10, to: 500 },
  "sampling": ["shuffled", "with-replacement"],
});

const TPE: TpeSettings = { trials: 30, start: 10, batch: 5, good: 0.25, candidates: 24, seed: 0 };

type Values = Readonly<Record<string, unknown>>;

function valuesOf({ trial }: Asked): Values {
  return Object.fromEntries(trial.choices.map(({ axis, value }) => [axis, value]));
}

/** Follows a search to its end; returns what it asked for, round by round. */
function follow(strategy: Strategy, score: (values: Values, asked: Asked) => number): Asked[][] {
  const rounds: Asked[][] = [];
  let next = strategy.next();
  while (!next.done) {
    rounds.push([...next.value]);
    next = strategy.next(next.value.map((asked) => score(valuesOf(asked), asked)));
  }
  return rounds;
}

const labels = (rounds: readonly (readonly Asked[])[]) =>
  rounds.flat().map(({ trial }) => trial.choices.map(({ label }) => label).join(" "));

Deno.test("rank puts the best first, the earliest of equals first, and what diverged last", () => {
  assertEquals(rank([0.5, NaN, 0.7, 0.5, NaN]), [2, 0, 3, 1, 4]);
  assertEquals([isBetter(0, NaN), isBetter(NaN, 0), isBetter(NaN, NaN)], [true, false, false]);
});

Deno.test("gridSearch asks for every combination, in the order of the declaration", () => {
  const space = spaceOf({
    l2: { range: "linear", from: 0, to: 1, points: 3 },
    sampling: ["shuffled", "with-replacement"],
  });
  assertEquals(labels(follow(gridSearch(space), () => 0)), [
    "0 shuffled",
    "0 with-replacement",
    "0.5 shuffled",
    "0.5 with-replacement",
    "1 shuffled",
    "1 with-replacement",
  ]);
});

Deno.test("randomSearch draws trials that differ, the same for the same seed", () => {
  const draw = (seed: number, trials = 20) =>
    labels(follow(randomSearch(SPACE, { trials, seed }), () => 0));
  assertEquals(new Set(draw(0)).size, 20);
  assertEquals(draw(0), draw(0));
  assertEquals(draw(0, 30).slice(0, 20), draw(0));
  assertNotEquals(draw(1), draw(0));
});

Deno.test("randomSearch draws each axis as if there were no other", () => {
  const rates = (space: Space) =>
    follow(randomSearch(space, { trials: 5, seed: 3 }), () => 0)[0]!
      .map((asked) => valuesOf(asked)["optimizer.learningRate"]);
  assertEquals(rates(SPACE), rates(SPACE.slice(0, 1)));
});

Deno.test("Trials ends when there is nothing new", () => {
  const few = spaceOf({ sampling: ["shuffled", "with-replacement"] });
  const trials = new Trials(few, 0, 10);
  assertEquals(trials.draw(5).map(({ number }) => number), [1, 2]);
  assertEquals(trials.draw(1), []);
});

Deno.test("halvingSearch promotes the best at each rung, in the order of proposals", () => {
  const settings = { trials: 9, eta: 3, rungs: [1, 3], seed: 0 };
  // The trial's number decides, but at the second rung the other way round.
  const rounds = follow(
    halvingSearch(SPACE, settings),
    (_, { trial, untilEpoch }) => untilEpoch === 1 ? trial.number : -trial.number,
  );
  assertEquals(
    rounds.map((round) => round.map(({ trial, untilEpoch }) => [trial.number, untilEpoch])),
    [
      [1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => [number, 1]),
      [[7, 3], [8, 3], [9, 3]],
      [[7, undefined]],
    ],
  );
});

Deno.test("halvingSearch promotes no trial that diverged before one that did not", () => {
  const settings = { trials: 4, eta: 2, rungs: [1], seed: 0 };
  const rounds = follow(
    halvingSearch(SPACE, settings),
    (_, { trial }) => trial.number < 3 ? NaN : 0,
  );
  assertEquals(rounds[1]!.map(({ trial }) => trial.number), [3, 4]);
});

Deno.test("defaultRungs divides the last epoch as long as it can be divided", () => {
  assertEquals(defaultRungs(9, 27, 3), [1, 3]);
  assertEquals(defaultRungs(10, 8, 2), [2, 3, 5]);
  assertEquals(defaultRungs(10, 4, 3), [4]);
  assertEquals(defaultRungs(2, 27, 3), []);
});

/** A hill with its top at 1e-2 and 100; with the wrong sampling everything is worse. */
function hill(values: Values): number {
  const rate = Math.log10(Number(values["optimizer.learningRate"])) + 2;
  const size = (Number(values["batchSize"]) - 100) / 400;
  return (values["sampling"] === "shuffled" ? 1 : 0.5) - rate * rate / 4 - size * size;
}

Deno.test("tpeSearch asks for a random start and then for batches, and repeats nothing", () => {
  const rounds = follow(tpeSearch(SPACE, TPE), hill);
  assertEquals(rounds.map(({ length }) => length), [10, 5, 5, 5, 5]);
  assertEquals(new Set(labels(rounds)).size, 30);
  const start = labels(follow(randomSearch(SPACE, { trials: 10, seed: 0 }), () => 0));
  assertEquals(labels(rounds.slice(0, 1)), start);
});

Deno.test("tpeSearch proposes a function of the finished rounds", () => {
  const rounds = follow(tpeSearch(SPACE, TPE), hill);
  assertEquals(labels(follow(tpeSearch(SPACE, TPE), hill)), labels(rounds));
  const other = follow(tpeSearch(SPACE, TPE), (values) => -hill(values));
  assertEquals(labels(other.slice(0, 1)), labels(rounds.slice(0, 1)));
  assertNotEquals(labels(other.slice(1, 2)), labels(rounds.slice(1, 2)));
});

Deno.test("tpeSearch finds better values than as many random trials, for most seeds", () => {
  const best = (rounds: Asked[][]) =>
    Math.max(...rounds.flat().map((asked) => hill(valuesOf(asked))));
  const wins = Array.from({ length: 20 }, (_, seed) => {
    const random = best(follow(randomSearch(SPACE, { trials: 30, seed }), hill));
    return best(follow(tpeSearch(SPACE, { ...TPE, seed }), hill)) > random;
  });
  assert(wins.filter(Boolean).length >= 14, `${wins.filter(Boolean).length} of 20`);
});

/** As the hill, without logarithms, whose last bits differ between engines. */
function hillOfExactNumbers(values: Values): number {
  const rate = Math.abs(Number(values["optimizer.learningRate"]) - 1e-2);
  const size = Math.abs(Number(values["batchSize"]) - 100) / 400;
  return (values["sampling"] === "shuffled" ? 1 : 0.5) - rate - size;
}

const GOLDEN = [
  "0.005701 94 shuffled",
  "0.004806 110 shuffled",
  "0.005102 84 shuffled",
  "0.006539 54 shuffled",
  "0.001302 76 shuffled",
];

Deno.test("tpeSearch proposes the same numbers on every machine", () => {
  const last = follow(tpeSearch(SPACE, TPE), (values) => hillOfExactNumbers(values)).at(-1)!;
  assertEquals(labels([last]), GOLDEN);
});

Deno.test("tpeSearch treats diverged trials as bad, and ends when nothing is left", () => {
  const few = spaceOf({ batchSize: { range: "integer", from: 1, to: 12 } });
  const rounds = follow(tpeSearch(few, { ...TPE, trials: 12, start: 4 }), () => NaN);
  assertEquals(new Set(labels(rounds)).size, 12);
});

Deno.test("Trials have 4 digits if these are enough to draw all values, and more if not", () => {
  const narrow = spaceOf({ beta2: { range: "linear", from: 0.999, to: 0.9995 } });
  const drawn = (space: Space, trials: number) =>
    new Trials(space, 0, trials).draw(trials).map(({ choices }) => choices[0]!.value as number);
  const digitsOf = (values: readonly number[]) =>
    Math.max(...values.map((value) => String(value).length - "0.".length));
  assertEquals([drawn(narrow, 6).length, digitsOf(drawn(narrow, 6))], [6, 4]);
  assertEquals([drawn(narrow, 20).length, digitsOf(drawn(narrow, 20))], [20, 5]);
  assertEquals([drawn(narrow, 500).length, digitsOf(drawn(narrow, 500))], [500, 6]);
  // Another axis beside it may be what makes trials differ.
  const both = spaceOf({
    beta2: { range: "linear", from: 0.999, to: 0.9995 },
    l2: { range: "log", from: 1e-6, to: 1 },
  });
  assertEquals(digitsOf(drawn(both, 20)), 4);
  const close = spaceOf({ l2: { range: "linear", from: 1, to: 1 + 3 * 2 ** -52 } });
  assertEquals(drawn(close, 9).length, 4);
});
