/**
 * Cases for pooling: windows of 1 to 4 pixels that touch, overlap or leave pixels out, with ties.
 */
import type { Floats, Kernels } from "../kernels.ts";
import type { Sample, SamplesOf } from "./cases.ts";
import { KINDS } from "./numbers.ts";
import type { Workspace } from "./workspace.ts";

/** Planes, height, width, size, stride, outHeight, outWidth. */
type Sizes = readonly [number, number, number, number, number, number, number];

const SIZES: readonly Sizes[] = [
  [1, 1, 1, 1, 1, 1, 1],
  [3, 4, 6, 2, 2, 2, 3],
  [2, 5, 5, 2, 2, 2, 2],
  [2, 7, 9, 3, 2, 3, 4],
  [2, 6, 5, 3, 1, 4, 3],
  [1, 7, 7, 2, 3, 2, 2],
  [5, 8, 8, 8, 1, 1, 1],
  [4, 9, 8, 4, 4, 2, 2],
  [0, 4, 4, 2, 2, 2, 2],
  [2, 3, 3, 2, 1, 0, 0],
];

/** The samples of the poolings. */
export const poolingSamples: SamplesOf<
  "maxPool" | "maxPoolBackward" | "averagePool" | "averagePoolBackward"
> = {
  maxPool: () => allSizes((kernels, { x, y }, sizes) => kernels.maxPool(x(), y(true), ...sizes)),
  maxPoolBackward: () =>
    allSizes((kernels, { x, y }, sizes) => kernels.maxPoolBackward(x(), y(), x(true), ...sizes)),
  averagePool: () =>
    allSizes((kernels, { x, y }, sizes) => kernels.averagePool(x(), y(true), ...sizes)),
  averagePoolBackward: () =>
    allSizes((kernels, { x, y }, sizes) => kernels.averagePoolBackward(y(), x(true), ...sizes)),
};

/** Images and results: numbers, or room to be written to. */
type Arrays = Readonly<Record<"x" | "y", (written?: boolean) => Floats>>;

type Call = (kernels: Kernels, arrays: Arrays, sizes: Sizes) => void;

function* allSizes(call: Call): Iterable<Sample> {
  for (const sizes of SIZES) {
    for (const kind of [...KINDS, "ties"] as const) {
      const of = ({ numbers, hold, integers, room }: Workspace, n: number) => (written = false) => {
        if (written) return room(n);
        if (kind !== "ties") return numbers(n, kind);
        return hold(Array.from(integers(n, 3), (value) => value === 0 ? -0 : value - 1));
      };
      yield {
        name: `${sizes.join(", ")}, ${kind}`,
        body(kernels, workspace) {
          const [planes, height, width, , , outHeight, outWidth] = sizes;
          const x = of(workspace, planes * height * width);
          const y = of(workspace, planes * outHeight * outWidth);
          call(kernels, { x, y }, sizes);
        },
      };
    }
  }
}
