/**
 * `deno task diverge A B`: the first point at which two runs, or two variants of an experiment,
 * diverge: step, tensor, element, and how far apart the bits are.
 *
 * @module
 */
import { renderDivergence } from "@samebit/comparisons";
import { JSON_FLAG, outputOf } from "@samebit/console";
import { showCount } from "@samebit/findings";
import { BadInput, escapeText } from "@samebit/input";
import { DATA_DIR, dataDirOf, KERNELS_HERE } from "@samebit/options";
import {
  type Divergence,
  findDivergence,
  followDivergence,
  type FollowedDivergence,
  type Plan,
} from "@samebit/solver";
import type { Precision } from "@samebit/tensors";
import { type Command, STATUS } from "@samebit/terminal";
import { kernelsOfSides, loadSide, piecesOfSides, planOfSide } from "../diverging_sides.ts";
import { writeNamed } from "../written_file.ts";

/** Trains two plans side by side and says where they diverge. */
export const diverge: Command = {
  usage: {
    name: "diverge",
    operands: "A B",
    most: 2,
    about:
      "Show where two runs diverge: A and B are run folders, or FILE#VARIANT, or FILE#VARIANT#SEED",
    flags: {
      "data-dir": DATA_DIR,
      "backend": {
        value: "NAME[,NAME]",
        about: `the kernels of both, or of each: ${KERNELS_HERE.join(", ")}`,
        otherwise: "wasm",
      },
      "accumulate": {
        value: "N[,N]",
        about:
          "in how many pieces both, or each, process a minibatch: the same bits in less memory",
        otherwise: "1",
      },
      "page": {
        value: "FILE.html",
        about: "write a page as well: the difference by step, and the first tensor that differs",
      },
      "json": JSON_FLAG,
    },
  },
  async run(given, whole) {
    const { terminal, give } = outputOf(given, whole);
    const { operands } = given;
    if (operands.length !== 2) {
      throw new BadInput("diverge", "needs two runs; see --help for how to name them");
    }
    const dataDir = dataDirOf(given);
    const plans = await Promise.all(operands.map((operand) => planOfSide(operand, dataDir)));
    const precision = precisionOf(plans);
    if (precision === "float64") {
      terminal.print("The runs are in float64, which only the reference kernels support");
    }
    const pieces = piecesOfSides(given);
    const kernels = kernelsOfSides(given, precision);
    try {
      const sides = await Promise.all(plans.map(async (plan, i) => {
        const [operand, accumulate] = [operands[i]!, pieces[i]!];
        const dataset = await loadSide(plan, operand, dataDir, accumulate);
        return { plan, dataset, kernels: kernels[i]!, accumulate };
      }));
      const differing = differingFields(plans[0]!, plans[1]!);
      terminal.print(
        differing.length === 0
          ? "The plans are the same"
          : `The plans differ in ${differing.map(describeField).join(", ")}`,
      );
      const page = given.values["page"];
      const find = page === undefined ? findOnly : followDivergence;
      const followed = usingPlans(operands, () => find(sides[0]!, sides[1]!));
      const found = followed?.divergence;
      terminal.print(
        found === undefined ? sameThroughout(plans) : formatDivergence(found),
      );
      if (page !== undefined && followed !== undefined) {
        await writePage(page, operands, differing, followed);
        terminal.print(`Page: ${escapeText(page)}`);
      }
      give({ plans: { differing }, epochs: commonEpochs(plans), divergence: found ?? null });
      return found === undefined ? STATUS.done : STATUS.failed;
    } finally {
      for (const each of kernels) each.close();
    }
  },
};

/** Where two runs diverge, without how the difference develops. */
function findOnly(...sides: Parameters<typeof findDivergence>): FollowedDivergence | undefined {
  const divergence = findDivergence(...sides);
  return divergence && { divergence, steps: [] };
}

async function writePage(
  file: string,
  [a, b]: readonly string[],
  differing: readonly DifferingField[],
  { divergence, tensors, ...followed }: FollowedDivergence,
): Promise<void> {
  const html = await renderDivergence({
    names: [a!, b!],
    says: formatDivergence(divergence),
    differing,
    ...followed,
    ...(tensors && { tensor: { name: divergence.tensor, ...tensors } }),
  });
  await writeNamed("--page", file, html);
}

/** Runs something that fails only if a plan is not one that planning makes. */
function usingPlans<T>(operands: readonly string[], work: () => T): T {
  try {
    return work();
  } catch (cause) {
    if (!(cause instanceof RangeError || cause instanceof TypeError)) throw cause;
    throw new BadInput(
      operands.join(", "),
      `their plans cannot be used: ${cause.message}; run them again`,
      { cause },
    );
  }
}

/** A divergence as sentences. */
export function formatDivergence(found: Divergence): string {
  const { step, phase, tensor, index, values: [a, b], ulps, note } = found;
  const when = phase === "start" ? `before the first step (after step ${step})` : `in step ${step}`;
  const what = phase === "start" ? "" : `, ${phase}`;
  if (note !== undefined) return `They diverge ${when}: ${note}`;
  const element = index.length === 0 ? tensor : `${tensor}[${index.join(", ")}]`;
  return `They diverge ${when}${what}: ${element} is ${a} in A and ${b} in B, ${ulps} ulps apart`;
}

function sameThroughout(plans: readonly Plan[]): string {
  return `No difference: every loss and every weight is the same through ${
    showCount(commonEpochs(plans), "epoch")
  }`;
}

/** How many epochs both plans have. */
function commonEpochs(plans: readonly Plan[]): number {
  return Math.min(...plans.map((plan) => plan.epochs));
}

/** The precision of all plans. */
function precisionOf(plans: readonly Plan[]): Precision {
  const [a, b] = plans.map(({ precision }) => precision);
  if (a === b) return a!;
  throw new BadInput("diverge", `needs two runs of the same precision; A is in ${a}, B in ${b}`);
}

/** A field in which two plans differ; a value is absent if a plan has no such field. */
interface DifferingField {
  readonly field: string;
  readonly a: unknown;
  readonly b: unknown;
}

function describeField({ field, a, b }: DifferingField): string {
  return `${field} (${JSON.stringify(a)}, ${JSON.stringify(b)})`;
}

/** The fields in which two plans differ, by their path, with the values of both sides. */
function differingFields(a: unknown, b: unknown, field = ""): DifferingField[] {
  if (JSON.stringify(a) === JSON.stringify(b)) return [];
  const bothObjects = [a, b].every((side) =>
    typeof side === "object" && side !== null && !Array.isArray(side)
  );
  if (!bothObjects) return [{ field, a, b }];
  const [left, right] = [a, b] as Record<string, unknown>[];
  const keys = [...new Set([...Object.keys(left!), ...Object.keys(right!)])];
  return keys.flatMap((key) =>
    differingFields(left![key], right![key], field === "" ? key : `${field}.${key}`)
  );
}
