/**
 * `deno task check FOLDER...`: one line for each submitted experiment: the same here, different and
 * where, or not run; and whether the expectation was written before the results.
 *
 * @module
 */
import { join } from "node:path";
import { createLocalEngine } from "@samebit/engines";
import { BadInput, escapeText } from "@samebit/input";
import {
  DATA_DIR,
  dataDirOf,
  describeEnvironment,
  KERNELS_FLAGS,
  kernelsOf,
  kindsDir,
} from "@samebit/options";
import { makeFolder, rootOf } from "@samebit/store";
import {
  type Command,
  formatTable,
  listenForInterrupts,
  STATUS,
  wholeNumber,
} from "@samebit/terminal";
import {
  ALL_SAME,
  type CheckedExperiment,
  checkSubmission,
  submittedFiles,
} from "@samebit/verification";

/** Checks submitted experiments. */
export const check: Command = {
  usage: {
    name: "check",
    operands: "FOLDER...",
    most: Infinity,
    about:
      "Re-run submitted experiments and print one line for each: same, different and where, or not run",
    flags: {
      "sample": { value: "N", about: "re-run only N runs of each", otherwise: "all" },
      "data-dir": DATA_DIR,
      "workers": { value: "N", about: "how many runs at the same time", otherwise: "one per core" },
      ...KERNELS_FLAGS,
    },
    example: "submissions/*",
  },
  async run(given, terminal) {
    if (given.operands.length === 0) {
      throw new BadInput("FOLDER", "is missing; try deno task check submissions/*");
    }
    const sample = wholeNumber(given, "sample", 1, Infinity);
    const workers = wholeNumber(given, "workers", 1, navigator.hardwareConcurrency);
    const [dataDir, kernels] = [dataDirOf(given), await kernelsOf(given, terminal)];
    const handedIn: [folder: string, files: string[]][] = [];
    for (const folder of new Set(given.operands)) {
      handedIn.push([folder, await submittedFiles(folder)]);
    }
    const checked: CheckedExperiment[] = [];
    const known = new Map();
    const environment = await describeEnvironment();
    const out = rootOf(await Deno.makeTempDir({ prefix: "samebit-check-" }));
    const remove = () => Deno.removeSync(out, { recursive: true });
    using interrupts = listenForInterrupts(remove);
    const { signal } = interrupts;
    try {
      const engine = createLocalEngine({
        ...{ out, dataDir, kindsDir: kindsDir(), workers, kernels, environment },
      });
      await using _workers = engine.hold?.();
      for (const [folder, files] of handedIn) {
        if (files.length === 0) checked.push(nothingIn(folder));
        for (const file of files) {
          // Two submissions may be of one experiment; results made for one are never read for
          // another.
          const place = join(out, String(checked.length));
          makeFolder(place);
          const means = { out: place, engine, signal, onEvent: () => {}, dataDir, sample, known };
          checked.push(await checkSubmission(folder, file, means));
          if (signal.aborted) return STATUS.interrupted;
        }
      }
    } finally {
      remove();
    }
    const rows = checked.map(({ file, runs, result, expectation, place }) => [
      escapeText(file),
      runs,
      result === ALL_SAME ? result : terminal.red(result),
      expectation,
      escapeText(place),
    ]);
    const head = ["experiment", "re-run", "result", "expectation written", "first difference"];
    terminal.print(formatTable(head, rows, terminal));
    return checked.every(({ result }) => result === ALL_SAME) ? STATUS.done : STATUS.failed;
  },
};

function nothingIn(file: string): CheckedExperiment {
  return { file, runs: 0, result: "no experiment file", place: "", expectation: "" };
}
