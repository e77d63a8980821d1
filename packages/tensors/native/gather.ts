/**
 * The rows of a minibatch as calls into the library, from bytes or floats.
 */
import type { Kernels } from "../kernels.ts";
import type { NativeContext } from "./context.ts";

/** The one operation whose source may be of two types. */
export function createGather({ call, team, guard }: NativeContext): Kernels["gather"] {
  const { sizes, floats } = guard;
  return (source, indices, offset, factor, out, rows, columns) => {
    sizes("gather", rows, columns);
    guard.indices(indices, rows, columns === 0 ? Infinity : Math.floor(source.length / columns));
    const offset32 = floats("gather", "offset", offset, columns);
    const factor32 = floats("gather", "factor", factor, columns);
    const out32 = floats("gather", "out", out, rows * columns);
    if (source instanceof Uint8Array) {
      call.gatherBytes(team, source, indices, offset32, factor32, out32, rows, columns);
    } else {
      const source32 = floats("gather", "source", source, 0);
      call.gatherFloats(team, source32, indices, offset32, factor32, out32, rows, columns);
    }
  };
}
