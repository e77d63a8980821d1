/**
 * `deno task publish SLUG...`: writes the archive of an experiment, which can verify itself.
 *
 * @module
 */
import { basename, dirname, join } from "node:path";
import { publishExperiment } from "@samebit/archives";
import { BadInput, escapeText } from "@samebit/input";
import { DATA_DIR, dataDirOf, experimentFile, requireReadable } from "@samebit/options";
import { replaceFile, rootOf } from "@samebit/store";
import { type Command, STATUS } from "@samebit/terminal";

/** Writes archives. */
export const publish: Command = {
  usage: {
    name: "publish",
    operands: "SLUG...",
    most: Infinity,
    about:
      "Write the archive of an experiment: its page, its runs, its source, and a program that " +
      "repeats the runs anywhere",
    flags: {
      "out": {
        value: "FILE",
        about: "the archive",
        otherwise: "SLUG-HASH.zip in the folder of runs",
      },
      "from": { value: "DIR", about: "the folder of runs and pages", otherwise: "reports" },
      "authors": {
        value: "NAMES",
        about: "who made the result, separated by semicolons",
        otherwise: "whom git names for the experiment's file",
      },
      "weights": {
        about: "include the weights of the runs; otherwise only their digests are in the lock",
      },
      "allow-dirty": {
        about: "even if files differ from the commit; the difference goes into the archive",
      },
      "data-dir": DATA_DIR,
    },
    example: "update-rules",
  },
  async run(given, terminal) {
    const { operands, values, switches } = given;
    if (operands.length === 0) throw new BadInput("SLUG", "is missing; see --help");
    if (operands.length > 1 && values["out"] !== undefined) {
      throw new BadInput("--out", `names one file, but there are ${operands.length} experiments`);
    }
    const out = rootOf(values["from"] ?? "reports");
    await requireReadable(out);
    const files = await Promise.all(operands.map(experimentFile));
    const authors = authorsOf(values["authors"]);
    for (const file of files) {
      const { name, bytes, sha256, files } = await publishExperiment(file, {
        out,
        dataDir: dataDirOf(given),
        weights: switches.has("weights"),
        allowDirty: switches.has("allow-dirty"),
        ...(authors && { authors }),
      });
      const path = values["out"] ?? join(out, name);
      await replaceFile(join(rootOf(dirname(path)), basename(path)), bytes);
      terminal.print(
        `${terminal.bold(escapeText(path))}: ${files} files, ${
          megabytes(bytes.length)
        }, SHA-256 ${sha256}`,
      );
    }
    return STATUS.done;
  },
};

function authorsOf(text: string | undefined): string[] | undefined {
  if (text === undefined) return undefined;
  const names = text.split(";").map((name) => name.trim());
  if (!names.includes("")) return names;
  throw new BadInput(
    "--authors",
    `has an empty name; wanted names such as "Ada Lovelace; Alan Turing"`,
  );
}

function megabytes(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
