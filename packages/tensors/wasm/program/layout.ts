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

/**
 * Fields of a helper thread's mailbox, as offsets in bytes: whether it has started, the number of
 * the last request, the number of a request that nobody works on yet, whether the helper sleeps, the
 * number of the last request it was done with, and the request itself.
 */
export const MAILBOX = {
  ready: 0,
  request: 64,
  unclaimed: 68,
  sleeping: 72,
  done: 128,
  job: 192,
  arguments: 196,
} as const;

const THREADS_ADDRESS = STAGE.address + STAGE.bytes + 64;
const THREAD_BYTES = 160 * KIB;

/** Where the first array may lie. */
export const HEAP_ADDRESS = THREADS_ADDRESS + MAXIMUM_THREADS * THREAD_BYTES;

/** Unused bytes at the end of the memory, so that a kernel may load a whole vector at an edge. */
export const GUARD_BYTES = 4 * KIB;

/** The addresses that belong to one thread. */
export interface ThreadLayout {
  /** What the thread is asked to do, one array of 32-bit words; see {@link MAILBOX}. */
  readonly mailbox: number;
  /** Sixteen vectors for a kernel's own use within one call. */
  readonly scratch: number;
  /** Two rows of a gemm operand. */
  readonly rowPair: number;
  /** A panel of a gemm operand. */
  readonly panel: number;
  /** A transposed block of a gemm operand. */
  readonly transposed: number;
}

/** The addresses of thread number `thread`; 0 is the caller's own. */
export function threadLayout(thread: number): ThreadLayout {
  const base = THREADS_ADDRESS + thread * THREAD_BYTES;
  return {
    mailbox: base,
    scratch: base + 512,
    rowPair: base + 1 * KIB,
    panel: base + 3 * KIB,
    transposed: base + 16 * KIB,
  };
}
