/**
 * Writes packages/tensors/generated/: what calls the functions of the WebAssembly module and of
 * kernels.c, from packages/tensors/signatures.ts. Each operation becomes a function of its own,
 * because engines call foreign code fastest from a place that always calls the same function.
 *
 *     deno run -A tools/generate_kernel_callers.ts [--check]
 */
import {
  type OperationName,
  type Parameter,
  type Signature,
  SIGNATURES,
} from "../packages/tensors/signatures.ts";
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";

/** Operations whose arguments need more than their signature says (strides, stages, parts). */
const WASM_BY_HAND: readonly OperationName[] = [
  "gemm",
  "convolution",
  "convolutionByData",
  "convolutionByWeights",
  "spatialBatchNorm",
  "spatialBatchNormInference",
  "spatialBatchNormBackward",
  "groupNorm",
  "groupNormBackward",
  "dropout",
  "softmaxCrossEntropy",
  "hinge",
];

type Operation = readonly [name: OperationName, signature: Signature];
type Given = readonly [name: string, is: Parameter];

const OPERATIONS = Object.entries(SIGNATURES) as readonly Operation[];

/** The generated modules below the root of the repository. */
export function generateKernelCallers(): GeneratedFiles {
  const wasm = OPERATIONS.filter(([name]) => !WASM_BY_HAND.includes(name));
  const modules = {
    native_symbols: nativeSymbols(),
    native_operations: callers("native", OPERATIONS, nativeCaller),
    wasm_operations: callers("wasm", wasm, wasmCaller),
  };
  return new Map(
    Object.entries(modules).map(([name, text]) => [
      `packages/tensors/generated/${name}.ts`,
      textContent(text),
    ]),
  );
}

function header(what: string): string {
  return `/**
 * ${what}
 *
 * Made by tools/generate_kernel_callers.ts from packages/tensors/signatures.ts; do not edit.
 */
`;
}

// ---- both ------------------------------------------------------------------------------------

/** A module with one caller for each operation. */
function callers(
  backend: "native" | "wasm",
  operations: readonly Operation[],
  caller: (operation: Operation) => string,
): string {
  const [upper, used] = backend === "native"
    ? ["Native", "{ call, team, guard }"]
    : ["Wasm", "{ call, memory: { at }, team }"];
  const names = operations.map(([name]) => `  | "${name}"`).join("\n");
  return `${header(`The operations of the ${backend} kernels: arguments are checked and passed.`)}
import type { Kernels } from "../kernels.ts";
import type { ${upper}Context } from "../${backend}/context.ts";

/** The operations that are made here. */
export type ${upper}Operation =
${names};

/** The operations as calls. */
export function create${upper}Operations(
  ${used}: ${upper}Context,
): Pick<Kernels, ${upper}Operation> {
  return {
${operations.map(caller).join("\n\n")}
  };
}
`;
}

function parametersOf([, { parameters }]: Operation): readonly Given[] {
  return Object.entries(parameters);
}

function isArray(is: Parameter): boolean {
  return !["size", "number", "exact", "flag", "labels", "random"].includes(is) && !isDerived(is);
}

function isDerived(is: Parameter): boolean {
  return is.startsWith("=");
}

/** The lines of a method; `given` are its parameters in the order of the contract. */
function method(operation: Operation, body: readonly string[]): string {
  const given = parametersOf(operation).filter(([, is]) => !isDerived(is)).map(([name]) => name);
  return [
    `    ${operation[0]}(${given.join(", ")}) {`,
    ...body.map((line) => `      ${line}`),
    "    },",
  ]
    .join("\n");
}

function sizesOf(operation: Operation): string[] {
  return parametersOf(operation).filter(([, is]) => is === "size").map(([name]) => name);
}

/** `rows*columns` as code. */
function lengthOf(is: Parameter): string {
  return is.replaceAll("*", " * ");
}

/** What is computed in float64 from given numbers, as code. */
function derivedFrom(is: Parameter): string {
  return is.slice(1).trim();
}

function returning({ returns }: Signature): string {
  return returns === undefined ? "" : "return ";
}

// ---- native ----------------------------------------------------------------------------------

