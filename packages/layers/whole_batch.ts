/** Which layers cannot process a minibatch in pieces, and how that is refused. */
import type { LayerMember } from "./layer.ts";

/**
 * Makes sure that these layers can process a minibatch in pieces.
 *
 * @throws {RangeError} One of them, or one in a block, needs all rows at once.
 */
export function requirePieces(members: readonly LayerMember[]): void {
  for (const { title, design, branches = [] } of members) {
    if (design.wholeBatch !== undefined) {
      throw new RangeError(
        `${title}: cannot take a minibatch in pieces, since ${design.wholeBatch}`,
      );
    }
    requirePieces(branches.flat());
  }
}
