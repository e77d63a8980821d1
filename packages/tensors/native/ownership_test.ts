import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { faultOfOwner } from "./ownership.ts";

const onWindows = Deno.build.os === "windows";
if (onWindows) console.log("Skipping the test of owners: Deno shows none on Windows");

Deno.test("faultOfOwner names what others could have written", { ignore: onWindows }, async () => {
  const folder = await Deno.makeTempDir();
  try {
    const library = join(folder, "kernels.so");
    await Deno.writeTextFile(library, "");
    const faultFor = async (around: number, mode: number) => {
      await Deno.chmod(library, mode);
      await Deno.chmod(folder, around);
      return await faultOfOwner(library);
    };
    const fault = "can be written by other users; take that right from them: chmod go-w";
    assertEquals(await faultFor(0o755, 0o755), undefined);
    assertEquals(await faultFor(0o700, 0o777), undefined);
    assertEquals(await faultFor(0o755, 0o775), `${library} ${fault}`);
    assertEquals(await faultFor(0o755, 0o757), `${library} ${fault}`);
    assertEquals(await faultFor(0o777, 0o700), `${folder} ${fault}`);
    if (Deno.uid() !== 0) return;
    await Deno.chmod(folder, 0o755);
    await Deno.chown(library, 4321, null);
    assertEquals(await faultOfOwner(library), `${library} belongs to another user (4321)`);
    await Deno.chown(folder, 4321, null);
    assertEquals(await faultOfOwner(library), `${folder} belongs to another user (4321)`);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
