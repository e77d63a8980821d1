import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { BadInput, FRACTION, FROM_1 } from "@samebit/input";
import { LEARNING_RATE } from "@samebit/optimizers";
import { identityOf } from "@samebit/solver";
import { PREPROCESS_FIELD } from "@samebit/splits";
import { checkExperiment } from "../check.ts";
import { checkPlan } from "../check_plan.ts";
import { expand } from "../expand.ts";
import { SMALL } from "../testing/experiments.ts";
import { isOwnName, type OwnKinds, ownNamesIn } from "./own_kinds.ts";

const OWN: OwnKinds = {
  "own-signs": {
    family: "optimizers",
    hash: "1".repeat(64),
    form: {},
    fields: {
      learningRate: LEARNING_RATE,
      momentum: { holds: FRACTION, default: 0.9, about: "What is kept" },
      sharpness: { holds: FRACTION, default: 0.5, about: "What is its own" },
    },
  },
};

const DECLARED = {
  ...SMALL,
  compare: {
    optimizer: {
      ours: { kind: "sgd", learningRate: 0.1 },
      own: { kind: "own-signs", learningRate: 0.1, sharpness: 0.25 },
    },
  },
  claims: [],
  seeds: [1],
};

const throughJson = (value: unknown) => JSON.parse(JSON.stringify(value));

Deno.test("isOwnName wants own- and words, so that no name is one of the project's", () => {
  for (const name of ["own-a", "own-signed-momentum", "own-2"]) assertEquals(isOwnName(name), true);
  for (
    const name of ["own", "own-", "sgd", "own-A", "my-own-a", "own--a", `own-${"a".repeat(60)}`]
  ) {
    assertEquals(isOwnName(name), false, name);
  }
});

Deno.test("ownNamesIn finds every name in an experiment's data", () => {
  const data = { a: ["own-b", { kind: "own-a" }], title: "own-c is no name here", "own-d": 1 };
  assertEquals(ownNamesIn(data), ["own-a", "own-b"]);
});

Deno.test("expand fills in the fields of an own kind, and names its hash where it is used", () => {
  const plans = expand(checkExperiment(DECLARED, "x.ts", OWN)).map(({ plan }) => plan);
  assertEquals(plans.map(({ kinds }) => kinds), [{}, { "own-signs": "1".repeat(64) }]);
  assertEquals(Object.entries(plans[1]!.optimizer), [
    ["kind", "own-signs"],
    ["learningRate", 0.1],
    ["momentum", 0.9],
    ["sharpness", 0.25],
  ]);
  const changed = { "own-signs": { ...OWN["own-signs"]!, hash: "2".repeat(64) } };
  const others = expand(checkExperiment(DECLARED, "x.ts", changed)).map(({ plan }) => plan);
  const identities = (all: typeof plans) => all.map((plan) => identityOf(plan, "0".repeat(64)));
  assertEquals(identities(others)[0], identities(plans)[0]);
  assertNotEquals(identities(others)[1], identities(plans)[1]);
});

Deno.test("checkExperiment knows the axes of one's own kind, and refuses its wrong values", () => {
  const base = { ...SMALL.base, optimizer: { kind: "own-signs", learningRate: 0.1 } };
  const varied = (axis: string, values: readonly number[]) => ({
    ...{ ...DECLARED, base },
    compare: { [axis]: values },
  });
  const runs = expand(checkExperiment(varied("optimizer.sharpness", [0, 0.5]), "x.ts", OWN));
  assertEquals(runs.map(({ variant }) => variant), ["0", "0.5"]);
  const refused: readonly [declared: unknown, own: OwnKinds, says: string][] = [
    [varied("optimizer.sharpness", [0, 1]), OWN, "compare.optimizer.sharpness.1: cannot be 1"],
    [varied("optimizer.sharpnes", [0]), OWN, 'did you mean "optimizer.sharpness"?'],
    [varied("optimizer.momentum", [0]), {}, 'base.optimizer.kind: unknown update rule "own-signs"'],
    [varied("optimizer.momentum", [0]), {}, "; list kinds of your own in deno.json"],
  ];
  for (const [declared, own, says] of refused) {
    assertThrows(() => checkExperiment(declared, "x.ts", own), BadInput, says);
  }
});

Deno.test("expand and checkPlan take a data set of one's own, whose fields are axes", () => {
  const preprocess = { ...PREPROCESS_FIELD, default: "none" };
  const fields = { people: { holds: FROM_1, about: "How many" }, preprocess };
  const own: OwnKinds = {
    "own-waves": { family: "datasets", hash: "3".repeat(64), form: {}, fields },
  };
  const declared = {
    ...SMALL,
    base: { ...SMALL.base, dataset: { kind: "own-waves", people: 3 } },
    compare: { "dataset.people": [2, 5] },
    claims: [],
  };
  const [first, ...rest] = expand(checkExperiment(declared, "x.ts", own));
  assertEquals(rest.length > 0, true);
  assertEquals(Object.entries(first!.plan.dataset), [
    ["kind", "own-waves"],
    ["people", 2],
    ["preprocess", "none"],
  ]);
  assertEquals(first!.plan.kinds, { "own-waves": "3".repeat(64) });
  assertEquals(checkPlan(throughJson(first!.plan), "it"), first!.plan);
  assertThrows(
    () => checkExperiment({ ...declared, compare: { "dataset.people": [0, 2] } }, "x.ts", own),
    BadInput,
    "compare.dataset.people.0: cannot be 0",
  );
});

Deno.test("checkPlan takes a plan with a kind whose code is elsewhere, with its hash", () => {
  const [, { plan }] = expand(checkExperiment(DECLARED, "x.ts", OWN)) as [unknown, { plan: never }];
  assertEquals(checkPlan(throughJson(plan), "it"), plan);
  const { optimizer, kinds } = plan as { optimizer: object; kinds: object };
  const refused: readonly [change: object, says: string][] = [
    [{ kinds: {} }, 'optimizer.kind: unknown update rule "own-signs"'],
    [{ kinds: { "own-signs": "x" } }, "unknown update rule"],
    [{ kinds: { ...kinds, "own-more": "1".repeat(64) } }, "a different version"],
    [{ optimizer: { ...optimizer, learningRate: "1" } }, "optimizer.learningRate: cannot be"],
    [{ optimizer: { ...optimizer, kind: "sgd" } }, "unknown field"],
  ];
  for (const [change, says] of refused) {
    const changed = throughJson({ ...plan as object, ...change });
    assertThrows(() => checkPlan(changed, "it"), BadInput, says);
  }
});
