/** What is said when the disk is full; it takes a small disk, which only root can make. */
import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { fetchFile } from "./fetch_file.ts";
import { serveFiles } from "./testing_server.ts";

const folder = await Deno.makeTempDir();
const made = await mount();
if (!made) console.log("skipped: fetchFile on a full disk, since no small disk could be mounted");

async function mount(): Promise<boolean> {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0) return false;
  return await run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", folder);
}

async function run(program: string, ...args: string[]): Promise<boolean> {
  try {
    return (await new Deno.Command(program, { args, stderr: "null" }).output()).success;
  } catch {
    return false;
  }
}

addEventListener("unload", () => {
  if (made) new Deno.Command("umount", { args: [folder] }).outputSync();
  Deno.removeSync(folder, { recursive: true });
});

Deno.test({
  name: "fetchFile says that the disk is full, and keeps what it has",
  ignore: !made,
  async fn() {
    const bytes = new Uint8Array(200_000).fill(1);
    const file = { name: "data.bin", bytes: bytes.length, sha256: "", md5: "" };
    await using server = serveFiles({ files: { "/data.bin": bytes } });
    const target = join(folder, "data.bin");
    const options = { onProgress: () => {}, tries: 3, pauseMs: 0, stallMs: 10_000 };
    await assertRejects(
      () => fetchFile(file, `${server.address}data.bin`, target, options),
      Error,
      `Cannot write ${target}.part: no space is left on the device; `,
    );
    assertEquals(server.requests.length, 1);
    assertEquals((await Deno.stat(`${target}.part`)).size > 10_000, true);
  },
});
