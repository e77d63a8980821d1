/**
 * A conformance case: an operation, a name, and a body that lays out arrays, calls the kernels, and
 * returns every byte of those arrays.
 */
import type { Floats, Kernels } from "../kernels.ts";
import { createWorkspace, type Workspace } from "./workspace.ts";

/** The operations of the contract: all of `Kernels` but its description and its memory. */
export type OperationName = Exclude<
  keyof Kernels,
  "name" | "precision" | "threads" | "allocate" | "close"
>;

/** One call, or a few, of one operation on fixed inputs. */
export interface ConformanceCase {
  /** The operation that is called. */
  readonly operation: OperationName;
  /** What is special about the inputs; unique within the operation. */
  readonly name: string;
  /**
   * Calls the operation of `kernels` and returns all arrays that were given to it, inputs too, with
   * the guards before and after them that must stay untouched, and a number if one was returned.
   */
  run(kernels: Kernels): Array<Floats | number>;
}

/** A named call; returns what the operation returned, if it returns anything. */
export interface Sample {
  readonly name: string;
  readonly body: (kernels: Kernels, workspace: Workspace) => number | void;
}

/** The samples of some operations, all of which must be present. */
export type SamplesOf<Operation extends OperationName> = Record<Operation, () => Iterable<Sample>>;

/** The case that runs `sample` in a fresh workspace. */
export function createCase(operation: OperationName, sample: Sample): ConformanceCase {
  return {
    operation,
    name: sample.name,
    run(kernels) {
      const workspace = createWorkspace(kernels, `${operation}/${sample.name}`);
      const result = sample.body(kernels, workspace);
      return [...workspace.contents(), ...(typeof result === "number" ? [result] : [])];
    },
  };
}
