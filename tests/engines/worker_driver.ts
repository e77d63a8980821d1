/**
 * A program that is a worker at a NATS server: what tests kill. Not for anything but tests.
 *
 *     deno run -A worker_driver.ts '{"address": ..., "name": "a", ...}'
 */
import { runNatsWorker } from "@samebit/nats";

if (import.meta.main) {
  Deno.exit(await runNatsWorker(JSON.parse(Deno.args[0]!), new AbortController().signal));
}
