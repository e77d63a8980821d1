/**
 * A first convolution that whitens its input (Jordan 2024; Coates and Ng 2012): its filters are the
 * directions in which patches of training images vary most, each divided by how far they vary along
 * it, so that its outputs have about the same spread in every channel and are uncorrelated. All
 * other weights are those of `he` or `dirac`.
 *
 * With d = channels·kernel·kernel, λ and v the eigenvalues and eigenvectors of the mean of x·xᵀ over
 * all patches x, from the greatest λ down: filter f is v[f] / √(λ[f] + epsilon), filter d + f its
 * negative; `docs/contracts/6-network.md`, section 6.5.
 */
import { symmetricEigen } from "@samebit/arithmetic";
import { FROM_1, oneOf, POSITIVE, type Values } from "@samebit/input";
import type { Parameter } from "@samebit/layers";
import type { Floats, Shape } from "@samebit/tensors";
import { dirac } from "./dirac.ts";
import { heDeviation } from "./he.ts";
import { drawNormals, type InitializationKind } from "./initialization_kind.ts";

const OTHERS: Values<"he" | "dirac"> = oneOf("others", "he", "dirac");

const FIELDS = {
  images: {
    holds: FROM_1,
    default: 1000,
    about:
      "How many images the patches are taken from: the first of the training split, not augmented",
  },
  epsilon: {
    holds: POSITIVE,
    default: 5e-4,
    about: "Added to each variance, so that directions of pure noise are not amplified",
  },
  others: { holds: OTHERS, default: "he", about: "How all other weights are initialized" },
} as const;

/** The configuration of {@link whitened}. */
export interface WhitenedConfig {
  /** Its kind. */
  readonly kind: "whitened";
  /** Of how many images the patches are. */
  readonly images: number;
  /** What is added to each variance. */
  readonly epsilon: number;
  /** How all other weights are initialized. */
  readonly others: "he" | "dirac";
}

/**
 * Whitening filters in the first convolution, computed later from images; `he` or `dirac`
 * elsewhere.
 */
export const whitened: InitializationKind<typeof FIELDS> = {
  fields: FIELDS,
  draw({ others }, weights, stream) {
    if (others === "he") drawNormals(weights, stream, heDeviation);
    else dirac.draw({ kind: "dirac" }, weights, stream);
  },
};

/** Filters that are set to whiten the patches of given images. */
export interface Whitening {
  /** Takes images into account, [rows, channels, height, width]. */
  add(images: Floats, rows: number): void;
  /** Overwrites the filters. */
  finish(): void;
}

/** Whitening filters for the first weight of a network of such images. */
export function createWhitening(
  { epsilon }: Pick<WhitenedConfig, "epsilon">,
  inputShape: Shape,
  { shape, value: { data } }: Parameter,
): Whitening {
  const [channels, height, width] = inputShape as readonly [number, number, number];
  const [filters, , kernel] = shape as readonly [number, number, number, number];
  const size = channels * kernel * kernel;
  const sums = new Float64Array(size * size);
  const patch = new Float64Array(size);
  let patches = 0;

  function look(images: Floats, start: number): void {
    let at = 0;
    for (let c = 0; c < channels; c++) {
      for (let r = 0; r < kernel; r++) {
        const row = start + (c * height + r) * width;
        for (let k = 0; k < kernel; k++) patch[at++] = images[row + k]!;
      }
    }
    for (let a = 0; a < size; a++) {
      for (let b = a; b < size; b++) sums[a * size + b]! += patch[a]! * patch[b]!;
    }
    patches++;
  }

  return {
    add(images, rows) {
      for (let n = 0; n < rows; n++) {
        for (let i = 0; i + kernel <= height; i++) {
          const row = (n * channels * height + i) * width;
          for (let j = 0; j + kernel <= width; j++) look(images, row + j);
        }
      }
    },
    finish() {
      const means = sums.map((_, at) => {
        const [a, b] = [Math.floor(at / size), at % size];
        return sums[Math.min(a, b) * size + Math.max(a, b)]! / patches;
      });
      const { values, vectors } = symmetricEigen(means, size);
      for (let f = 0; f < Math.min(filters, 2 * size); f++) {
        const sign = f < size ? 1 : -1;
        const spread = sign * Math.sqrt(Math.max(values[f % size]!, 0) + epsilon);
        for (let i = 0; i < size; i++) {
          data[f * size + i] = vectors[(f % size) * size + i]! / spread;
        }
      }
    },
  };
}
