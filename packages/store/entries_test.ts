import { assert, assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { entryAt, upwards } from "./entries.ts";
import { rootOf, rootOfRun } from "./root.ts";
import { inFolder } from "./testing/folder.ts";

const ignore = Deno.build.os === "windows";
if (ignore) console.log("No links on Windows without rights: their tests are skipped");

Deno.test("entryAt gives what exists, and nothing for what does not", async () => {
  await inFolder((folder) => {
    Deno.writeTextFileSync(join(folder, "a.txt"), "four");
    assertEquals(entryAt(join(folder, "a.txt"))?.size, 4);
    assert(entryAt(folder)?.isDirectory);
    assertEquals(entryAt(join(folder, "b", "c")), undefined);
    assert(entryAt(".")?.isDirectory);
    const { message } = assertThrows(() => entryAt(join(folder, "a.txt", "b")), BadInput);
    assert(message.startsWith(`${join(folder, "a.txt")}: is a file; wanted a folder`), message);
    return Promise.resolve();
  });
});

Deno.test({
  name: "entryAt refuses a link, at the end of a path or on its way, however it is written",
  ignore,
  async fn() {
    await inFolder((folder) => {
      const [real, link] = [join(folder, "real"), join(folder, "link")];
      Deno.mkdirSync(real);
      Deno.writeTextFileSync(join(real, "a.txt"), "four");
      Deno.symlinkSync(real, link);
      Deno.symlinkSync("nowhere", join(folder, "dangling"));
      for (const path of [link, `${link}/`, `${link}/a.txt`, `${link}//a.txt`, `${link}/b/c`]) {
        const { message } = assertThrows(() => entryAt(path), BadInput);
        assert(
          message.startsWith(`${link}: is a link to ${real}; links are not followed`),
          message,
        );
      }
      assertThrows(() => entryAt(join(folder, "dangling")), BadInput, "is a link to nowhere");
      return Promise.resolve();
    });
  },
});

Deno.test({
  name: "rootOf resolves the links on the way to a folder, there or not, and keeps other paths",
  ignore,
  async fn() {
    await inFolder((folder) => {
      Deno.mkdirSync(join(folder, "real", "x", "runs", "a"), { recursive: true });
      Deno.symlinkSync("real", join(folder, "link"));
      assertEquals(rootOf(join(folder, "real")), join(folder, "real"));
      assertEquals(rootOf("reports"), "reports");
      assertEquals(rootOf(join(folder, "link")), join(folder, "real"));
      assertEquals(rootOf(`${join(folder, "link")}/`), join(folder, "real"));
      assertEquals(rootOf(join(folder, "link", "new", "er")), join(folder, "real", "new", "er"));
      const run = join("x", "runs", "a");
      assertEquals(rootOfRun(join(folder, "link", run)), join(folder, "real", run));
      Deno.renameSync(join(folder, "real", "x"), join(folder, "y"));
      Deno.symlinkSync(join(folder, "y"), join(folder, "real", "x"));
      assertThrows(() => rootOfRun(join(folder, "real", run)), BadInput, "is a link to");
      return Promise.resolve();
    });
  },
});

Deno.test({
  name: "upwards ends before what the system may have as a link, and where the command runs",
  ignore,
  fn() {
    assertEquals([...upwards("/tmp/a/b")], ["/tmp/a/b", "/tmp/a"]);
    assertEquals([...upwards("a/b")], ["a/b", "a"]);
    assertEquals([...upwards("../a")], ["../a", ".."]);
    assertEquals([...upwards("/")], []);
    assertEquals([...upwards(".")], []);
  },
});
