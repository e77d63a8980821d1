/**
 * The losses of a batch of class scores, each with its gradient. A row's formulas run over all
 * classes in the same way; the element of the label is then overwritten.
 */
import {
  call,
  type Callable,
  type FunctionBuilder,
  type Local,
} from "../assembler/function_builder.ts";
import { f32, f32x4, i32, i32x4, type V128, v128, type Value } from "../assembler/values.ts";
import type { Toolbox } from "./toolbox.ts";
import { firstLanes, forEachVector, laneSum } from "./vectors.ts";

const { add, sub, div } = f32x4;

type Pointer = Local<"i32">;

/** Writes softmaxCrossEntropy and hinge. `count` is the number of rows of the complete batch. */
export function writeLosses(t: Toolbox, exp: Callable<"v128">, log: Callable<"v128">): void {
  writeSoftmaxCrossEntropy(t, exp, log);
  writeHinge(t);
}

/** Lane 0, as a number. */
function first(vector: V128): Value<"f32"> {
  return f32x4.extractLane(vector, 0);
}

/** Sets `top` to four copies of the largest of `classes` scores; NaN if one of them is NaN. */
function setMaximum(
  t: Toolbox,
  f: FunctionBuilder,
  top: Local<"v128">,
  scores: Pointer,
  classes: Pointer,
): void {
  const element = f.local("i32", scores);
  const left = f.local("i32", classes);
  const count = f.local("i32");
  const lowest = t.constants.float(-Infinity);
  f.set(top, lowest);
  f.while(i32.ne(left, 0), () => {
    f.set(count, i32.minU(left, 4));
    const some = call(t.loadSome, element, count);
    f.set(top, f32x4.max(top, v128.bitselect(some, lowest, firstLanes(t, count))));
    f.increase(element, 16);
    f.set(left, i32.sub(left, count));
  });
  f.set(top, f32x4.max(top, i32x4.shuffle(top, top, [2, 3, 0, 1])));
  f.set(top, f32x4.max(top, i32x4.shuffle(top, top, [1, 0, 3, 2])));
}

/** `smooth` is 0 where the smoothing is; keep, share and onLabel are 1 − s, s / C and their sum. */
function writeSoftmaxCrossEntropy(
  t: Toolbox,
  exp: Callable<"v128">,
  log: Callable<"v128">,
): void {
  const parameters = {
    scores: "i32",
    labels: "i32",
    losses: "i32",
    scoresGrad: "i32",
    rows: "i32",
    classes: "i32",
    smooth: "i32",
    count: "f32",
    keep: "f32",
    share: "f32",
    onLabel: "f32",
  } as const;
  t.module.export("softmaxCrossEntropy", parameters, (f, given) => {
    const { scores, labels, losses, scoresGrad, rows, classes, smooth, count } = given;
    const counts = f.local("v128", f32x4.splat(count));
    const shares = f.local("v128", f32x4.splat(given.share));
    const stride = f.local("i32", i32.shl(classes, 2));
    const [top, l, e] = [f.local("v128"), f.local("v128"), f.local("v128")];
    const [own, atLabel, loss] = [f.local("f32"), f.local("f32"), f.local("f32")];
    const [n, from, to, label] = [0, 1, 2, 3].map(() => f.local("i32"));
    const rewind = () => {
      f.set(n, classes);
      f.set(from, scores);
      f.set(to, scoresGrad);
    };
    f.while(i32.ne(rows, 0), () => {
      setMaximum(t, f, top, scores, classes);
      rewind();
      const total = laneSum(t, f, n, [from, to], (at) => {
        f.set(e, call(exp, sub(at.load(from), top)));
        at.store(to, e);
        return e;
      });
      f.set(total, f32x4.splat(first(total)));
      f.set(l, call(log, total));

      f.set(label, i32.shl(i32.load16U(labels), 2));
      f.set(own, f32.sub(first(l), f32.sub(f32.load(i32.add(scores, label)), first(top))));
      f.set(loss, own);
      f.if(smooth, () => {
        rewind();
        const sum = laneSum(t, f, n, [from], (at) => sub(l, sub(at.load(from), top)));
        const spread = f32.mul(given.share, first(sum));
        f.set(loss, f32.add(f32.mul(given.keep, own), spread));
      });
      f.storeF32(losses, loss);

      f.set(atLabel, f32.load(i32.add(scoresGrad, label)));
      rewind();
      forEachVector(t, f, n, [to], (at) => {
        at.store(to, div(sub(div(at.load(to), total), shares), counts));
      });
      const probability = f32.div(atLabel, first(total));
      const gradient = f32.div(f32.sub(probability, given.onLabel), count);
      f.storeF32(i32.add(scoresGrad, label), gradient);

      for (const matrix of [scores, scoresGrad]) f.increase(matrix, stride);
      f.increase(labels, 2);
      f.increase(losses, 4);
      f.increase(rows, -1);
    });
  });
}

function writeHinge(t: Toolbox): void {
  const parameters = {
    scores: "i32",
    labels: "i32",
    losses: "i32",
    scoresGrad: "i32",
    rows: "i32",
    classes: "i32",
    count: "f32",
  } as const;
  t.module.export("hinge", parameters, (f, given) => {
    const { scores, labels, losses, scoresGrad, rows, classes, count } = given;
    const one = t.constants.float(1);
    const zero = f.local("v128", v128.zero());
    const slope = f.local("v128", div(one, f32x4.splat(count)));
    const stride = f.local("i32", i32.shl(classes, 2));
    const [own, margin] = [f.local("v128"), f.local("v128")];
    const [n, from, to, label] = [0, 1, 2, 3].map(() => f.local("i32"));
    const rewind = () => {
      f.set(n, classes);
      f.set(from, scores);
      f.set(to, scoresGrad);
    };
    f.while(i32.ne(rows, 0), () => {
      f.set(label, i32.shl(i32.load16U(labels), 2));
      f.set(own, v128.load32Splat(i32.add(scores, label)));
      // The margins are kept in the gradient's row until only their signs are needed.
      rewind();
      forEachVector(t, f, n, [from, to], (at) => {
        at.store(to, f32x4.max(add(sub(at.load(from), own), one), zero));
      });
      f.storeF32(i32.add(scoresGrad, label), f32.const(0));
      rewind();
      const loss = laneSum(t, f, n, [to], (at) => at.load(to));
      f.storeF32(losses, first(loss));
      rewind();
      const violated = laneSum(t, f, n, [to], (at) => {
        f.set(margin, f32x4.gt(at.load(to), zero));
        at.store(to, v128.and(slope, margin));
        return v128.and(one, margin);
      });
      const gradient = f32.div(f32.neg(first(violated)), count);
      f.storeF32(i32.add(scoresGrad, label), gradient);

      for (const matrix of [scores, scoresGrad]) f.increase(matrix, stride);
      f.increase(labels, 2);
      f.increase(losses, 4);
      f.increase(rows, -1);
    });
  });
}