const NATIVE_TYPES: Readonly<Record<string, readonly string[]>> = {
  size: ["u32"],
  number: ["f32"],
  exact: ["f64"],
  flag: ["i32"],
  random: ["u32", "u32", "f64"],
};

function nativeTypes([, is]: Given): readonly string[] {
  if (isDerived(is)) return ["f32"];
  return NATIVE_TYPES[is] ?? ["buffer"];
}

function nativeSymbols(): string {
  const lines = OPERATIONS.map((operation) => {
    const [name, { threads, returns }] = operation;
    const team = threads === undefined ? [] : ["buffer"];
    const types = [...team, ...parametersOf(operation).flatMap(nativeTypes)];
    const list = types.map((type) => `"${type}"`).join(", ");
    const result = returns === undefined ? "void" : "f32";
    return `  ${name}: { name: "samebit_${name}", parameters: [${list}], result: "${result}" },`;
  });
  return `${header("The operations of kernels.c as Deno calls them.")}
/** Arrays are "buffer", which takes subarrays and shared memory; the first of a team is its handle. */
export const OPERATION_SYMBOLS = {
${lines.join("\n")}
} as const;
`;
}

function nativeCaller(operation: Operation): string {
  const [name, signature] = operation;
  const given = parametersOf(operation);
  const checks = given.filter(([, is]) => is === "labels").map(([labels]) =>
    `guard.labels("${name}", ${labels}, rows, classes);`
  );
  const windows = signature.windows === undefined ? [] : [
    `guard.windows("${name}", height, size, stride, outHeight);`,
    `guard.windows("${name}", width, size, stride, outWidth);`,
  ];
  const team = signature.threads === undefined ? [] : ["team"];
  const passed = given.flatMap((each) => nativeArguments(name, each));
  return method(operation, [
    ...inThrees(sizesOf(operation)).map((sizes) => `guard.sizes("${name}", ${sizes.join(", ")});`),
    ...checks,
    ...windows,
    `${returning(signature)}call.${name}(`,
    ...[...team, ...passed].map((argument) => `  ${argument},`),
    ");",
  ]);
}

/** The guard takes up to three sizes at once: engines call functions of few parameters fastest. */
function inThrees(names: readonly string[]): string[][] {
  const count = Math.ceil(names.length / 3);
  return Array.from({ length: count }, (_, i) => names.slice(3 * i, 3 * i + 3));
}

function nativeArguments(operation: string, [name, is]: Given): string[] {
  if (isDerived(is)) return [derivedFrom(is)];
  if (is === "flag") return [`${name} ? 1 : 0`];
  if (is === "random") return [`${name}.key[0] >>> 0`, `${name}.key[1] >>> 0`, `${name}.page`];
  if (isArray(is)) return [`guard.floats("${operation}", "${name}", ${name}, ${lengthOf(is)})`];
  return [name];
}

// ---- WebAssembly -----------------------------------------------------------------------------

function wasmCaller(operation: Operation): string {
  const [name, signature] = operation;
  const given = parametersOf(operation);
  const places = given.filter(([, is]) => isArray(is)).map(([array, is]) =>
    `const ${array}At = at("${name}", "${array}", ${array}, ${lengthOf(is)});`
  );
  const passed = given.map(([each, is]) =>
    isArray(is) ? `${each}At` : isDerived(is) ? derivedFrom(is) : each
  );
  const called = `${returning(signature)}call.${name}(${passed.join(", ")});`;
  if (signature.threads !== "both") return method(operation, [...places, called]);
  const moved = given.map(([each, is], i) =>
    isArray(is) ? `${each}At + 4 * from` : each === "n" ? "count" : passed[i]
  );
  return method(operation, [
    ...places,
    "if (team.shares(n)) {",
    `  const part = (from: number, count: number) => [${moved.join(", ")}];`,
    `  team.share("${name}", { work: n, size: n, unit: 16, part });`,
    "} else {",
    `  ${called}`,
    "}",
  ]);
}

if (import.meta.main) {
  await runGenerator(
    "tools/generate_kernel_callers.ts",
    () => Promise.resolve(generateKernelCallers()),
  );
}
