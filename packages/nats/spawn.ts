/**
 * Starts the programs that talk to NATS, each with only the rights it needs. Nothing here loads the
 * NATS library: commands that do not need it start without it.
 *
 * @module
 */
import { fileURLToPath } from "node:url";
import { NO_LOADER_VARIABLES } from "@samebit/sandbox";
import type { NatsAddress } from "./address.ts";

/**
 * They run for days and keep little of what passes through them: garbage is collected early, so
 * that their memory is what they hold, not what V8 has left uncollected.
 */
const SMALL_HEAP = "--v8-flags=--max-semi-space-size=2,--heap-growing-percent=30";

/**
 * Starts a program.
 *
 * @param name Its file, beside this one.
 * @param rights Its rights besides those to read and to reach the servers.
 * @param stdout Whether its output is read or goes to the terminal.
 */
export function spawnNatsProgram(
  name: "coordinator_program.ts" | "worker_program.ts",
  { servers }: NatsAddress,
  rights: readonly string[],
  stdout: "piped" | "inherit",
): Deno.ChildProcess {
  const program = new URL(`./${name}`, import.meta.url);
  return new Deno.Command(Deno.execPath(), {
    args: [
      "run",
      "--quiet",
      "--no-prompt",
      SMALL_HEAP,
      "--allow-read",
      `--allow-net=${servers.join(",")}`,
      ...rights,
      program.protocol === "file:" ? fileURLToPath(program) : program.href,
    ],
    env: NO_LOADER_VARIABLES,
    stdin: "piped",
    stdout,
    stderr: "inherit",
  }).spawn();
}
