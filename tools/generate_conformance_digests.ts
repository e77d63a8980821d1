/**
 * Writes packages/tensors/generated/conformance_digests.ts: what the reference kernels give in a
 * few conformance cases of every operation, as digests with which other kernels and engines are
 * compared.
 *
 *     deno run -A tools/generate_conformance_digests.ts [--check]
 */
import {
  createReferenceKernels,
  digestOfFew,
  operationNames,
  type Precision,
} from "@samebit/tensors";
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";

const path = "packages/tensors/generated/conformance_digests.ts";

const header = `/** Made by tools/generate_conformance_digests.ts; do not edit. */

/** For each precision and operation what \`digestOfFew\` gives with kernels that are right. */
export const CONFORMANCE_DIGESTS = `;

/** Returns the module. */
export function generateConformanceDigests(): Promise<GeneratedFiles> {
  const blocks = (["float32", "float64"] as const).map((precision) =>
    `  ${precision}: {\n${linesOf(precision)}  },\n`
  );
  const text = `${header}{\n${blocks.join("")}} as const;\n`;
  return Promise.resolve(new Map([[path, textContent(text)]]));
}

function linesOf(precision: Precision): string {
  const kernels = createReferenceKernels(precision);
  return operationNames()
    .map((name) => `    ${name}: "${digestOfFew(kernels, name)}",\n`).join("");
}

if (import.meta.main) {
  await runGenerator("tools/generate_conformance_digests.ts", generateConformanceDigests);
}
