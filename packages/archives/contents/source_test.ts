/** The source of a checkout: as committed, or with later changes. */
import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { BadInput } from "@samebit/input";
import { readSource } from "./source.ts";
import { hasNoGit, runGit } from "./testing_git.ts";

const ignore = hasNoGit;

/** A checkout of two files, removed at the end. */
async function createCheckout() {
  const folder = await Deno.makeTempDir({ prefix: "samebit-" });
  const git = (...args: string[]) => runGit(folder, ...args);
  await git("init", "--quiet", "--initial-branch=main");
  await Deno.writeTextFile(`${folder}/deno.lock`, "{}\n");
  await Deno.writeTextFile(`${folder}/main.ts`, "export default 1;\n");
  await git("add", ".");
  await git("commit", "--quiet", "-m", "x");
  return { folder, git, [Symbol.asyncDispose]: () => Deno.remove(folder, { recursive: true }) };
}

Deno.test(
  "readSource gives the commit of an unchanged checkout",
  { ignore },
  async () => {
    await using checkout = await createCheckout();
    const source = await readSource(checkout.folder, false);
    assertEquals(source.commit, await checkout.git("rev-parse", "HEAD"));
    assertEquals(source.swhid, `swh:1:dir:${await checkout.git("rev-parse", "HEAD^{tree}")}`);
    assertEquals(source.patch, undefined);
    assertMatch(source.time, /^\d{4}-\d\d-\d\dT/);
  },
);

Deno.test("readSource refuses changed and new files, or gives them as a patch that git applies", {
  ignore,
}, async () => {
  await using checkout = await createCheckout();
  const { folder, git } = checkout;
  await Deno.writeTextFile(`${folder}/main.ts`, "export default 2;\n");
  await Deno.writeTextFile(`${folder}/new file.ts`, "export default 3;\n");
  const message =
    "differs from its commit: main.ts, new file.ts; commit the changes, or give --allow-dirty";
  await assertRejects(() => readSource(folder, false), BadInput, message);
  const { patch, swhid } = await readSource(folder, true);
  assertEquals(swhid, `swh:1:dir:${await git("rev-parse", "HEAD^{tree}")}`);
  await git("add", ".");
  const changed = await git("write-tree");
  await git("reset", "--quiet", "--hard");
  await Deno.writeTextFile(`${folder}/.git/patch`, patch!);
  await git("apply", "--index", ".git/patch");
  assertEquals(await git("write-tree"), changed);
});

Deno.test("readSource says what is missing if a folder is not a checkout", { ignore }, async () => {
  const folder = await Deno.makeTempDir({ prefix: "samebit-" });
  await assertRejects(
    () => readSource(folder, true),
    BadInput,
    "cannot read the source of this checkout",
  );
  await Deno.remove(folder);
});
