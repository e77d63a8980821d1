/**
 * The same bits from every compiler and interpreter that V8 has: the conformance suite and a tiny
 * run, each in a process of its own under flags that leave V8 one way to run them. Some of these
 * ways are slow and run only where SAMEBIT_TIERS is `all`, as in `.ci/run`.
 */
import { createReferenceKernels } from "@samebit/tensors";
import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { printDigests } from "../../tools/print_digest.ts";
import { outcomeOf, ROOT } from "../command_line.ts";

/** One way in which V8 runs a backend. */
interface Tier {
  readonly backend: "reference" | "wasm";
  /** What runs the code. */
  readonly by: string;
  readonly flags: string;
  /** Takes half a minute. */
  readonly slow?: true;
}

const TIERS: readonly Tier[] = [
  { backend: "wasm", by: "the baseline compiler Liftoff", flags: "--liftoff-only" },
  { backend: "wasm", by: "the optimising compiler alone", flags: "--no-liftoff" },
  { backend: "reference", by: "Maglev at most", flags: "--no-opt" },
  { backend: "reference", by: "TurboFan without Maglev", flags: "--no-maglev" },
  {
    backend: "reference",
    by: "the baseline compiler Sparkplug at most",
    flags: "--no-opt,--no-maglev",
    slow: true,
  },
  { backend: "reference", by: "the interpreter", flags: "--jitless", slow: true },
];

const wantsAll = Deno.env.get("SAMEBIT_TIERS") === "all";
if (!wantsAll) console.log("Skipping V8's slow ways to run code: SAMEBIT_TIERS is not all");

let expected: Promise<string> | undefined;

for (const { backend, by, flags, slow = false } of TIERS) {
  const name = `kernels of backend ${backend} give the same bits under ${by}`;
  Deno.test(name, { ignore: slow && !wantsAll }, async () => {
    expected ??= printDigests(createReferenceKernels("float32"));
    const program = join(ROOT, "tools/print_digest.ts");
    const output = await new Deno.Command(Deno.execPath(), {
      args: ["run", "--quiet", "--no-check", `--v8-flags=${flags}`, program, backend],
      env: { NO_COLOR: "1" },
      stdin: "null",
    }).output();
    const { status, out, complaints } = outcomeOf(output);
    assertEquals([status, out, complaints], [0, await expected, ""]);
  });
}
