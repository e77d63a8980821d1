/**
 * Who had a part in a run that came from elsewhere. What its files say was written by their sender,
 * so the receiver records where the files came from. An audit names all senders.
 *
 * @module
 */
import { RUN_FILES } from "@samebit/runlog";
import type { Json, JsonObject } from "@samebit/runlog";
import type { RunFile } from "@samebit/store";

/** The sender of a checkpoint that was in the folder of a command. */
export const COMMAND = "a command";

/** The most bytes and attempts of an environment that is accepted. */
const MOST_BYTES = 2 ** 18;
const MOST_EARLIER = 100;

/**
 * The files of a run, with their sender as the worker in `environment.json`; the rest of that
 * stays.
 */
export function withSender(files: readonly RunFile[], sender: string): RunFile[] {
  const name = RUN_FILES.environment;
  const found = files.find((file) => file.name === name);
  const { earlier = [], ...last } = environmentIn(found?.bytes);
  const before = Array.isArray(earlier) ? earlier.slice(-MOST_EARLIER) : [];
  // Others named there had a part as well, according to the sender.
  const environment: JsonObject = last["worker"] === sender || Object.keys(last).length === 0
    ? { ...last, worker: sender, ...(before.length > 0 && { earlier: before }) }
    : { worker: sender, earlier: [...before, last] };
  const bytes = new TextEncoder().encode(JSON.stringify(environment, null, 2) + "\n");
  return [...files.filter((file) => file !== found), { name, bytes }];
}

function environmentIn(bytes: Uint8Array | undefined): JsonObject {
  if (bytes === undefined || bytes.length > MOST_BYTES) return {};
  try {
    const value = JSON.parse(new TextDecoder().decode(bytes)) as Json;
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? value as JsonObject
      : {};
  } catch (error) {
    if (error instanceof SyntaxError) return {};
    throw error;
  }
}
