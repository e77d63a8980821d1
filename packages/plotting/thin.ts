/**
 * Fewer points for drawing. A page holds what a screen can show; the complete logs are beside it.
 * Two ways: `thin` keeps the lowest and the highest point of each window, so no spike is lost, and
 * `blocks` cuts the rows into windows of equal size for means.
 */

/**
 * The positions to draw of `values`, increasing, at most about `most`: all, or the first, the last
 * and the lowest and highest of each window of equal size. Values that are not finite are left out.
 */
export function thin(values: ArrayLike<number>, most: number): number[] {
  const finite: number[] = [];
  for (let at = 0; at < values.length; at++) if (Number.isFinite(values[at])) finite.push(at);
  if (finite.length <= most) return finite;
  const windows = Math.max(1, Math.floor(most / 2) - 1);
  const kept = new Set([finite[0]!, finite.at(-1)!]);
  for (const [begin, end] of blocks(finite.length, Math.ceil(finite.length / windows))) {
    let [low, high] = [finite[begin]!, finite[begin]!];
    for (let at = begin + 1; at < end; at++) {
      if (values[finite[at]!]! < values[low]!) low = finite[at]!;
      if (values[finite[at]!]! > values[high]!) high = finite[at]!;
    }
    kept.add(low);
    kept.add(high);
  }
  return [...kept].sort((a, b) => a - b);
}

/** The windows [begin, end) of `size` rows that cover `length` rows; the last may be shorter. */
export function blocks(length: number, size: number): [begin: number, end: number][] {
  return Array.from(
    { length: Math.ceil(length / size) },
    (_, at) => [at * size, Math.min(length, (at + 1) * size)],
  );
}

/** The mean of `values[begin..end)`. */
export function meanOf(values: ArrayLike<number>, begin = 0, end = values.length): number {
  let sum = 0;
  for (let at = begin; at < end; at++) sum += values[at]!;
  return sum / (end - begin);
}
