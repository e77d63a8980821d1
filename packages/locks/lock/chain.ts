/**
 * The rows of a run as a chain of digests, one for each epoch: the chain alone shows in which epoch
 * another run of the same plan first wrote another row. It takes texts, not files.
 *
 * The chain is section 10.8 of the contract, `docs/contracts/10-files.md`.
 *
 * The one idea: digest e depends on all rows up to epoch e, so the first digest that differs names
 * the first epoch that does.
 *
 * @module
 */
import { RUN_FILES } from "@samebit/runlog";
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex } from "@noble/hashes/utils.js";

/** Hexadecimal digits of a digest that a lock keeps: 64 of its 256 bits. */
export const CHAIN_DIGITS = 16;

/**
 * The chained digests of a run's rows, one for each epoch from 0, the first {@link CHAIN_DIGITS}
 * hexadecimal digits of each:
 *
 *     digest[e] = SHA-256(digest[e - 1] ‖ S[e] ‖ E[e] ‖ L[e])
 *
 * with all 32 bytes of digest[e - 1], or nothing for e = 0. S[e] are the lines of `steps.csv` whose
 * epoch is e, E[e] is the line of `epochs.csv` of epoch e, L[e] are the lines of `layers.csv` whose
 * epoch is e; S[0], and the beginning of E[0] and L[0], are the headers. Lines are UTF-8 with their
 * line feeds. The last epoch of a run that diverged may have no line in `epochs.csv`, any epoch
 * none in `layers.csv`.
 *
 * @param steps The text of `steps.csv`.
 * @param epochs The text of `epochs.csv`.
 * @param layers The text of `layers.csv`; empty if no layers are measured.
 * @throws {SyntaxError} A last line is torn, or the epochs of the lines are not in order.
 *
 * @example
 * ```ts
 * import { chainEpochs } from "@samebit/locks";
 * import { assertEquals } from "@std/assert";
 *
 * const chain = (loss: number) =>
 *   chainEpochs(`step,epoch,trainLoss\n1,1,2.25\n2,2,${loss}\n`, "epoch,trainLoss\n0,2\n1,2\n2,2\n");
 * const [a, b] = [chain(0.5), chain(0.25)];
 * assertEquals(a.map((digest, epoch) => digest === b[epoch]), [true, true, false]);
 * ```
 */
export function chainEpochs(steps: string, epochs: string, layers: string = ""): string[] {
  const stepLines = linesByEpoch(steps, RUN_FILES.steps);
  const logs = [stepLines, linesByEpoch(epochs, RUN_FILES.epochs)];
  if (layers !== "") logs.push(linesByEpoch(layers, RUN_FILES.layers, stepLines.length - 1));
  const chain: string[] = [];
  let digest = new Uint8Array(0);
  for (let epoch = 0; epoch < Math.max(...logs.map(({ length }) => length)); epoch++) {
    const hash = sha256.create().update(digest);
    for (const lines of logs) hash.update(new TextEncoder().encode(lines[epoch] ?? ""));
    digest = hash.digest();
    chain.push(bytesToHex(digest).slice(0, CHAIN_DIGITS));
  }
  return chain;
}

/**
 * The lines of a log, grouped by epoch; the header belongs to epoch 0. Epochs follow one another
 * or, up to `most`, leave some out.
 */
function linesByEpoch(text: string, source: string, most?: number): string[] {
  if (!text.endsWith("\n")) {
    throw new SyntaxError(`Cannot chain ${source}: the last line has no line feed`);
  }
  const [header, ...lines] = text.slice(0, -1).split("\n");
  const column = header!.split(",").indexOf("epoch");
  if (column < 0) throw new SyntaxError(`Cannot chain ${source}: it has no column "epoch"`);
  const byEpoch = [`${header}\n`];
  for (const [at, line] of lines.entries()) {
    const field = line.split(",")[column];
    const last = byEpoch.length - 1;
    const epoch = Number(field);
    const isNext = Number.isInteger(epoch) && epoch >= last && epoch <= (most ?? last + 1);
    if (String(epoch) !== field || !isNext) {
      throw new SyntaxError(
        `Cannot chain ${source}:${at + 2}: its epoch is ${JSON.stringify(field?.slice(0, 40))}; ` +
          `wanted ${last} ${most === undefined ? `or ${last + 1}` : `to ${most}`}`,
      );
    }
    byEpoch[epoch] = `${byEpoch[epoch] ?? ""}${line}\n`;
  }
  return byEpoch;
}
