/**
 * Cases for the update rules: usual constants, constants 0 and 1, and states that no training would
 * reach.
 */
import type { Kernels } from "../kernels.ts";
import type { Sample, SamplesOf } from "./cases.ts";
import { type Kind, KINDS, LENGTHS, LONG } from "./numbers.ts";
import type { Workspace } from "./workspace.ts";

/** ½ + 2^-24 + 2^-27: 1 + this rounds to another float32 once this has been rounded itself. */
const DOUBLY_ROUNDED = 0.5000000670552254;

type UpdateRule = "sgd" | "momentum" | "nesterov" | "adagrad" | "rmsprop" | "adam" | "lion";

type Body = (kernels: Kernels, workspace: Workspace, n: number, kind: Kind) => void;

/** The samples of the update rules. */
export const updateRulesSamples: SamplesOf<UpdateRule> = {
  *sgd() {
    for (const rate of [0.01, 0, -1, 1e30]) {
      yield* lengths(`rate ${rate}`, (kernels, { numbers }, n, kind) => {
        kernels.sgd(numbers(n, kind), numbers(n, kind), rate, n);
      });
    }
  },

  *momentum() {
    for (const [rate, momentum] of [[0.01, 0.9], [0, 1 / 3], [1, 0]]) {
      yield* lengths(`rate ${rate}, momentum ${momentum}`, (kernels, { numbers }, n, kind) => {
        const [w, g, v] = [numbers(n, kind), numbers(n, kind), numbers(n, kind)];
        kernels.momentum(w, g, v, rate, momentum, n);
      });
    }
  },

  *nesterov() {
    for (const [rate, momentum] of [[0.01, 0.9], [0, 1 / 3], [1, 0], [0.1, DOUBLY_ROUNDED]]) {
      yield* lengths(`rate ${rate}, momentum ${momentum}`, (kernels, { numbers }, n, kind) => {
        const [w, g, v] = [numbers(n, kind), numbers(n, kind), numbers(n, kind)];
        kernels.nesterov(w, g, v, rate, momentum, n);
      });
    }
  },

  *adagrad() {
    for (const [rate, epsilon] of [[0.01, 1e-8], [1, 0]]) {
      yield* lengths(`rate ${rate}, epsilon ${epsilon}`, (kernels, workspace, n, kind) => {
        const { numbers, magnitudes } = workspace;
        const [w, g, cache] = [numbers(n, kind), numbers(n, kind), magnitudes(n, kind)];
        kernels.adagrad(w, g, cache, rate, epsilon, n);
      });
    }
  },

  *rmsprop() {
    for (const [decay, epsilon] of [[0.99, 1e-8], [0.9, 0], [0, 1]]) {
      yield* lengths(`decay ${decay}, epsilon ${epsilon}`, (kernels, workspace, n, kind) => {
        const { numbers, magnitudes } = workspace;
        const [w, g, cache] = [numbers(n, kind), numbers(n, kind), magnitudes(n, kind)];
        kernels.rmsprop(w, g, cache, 1e-3, decay, epsilon, n);
      });
    }
    yield* lengths("negative cache", (kernels, { numbers }, n, kind) => {
      const [w, g, cache] = [numbers(n, kind), numbers(n, kind), numbers(n, kind)];
      kernels.rmsprop(w, g, cache, 1e-3, 0.99, 1e-8, n);
    });
  },

  *adam() {
    for (const [beta1, beta2, decay] of [[0.9, 0.999, 0], [0.9, 0.999, 1e-5], [0, 0, 1]]) {
      const what = `beta1 ${beta1}, beta2 ${beta2}, decay ${decay}`;
      yield* lengths(what, (kernels, { numbers, magnitudes }, n, kind) => {
        const [w, g, m] = [numbers(n, kind), numbers(n, kind), numbers(n, kind)];
        const v = magnitudes(n, kind);
        kernels.adam(w, g, m, v, 0.0031, beta1, beta2, 12.3, 1e-8, decay, n);
      });
    }
    yield* lengths("without epsilon", (kernels, { numbers }, n, kind) => {
      const [w, g, m, v] = [numbers(n, kind), numbers(n, kind), numbers(n, kind), numbers(n, kind)];
      kernels.adam(w, g, m, v, 0.0031, 0.9, 0.999, 1, 0, 0, n);
    });
  },

  *lion() {
    for (
      const [beta1, beta2, keep] of [[0.9, 0.99, 1], [DOUBLY_ROUNDED, 1 / 3, 0.999], [0, 0, 0]]
    ) {
      const what = `beta1 ${beta1}, beta2 ${beta2}, keep ${keep}`;
      yield* lengths(what, (kernels, { numbers }, n, kind) => {
        const [w, g, m] = [numbers(n, kind), numbers(n, kind), numbers(n, kind)];
        kernels.lion(w, g, m, 3e-4, beta1, beta2, keep, n);
      });
    }
    yield* lengths("opposite means", (kernels, { numbers }, n, kind) => {
      const [w, g, m] = [numbers(n, kind), numbers(n, kind), numbers(n, kind)];
      m.set(g.map((x) => -x));
      kernels.lion(w, g, m, 3e-4, 0.5, 0.99, 1, n);
    });
  },
};

function* lengths(what: string, body: Body): Iterable<Sample> {
  const sample = (n: number, kind: Kind): Sample => ({
    name: `${what} [${n}] ${kind}`,
    body: (kernels, workspace) => body(kernels, workspace, n, kind),
  });
  for (const n of LENGTHS) {
    for (const kind of KINDS) yield sample(n, kind);
  }
  yield sample(LONG, "ordinary");
}
