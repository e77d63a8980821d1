/**
 * Cases for the operations on one element at a time, rectifier and dropout included.
 */
import type { Floats, Kernels } from "../kernels.ts";
import type { Sample, SamplesOf } from "./cases.ts";
import { type Kind, KINDS, LENGTHS, LONG } from "./numbers.ts";
import { expArguments, logArguments } from "./transcendental_arguments.ts";
import type { Workspace } from "./workspace.ts";

const TWO_32 = 4294967296;

type Elementwise =
  | ("exp" | "log" | "multiply" | "scale" | "addScaled" | "clip" | "blend")
  | ("relu" | "reluBackward" | "dropout");

type Body = (kernels: Kernels, workspace: Workspace, n: number, kind: Kind) => void;

/** The samples of the elementwise operations. */
export const elementwiseSamples: SamplesOf<Elementwise> = {
  *exp() {
    yield* mapSamples((kernels, x, y, n) => kernels.exp(x, y, n), expArguments);
  },

  *log() {
    yield* mapSamples((kernels, x, y, n) => kernels.log(x, y, n), logArguments);
  },

  *multiply() {
    yield* lengths("", (kernels, { numbers, room }, n, kind) => {
      kernels.multiply(numbers(n, kind), numbers(n, kind), room(n), n);
    });
    yield* lengths("in place", (kernels, { numbers }, n, kind) => {
      const x = numbers(n, kind);
      kernels.multiply(x, numbers(n, kind), x, n);
    });
  },

  *scale() {
    for (const factor of [0.1, -3, 0, -0, 1e-40, Infinity, NaN]) {
      yield* lengths(`by ${nameOf(factor)}`, (kernels, { numbers }, n, kind) => {
        kernels.scale(numbers(n, kind), factor, n);
      });
    }
  },

  *addScaled() {
    for (const a of [0.1, -1, 0, 1e30, -Infinity]) {
      yield* lengths(`by ${nameOf(a)}`, (kernels, { numbers }, n, kind) => {
        kernels.addScaled(numbers(n, kind), a, numbers(n, kind), n);
      });
    }
  },

  *clip() {
    for (const limit of [0.1, 1, 0, 1e-40, Infinity]) {
      yield* lengths(`to ${nameOf(limit)}`, (kernels, { numbers }, n, kind) => {
        kernels.clip(numbers(n, kind), limit, n);
      });
    }
  },

  *blend() {
    for (const momentum of [0.9, 0, 1, 1 / 3]) {
      yield* lengths(`with momentum ${momentum}`, (kernels, { numbers }, n, kind) => {
        kernels.blend(numbers(n, kind), numbers(n, kind), momentum, n);
      });
    }
  },

  *relu() {
    yield* lengths("", (kernels, { numbers, room }, n, kind) => {
      kernels.relu(numbers(n, kind), room(n), n);
    });
  },

  *reluBackward() {
    yield* lengths("", (kernels, { numbers, room }, n, kind) => {
      kernels.reluBackward(numbers(n, kind), numbers(n, kind), room(n), n);
    });
  },

  *dropout() {
    for (const threshold of [0, 1, TWO_32 / 2, 0xcccccccd, TWO_32 - 1, TWO_32]) {
      const keepFactor = threshold === 0 ? 0 : TWO_32 / threshold;
      yield* lengths(`threshold ${threshold}`, (kernels, { numbers, room }, n, kind) => {
        const random = { key: [0x9e3779b9, threshold % 251], page: n } as const;
        kernels.dropout(numbers(n, kind), random, threshold, keepFactor, room(n), room(n), n);
      });
    }
    for (const page of [0, 1, TWO_32 - 1, TWO_32, TWO_32 + 5, Number.MAX_SAFE_INTEGER]) {
      yield {
        name: `page ${page}`,
        body(kernels, { numbers, room }) {
          const random = { key: [0xffffffff, 0x80000000], page } as const;
          const x = numbers(67, "ordinary");
          kernels.dropout(x, random, TWO_32 / 2 + 12345, 2, room(67), room(67), 67);
        },
      };
    }
  },
};

/** One sample for each length and kind, and a long one. */
export function* lengths(what: string, body: Body): Iterable<Sample> {
  for (const n of LENGTHS) {
    for (const kind of KINDS) yield lengthSample(what, body, n, kind);
  }
  yield lengthSample(what, body, LONG, "ordinary");
}

function lengthSample(what: string, body: Body, n: number, kind: Kind): Sample {
  return {
    name: `${what} [${n}] ${kind}`.trim(),
    body: (kernels, workspace) => body(kernels, workspace, n, kind),
  };
}

/** Samples of a function of one argument: lengths, in place, and its own dense arguments. */
function* mapSamples(
  apply: (kernels: Kernels, x: Floats, y: Floats, n: number) => void,
  argumentsOf: (precision: Kernels["precision"]) => Float64Array,
): Iterable<Sample> {
  yield* lengths("", (kernels, { numbers, room }, n, kind) => {
    apply(kernels, numbers(n, kind), room(n), n);
  });
  yield* lengths("in place", (kernels, { numbers }, n, kind) => {
    const x = numbers(n, kind);
    apply(kernels, x, x, n);
  });
  yield {
    name: "dense and special arguments",
    body(kernels, { hold, room }) {
      const x = argumentsOf(kernels.precision);
      apply(kernels, hold(x), room(x.length), x.length);
    },
  };
}

/** A number as case names show it; −0 differs from 0. */
export function nameOf(value: number): string {
  return Object.is(value, -0) ? "-0" : String(value);
}
