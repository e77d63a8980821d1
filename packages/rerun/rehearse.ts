/**
 * The check before a run in an unknown engine: the first steps of its plan are trained and thrown
 * away, so that the engine compiles the kernels as it will for the run, and then the operations
 * that they called are compared with the conformance digests.
 */
import type { Dataset } from "@samebit/splits";
import { execute, type Plan } from "@samebit/solver";
import {
  type Kernels,
  type OperationName,
  operationNames,
  operationsThatDiffer,
} from "@samebit/tensors";

/** Steps that are made, at most. */
const MOST_STEPS = 40;

/** Multiplications in matrix products after which it is enough. */
const MOST_MULTIPLICATIONS = 2e8;

/** The operations that a plan calls, in the order of the contract. */
export function rehearse(plan: Plan, dataset: Dataset, kernels: Kernels): OperationName[] {
  const called = new Set<string | symbol>();
  let multiplications = 0;
  const noting = new Proxy(kernels, {
    get(target, name) {
      const member = target[name as keyof Kernels] as unknown;
      if (typeof member !== "function") return member;
      called.add(name);
      return (...args: unknown[]) => {
        if (name === "gemm") {
          const [, , m, n, k] = args as Parameters<Kernels["gemm"]>;
          multiplications += m * n * k;
        }
        return member.apply(target, args);
      };
    },
  });
  let steps = 0;
  for (const { kind } of execute(plan, dataset, noting)) {
    if (kind === "step") steps++;
    if (steps >= MOST_STEPS || (steps > 0 && multiplications > MOST_MULTIPLICATIONS)) break;
  }
  return operationNames().filter((name) => called.has(name));
}

/**
 * Refuses an engine in which an operation gives other bits than the contract says.
 *
 * @throws {RangeError} naming the operations.
 */
export function requireConformance(kernels: Kernels, operations: readonly OperationName[]): void {
  const wrong = operationsThatDiffer(kernels, operations);
  if (wrong.length === 0) return;
  throw new RangeError(
    `Cannot train here: in this browser the operation${wrong.length === 1 ? "" : "s"} ` +
      `${wrong.join(", ")} of the ${kernels.name} kernels ` +
      `${wrong.length === 1 ? "does" : "do"} not give the bits of the contract, ` +
      "so nothing that it trains could be compared",
  );
}
