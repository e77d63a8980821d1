/**
 * WebAssembly instructions as typed expressions: `f32x4.add(x, f32x4.mul(a, b))` is the code that
 * leaves x + a·b on the stack. Names are those of the WebAssembly specification; instructions that
 * no kernel needs are left out, and so is relaxed SIMD, whose results differ between machines.
 *
 * The one idea: a value is the bytes that compute it, so an expression is computed each time it is
 * used; to keep a result, put it in a local (see function_builder.ts).
 */
import { float32, signed, unsigned } from "./encoding.ts";

/** The types of values that kernels compute with. */
export type Kind = "i32" | "f32" | "v128";

/** Code that leaves one value of a kind on the stack. */
export interface Value<K extends Kind> {
  readonly kind: K;
  readonly code: readonly number[];
}

/** An integer or an address; a constant may be given as a number. */
export type I32 = Value<"i32"> | number;
export type F32 = Value<"f32">;
export type V128 = Value<"v128">;

const SIMD = 0xfd;

function value<K extends Kind>(kind: K, ...parts: (readonly number[])[]): Value<K> {
  return { kind, code: ([] as number[]).concat(...parts) };
}

/** The code of an integer operand. */
export function codeOf(x: I32): readonly number[] {
  return typeof x === "number" ? [0x41, ...signed(x)] : x.code;
}

/** The memory argument of an instruction: log2 of its alignment, then the constant offset. */
function place(alignment: number, offset: number): number[] {
  return [alignment, ...unsigned(offset)];
}

function integers(opcode: number) {
  return (a: I32, b: I32): Value<"i32"> => value("i32", codeOf(a), codeOf(b), [opcode]);
}

export const i32 = {
  const: (x: number): Value<"i32"> => value("i32", codeOf(x)),
  add: integers(0x6a),
  sub: integers(0x6b),
  mul: integers(0x6c),
  divU: integers(0x6e),
  remU: integers(0x70),
  and: integers(0x71),
  or: integers(0x72),
  shl: integers(0x74),
  shrU: integers(0x76),
  eq: integers(0x46),
  ne: integers(0x47),
  ltU: integers(0x49),
  gtU: integers(0x4b),
  leU: integers(0x4d),
  geU: integers(0x4f),
  eqz: (a: I32): Value<"i32"> => value("i32", codeOf(a), [0x45]),
  load: (address: I32, offset = 0): Value<"i32"> =>
    value("i32", codeOf(address), [0x28], place(2, offset)),
  load16U: (address: I32, offset = 0): Value<"i32"> =>
    value("i32", codeOf(address), [0x2f], place(1, offset)),
  /** `condition` (not 0) chooses `a`, else `b`; both are computed. */
  select: (a: I32, b: I32, condition: I32): Value<"i32"> =>
    value("i32", codeOf(a), codeOf(b), codeOf(condition), [0x1b]),
  minU: (a: I32, b: I32): Value<"i32"> => i32.select(a, b, i32.ltU(a, b)),
  /** Replaces the int32 at `address` if it is `expected`; what was there in either case. */
  atomicCompareExchange: (address: I32, expected: I32, replacement: I32): Value<"i32"> =>
    value(
      "i32",
      codeOf(address),
      codeOf(expected),
      codeOf(replacement),
      [0xfe, 0x48],
      place(2, 0),
    ),
  /** Adds to the int32 at `address`; what was there before. */
  atomicAdd: (address: I32, amount: I32): Value<"i32"> =>
    value("i32", codeOf(address), codeOf(amount), [0xfe, 0x1e], place(2, 0)),
  atomicLoad: (address: I32, offset = 0): Value<"i32"> =>
    value("i32", codeOf(address), [0xfe, 0x10], place(2, offset)),
};

function floats(opcode: number) {
  return (a: F32, b: F32): F32 => value("f32", a.code, b.code, [opcode]);
}

function comparison(opcode: number) {
  return (a: F32, b: F32): Value<"i32"> => value("i32", a.code, b.code, [opcode]);
}

