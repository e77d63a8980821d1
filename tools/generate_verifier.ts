/**
 * Writes packages/archives/generated/: `verify.mjs`, the program in every archive, which is
 * packages/archives/verifier/ with all it imports (the training loop, the kernels, the digits), and
 * the licences of the packages in it.
 *
 *     deno run -A tools/generate_verifier.ts [--check]
 */
import { bundleProgram } from "./bundle_script.ts";
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";
import { collectLicences } from "./npm_licences.ts";

const entry = "packages/archives/verifier/main.ts";
const folder = "packages/archives/generated";

const header = `/*
 * Makes the runs of this archive again and compares every value: node verify.mjs --help
 * Made by tools/generate_verifier.ts from packages/archives/verifier/; licences in licences/.
 * The digits in it: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI
 * Machine Learning Repository, data set 80, 1998; CC BY 4.0.
 */
`;

/** Returns the program and the licences, made from the sources below `root`. */
export async function generateVerifier(root: string): Promise<GeneratedFiles> {
  const { text, packages } = await bundleProgram(`${root}/${entry}`);
  const [, cache] = /^(file:.*\/npm\/[^/]+\/)/.exec(import.meta.resolve("zod")) ?? [];
  if (cache === undefined) throw new Error("Cannot find Deno's cache of npm packages");
  return new Map([
    [`${folder}/verify.mjs`, textContent(header + text)],
    [`${folder}/LICENSES.txt`, textContent(await collectLicences(packages, new URL(cache)))],
  ]);
}

if (import.meta.main) await runGenerator("tools/generate_verifier.ts", generateVerifier);
