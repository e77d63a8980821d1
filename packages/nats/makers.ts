/**
 * Who had a part in a run that came from elsewhere. What its files say of it was written by whoever
 * sent them; so the one that the files came from is written down by the one that got them. An audit
 * names all of them.
 *
 * @module
 */
import { RUN_FILES } from "@samebit/runlog";
import type { Json, JsonObject } from "@samebit/runlog";
import type { RunFile } from "@samebit/store";

/** Who a checkpoint comes from that lay in the folder of a command. */
export const COMMAND = "a command";

/** The most bytes and attempts of an environment that is taken over. */
const MOST_BYTES = 2 ** 18;
const MOST_EARLIER = 100;

/** The files of a run, `environment.json` with their sender as its maker; what it said besides stays. */
export function withSender(files: readonly RunFile[], sender: string): RunFile[] {
  const name = RUN_FILES.environment;
  const found = files.find((file) => file.name === name);
  const { earlier = [], ...last } = environmentIn(found?.bytes);
  const before = Array.isArray(earlier) ? earlier.slice(-MOST_EARLIER) : [];
  // Whoever else is named there had a part, as far as the sender says.
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
