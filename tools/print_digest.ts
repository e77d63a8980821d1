/**
 * Prints what must be the same on every processor and under every compiler of the engine, as
 * digests: of all outputs of the conformance suite and of all that one tiny run would write; or of
 * the pages, charts and report.json of samples. It compares nothing; whoever runs it twice does.
 *
 *     deno run tools/print_digest.ts pages
 *     deno run tools/print_digest.ts reference|wasm
 *     deno run --allow-ffi=LIBRARY tools/print_digest.ts native LIBRARY
 */
import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js";
import { execute } from "@samebit/solver";
import {
  createReferenceKernels,
  createWasmKernels,
  digestOfKernels,
  type Kernels,
} from "@samebit/tensors";
import { createNativeKernels } from "@samebit/tensors/native";
import { finish, FULL, lineOf, loadDigitsOf, textOf } from "../packages/solver/testing_plans.ts";

/** Returns both digests, a line each, as every machine must print them. */
export async function printDigests(kernels: Kernels): Promise<string> {
  return `conformance ${digestOfKernels(kernels)}\nrun ${await digestOfRun(kernels)}\n`;
}

/** The rows, results and weights of a run in which everything has a state or draws numbers. */
async function digestOfRun(kernels: Kernels): Promise<string> {
  const { events, outcome } = finish(execute(FULL, await loadDigitsOf(FULL), kernels));
  return bytesToHex(sha256(utf8ToBytes(events.map(lineOf).join("") + textOf(outcome))));
}

/** Returns the digest of all golden files, which are drawn anew. */
async function printPagesDigest(): Promise<string> {
  const { goldenFiles } = await import("../packages/report/golden_files.ts");
  return `pages ${bytesToHex(sha256(utf8ToBytes(JSON.stringify(goldenFiles()))))}\n`;
}

function createKernels(name = "", library = ""): Kernels | undefined {
  switch (name) {
    case "reference":
      return createReferenceKernels("float32");
    case "wasm":
      return createWasmKernels();
    case "native":
      return library === "" ? undefined : createNativeKernels({ library });
    default:
      return undefined;
  }
}

if (import.meta.main && Deno.args[0] === "pages") {
  console.log((await printPagesDigest()).trimEnd());
} else if (import.meta.main) {
  const kernels = createKernels(...Deno.args);
  if (kernels === undefined) {
    console.error("Cannot print digests: wanted pages, reference, wasm, or native and its library");
    Deno.exit(2);
  }
  console.log((await printDigests(kernels)).trimEnd());
  kernels.close();
}
