/**
 * `deno task confirmations ARCHIVE DIR`: who else has made the runs of an archive again.
 *
 * @module
 */
import { join } from "node:path";
import { checkConfirmations, type CheckedConfirmation, openArchive } from "@samebit/archives";
import { showCount } from "@samebit/findings";
import { BadInput, spellText } from "@samebit/input";
import { exists, rootOf } from "@samebit/store";
import { type Command, formatTable, STATUS, type Terminal } from "@samebit/terminal";

/** Checks the confirmations of an archive and shows them. */
export const confirmations: Command = {
  usage: {
    name: "confirmations",
    operands: "ARCHIVE.zip DIR",
    most: 2,
    about: "Check the signed confirmations of an archive that lie in a folder, and show who has " +
      "made how much of it again, when, on what, and whether it was the same",
    flags: {
      "signers": {
        value: "FILE",
        about: "the names and keys that count, as git's gpg.ssh.allowedSignersFile has them",
        otherwise: "DIR/allowed_signers",
      },
    },
    example: "update-rules-0506cd4e.zip confirmations",
  },
  async run({ operands, values }, terminal) {
    const [path, dir] = operands;
    if (path === undefined || dir === undefined) {
      throw new BadInput("confirmations", "wants an archive and a folder; see --help");
    }
    for (const there of [path, dir]) {
      if (!await exists(there)) throw new BadInput(there, "is not there");
    }
    const folder = rootOf(dir);
    const signers = values["signers"] ?? join(folder, "allowed_signers");
    if (!await exists(signers)) {
      throw new BadInput(
        "--signers",
        `there is no ${signers}; a line of it is a name and a public key`,
      );
    }
    const { sha256 } = await openArchive(path);
    const checked = await checkConfirmations(folder, { archive: sha256, signers });
    if (checked.length === 0) throw new BadInput(dir, "holds no confirmation");
    return show(checked, terminal);
  },
};

function show(checked: readonly CheckedConfirmation[], terminal: Terminal): number {
  const good = checked.flatMap(({ confirmation, fault }) =>
    confirmation === undefined || fault !== undefined ? [] : [confirmation]
  );
  const rows = good.map(({ by, when, runs, of, same, kernels, environment }) => [
    by,
    when.slice(0, 10),
    [environment["processor"], environment["system"], environment["architecture"]].join(" "),
    [`Deno ${environment["deno"]}`, kernels.join(" and ")].join(", "),
    `${runs.length} of ${showCount(of, "run")}`,
    same === runs.length ? "same" : `${runs.length - same} not the same`,
  ]);
  if (rows.length > 0) {
    terminal.print(
      formatTable(["who", "when", "machine", "engine", "made again", "result"], rows, terminal),
    );
  }
  for (const { file, fault } of checked) {
    if (fault !== undefined) {
      terminal.complain(`${terminal.red("refused")}: ${spellText(`${file}: ${fault}`)}`);
    }
  }
  const isSame = good.every(({ runs, same }) => same === runs.length);
  return isSame && good.length === checked.length ? STATUS.done : STATUS.failed;
}
