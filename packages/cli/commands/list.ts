/**
 * `deno task list`: what experiments there are and how far each is.
 *
 * @module
 */
import Table from "cli-table3";
import { outstanding, planExperiment } from "@samebit/experiment";
import { type Command, STATUS } from "../command.ts";
import { DATA_DIR, dataDirOf, EXPERIMENTS, OUT, outOf } from "../places.ts";
import { TABLE_STYLE } from "../tables.ts";

/** Lists experiments with their state. */
export const list: Command = {
  usage: {
    name: "list",
    operands: "",
    most: 0,
    about: "List the experiments and what is done of each",
    flags: { "out": OUT, "data-dir": DATA_DIR },
  },
  async run(given, terminal) {
    const out = outOf(given);
    const table = new Table({ head: ["experiment", "question", "runs", "done"], ...TABLE_STYLE });
    let broken = false;
    for (const file of await experimentFiles()) {
      try {
        const { slug, experiment, runs } = await planExperiment(file, {
          dataDir: dataDirOf(given),
        });
        const { done } = await outstanding(out, slug, runs);
        table.push([slug, experiment.question, runs.length, done.length]);
      } catch (error) {
        broken = true;
        terminal.complain(
          `${terminal.red("error")}: ${error instanceof Error ? error.message : error}`,
        );
      }
    }
    terminal.print(table.toString());
    return broken ? STATUS.badInput : STATUS.done;
  },
};

async function experimentFiles(): Promise<string[]> {
  const files: string[] = [];
  for await (const entry of Deno.readDir(EXPERIMENTS)) {
    if (entry.isFile && entry.name.endsWith(".ts")) files.push(`${EXPERIMENTS}/${entry.name}`);
  }
  return files.sort();
}
