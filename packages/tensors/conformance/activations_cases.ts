/**
 * Cases for the activations, forward and backward; the rectifier has its own.
 */
import type { Floats, Kernels } from "../kernels.ts";
import type { Sample, SamplesOf } from "./cases.ts";
import { lengths, nameOf } from "./elementwise_cases.ts";
import { activationArguments } from "./transcendental_arguments.ts";

type Numbered = "leakyRelu" | "elu";
type Plain = "gelu" | "geluTanh" | "silu" | "tanh" | "sigmoid";
type Samples<Name extends Numbered | Plain> = SamplesOf<Name | `${Name}Backward`>;

/** y of x. */
type Forward = (kernels: Kernels, x: Floats, y: Floats, n: number) => void;
/** xGrad of x or y. */
type Backward = (kernels: Kernels, x: Floats, yGrad: Floats, xGrad: Floats, n: number) => void;

const NUMBERS = [0.01, 1 / 3, 1, 1e-40];

/** The samples of the activations. */
export const activationsSamples: Samples<Numbered | Plain> = {
  ...numbered("leakyRelu"),
  ...numbered("elu"),
  ...plain("gelu"),
  ...plain("geluTanh"),
  ...plain("silu"),
  ...plain("tanh"),
  ...plain("sigmoid"),
};

/** The samples of an activation without a number. */
function plain<Name extends Plain>(name: Name): Samples<Name> {
  return {
    [name]: () => forward("", (kernels, ...given) => kernels[name](...given)),
    [`${name}Backward`]: () =>
      backward("", (kernels, ...given) => kernels[`${name}Backward`](...given)),
  } as Samples<Name>;
}

/** The samples of an activation with a number. */
function numbered<Name extends Numbered>(name: Name): Samples<Name> {
  return {
    *[name](): Iterable<Sample> {
      for (const a of NUMBERS) {
        yield* forward(`with ${nameOf(a)}`, (kernels, x, y, n) => kernels[name](x, a, y, n));
      }
    },
    *[`${name}Backward`](): Iterable<Sample> {
      for (const a of NUMBERS) {
        yield* backward(`with ${nameOf(a)}`, (kernels, y, yGrad, xGrad, n) => {
          kernels[`${name}Backward`](y, yGrad, a, xGrad, n);
        });
      }
    },
  } as Samples<Name>;
}

function* forward(what: string, apply: Forward): Iterable<Sample> {
  yield* lengths(what, (kernels, { numbers, room }, n, kind) => {
    apply(kernels, numbers(n, kind), room(n), n);
  });
  yield {
    name: `${what} dense and special arguments`.trim(),
    body(kernels, { hold, room }) {
      const x = activationArguments(kernels.precision);
      apply(kernels, hold(x), room(x.length), x.length);
    },
  };
}

function* backward(what: string, apply: Backward): Iterable<Sample> {
  yield* lengths(what, (kernels, { numbers, room }, n, kind) => {
    apply(kernels, numbers(n, kind), numbers(n, kind), room(n), n);
  });
  yield {
    name: `${what} dense and special arguments`.trim(),
    body(kernels, { hold, numbers, room }) {
      const x = activationArguments(kernels.precision);
      apply(kernels, hold(x), numbers(x.length, "ordinary"), room(x.length), x.length);
    },
  };
}
