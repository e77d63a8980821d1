/**
 * Whether the initial weights that the runs of an experiment load exist and fit: each file is read
 * once, and compared once with each network.
 */
import { BadInput } from "@samebit/input";
import {
  checkStart,
  type DatasetFacts,
  loadStart,
  type Plan,
  type StartWeights,
} from "@samebit/solver";
import { createDataFolder } from "@samebit/store";
import { MissingData } from "./missing_data.ts";

/** Refuses a field of an experiment. */
export type RefusePlace = (path: readonly string[], problem: string) => never;

/** Checks the start of plans one after another. */
export interface StartCheck {
  /**
   * Reads and compares the weights that a plan begins with; does nothing if it begins with none.
   *
   * @param field The experiment's field that names them.
   * @throws {MissingData} The file does not exist.
   * @throws {BadInput} It is damaged, another file, or does not fit.
   */
  check(plan: Plan, facts: DatasetFacts, field: string, refuse: RefusePlace): Promise<void>;
}

/**
 * A check for the plans of one experiment.
 *
 * @param file The experiment's file, for messages.
 */
export function createStartCheck(dataDir: string, file: string): StartCheck {
  const read = new Map<string, StartWeights>();
  const fitting = new Set<string>();
  return {
    async check(plan, facts, field, refuse) {
      const { model, dataset, precision } = plan;
      const { initialization } = model;
      const key = JSON.stringify([model, dataset, precision]);
      if (initialization.kind !== "from" || fitting.has(key)) return;
      let start = read.get(initialization.sha256);
      try {
        start ??= await loadStart(initialization, createDataFolder(dataDir));
      } catch (error) {
        const { message, cause } = error instanceof Error ? error : new Error(String(error));
        if (cause instanceof Deno.errors.NotFound) {
          throw new MissingData(file, field, message, initialization.file);
        }
        throw new BadInput(file, `${field}: ${message}`);
      }
      read.set(initialization.sha256, start);
      checkStart(plan, facts, start, refuse);
      fitting.add(key);
    },
  };
}