export const f32 = {
  const: (x: number): F32 => value("f32", [0x43], float32(x)),
  load: (address: I32, offset = 0): F32 => value("f32", codeOf(address), [0x2a], place(2, offset)),
  add: floats(0x92),
  sub: floats(0x93),
  mul: floats(0x94),
  div: floats(0x95),
  eq: comparison(0x5b),
  ne: comparison(0x5c),
  gt: comparison(0x5e),
  neg: (a: F32): F32 => value("f32", a.code, [0x8c]),
  /** An unsigned integer as the nearest float. */
  convertU: (a: I32): F32 => value("f32", codeOf(a), [0xb3]),
};

function unary(opcode: number) {
  return (a: V128): V128 => value("v128", a.code, [SIMD], unsigned(opcode));
}

function binary(opcode: number) {
  return (a: V128, b: V128): V128 => value("v128", a.code, b.code, [SIMD], unsigned(opcode));
}

function shift(opcode: number) {
  return (a: V128, count: I32): V128 =>
    value("v128", a.code, codeOf(count), [SIMD], unsigned(opcode));
}

function load(opcode: number, alignment: number) {
  return (address: I32, offset = 0): V128 =>
    value("v128", codeOf(address), [SIMD], unsigned(opcode), place(alignment, offset));
}

export const v128 = {
  load: load(0, 4),
  load32Splat: load(9, 2),
  load32Zero: load(92, 2),
  load64Zero: load(93, 3),
  /** `vector` with one lane replaced from memory. */
  load32Lane: (vector: V128, lane: number, address: I32, offset = 0): V128 =>
    value("v128", codeOf(address), vector.code, [SIMD, 86], place(2, offset), [lane]),
  zero: (): V128 => value("v128", [SIMD, 12], new Array<number>(16).fill(0)),
  and: binary(78),
  or: binary(80),
  xor: binary(81),
  /** The bits of `a` where `mask` has ones, else those of `b`. */
  bitselect: (a: V128, b: V128, mask: V128): V128 =>
    value("v128", a.code, b.code, mask.code, [SIMD, 82]),
};

/** Four lanes of two vectors: 0 to 3 are those of `a`, 4 to 7 those of `b`. */
type Lanes = readonly [number, number, number, number];

export const i32x4 = {
  splat: (x: I32): V128 => value("v128", codeOf(x), [SIMD, 17]),
  extractLane: (a: V128, lane: number): Value<"i32"> => value("i32", a.code, [SIMD, 27, lane]),
  eq: binary(55),
  leU: binary(62),
  shl: shift(0xab),
  shrS: shift(0xac),
  shrU: shift(0xad),
  add: binary(0xae),
  sub: binary(0xb1),
  minS: binary(0xb6),
  shuffle: (a: V128, b: V128, lanes: Lanes): V128 =>
    value(
      "v128",
      a.code,
      b.code,
      [SIMD, 13],
      lanes.flatMap((l) => [0, 1, 2, 3].map((i) => 4 * l + i)),
    ),
  extendLowI16x8U: unary(0xa9),
  extendHighI16x8U: unary(0xaa),
};

export const i16x8 = {
  extendLowI8x16U: unary(0x89),
  extendHighI8x16U: unary(0x8a),
};

export const i64x2 = {
  /** The full products of lanes 0 and 1, of lanes 2 and 3. */
  extmulLowI32x4U: binary(0xde),
  extmulHighI32x4U: binary(0xdf),
};

export const f32x4 = {
  splat: (x: F32): V128 => value("v128", x.code, [SIMD, 19]),
  extractLane: (a: V128, lane: number): F32 => value("f32", a.code, [SIMD, 31, lane]),
  eq: binary(65),
  ne: binary(66),
  lt: binary(67),
  gt: binary(68),
  sqrt: unary(0xe3),
  add: binary(0xe4),
  sub: binary(0xe5),
  mul: binary(0xe6),
  div: binary(0xe7),
  max: binary(0xe9),
  /** b < a ? b : a. */
  pmin: binary(0xea),
  /** a < b ? b : a. */
  pmax: binary(0xeb),
  convertI32x4S: unary(0xfa),
};
