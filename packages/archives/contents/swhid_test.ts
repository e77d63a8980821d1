/** Names of sources, against those that git gives. */
import { assertEquals } from "@std/assert";
import { createGit } from "./git.ts";
import { filesOfTar, swhidOf } from "./swhid.ts";
import { runGit } from "./testing_git.ts";

/** Windows has no files that may be executed, and its links want a right of their own. */
const ignore = Deno.build.os === "windows";

Deno.test("swhidOf gives the folder of one empty file the name that git has for it", () => {
  // By git write-tree.
  const file = { path: "x", kind: "file", bytes: new Uint8Array(0) } as const;
  assertEquals(swhidOf([file]), "swh:1:dir:5805b676e247eb9a8046ad0c4d249cd2fb2513df");
});

Deno.test(
  "swhidOf gives a commit's files the name that git has for its tree",
  { ignore },
  async () => {
    const folder = await Deno.makeTempDir({ prefix: "samebit-" });
    const git = (...args: string[]) => runGit(folder, ...args);
    try {
      // Git orders folders as if their names ended with a slash.
      for (const name of ["foo/a", "foo.txt", "foo-bar", "foo0", "z/y/x"]) {
        await Deno.mkdir(`${folder}/${name}`.replace(/[^/]*$/, ""), { recursive: true });
        await Deno.writeTextFile(`${folder}/${name}`, name);
      }
      await Deno.writeTextFile(`${folder}/${"long".repeat(40)}`, "x");
      await Deno.chmod(`${folder}/foo0`, 0o755);
      await Deno.symlink("foo/a", `${folder}/link`);
      await git("init", "--quiet");
      await git("add", ".");
      await git("commit", "--quiet", "-m", "x");
      const files = await filesOfTar(await createGit(folder).archive());
      assertEquals(files.length, 7);
      assertEquals(swhidOf(files), `swh:1:dir:${await git("rev-parse", "HEAD^{tree}")}`);
    } finally {
      await Deno.remove(folder, { recursive: true });
    }
  },
);
