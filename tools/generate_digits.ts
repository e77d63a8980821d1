/**
 * Writes packages/datasets/generated/digits_data.ts from packages/datasets/digits.csv.gz, so that
 * the digits need neither a file to read nor a network: they are a string in a module.
 *
 *     deno run -A tools/generate_digits.ts [--check]
 */
import { encodeBase64Lines } from "./base64_lines.ts";
import { type GeneratedFiles, runGenerator, textContent } from "./generated_files.ts";

const dataFile = "packages/datasets/digits.csv.gz";
const moduleFile = "packages/datasets/generated/digits_data.ts";
const dataSha256 = "46abec6b12486ad9e51943373abcf22bbea1b5a51a1619b361570d8893f1464a";

const header = `/**
 * 1,797 handwritten digits of 8x8 pixels: the gzip file of their CSV text, in base64.
 *
 * Made by tools/generate_digits.ts from ${dataFile}; do not edit.
 * Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine
 * Learning Repository, data set 80, 1998 (its test part, 13 writers). Licence: CC BY 4.0.
 * SHA-256 of the gzip file: ${dataSha256}
 */
`;

/** Returns the module of the digits, made from the data file below `root`. */
export async function generateDigits(root: string): Promise<GeneratedFiles> {
  const bytes = await Deno.readFile(`${root}/${dataFile}`);
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
  if (hash !== dataSha256) {
    throw new Error(`Cannot embed ${dataFile}: its SHA-256 is ${hash}, expected ${dataSha256}`);
  }
  const text = `${header}\nexport const DIGITS_GZ_BASE64: string =\n${encodeBase64Lines(bytes)};\n`;
  return new Map([[moduleFile, textContent(text)]]);
}

if (import.meta.main) await runGenerator("tools/generate_digits.ts", generateDigits);
