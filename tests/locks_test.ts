/**
 * The committed locks and records: that they are whole, fit their experiments, and come out again.
 */
import { assert, assertEquals } from "@std/assert";
import { join } from "node:path";
import { main, type Terminal } from "@samebit/cli";
import {
  chainEpochs,
  formatLock,
  formatRunName,
  isEmbedded,
  type Lock,
  lockPath,
  matchLock,
  parseLock,
  planExperiment,
  readExperiment,
} from "@samebit/experiment";
import { parseRunRecord } from "@samebit/runlog";
import { filesBelow, ROOT } from "./command_line.ts";

const folder = join(ROOT, "experiments");
const records = join(folder, "records");
const slugs = (await filesBelow(folder))
  .filter((path) => path.endsWith(".ts"))
  .map((path) => path.replace(/\.ts$/, ""));

async function readLock(slug: string): Promise<{ text: string; lock: Lock }> {
  const path = lockPath(join(folder, `${slug}.ts`));
  const text = await Deno.readTextFile(path);
  return { text, lock: parseLock(text, path) };
}

async function sha256(path: string): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", await Deno.readFile(path));
  return new Uint8Array(digest).toHex();
}

Deno.test("lock of every experiment with embedded data is committed and fits its file", async () => {
  for (const slug of slugs) {
    const file = join(folder, `${slug}.ts`);
    if (!await isEmbedded(await readExperiment(file))) continue;
    const { text, lock } = await readLock(slug);
    assertEquals(formatLock(lock), text, `${slug}: not as --lock writes it`);
    const wrong = matchLock(lock, await planExperiment(file, { dataDir: "data" }))
      .filter(({ kind }) => kind !== "comparable")
      .map(({ kind }) => kind);
    assertEquals(wrong, [], `${slug}: write its lock anew, deno task experiment ${slug} --lock`);
  }
});

Deno.test("lock of an experiment covers every file of its committed records", async () => {
  const paths = (await filesBelow(records)).filter((path) => path.endsWith("/run.json"));
  assert(paths.length > 0, "there is no record");
  for (const path of paths) {
    const run = join(records, path, "..");
    const { identity } = parseRunRecord(await Deno.readTextFile(join(records, path)), path);
    const { lock } = await readLock(path.split("/")[0]!);
    const locked = lock.runs.find((each) => each.identity === identity);
    assert(locked !== undefined, `${path} is of no locked run`);
    for (const name of await filesBelow(run)) {
      assertEquals(await sha256(join(run, name)), locked.files[name], `${run}/${name}`);
    }
    const [steps, epochs] = await Promise.all(
      ["steps.csv", "epochs.csv"].map((name) => Deno.readTextFile(join(run, name))),
    );
    assertEquals(chainEpochs(steps!, epochs!), locked.epochs, formatRunName(locked));
  }
});

Deno.test("verify finds the committed records the same as runs made now", async () => {
  const lines: string[] = [];
  const say = (line: string) => void lines.push(line);
  const plain = (text: string) => text;
  const terminal: Terminal = {
    print: say,
    complain: say,
    isTerminal: false,
    bold: plain,
    dim: plain,
    red: plain,
  };
  const file = join(folder, "overfit-three-layer.ts");
  assertEquals(await main(["verify", file, "--against", records], terminal), 0, lines.join("\n"));
});
