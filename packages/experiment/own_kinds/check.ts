/**
 * The layers and losses of a folder's own, checked in the sandbox: gradients, and bits by other kernels.
 *
 * @module
 */
import type { GradientCheck } from "@samebit/gradients";
import { BadInput, isObject } from "@samebit/input";
import { evaluateKind } from "@samebit/sandbox";
import { describeOwnKinds } from "./describe.ts";
import { readOwnFiles } from "./manifest.ts";
import type { Family } from "./own_kinds.ts";

/** Families that have gradients. */
const CHECKED: readonly Family[] = ["layers", "losses"];

/** What the sandbox runs. */
const PROGRAM = new URL("./check_kind.ts", import.meta.url);

/**
 * Checks every layer and loss that a folder lists; none if it lists none.
 *
 * @param folder The folder of `deno.json`.
 * @throws {BadInput} A kind is not what it should be, or cannot be checked; its file is named.
 */
export async function checkOwnKinds(folder: string): Promise<GradientCheck[]> {
  const checks: GradientCheck[] = [];
  for (const [name, { family, path }] of await readOwnFiles(folder)) {
    await describeOwnKinds(folder, name);
    if (!CHECKED.includes(family)) continue;
    checks.push(...checksOf(await evaluateKind(path, PROGRAM, { family, name }), path));
  }
  return checks;
}

/** The checks that a sandbox says were made; the code in it could have said anything. */
function checksOf(data: unknown, path: string): GradientCheck[] {
  const isCheck = (row: unknown) =>
    isObject(row) && [row["subject"], row["gradient"]].every((text) => typeof text === "string") &&
    ["relativeError", "bound", "compared", "skipped"].every((key) => typeof row[key] === "number");
  if (Array.isArray(data) && data.every(isCheck)) return data;
  throw new BadInput(path, "its check gave no answer that could be read");
}
