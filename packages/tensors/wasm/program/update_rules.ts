/**
 * The update rules, each in place on the weights and on its own state. Scalars are rounded
 * to float32 where JavaScript passes them in, once.
 */
import type { FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { type F32, f32x4, v128 } from "../assembler/values.ts";
import { parametersOf } from "./parameters.ts";
import type { Toolbox } from "./toolbox.ts";
import { forEachVector } from "./vectors.ts";

const { add, sub, mul, div, sqrt } = f32x4;

/** The bits of 1 and −1. */
const ONE = 0x3f800000;
const MINUS_ONE = 0xbf800000;

/** Writes sgd, momentum, nesterov, adagrad, rmsprop, adam and lion. */
export function writeUpdateRules(t: Toolbox): void {
  writeSgd(t);
  writeMomentum(t);
  writeNesterov(t);
  writeAdagrad(t);
  writeRmsprop(t);
  writeAdam(t);
  writeLion(t);
}

/** A local with four copies of a scalar. */
function splat(f: FunctionBuilder, scalar: F32): Local<"v128"> {
  return f.local("v128", f32x4.splat(scalar));
}

function writeSgd(t: Toolbox): void {
  t.module.export("sgd", parametersOf("sgd"), (f, given) => {
    const { w, g, n } = given;
    const rate = splat(f, given.rate);
    forEachVector(t, f, n, [w, g], (at) => {
      at.store(w, sub(at.load(w), mul(rate, at.load(g))));
    });
  });
}

function writeMomentum(t: Toolbox): void {
  t.module.export("momentum", parametersOf("momentum"), (f, given) => {
    const { w, g, v, n } = given;
    const rate = splat(f, given.rate);
    const momentum = splat(f, given.momentum);
    const next = f.local("v128");
    forEachVector(t, f, n, [w, g, v], (at) => {
      f.set(next, sub(mul(momentum, at.load(v)), mul(rate, at.load(g))));
      at.store(v, next);
      at.store(w, add(at.load(w), next));
    });
  });
}

function writeNesterov(t: Toolbox): void {
  t.module.export("nesterov", parametersOf("nesterov"), (f, given) => {
    const { w, g, v, n } = given;
    const rate = splat(f, given.rate);
    const momentum = splat(f, given.momentum);
    const ahead = splat(f, given.ahead);
    const old = f.local("v128");
    const next = f.local("v128");
    forEachVector(t, f, n, [w, g, v], (at) => {
      f.set(old, mul(momentum, at.load(v)));
      f.set(next, sub(old, mul(rate, at.load(g))));
      at.store(v, next);
      at.store(w, add(at.load(w), sub(mul(ahead, next), old)));
    });
  });
}

function writeAdagrad(t: Toolbox): void {
  t.module.export("adagrad", parametersOf("adagrad"), (f, given) => {
    const { w, g, cache, n } = given;
    const rate = splat(f, given.rate);
    const epsilon = splat(f, given.epsilon);
    const gradient = f.local("v128");
    const sum = f.local("v128");
    forEachVector(t, f, n, [w, g, cache], (at) => {
      f.set(gradient, at.load(g));
      f.set(sum, add(at.load(cache), mul(gradient, gradient)));
      at.store(cache, sum);
      const step = div(mul(rate, gradient), add(sqrt(sum), epsilon));
      at.store(w, sub(at.load(w), step));
    });
  });
}

function writeRmsprop(t: Toolbox): void {
  t.module.export("rmsprop", parametersOf("rmsprop"), (f, given) => {
    const { w, g, cache, n } = given;
    const rate = splat(f, given.rate);
    const decay = splat(f, given.decay);
    const rest = splat(f, given.rest);
    const epsilon = splat(f, given.epsilon);
    const gradient = f.local("v128");
    const mean = f.local("v128");
    forEachVector(t, f, n, [w, g, cache], (at) => {
      f.set(gradient, at.load(g));
      f.set(mean, add(mul(decay, at.load(cache)), mul(mul(rest, gradient), gradient)));
      at.store(cache, mean);
      const step = div(mul(rate, gradient), add(sqrt(mean), epsilon));
      at.store(w, sub(at.load(w), step));
    });
  });
}

function writeAdam(t: Toolbox): void {
  t.module.export("adam", parametersOf("adam"), (f, given) => {
    const { w, g, m, v, n } = given;
    const rate = splat(f, given.rate);
    const beta1 = splat(f, given.beta1);
    const rest1 = splat(f, given.rest1);
    const beta2 = splat(f, given.beta2);
    const rest2 = splat(f, given.rest2);
    const correction = splat(f, given.correction);
    const epsilon = splat(f, given.epsilon);
    const decay = splat(f, given.decay);
    const gradient = f.local("v128");
    const mean = f.local("v128");
    const square = f.local("v128");
    const weight = f.local("v128");
    forEachVector(t, f, n, [w, g, m, v], (at) => {
      f.set(gradient, at.load(g));
      f.set(mean, add(mul(beta1, at.load(m)), mul(rest1, gradient)));
      at.store(m, mean);
      f.set(square, add(mul(beta2, at.load(v)), mul(mul(rest2, gradient), gradient)));
      at.store(v, square);
      f.set(weight, at.load(w));
      const scale = add(mul(sqrt(square), correction), epsilon);
      const step = div(mul(rate, mean), scale);
      at.store(w, sub(sub(weight, mul(decay, weight)), step));
    });
  });
}

function writeLion(t: Toolbox): void {
  const { module, constants } = t;
  module.export("lion", parametersOf("lion"), (f, given) => {
    const { w, g, m, n } = given;
    const [rate, keep] = [splat(f, given.rate), splat(f, given.keep)];
    const [beta1, rest1] = [splat(f, given.beta1), splat(f, given.rest1)];
    const [beta2, rest2] = [splat(f, given.beta2), splat(f, given.rest2)];
    const zero = f.local("v128", v128.zero());
    const gradient = f.local("v128");
    const mean = f.local("v128");
    const direction = f.local("v128");
    forEachVector(t, f, n, [w, g, m], (at) => {
      f.set(gradient, at.load(g));
      f.set(mean, at.load(m));
      f.set(direction, add(mul(beta1, mean), mul(rest1, gradient)));
      // A zero or NaN is its own sign.
      const isAbove = f32x4.gt(direction, zero);
      const isBelow = f32x4.lt(direction, zero);
      const atLeast = v128.bitselect(constants.bits(ONE), direction, isAbove);
      f.set(direction, v128.bitselect(constants.bits(MINUS_ONE), atLeast, isBelow));
      at.store(w, sub(mul(keep, at.load(w)), mul(rate, direction)));
      at.store(m, add(mul(beta2, mean), mul(rest2, gradient)));
    });
  });
}
