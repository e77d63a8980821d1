/**
 * Where the time of a step goes: kernels that measure how long each of their operations takes.
 *
 * @module
 */
import type { Kernels } from "@samebit/tensors";

/** The milliseconds of each operation, and the calls. */
export type Profile = Map<string, { ms: number; calls: number }>;

/** The same kernels, which write the time of each call into `profile`. */
export function profiled(kernels: Kernels, profile: Profile): Kernels {
  const timed = Object.entries(kernels).map(([name, member]) => {
    if (typeof member !== "function" || name === "close" || name === "allocate") {
      return [name, member];
    }
    return [name, (...given: unknown[]) => {
      const start = performance.now();
      const result = member.apply(kernels, given);
      const entry = profile.get(name) ?? { ms: 0, calls: 0 };
      profile.set(name, { ms: entry.ms + performance.now() - start, calls: entry.calls + 1 });
      return result;
    }];
  });
  return Object.fromEntries(timed) as Kernels;
}
