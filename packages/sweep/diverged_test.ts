/** Searches whose trials diverge: what cannot be chosen is not, whatever the kind of search. */
import { assertEquals } from "@std/assert";
import type { SearchPlan } from "@samebit/search";
import { type ExperimentRun, planOn } from "./plan_experiment.ts";
import { type Draft, spoiled } from "@samebit/experiment/testing";
import { checkExperiment } from "@samebit/experiment";
import { FollowedSearch } from "./follow_search.ts";

const SEARCHES: { readonly [K in SearchPlan["kind"]]: object } = {
  grid: { kind: "grid" },
  random: { kind: "random", trials: 4 },
  halving: { kind: "halving", trials: 4, eta: 2 },
  tpe: { kind: "tpe", trials: 4, start: 2, batch: 2 },
};

async function follow(search: object, scoreOf: (run: ExperimentRun) => number) {
  const declared = spoiled((draft: Draft) => {
    delete draft.claims;
    draft.base.epochs = 4;
    const isGrid = "kind" in search && search.kind === "grid";
    draft.tune = {
      "optimizer.learningRate": { range: "log", from: 1e-3, to: 1, ...(isGrid && { points: 4 }) },
    };
    draft.search = search;
  });
  const sizes = { shape: [64], outputs: 10, train: 40, validation: 20 };
  const planned = planOn("small", checkExperiment(declared, "small.ts"), () => ({
    hash: "0".repeat(64),
    sizes,
  }));
  const followed = new FollowedSearch(planned);
  assertEquals(await followed.advance((run) => Promise.resolve(scoreOf(run))), []);
  return followed;
}

for (const [kind, search] of Object.entries(SEARCHES)) {
  Deno.test(`FollowedSearch by ${kind} chooses nothing where every trial diverged`, async () => {
    const all = await follow(search, () => NaN);
    assertEquals([all.chosen, all.unchosen], [[], ["slow", "fast"]]);
    assertEquals(all.trail!.trials.filter(({ decision }) => decision === "chosen"), []);
    const slow = await follow(search, ({ variant }) => variant === "slow" ? NaN : 0.5);
    assertEquals(new Set(slow.chosen.map(({ variant }) => variant)), new Set(["fast"]));
    assertEquals(slow.unchosen, ["slow"]);
  });

  Deno.test(`FollowedSearch by ${kind} never chooses a trial that diverged`, async () => {
    const rateOf = ({ plan }: ExperimentRun) => plan.optimizer.learningRate;
    const first = (await follow(search, () => 0.1)).runs.map(rateOf)[0]!;
    const { chosen, unchosen } = await follow(search, (run) => rateOf(run) === first ? NaN : 0);
    assertEquals(unchosen, []);
    assertEquals(chosen.filter((run) => rateOf(run) === first), []);
  });
}
