/**
 * The exercises, done: what shows that they can be, and that their checks pass. Whoever hands the
 * exercises out leaves `tests/` at home.
 */
import { fillMatrix, type Matrix } from "../../exercises/arrays.ts";
import type { Solutions } from "../../exercises/checks.ts";

function transpose(x: Matrix): Matrix {
  return fillMatrix(x[0]!.length, x.length, (row, column) => x[column]![row]!);
}

function multiply(a: Matrix, b: Matrix): Matrix {
  return fillMatrix(
    a.length,
    b[0]!.length,
    (i, j) => a[i]!.reduce((sum, value, k) => sum + value * b[k]![j]!, 0),
  );
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const mean = (values: readonly number[]) => sum(values) / values.length;

/** Each column less its mean, over its deviation; and one over the deviation. */
function normalizeColumns(x: Matrix, epsilon: number) {
  const columns = transpose(x).map((column) => {
    const centre = mean(column);
    const variance = mean(column.map((value) => (value - centre) ** 2));
    const inverse = 1 / Math.sqrt(variance + epsilon);
    return { normal: column.map((value) => (value - centre) * inverse), inverse };
  });
  return columns;
}

/** The gradient of a normalized list of numbers, from that of its outputs. */
function normalizeBackward(dNormal: number[], normal: number[], inverse: number): number[] {
  const centre = mean(dNormal);
  const slope = mean(dNormal.map((d, i) => d * normal[i]!));
  return dNormal.map((d, i) => inverse * (d - centre - normal[i]! * slope));
}

function windows(stride: number, padding: number, kernel: number, size: number): number {
  return Math.floor((size + 2 * padding - kernel) / stride) + 1;
}

/** The solutions. */
export const SOLUTIONS: Solutions = {
  affineForward: (x, W, b) => multiply(x, W).map((row) => row.map((y, j) => y + b[j]!)),
  affineBackward: (dy, x, W) => ({
    dx: multiply(dy, transpose(W)),
    dW: multiply(transpose(x), dy),
    db: transpose(dy).map(sum),
  }),
  softmaxLoss(scores, labels) {
    const probabilities = scores.map((row) => {
      const top = Math.max(...row);
      const powers = row.map((score) => Math.exp(score - top));
      return powers.map((power) => power / sum(powers));
    });
    const count = scores.length;
    return {
      loss: mean(probabilities.map((row, i) => -Math.log(row[labels[i]!]!))),
      dScores: probabilities.map((row, i) =>
        row.map((p, j) => (p - (labels[i] === j ? 1 : 0)) / count)
      ),
    };
  },
  batchNormForward(x, gamma, beta, epsilon) {
    const columns = normalizeColumns(x, epsilon);
    return fillMatrix(
      x.length,
      gamma.length,
      (i, j) => gamma[j]! * columns[j]!.normal[i]! + beta[j]!,
    );
  },
  batchNormBackward(dy, x, gamma, epsilon) {
    const columns = normalizeColumns(x, epsilon);
    const dColumns = transpose(dy);
    return {
      dx: transpose(
        columns.map(({ normal, inverse }, j) =>
          normalizeBackward(dColumns[j]!.map((d) => d * gamma[j]!), normal, inverse)
        ),
      ),
      dgamma: columns.map(({ normal }, j) =>
        sum(normal.map((value, i) => value * dColumns[j]![i]!))
      ),
      dbeta: dColumns.map(sum),
    };
  },
  layerNormForward(x, gamma, beta, epsilon) {
    const rows = normalizeColumns(transpose(x), epsilon);
    return rows.map(({ normal }) => normal.map((value, j) => gamma[j]! * value + beta[j]!));
  },
  layerNormBackward(dy, x, gamma, epsilon) {
    const rows = normalizeColumns(transpose(x), epsilon);
    return {
      dx: rows.map(({ normal, inverse }, i) =>
        normalizeBackward(dy[i]!.map((d, j) => d * gamma[j]!), normal, inverse)
      ),
      dgamma: gamma.map((_, j) => sum(rows.map(({ normal }, i) => normal[j]! * dy[i]![j]!))),
      dbeta: transpose(dy).map(sum),
    };
  },
  momentumStep(w, g, v, rate, momentum) {
    const next = v.map((value, i) => momentum * value - rate * g[i]!);
    return { w: w.map((value, i) => value + next[i]!), v: next };
  },
  rmspropStep(w, g, cache, rate, decay, epsilon) {
    const next = cache.map((value, i) => decay * value + (1 - decay) * g[i]! ** 2);
    return {
      w: w.map((value, i) => value - rate * g[i]! / (Math.sqrt(next[i]!) + epsilon)),
      cache: next,
    };
  },
  adamStep(w, g, m, v, step, rate, beta1, beta2, epsilon) {
    const first = m.map((value, i) => beta1 * value + (1 - beta1) * g[i]!);
    const second = v.map((value, i) => beta2 * value + (1 - beta2) * g[i]! ** 2);
    const moved = w.map((value, i) => {
      const corrected = first[i]! / (1 - beta1 ** step);
      return value - rate * corrected / (Math.sqrt(second[i]! / (1 - beta2 ** step)) + epsilon);
    });
    return { w: moved, m: first, v: second };
  },
  convolutionForward(x, filters, b, stride, padding) {
    const kernel = filters[0]![0]!.length;
    const height = windows(stride, padding, kernel, x[0]!.length);
    const width = windows(stride, padding, kernel, x[0]![0]!.length);
    return filters.map((filter, f) =>
      fillMatrix(height, width, (i, j) => {
        let y = b[f]!;
        eachTap(filter, (c, r, k) => {
          y += filter[c]![r]![k]! *
            (x[c]![i * stride + r - padding]?.[j * stride + k - padding] ?? 0);
        });
        return y;
      })
    );
  },
  convolutionBackward(dy, x, filters, stride, padding) {
    const dx = x.map((plane) => plane.map((row) => row.map(() => 0)));
    const dFilters = filters.map((filter) =>
      filter.map((plane) => plane.map((row) => row.map(() => 0)))
    );
    dy.forEach((plane, f) =>
      plane.forEach((row, i) =>
        row.forEach((d, j) =>
          eachTap(filters[f]!, (c, r, k) => {
            const [at, to] = [i * stride + r - padding, j * stride + k - padding];
            if (x[c]![at]?.[to] === undefined) return;
            dx[c]![at]![to]! += d * filters[f]![c]![r]![k]!;
            dFilters[f]![c]![r]![k]! += d * x[c]![at]![to]!;
          })
        )
      )
    );
    return { dx, dFilters, db: dy.map((plane) => sum(plane.flat())) };
  },
  maxPoolForward: (x) =>
    x.map((plane) =>
      fillMatrix(
        plane.length / 2,
        plane[0]!.length / 2,
        (i, j) => Math.max(...windowOf(plane, i, j)),
      )
    ),
  maxPoolBackward: (dy, x) =>
    x.map((plane, c) =>
      fillMatrix(plane.length, plane[0]!.length, (row, column) => {
        const [i, j] = [Math.floor(row / 2), Math.floor(column / 2)];
        const window = windowOf(plane, i, j);
        const first = window.indexOf(Math.max(...window));
        return first === (row % 2) * 2 + column % 2 ? dy[c]![i]![j]! : 0;
      })
    ),
};

function windowOf(plane: Matrix, i: number, j: number): number[] {
  return [0, 1].flatMap((r) => [0, 1].map((k) => plane[2 * i + r]![2 * j + k]!));
}

function eachTap(filter: Matrix[], visit: (c: number, r: number, k: number) => void): void {
  filter.forEach((plane, c) => plane.forEach((row, r) => row.forEach((_, k) => visit(c, r, k))));
}
