/**
 * Which implementation of the kernels runs. The bits are the same, so the choice is a matter of
 * speed alone; it is said on the console and in `environment.json`.
 *
 * @module
 */
import { createReferenceKernels, type Kernels } from "@samebit/tensors";

/** What `--backend` may be. */
export const BACKENDS = ["auto", "reference"] as const;

/** The name of a choice of backend; `auto` is the fastest that is there. */
export type Backend = typeof BACKENDS[number];

/** Whether a text names a backend. */
export function isBackend(text: string): text is Backend {
  return (BACKENDS as readonly string[]).includes(text);
}

/** The kernels of a choice. */
export function createKernels(_backend: Backend): Kernels {
  return createReferenceKernels("float32");
}
