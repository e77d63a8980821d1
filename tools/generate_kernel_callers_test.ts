import { fileURLToPath } from "node:url";
import { assertEquals } from "@std/assert";
import { type Parameter, type Signature, SIGNATURES } from "../packages/tensors/signatures.ts";
import { readNativeSource } from "../packages/tensors/native/library.ts";
import { checkGenerated } from "./generated_files.ts";
import { generateKernelCallers } from "./generate_kernel_callers.ts";

const root = new URL("..", import.meta.url);
const rootPath = fileURLToPath(root);
const contract = await Deno.readTextFile(new URL("packages/tensors/kernels.ts", root));
const source = await readNativeSource();
const operations: readonly (readonly [string, Signature])[] = Object.entries(SIGNATURES);

/** The names between the parentheses that follow `before`. */
function parametersAfter(text: string, before: string): string[] {
  const [, list] = text.split(before, 2);
  return list!.slice(0, list!.indexOf(")")).split(",").map((each) => each.trim())
    .filter((each) => each !== "");
}

/** The contract with the names of each tuple, such as `ConvolutionSizes`, where it is spread. */
function spreadOut(text: string): string {
  return text.replace(/\.\.\.\w+: (\w+)/g, (_, type) => {
    const [, list] = text.split(`type ${type} = readonly [`, 2);
    return list!.slice(0, list!.indexOf("]"));
  });
}

Deno.test("generateKernelCallers makes what is committed", async () => {
  assertEquals(await checkGenerated(rootPath, generateKernelCallers()), []);
});

Deno.test("SIGNATURES name the parameters of kernels.ts, in their order", () => {
  const spread = spreadOut(contract);
  for (const [name, { parameters }] of operations) {
    const given = Object.entries(parameters).filter(([, is]) => !is.startsWith("="));
    const declared = parametersAfter(spread, `\n  ${name}(`).map((each) => each.split(":")[0]!);
    assertEquals(declared, given.map(([parameter]) => parameter), name);
  }
});

Deno.test("SIGNATURES name the parameters of kernels.c with their types, in their order", () => {
  const typeOf = (is: Parameter) =>
    ({ size: "uint32_t ", number: "float ", exact: "double ", flag: "int ", labels: "uint16_t *" })[
      is as string
    ] ?? (is.startsWith("=") ? "float " : "float *");
  for (const [name, { threads, parameters }] of operations) {
    const wanted = Object.entries<Parameter>(parameters).flatMap(([parameter, is]) =>
      is === "random"
        ? ["uint32_t key0", "uint32_t key1", "double page"]
        : [`${typeOf(is)}${parameter}`]
    );
    const declared = parametersAfter(source, ` samebit_${name}(`)
      .map((each) => each.replace(/^const /, "").replace(/\s+/g, " "));
    const team = threads === undefined ? [] : ["Team *const *team"];
    assertEquals(declared, [...team, ...wanted], name);
  }
});
