/**
 * Vectors made orthonormal by the modified method of Gram and Schmidt, in float64 from + − · / sqrt
 * alone, in a stated order. A single pass loses digits if vectors are close together; two do not,
 * since the second starts from vectors that are nearly orthonormal already (Giraud, Langou and
 * Rozložník 2005).
 */

const TIMES = 2;

/**
 * Replaces vectors, stored one after another, by orthonormal ones with the same span: from each in
 * turn its components along those before it are subtracted, one after another, then it is divided
 * by its length.
 *
 * @param vectors Vectors of `length` numbers each; at most `length` of them.
 */
export function orthonormalize(vectors: Float64Array, length: number): void {
  for (let time = 0; time < TIMES; time++) {
    for (let end = length; end <= vectors.length; end += length) {
      const vector = vectors.subarray(end - length, end);
      for (let start = 0; start < end - length; start += length) {
        const other = vectors.subarray(start, start + length);
        subtractScaled(vector, dot(other, vector), other);
      }
      divide(vector, Math.sqrt(dot(vector, vector)));
    }
  }
}

/** A chain from +0 over the products. */
function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}

function subtractScaled(vector: Float64Array, factor: number, other: Float64Array): void {
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! - factor * other[i]!;
}

function divide(vector: Float64Array, by: number): void {
  for (let i = 0; i < vector.length; i++) vector[i] = vector[i]! / by;
}
