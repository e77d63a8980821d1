/**
 * Who owns which bytes at the low end of the memory; arrays are allocated above. Addresses are known
 * when the program is written, so that kernels read constants and packed operands at constant
 * addresses: engines that check every access against the size of the memory skip the check there.
 */

const KIB = 1024;

/** Vectors of constants, shared by all threads. */
export const CONSTANTS = { address: 64, bytes: 4 * KIB - 64 } as const;

/** Rows of a minibatch and labels on their way from JavaScript. */
export const STAGE = { address: 4 * KIB, bytes: 64 * KIB } as const;

/** How many threads there may be. */
export const MAXIMUM_THREADS = 32;

/** How many parts an operation may have when it is shared, and the bytes of the arguments of one. */
export const MOST_PARTS = 128;
export const PART_BYTES = 64;

const BOARD_ADDRESS = STAGE.address + STAGE.bytes + 64;

/**
 * The words that threads share (see serve.ts), with each word that is waited on in its own cache
 * line.
 */
export const BOARD = {
  /** How many helpers have started. */
  started: BOARD_ADDRESS,
  /** How many of them sleep. */
  sleepers: BOARD_ADDRESS + 4,
  /** The next part, and in the lowest byte the number of parts. */
  ticket: BOARD_ADDRESS + 64,
  /** How many parts have been done. */
  finished: BOARD_ADDRESS + 128,
  /** The number of the function. */
  job: BOARD_ADDRESS + 192,
  /** The arguments of each part. */
  parts: BOARD_ADDRESS + 256,
} as const;

const THREADS_ADDRESS = BOARD.parts + MOST_PARTS * PART_BYTES;
const PRODUCT_BYTES = 80 * KIB;

/** The sizes of a block of a convolution: places and taps of filters, planes of results. */
export const CONVOLUTION_BLOCK = { spots: 160, taps: 120, planes: 128 } as const;

const FLOATS_BEHIND = 64;
const bytesOf = (floats: number): number => 4 * (floats + FLOATS_BEHIND);
const PATCHES_BYTES = bytesOf(CONVOLUTION_BLOCK.taps * CONVOLUTION_BLOCK.spots);
const FILTERS_BYTES = bytesOf(CONVOLUTION_BLOCK.planes * (CONVOLUTION_BLOCK.taps + 4));
const RESULTS_BYTES = bytesOf(CONVOLUTION_BLOCK.planes * CONVOLUTION_BLOCK.spots);
const THREAD_BYTES = PRODUCT_BYTES + PATCHES_BYTES + FILTERS_BYTES + RESULTS_BYTES;

/** Where the first array may be. */
export const HEAP_ADDRESS = THREADS_ADDRESS + MAXIMUM_THREADS * THREAD_BYTES;

/** Unused bytes at the end of the memory, so that a kernel may load a whole vector at an edge. */
export const GUARD_BYTES = 4 * KIB;

/** The addresses that belong to one thread. */
export interface ThreadLayout {
  /** Sixteen vectors for a kernel's own use within one call. */
  readonly scratch: number;
  /** Two rows of a gemm operand. */
  readonly rowPair: number;
  /** A panel of a gemm operand. */
  readonly panel: number;
  /** A transposed block of a gemm operand. */
  readonly transposed: number;
  /** Blocks of a convolution, with room for a few floats behind each. */
  readonly convolution: Readonly<Record<"patches" | "filters" | "results", number>>;
}

/** The addresses of thread number `thread`; 0 is the caller's own. */
export function threadLayout(thread: number): ThreadLayout {
  const base = THREADS_ADDRESS + thread * THREAD_BYTES;
  const patches = base + PRODUCT_BYTES;
  return {
    scratch: base,
    rowPair: base + 512,
    panel: base + 2 * KIB,
    transposed: base + 13 * KIB,
    convolution: {
      patches,
      filters: patches + PATCHES_BYTES,
      results: patches + PATCHES_BYTES + FILTERS_BYTES,
    },
  };
}
