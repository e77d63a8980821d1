/** The error of a failed assertion, and the one way to end its message. */

/** Error thrown when an assertion fails. */
export class AssertionError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "AssertionError";
  }
}

/** Returns `: <message>`, or a period when the caller of the assertion gave none. */
export function suffix(msg: string | undefined): string {
  return msg ? `: ${msg}` : ".";
}
