/**
 * The update rules, as calls into the library. Factors that the contract computes in float64 are
 * computed here, and rounded once on their way.
 */
import type { Kernels } from "../kernels.ts";
import type { NativeContext } from "./context.ts";

type UpdateOperation = "sgd" | "momentum" | "nesterov" | "adagrad" | "rmsprop" | "adam";

/** The update rules. */
export function createUpdateOperations(
  { call, team, guard }: NativeContext,
): Pick<Kernels, UpdateOperation> {
  const { sizes, floats } = guard;
  return {
    sgd(w, g, rate, n) {
      sizes("sgd", n);
      call.sgd(team, floats("sgd", "w", w, n), floats("sgd", "g", g, n), rate, n);
    },

    momentum(w, g, v, rate, momentum, n) {
      sizes("momentum", n);
      call.momentum(
        team,
        floats("momentum", "w", w, n),
        floats("momentum", "g", g, n),
        floats("momentum", "v", v, n),
        rate,
        momentum,
        n,
      );
    },

    nesterov(w, g, v, rate, momentum, n) {
      sizes("nesterov", n);
      call.nesterov(
        team,
        floats("nesterov", "w", w, n),
        floats("nesterov", "g", g, n),
        floats("nesterov", "v", v, n),
        rate,
        momentum,
        1 + momentum,
        n,
      );
    },

    adagrad(w, g, cache, rate, epsilon, n) {
      sizes("adagrad", n);
      call.adagrad(
        team,
        floats("adagrad", "w", w, n),
        floats("adagrad", "g", g, n),
        floats("adagrad", "cache", cache, n),
        rate,
        epsilon,
        n,
      );
    },

    rmsprop(w, g, cache, rate, decay, epsilon, n) {
      sizes("rmsprop", n);
      call.rmsprop(
        team,
        floats("rmsprop", "w", w, n),
        floats("rmsprop", "g", g, n),
        floats("rmsprop", "cache", cache, n),
        rate,
        decay,
        1 - decay,
        epsilon,
        n,
      );
    },

    adam(w, g, m, v, rate, beta1, beta2, correction, epsilon, decay, n) {
      sizes("adam", n);
      call.adam(
        team,
        floats("adam", "w", w, n),
        floats("adam", "g", g, n),
        floats("adam", "m", m, n),
        floats("adam", "v", v, n),
        rate,
        beta1,
        1 - beta1,
        beta2,
        1 - beta2,
        correction,
        epsilon,
        decay,
        n,
      );
    },
  };
}
