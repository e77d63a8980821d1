/**
 * The update rules as calls into the module; large ones are shared.
 */
import type { Floats, Kernels } from "../kernels.ts";
import type { WasmContext } from "./context.ts";

type UpdateRule = "sgd" | "momentum" | "nesterov" | "adagrad" | "rmsprop" | "adam";

/** The update rules. */
export function createUpdateOperations(
  { call, memory: { at }, team }: WasmContext,
): Pick<Kernels, UpdateRule> {
  /** Runs a rule on its weights, gradients and states, which `names` has names for. */
  function update(
    rule: UpdateRule,
    names: readonly string[],
    arrays: readonly Floats[],
    n: number,
    ...numbers: readonly number[]
  ): void {
    const places = arrays.map((array, i) => at(rule, names[i], array, n));
    if (team.shares(n)) {
      team.share(rule, {
        work: n,
        size: n,
        unit: 16,
        part: (from, count) => [...places.map((place) => place + 4 * from), count, ...numbers],
      });
    } else {
      call[rule](...places, n, ...numbers);
    }
  }

  const plain = ["w", "g"];
  const moving = ["w", "g", "v"];
  const caching = ["w", "g", "cache"];
  const adaptive = ["w", "g", "m", "v"];
  return {
    sgd(w, g, rate, n) {
      update("sgd", plain, [w, g], n, rate);
    },

    momentum(w, g, v, rate, momentum, n) {
      update("momentum", moving, [w, g, v], n, rate, momentum);
    },

    nesterov(w, g, v, rate, momentum, n) {
      update("nesterov", moving, [w, g, v], n, rate, momentum, 1 + momentum);
    },

    adagrad(w, g, cache, rate, epsilon, n) {
      update("adagrad", caching, [w, g, cache], n, rate, epsilon);
    },

    rmsprop(w, g, cache, rate, decay, epsilon, n) {
      update("rmsprop", caching, [w, g, cache], n, rate, decay, 1 - decay, epsilon);
    },

    adam(w, g, m, v, rate, beta1, beta2, correction, epsilon, decay, n) {
      const means = [beta1, 1 - beta1, beta2, 1 - beta2];
      update("adam", adaptive, [w, g, m, v], n, rate, ...means, correction, epsilon, decay);
    },
  };
}
