/**
 * Activations forward and backward, except the rectifier: for each a formula of y, and one of the
 * slope at x or at y, with which the gradient is multiplied.
 */
import type { Floats, Kernels } from "../kernels.ts";
import type { Arithmetic } from "./arithmetic.ts";

type Forward = "leakyRelu" | "elu" | "gelu" | "geluTanh" | "silu" | "tanh" | "sigmoid";
type Activations = Forward | `${Forward}Backward`;

const ROOT_HALF = 0.7071067811865476;
/** 1/√(2π). */
const DENSITY_AT_0 = 0.3989422804014327;
/** √(2/π), 0.044715·√(2/π) and three times that. */
const LINEAR = 0.7978845608028654;
const CUBIC = 0.035677408136300125;
const THREE_CUBIC = 0.10703222440890037;

/** The activation kernels in the given arithmetic. */
export function createActivations(arithmetic: Arithmetic): Pick<Kernels, Activations> {
  const { round, expMinusOne, logistic, tanh } = arithmetic;
  const normal = normalIn(arithmetic);
  const byTanh = geluTanhIn(arithmetic);

  /** y = formula(x), and the same with a number. */
  const pass = (formula: (x: number) => number) => (x: Floats, y: Floats, n: number) => {
    for (let i = 0; i < n; i++) y[i] = formula(x[i]);
  };
  const passWith =
    (formula: (x: number, a: number) => number) => (x: Floats, a: number, y: Floats, n: number) => {
      const rounded = round(a);
      pass((value) => formula(value, rounded))(x, y, n);
    };
  /** xGrad = yGrad·slope(x), or that of y, and the same with a number. */
  const back =
    (slope: (x: number) => number) => (x: Floats, yGrad: Floats, xGrad: Floats, n: number) => {
      for (let i = 0; i < n; i++) xGrad[i] = yGrad[i] * slope(x[i]);
    };
  const backWith =
    (slope: (x: number, a: number) => number) =>
    (x: Floats, yGrad: Floats, a: number, xGrad: Floats, n: number) => {
      const rounded = round(a);
      back((value) => slope(value, rounded))(x, yGrad, xGrad, n);
    };

  return {
    leakyRelu: passWith((x, a) => x > 0 ? x : a * x),
    leakyReluBackward: backWith((y, a) => y > 0 ? 1 : a),
    elu: passWith((x, a) => x > 0 ? x : a * expMinusOne(x)),
    eluBackward: backWith((y, a) => y > 0 ? 1 : round(y + a)),
    gelu: pass((x) => x * normal.below(x)),
    geluBackward: back((x) => round(normal.below(x) + round(x * normal.density(x)))),
    geluTanh: pass((x) => x * byTanh.below(byTanh.inner(x))),
    geluTanhBackward: back(byTanh.slope),
    silu: pass((x) => x * logistic(x)),
    siluBackward: back((x) => {
      const s = logistic(x);
      return round(s * round(1 + round(x * round(1 - s))));
    }),
    tanh: pass(tanh),
    tanhBackward: back((y) => round(round(1 - y) * round(1 + y))),
    sigmoid: pass(logistic),
    sigmoidBackward: back((y) => round(y * round(1 - y))),
  };
}

/** The normal distribution: its share below x, and its density. */
function normalIn({ round, exp, erf }: Arithmetic) {
  const [rootHalf, densityAt0] = [round(ROOT_HALF), round(DENSITY_AT_0)];
  return {
    below: (x: number): number => round(0.5 * round(1 + erf(round(x * rootHalf)))),
    density: (x: number): number => round(exp(round(round(-0.5 * x) * x)) * densityAt0),
  };
}

/** The form of GELU with tanh; x is kept within ±10, where tanh is ±1, so that no square overflows. */
function geluTanhIn({ round, tanh }: Arithmetic) {
  const [linear, cubic, threeCubic] = [round(LINEAR), round(CUBIC), round(THREE_CUBIC)];
  const within10 = (x: number) => {
    const c = x < 10 ? x : 10;
    return c > -10 ? c : -10;
  };
  const inner = (x: number) => {
    const c = within10(x);
    return tanh(round(c * round(linear + round(cubic * round(c * c)))));
  };
  const below = (t: number) => round(0.5 * round(1 + t));
  function slope(x: number): number {
    const c = within10(x);
    const t = inner(x);
    const h = below(t);
    const slopeOfInner = round(linear + round(threeCubic * round(c * c)));
    return round(h + round(round(x * round(h * round(1 - t))) * slopeOfInner));
  }
  return { inner, below, slope };
}
