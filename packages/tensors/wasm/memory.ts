/**
 * The one memory of a set of kernels: arrays are allocated from its low end and never freed.
 *
 * Its full size is reserved at the start, because growing would detach the arrays given out;
 * untouched pages take no physical memory.
 */
import type { Floats } from "../kernels.ts";
import { GUARD_BYTES, HEAP_ADDRESS } from "./program/layout.ts";

const PAGE_BYTES = 65536;
const ALIGNMENT = 64;
const MIB = 1024 * 1024;

/** A memory that kernels run on. */
export interface KernelMemory {
  readonly memory: WebAssembly.Memory;
  readonly pages: number;
  readonly shared: boolean;
  readonly buffer: ArrayBufferLike;
  /** A zero-filled array. */
  allocate(length: number): Float32Array;
  /**
   * The address of an array that was allocated here and holds at least `length` numbers; the
   * names say in errors which argument of which operation it is.
   */
  at(operation: string, name: string, array: Floats, length: number): number;
  /** Makes every later use an error. */
  close(): void;
}

/** A memory of `mebibytes`, which several threads can use where it is shared. */
export function createKernelMemory(mebibytes: number, shared: boolean): KernelMemory {
  const pages = Math.ceil(mebibytes * MIB / PAGE_BYTES);
  const memory = reserveMemory(pages, mebibytes, shared);
  const buffer = memory.buffer;
  const end = buffer.byteLength - GUARD_BYTES;
  let next = HEAP_ADDRESS;
  let open = true;

  function refuse(operation: string, name: string, array: Floats, length: number): never {
    if (!open) throw new TypeError(`Cannot run ${operation}: these wasm kernels are closed`);
    if (!(array instanceof Float32Array) || array.buffer !== buffer) {
      throw new TypeError(
        `Cannot run ${operation}: ${name} lies outside the memory of these wasm kernels; ` +
          "make it with their allocate",
      );
    }
    throw new RangeError(
      `Cannot run ${operation}: ${name} holds ${array.length} numbers; wanted ${length}`,
    );
  }

  return {
    memory,
    pages,
    shared,
    buffer,

    allocate(length) {
      const bytes = length * Float32Array.BYTES_PER_ELEMENT;
      if (!(next + bytes <= end)) {
        const free = Math.floor((end - next) / MIB);
        throw new RangeError(
          `Cannot allocate ${length} numbers: ${free} of ${mebibytes} MiB of wasm memory are ` +
            "free; process minibatches in pieces (--accumulate), train with a smaller batch or " +
            "network, or reserve more memory",
        );
      }
      const array = new Float32Array(buffer, next, length);
      next += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
      return array;
    },

    at(operation, name, array, length) {
      if (array.buffer !== buffer || array.length < length || !open) {
        refuse(operation, name, array, length);
      }
      return array.byteOffset;
    },

    close() {
      open = false;
    },
  };
}

function reserveMemory(pages: number, mebibytes: number, shared: boolean): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: pages, shared });
  } catch (error) {
    throw new RangeError(
      `Cannot reserve ${mebibytes} MiB of wasm memory: the machine refuses; ask for less`,
      { cause: error },
    );
  }
}
