/** Assertions that something throws or rejects, and with what. */
import { stripVTControlCharacters } from "node:util";
import { AssertionError, suffix } from "./assertion_error.ts";

// deno-lint-ignore no-explicit-any
type ErrorClass<E> = new (...args: any[]) => E;

/** Throws unless `error` is an Error, of the class and with the message part when given. */
export function assertIsError<E extends Error = Error>(
  error: unknown,
  // deno-lint-ignore no-explicit-any
  ErrorClass?: abstract new (...args: any[]) => E,
  msgMatches?: string | RegExp,
  msg?: string,
): asserts error is E {
  if (!(error instanceof Error)) {
    throw new AssertionError(`Expected "error" to be an Error object${suffix(msg)}`);
  }
  if (ErrorClass && !(error instanceof ErrorClass)) {
    const expected = `Expected error to be instance of "${ErrorClass.name}"`;
    const found = `but was "${error.constructor?.name}" ("${error.message}")`;
    throw new AssertionError(`${expected}, ${found}${suffix(msg)}`, { cause: error });
  }
  if (!msgMatches || includes(error.message, msgMatches)) return;
  const expected = `Expected error message to include ${show(msgMatches)}`;
  throw new AssertionError(`${expected}, but got ${show(error.message)}${suffix(msg)}`, {
    cause: error,
  });
}

/** Throws unless `fn` throws; returns what it threw. */
export function assertThrows(fn: () => unknown, msg?: string): unknown;
/** Throws unless `fn` throws an error of the class, with the message part; returns the error. */
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): E;
export function assertThrows<E extends Error = Error>(
  fn: () => unknown,
  classOrMsg?: ErrorClass<E> | string,
  includesOrMsg?: string,
  msg?: string,
): unknown {
  const wanted = readArguments(classOrMsg, includesOrMsg, msg);
  try {
    fn();
  } catch (error) {
    return checked(error, wanted, "thrown");
  }
  throw new AssertionError(`Expected function to throw${suffix(wanted.msg)}`);
}

/** Rejects unless the promise of `fn` rejects; resolves to what it rejected with. */
export function assertRejects(fn: () => PromiseLike<unknown>, msg?: string): Promise<unknown>;
/** Rejects unless the promise of `fn` rejects with such an error; resolves to the error. */
export function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  ErrorClass: ErrorClass<E>,
  msgIncludes?: string,
  msg?: string,
): Promise<E>;
export async function assertRejects<E extends Error = Error>(
  fn: () => PromiseLike<unknown>,
  classOrMsg?: ErrorClass<E> | string,
  includesOrMsg?: string,
  msg?: string,
): Promise<unknown> {
  const wanted = readArguments(classOrMsg, includesOrMsg, msg);
  const promise = callForPromise(fn, wanted.msg);
  try {
    await promise;
  } catch (error) {
    return checked(error, wanted, "rejected");
  }
  throw new AssertionError(`Expected function to reject${suffix(wanted.msg)}`);
}

interface Wanted {
  ErrorClass: ErrorClass<Error> | undefined;
  msgIncludes: string | undefined;
  msg: string | undefined;
}

function readArguments(
  classOrMsg: ErrorClass<Error> | string | undefined,
  includesOrMsg: string | undefined,
  msg: string | undefined,
): Wanted {
  if (typeof classOrMsg === "string") {
    return { ErrorClass: undefined, msgIncludes: undefined, msg: classOrMsg };
  }
  return { ErrorClass: classOrMsg, msgIncludes: includesOrMsg, msg };
}

/** A function that throws before it returns a promise does not reject: that fails too. */
function callForPromise(
  fn: () => PromiseLike<unknown>,
  msg: string | undefined,
): PromiseLike<unknown> {
  let promise: PromiseLike<unknown> | undefined;
  let cause: unknown;
  try {
    promise = fn();
  } catch (error) {
    cause = error;
  }
  if (typeof promise === "object" && typeof promise?.then === "function") return promise;
  throw new AssertionError(`Function throws when expected to reject${suffix(msg)}`, { cause });
}

function checked(error: unknown, wanted: Wanted, verb: string): unknown {
  if (!wanted.ErrorClass) return error;
  if (!(error instanceof Error)) {
    throw new AssertionError(`A non-Error object was ${verb}${suffix(wanted.msg)}`);
  }
  assertIsError(error, wanted.ErrorClass, wanted.msgIncludes, wanted.msg);
  return error;
}

function includes(message: string, part: string | RegExp): boolean {
  const plain = stripVTControlCharacters(message);
  return typeof part === "string"
    ? plain.includes(stripVTControlCharacters(part))
    : part.test(plain);
}

function show(text: string | RegExp): string {
  return typeof text === "string" ? JSON.stringify(text) : String(text);
}
