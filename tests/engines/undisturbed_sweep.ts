/**
 * A sweep of two longer runs that one local worker has made undisturbed, to which what an engine
 * makes is compared. Not for anything but tests.
 */
import { RUN_FILES } from "@samebit/runlog";
import { join } from "node:path";
import type { PlannedExperiment } from "@samebit/sweep";
import { runFolder } from "@samebit/store";
import { createWorkplace } from "../command_line.ts";
import { assertSameRuns, assertWhole, longSweep, planSweep } from "../faults/sweep.ts";

/** Longer than others: an engine takes a while to hear of what happens. */
export const ENGINE_SWEEP: string = longSweep(120);

/** The sweep, in a folder that is removed with it. */
export interface UndisturbedSweep extends AsyncDisposable {
  /** What it is planned as. */
  readonly planned: PlannedExperiment;
  /** Checks that a folder holds it whole, with the same bytes. */
  check(out: string): Promise<void>;
  /** The steps from which its runs in a folder were resumed. */
  resumedAt(out: string): Promise<number[]>;
}

/** Plans the sweep and makes it. */
export async function makeUndisturbed(): Promise<UndisturbedSweep> {
  const place = await createWorkplace();
  const sweep = await planSweep(place, ENGINE_SWEEP);
  const { planned } = sweep;
  const undisturbed = join(place.path, "undisturbed");
  await sweep.make(undisturbed);
  return {
    planned,
    async check(out) {
      await assertWhole(sweep, out);
      await assertSameRuns(join(out, "sweep/runs"), join(undisturbed, "sweep/runs"));
    },
    async resumedAt(out) {
      const steps = await Promise.all(planned.runs.map(async (run) => {
        const path = join(runFolder(out, planned.slug, run), RUN_FILES.environment);
        return JSON.parse(await Deno.readTextFile(path)).fromStep as number | undefined;
      }));
      return steps.filter((step) => step !== undefined);
    },
    [Symbol.asyncDispose]: () => place[Symbol.asyncDispose](),
  };
}
