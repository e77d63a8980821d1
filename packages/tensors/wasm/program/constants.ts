/**
 * Vectors of four equal lanes that kernels read from memory at constant addresses. (A constant in
 * the code itself, `v128.const`, costs several instructions each time that it is used.)
 */
import { type V128, v128 } from "../assembler/values.ts";
import { CONSTANTS } from "./layout.ts";

/** Gives constants their addresses, and writes them into the memory. */
export class Constants {
  readonly #words: number[] = [];
  readonly #indices = new Map<string, number>();

  /** A vector whose four lanes hold the 32 bits of `bits`. */
  bits(bits: number): V128 {
    return this.lanes(bits, bits, bits, bits);
  }

  /** A vector whose four lanes hold `x`, rounded to float32. */
  float(x: number): V128 {
    return this.bits(new Uint32Array(Float32Array.of(x).buffer)[0]);
  }

  /** A vector of four lanes of 32 bits. */
  lanes(...words: readonly [number, number, number, number]): V128 {
    return v128.load(this.table(words));
  }

  /** The address of words, a multiple of four of them, one after the other. */
  table(words: readonly number[]): number {
    const key = words.join();
    let index = this.#indices.get(key);
    if (index === undefined) {
      index = this.#words.length;
      if (4 * (index + words.length) > CONSTANTS.bytes) {
        throw new RangeError(`Cannot place more constants: ${CONSTANTS.bytes} bytes are in use`);
      }
      this.#words.push(...words);
      this.#indices.set(key, index);
    }
    return CONSTANTS.address + 4 * index;
  }

  /** Writes all constants to where the kernels read them. */
  writeTo(buffer: ArrayBufferLike): void {
    new Uint32Array(buffer, CONSTANTS.address, this.#words.length).set(this.#words);
  }
}
