/**
 * Weights of another network as a start, for fine-tuning: those in a file of the data directory,
 * named by its SHA-256, with the rest drawn as usual. The file is read and put into a network by
 * the trainer: `packages/solver/start_weights.ts`, and of the contract
 * `docs/contracts/6-network.md`, section 6.5.
 */
import { dataPaths, isSha256, listOf, oneOf, TEXT, type Values, values } from "@samebit/input";

const WEIGHTS: Values<string> = dataPaths('"digits.safetensors"');

const SHA256: Values<string> = values(
  "the file's SHA-256 as 64 digits 0 to 9 and a to f",
  isSha256,
  { type: "string", pattern: "^[0-9a-f]{64}$" },
);

const NAMES: Values<readonly string[]> = listOf(TEXT, 'a list of tensors, such as ["W3", "b3"]');

/** The kinds that draw what is not taken from the file. */
export type RestKind = "he" | "xavier" | "orthogonal" | "dirac";

const REST: Values<RestKind> = oneOf<RestKind>(
  "initialization",
  "he",
  "xavier",
  "orthogonal",
  "dirac",
);

/** A field of {@link FROM_FIELDS} that must be given. */
export interface GivenField {
  /** What it may hold. */
  readonly holds: Values<string>;
  /** A value that it may have. */
  readonly example: string;
  /** What it means. */
  readonly about: string;
}

/** The fields of a start from weights. */
export const FROM_FIELDS: {
  readonly file: GivenField;
  readonly sha256: GivenField;
  readonly skip: {
    readonly holds: Values<readonly string[]>;
    readonly default: readonly [];
    readonly about: string;
  };
  readonly rest: {
    readonly holds: Values<RestKind>;
    readonly default: "he";
    readonly about: string;
  };
} = {
  file: {
    holds: WEIGHTS,
    example: "digits.safetensors",
    about: "The weights, as a run saves them: a `.safetensors` file below the data directory",
  },
  sha256: {
    holds: SHA256,
    example: "0123456789abcdef".repeat(4),
    about: "The SHA-256 of the file; a file with another is refused",
  },
  skip: {
    holds: NAMES,
    default: [],
    about:
      "Tensors that are not taken from the file, such as those of an output layer for other classes",
  },
  rest: { holds: REST, default: "he", about: "How skipped weights are initialized" },
};
