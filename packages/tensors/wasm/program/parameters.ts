/**
 * What a function of the module takes: the parameters of its operation's signature, arrays as
 * addresses, in the order of the signature.
 */
import { type OperationName, type Parameter, SIGNATURES } from "../../signatures.ts";

type ParametersOf<N extends OperationName> = (typeof SIGNATURES)[N]["parameters"];

type KindOf<P> = P extends "number" | `= ${string}` ? "f32" : "i32";

/** The parameters of an operation by name, each with its kind of value. */
export type WasmParameters<N extends OperationName> = {
  readonly [Name in keyof ParametersOf<N>]: KindOf<ParametersOf<N>[Name]>;
};

/** The parameters of the function that runs an operation. */
export function parametersOf<N extends OperationName>(name: N): WasmParameters<N> {
  const { parameters } = SIGNATURES[name];
  const kinds = Object.entries<Parameter>(parameters).map(([parameter, is]) =>
    [parameter, is === "number" || is.startsWith("=") ? "f32" : "i32"] as const
  );
  return Object.fromEntries(kinds) as WasmParameters<N>;
}
