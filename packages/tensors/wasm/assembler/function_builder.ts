/**
 * One WebAssembly function while it is written: locals, assignments, stores, loops and branches.
 * Statements are appended in the order of the calls; nested blocks are closures.
 */
import { signed, unsigned } from "./encoding.ts";
import { codeOf, type F32, type I32, type Kind, type V128, type Value } from "./values.ts";

/** The bytes that name each kind of value. */
export const KIND_CODES: Readonly<Record<Kind, number>> = { i32: 0x7f, f32: 0x7d, v128: 0x7b };

/** A local variable or parameter: a value that can be set. */
export interface Local<K extends Kind> extends Value<K> {
  readonly index: number;
}

/** Parameters by name, in the order in which they are passed. */
export type Parameters = Readonly<Record<string, Kind>>;

/** The locals that hold parameters. */
export type Arguments<P extends Parameters> = { readonly [Name in keyof P]: Local<P[Name]> };

/** What must be known of a function to call it. */
export interface Callable<R extends Kind | undefined = Kind | undefined> {
  readonly index: number;
  readonly parameters: readonly Kind[];
  readonly result: R;
}

/** Any value that can be passed to a function. */
export type Argument = I32 | F32 | V128;

function kindOf(argument: Argument): Kind {
  return typeof argument === "number" ? "i32" : argument.kind;
}

function argumentCode(argument: Argument): readonly number[] {
  return typeof argument === "number" ? codeOf(argument) : argument.code;
}

function callCode(callee: Callable, given: readonly Argument[]): number[] {
  const kinds = given.map(kindOf);
  if (kinds.join() !== callee.parameters.join()) {
    throw new TypeError(`Cannot call with (${kinds}): the function takes (${callee.parameters})`);
  }
  return [...given.flatMap(argumentCode), 0x10, ...unsigned(callee.index)];
}

/** The value that a call of a function with a result leaves. */
export function call<K extends Kind>(callee: Callable<K>, ...given: Argument[]): Value<K> {
  return { kind: callee.result, code: callCode(callee, given) };
}

/** Collects the body of one function. */
export class FunctionBuilder {
  readonly #code: number[] = [];
  readonly #locals: Kind[] = [];
  readonly #parameterCount: number;

  constructor(parameterCount: number) {
    this.#parameterCount = parameterCount;
  }

  /** A new local, which holds zero if no initial value is given. */
  local<K extends Kind>(kind: K, first?: Value<K> | (K extends "i32" ? number : never)): Local<K> {
    const local = localAt(this.#parameterCount + this.#locals.length, kind);
    this.#locals.push(kind);
    if (first !== undefined) this.#push(argumentCode(first as Argument), setCode(local));
    return local;
  }

  /** Several new locals that hold zero. */
  locals<K extends Kind>(kind: K, count: number): Local<K>[] {
    return Array.from({ length: count }, () => this.local(kind));
  }

  set<K extends Kind>(local: Local<K>, value: Value<K> | (K extends "i32" ? number : never)): void {
    this.#push(argumentCode(value as Argument), setCode(local));
  }

  /** local = local + amount. */
  increase(local: Local<"i32">, amount: I32): void {
    this.#push(local.code, codeOf(amount), [0x6a], setCode(local));
  }

  storeI32(address: I32, value: I32, offset = 0): void {
    this.#push(codeOf(address), codeOf(value), [0x36, 2], unsigned(offset));
  }

  storeF32(address: I32, value: F32, offset = 0): void {
    this.#push(codeOf(address), value.code, [0x38, 2], unsigned(offset));
  }

  storeV128(address: I32, value: V128, offset = 0): void {
    this.#push(codeOf(address), value.code, [0xfd, 11, 4], unsigned(offset));
  }

  /** Stores one of the four 32-bit lanes. */
  store32Lane(address: I32, value: V128, lane: number, offset = 0): void {
    this.#push(codeOf(address), value.code, [0xfd, 90, 2], unsigned(offset), [lane]);
  }

  /** Stores one of the two 64-bit lanes. */
  store64Lane(address: I32, value: V128, lane: number, offset = 0): void {
    this.#push(codeOf(address), value.code, [0xfd, 91, 3], unsigned(offset), [lane]);
  }

  /** Sleeps until the int32 at `address` is no longer `expected` and a notification comes. */
  atomicWaitI32(address: I32, expected: I32, offset = 0): void {
    const forever = [0x42, ...signed(-1)];
    this.#push(codeOf(address), codeOf(expected), forever, [0xfe, 0x01, 2], unsigned(offset));
    this.#push([0x1a]);
  }

  /** Wakes all who wait for the int32 at `address`. */
  atomicNotify(address: I32): void {
    this.#push(codeOf(address), codeOf(-1), [0xfe, 0x00, 2, 0, 0x1a]);
  }

  /** Repeats `body` while `condition`, which is computed before every round, is not 0. */
  while(condition: Value<"i32">, body: () => void): void {
    this.#push(condition.code, [0x04, 0x40, 0x03, 0x40]);
    body();
    this.#push(condition.code, [0x0d, 0, 0x0b, 0x0b]);
  }

  /** Runs `body`, and repeats it while `condition` is not 0 after it. */
  doWhile(body: () => void, condition: Value<"i32">): void {
    this.#push([0x03, 0x40]);
    body();
    this.#push(condition.code, [0x0d, 0, 0x0b]);
  }

  if(condition: Value<"i32">, body: () => void, otherwise?: () => void): void {
    this.#push(condition.code, [0x04, 0x40]);
    body();
    if (otherwise !== undefined) {
      this.#push([0x05]);
      otherwise();
    }
    this.#push([0x0b]);
  }

  /** Calls a function; a result is dropped. */
  call(callee: Callable, ...given: Argument[]): void {
    this.#push(callCode(callee, given));
    if (callee.result !== undefined) this.#push([0x1a]);
  }

  return(value?: Argument): void {
    if (value !== undefined) this.#push(argumentCode(value));
    this.#push([0x0f]);
  }

  /** The body as the code section of a module holds it, without its length. */
  finish(result: Argument | undefined): number[] {
    if (result !== undefined) this.#push(argumentCode(result));
    const locals = this.#locals.flatMap((kind) => [1, KIND_CODES[kind]]);
    return [...unsigned(this.#locals.length), ...locals].concat(this.#code, [0x0b]);
  }

  #push(...parts: (readonly number[])[]): void {
    for (const part of parts) this.#code.push(...part);
  }
}

/** The local with a given index. */
export function localAt<K extends Kind>(index: number, kind: K): Local<K> {
  return { kind, index, code: [0x20, ...unsigned(index)] };
}

function setCode(local: Local<Kind>): number[] {
  return [0x21, ...unsigned(local.index)];
}
