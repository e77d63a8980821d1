/**
 * Prints `sha256  path` for every file below a folder whose bytes must be the same everywhere,
 * sorted by path: two machines that ran the same experiments print the same text. In pages it
 * leaves out the section that depends on the machine.
 *
 *     deno run --allow-read tools/hash_logs.ts FOLDER
 */
import { portablePart } from "@samebit/report";
import { EXPERIMENT_FILES, SAME_EVERYWHERE } from "@samebit/runlog";

const PAGE = "index.html";
const HASHED = [...SAME_EVERYWHERE, EXPERIMENT_FILES.report, PAGE];

/** The part of a file that must be the same everywhere. */
async function readPortable(path: string): Promise<Uint8Array<ArrayBuffer>> {
  if (!path.endsWith(PAGE)) return await Deno.readFile(path);
  return new TextEncoder().encode(portablePart(await Deno.readTextFile(path)));
}

/** Returns the lines for the files below `folder`, with `/` in paths on every system. */
export async function hashLogs(folder: string): Promise<string[]> {
  const lines: [string, string][] = [];
  const pending = [""];
  for (let inner = pending.pop(); inner !== undefined; inner = pending.pop()) {
    for await (const entry of Deno.readDir(`${folder}/${inner}`)) {
      const path = `${inner}${entry.name}`;
      if (entry.isDirectory) pending.push(`${path}/`);
      if (!HASHED.includes(entry.name)) continue;
      const digest = await crypto.subtle.digest("SHA-256", await readPortable(`${folder}/${path}`));
      lines.push([path, `${new Uint8Array(digest).toHex()}  ${path}`]);
    }
  }
  return lines.sort(([a], [b]) => a < b ? -1 : 1).map(([, line]) => line);
}

if (import.meta.main) {
  const [folder] = Deno.args;
  const lines = folder === undefined ? [] : await hashLogs(folder);
  if (lines.length === 0) {
    console.error(`Cannot hash logs: no run found below ${folder ?? "(no folder given)"}`);
    Deno.exit(2);
  }
  for (const line of lines) console.log(line);
}
