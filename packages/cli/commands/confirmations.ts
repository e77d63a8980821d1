/**
 * `deno task confirmations ARCHIVE DIR`: shows who else has repeated the runs of an archive.
 *
 * @module
 */
import { join } from "node:path";
import {
  type Archive,
  checkConfirmations,
  type CheckedConfirmation,
  type Confirmation,
  openArchive,
} from "@samebit/archives";
import { showCount } from "@samebit/findings";
import { BadInput, escapeText } from "@samebit/input";
import type { LockedRun } from "@samebit/locks";
import { type Confirmed, digestOfFiles, listExperiments, writeConfirmed } from "@samebit/report";
import { exists, rootOf } from "@samebit/store";
import { type Command, formatTable, STATUS, type Terminal } from "@samebit/terminal";

/** Checks the confirmations of an archive and shows them. */
export const confirmations: Command = {
  usage: {
    name: "confirmations",
    operands: "ARCHIVE.zip DIR",
    most: 2,
    about:
      "Check the signed confirmations of an archive in a folder, and show who repeated how many " +
      "of its runs, when, on which machine, and whether they were the same",
    flags: {
      "signers": {
        value: "FILE",
        about: "the names and keys that count, in the format of git's gpg.ssh.allowedSignersFile",
        otherwise: "DIR/allowed_signers",
      },
      "out": {
        value: "FOLDER",
        about:
          "put those that count beside the experiment's logs in this folder, such as reports, " +
          "so that its page shows them",
      },
    },
    example: "update-rules-0506cd4e.zip confirmations",
  },
  async run({ operands, values }, terminal) {
    const [path, dir] = operands;
    if (path === undefined || dir === undefined) {
      throw new BadInput("confirmations", "needs an archive and a folder; see --help");
    }
    for (const there of [path, dir]) {
      if (!await exists(there)) throw new BadInput(there, "does not exist");
    }
    const folder = rootOf(dir);
    const signers = values["signers"] ?? join(folder, "allowed_signers");
    if (!await exists(signers)) {
      throw new BadInput(
        "--signers",
        `there is no ${signers}; each of its lines is a name and a public key`,
      );
    }
    const archive = await openArchive(path);
    const checked = await checkConfirmations(folder, { archive, signers });
    if (checked.length === 0) throw new BadInput(dir, "contains no confirmation");
    const good = printGood(checked);
    const status = show(checked, good, terminal);
    const out = values["out"];
    if (out !== undefined) await keep(good, archive, rootOf(out), terminal);
    return status;
  },
};

/** A row about a confirmation. */
interface Told extends Confirmed {
  /** How many runs the archive has. */
  readonly of: number;
}

function tell(
  { by, when, same, of, kernels, environment }: Confirmation,
  runs: readonly LockedRun[],
): Told {
  return {
    by,
    when,
    machine: [environment["processor"], environment["system"], environment["architecture"]]
      .filter((part) => part !== undefined).join(" "),
    engine: [`Deno ${environment["deno"]}`, kernels.join(" and ")].join(", "),
    runs: runs.map(({ identity, files }) => ({ identity, files: digestOfFiles(files) })),
    same,
    of,
  };
}

/** Those that count. */
function printGood(checked: readonly CheckedConfirmation[]): Told[] {
  return checked.flatMap(({ confirmation, runs }) =>
    confirmation === undefined || runs === undefined ? [] : [tell(confirmation, runs)]
  );
}

function show(
  checked: readonly CheckedConfirmation[],
  good: readonly Told[],
  terminal: Terminal,
): number {
  const rows = good.map(({ by, when, machine, engine, runs, of, same }) => [
    by,
    when.slice(0, 10),
    machine,
    engine,
    `${runs.length} of ${showCount(of, "run")}`,
    same === runs.length ? "same" : `${runs.length - same} not the same`,
  ]);
  if (rows.length > 0) {
    terminal.print(
      formatTable(["who", "when", "machine", "engine", "repeated", "result"], rows, terminal),
    );
  }
  for (const { file, fault } of checked) {
    if (fault !== undefined) {
      terminal.complain(`${terminal.red("refused")}: ${escapeText(`${file}: ${fault}`)}`);
    }
  }
  const isSame = good.every(({ runs, same }) => same === runs.length);
  return isSame && good.length === checked.length ? STATUS.done : STATUS.failed;
}

/** Writes those that count beside the logs of the experiment, for its page. */
async function keep(
  good: readonly Told[],
  { slug }: Archive,
  out: string,
  terminal: Terminal,
): Promise<void> {
  if (!await exists(out) || !(await listExperiments(out)).includes(slug)) {
    throw new BadInput("--out", `${out} has no experiment ${slug}; run it there first`);
  }
  const confirmed = good.map(({ of: _, ...confirmed }) => confirmed);
  const path = await writeConfirmed(join(out, slug), confirmed);
  terminal.print(`\nWritten: ${escapeText(path)}; deno task report ${slug} shows it on the page`);
}
