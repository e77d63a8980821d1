/**
 * The program behind `deno task bench`.
 */
import { main } from "../../packages/cli/main.ts";
import { createTerminal } from "@samebit/terminal";
import { bench } from "./bench.ts";

if (import.meta.main) Deno.exit(await main(["bench", ...Deno.args], createTerminal(), [bench]));
