/**
 * The matrix product as calls into the module, whole or in parts.
 */
import type { Kernels } from "../kernels.ts";
import type { WasmContext } from "./context.ts";

/** Parts of a product between threads begin at multiples of so many rows or columns of c. */
const PART_UNIT = 4;

/**
 * Threads share a product by rows of c if a is transposed, which is work for each row, and
 * otherwise by columns, unless there are few.
 */
export function createGemm({ call, memory: { at }, team }: WasmContext): Kernels["gemm"] {
  return (transposeA, transposeB, m, n, k, a, b, c) => {
    const left = at("gemm", "a", a, m * k);
    const right = at("gemm", "b", b, k * n);
    const to = at("gemm", "c", c, m * n);
    const [ta, tb] = [transposeA ? 1 : 0, transposeB ? 1 : 0];
    const aStride = 4 * (transposeA ? m : k);
    const bStride = 4 * (transposeB ? k : n);
    const cStride = 4 * n;
    const work = m * n * k;
    if (!team.shares(work)) {
      call.gemm(ta, tb, m, n, k, left, aStride, right, bStride, to, cStride);
    } else if (transposeA || m >= n) {
      const step = transposeA ? 4 : aStride;
      team.share("gemm", {
        work,
        size: m,
        unit: PART_UNIT,
        part(from, count) {
          const [x, z] = [left + from * step, to + from * cStride];
          return [ta, tb, count, n, k, x, aStride, right, bStride, z, cStride];
        },
      });
    } else {
      const step = transposeB ? bStride : 4;
      team.share("gemm", {
        work,
        size: n,
        unit: PART_UNIT,
        part(from, count) {
          const [y, z] = [right + from * step, to + 4 * from];
          return [ta, tb, m, count, k, left, aStride, y, bStride, z, cStride];
        },
      });
    }
  };
}
