/**
 * The update rules, each in place on the weights and on its own state.
 */
import type { Kernels } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";

type UpdateRule = "sgd" | "momentum" | "nesterov" | "adagrad" | "rmsprop" | "adam" | "lion";

/** The update rules in the given arithmetic. */
export function createUpdateRules({ round }: Arithmetic): Pick<Kernels, UpdateRule> {
  return {
    sgd(w, g, rate, n) {
      const step = round(rate);
      for (let i = 0; i < n; i++) w[i] -= round(step * g[i]);
    },

    momentum(w, g, v, rate, momentum, n) {
      const step = round(rate);
      const keep = round(momentum);
      for (let i = 0; i < n; i++) {
        v[i] = round(keep * v[i]) - round(step * g[i]);
        w[i] += v[i];
      }
    },

    nesterov(w, g, v, rate, momentum, n) {
      const step = round(rate);
      const keep = round(momentum);
      const ahead = round(1 + momentum);
      for (let i = 0; i < n; i++) {
        const old = round(keep * v[i]);
        v[i] = old - round(step * g[i]);
        w[i] += round(round(ahead * v[i]) - old);
      }
    },

    adagrad(w, g, cache, rate, epsilon, n) {
      const step = round(rate);
      const small = round(epsilon);
      for (let i = 0; i < n; i++) {
        cache[i] += round(g[i] * g[i]);
        w[i] -= round(round(step * g[i]) / round(round(Math.sqrt(cache[i])) + small));
      }
    },

    rmsprop(w, g, cache, rate, decay, epsilon, n) {
      const step = round(rate);
      const keep = round(decay);
      const rest = round(1 - decay);
      const small = round(epsilon);
      for (let i = 0; i < n; i++) {
        cache[i] = round(keep * cache[i]) + round(round(rest * g[i]) * g[i]);
        w[i] -= round(round(step * g[i]) / round(round(Math.sqrt(cache[i])) + small));
      }
    },

    adam(w, g, m, v, rate, beta1, beta2, correction, epsilon, decay, n) {
      const step = round(rate);
      const keep1 = round(beta1);
      const keep2 = round(beta2);
      const rest1 = round(1 - beta1);
      const rest2 = round(1 - beta2);
      const unbias = round(correction);
      const small = round(epsilon);
      const shrink = round(decay);
      for (let i = 0; i < n; i++) {
        m[i] = round(keep1 * m[i]) + round(rest1 * g[i]);
        v[i] = round(keep2 * v[i]) + round(round(rest2 * g[i]) * g[i]);
        const scale = round(round(round(Math.sqrt(v[i])) * unbias) + small);
        w[i] = round(w[i] - round(shrink * w[i])) - round(round(step * m[i]) / scale);
      }
    },

    lion(w, g, m, rate, beta1, beta2, keep, n) {
      const step = round(rate);
      const keep1 = round(beta1);
      const keep2 = round(beta2);
      const rest1 = round(1 - beta1);
      const rest2 = round(1 - beta2);
      const kept = round(keep);
      for (let i = 0; i < n; i++) {
        const direction = Math.sign(round(round(keep1 * m[i]) + round(rest1 * g[i])));
        w[i] = round(kept * w[i]) - round(step * direction);
        m[i] = round(keep2 * m[i]) + round(rest2 * g[i]);
      }
    },
  };
}
