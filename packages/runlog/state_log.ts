/** `states.csv`: a chained digest of the complete state of a run after each evaluation. */

/** The first line, with its line feed. */
export const STATE_HEADER = "epoch,state\n";

const ROW = /^(\d+),([0-9a-f]{64})$/;

/** A row, with its line feed. */
export function formatStateRow(epoch: number, state: string): string {
  return `${epoch},${state}\n`;
}

/**
 * The digests of a log, by epoch from 0.
 *
 * @param text The file's content.
 * @param source The file's name, for messages.
 * @throws {SyntaxError} It is not such a log, or an epoch is missing.
 */
export function parseStates(text: string, source: string): string[] {
  const [head, ...lines] = text.split("\n");
  if (`${head}\n` !== STATE_HEADER) {
    throw new SyntaxError(`Cannot read ${source}, line 1: wanted ${STATE_HEADER.trimEnd()}`);
  }
  if (lines.pop() !== "") throw new SyntaxError(`Cannot read ${source}: its last line is torn`);
  return lines.map((line, epoch) => {
    const [, number, state] = ROW.exec(line) ?? [];
    if (state === undefined || number !== String(epoch)) {
      throw new SyntaxError(
        `Cannot read ${source}, line ${epoch + 2}: wanted ${epoch}, and 64 hexadecimal digits`,
      );
    }
    return state;
  });
}
