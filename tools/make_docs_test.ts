/** The API pages of two small packages: what the first page lists, and that every link leads somewhere. */
import { assert, assertMatch, assertRejects, assertStringIncludes } from "@std/assert";
import { posix } from "node:path";
import { makeDocs } from "./make_docs.ts";
import { withTree } from "./testing_trees.ts";

const packageFile = (name: string, exports: unknown) =>
  JSON.stringify({ name: `@samebit/${name}`, version: "0.1.0", exports });

const FILES = {
  "docs/use-as-a-library.md": "# As a library\n\n" +
    "| function | of | gives |\n| --- | --- | --- |\n| `c` | `@samebit/tensors/native` | runs |\n",
  "docs/contracts/README.md": "# The contract\n",
  "docs/contracts/4-random-numbers.md": "# 4. Random numbers\n",
  "deno.json": JSON.stringify({ workspace: ["packages/random", "packages/tensors"] }),
  "packages/random/deno.json": packageFile("random", "./mod.ts"),
  "packages/random/mod.ts":
    "/** Draws `x`. Twice.\n *\n * More: `docs/contracts/4-random-numbers.md`.\n *\n * @module */\n" +
    "/** One. */\nexport const one = 1;\n",
  "packages/tensors/deno.json": packageFile("tensors", {
    ".": "./mod.ts",
    "./native": "./native/mod.ts",
  }),
  "packages/tensors/mod.ts":
    "/** Holds. @module */\n/** A. */\nexport class A { /** B. */ b = 1; }\n",
  "packages/tensors/native/mod.ts":
    "/** Runs. @module */\n/** C. */\nexport function c(): void {}\n",
};

Deno.test("makeDocs lists every module with its purpose, and links to existing pages", async () => {
  await withTree(FILES, async (root) => {
    await makeDocs(root, `${root}/docs/api`);
    await makeDocs(root, `${root}/docs/api`);
    const read = (page: string) => Deno.readTextFile(`${root}/docs/api/${page}`);
    const first = await read("index.html");
    assertStringIncludes(first, "@samebit/random</a></h2><p>Draws <code>x</code>. Twice.</p>");
    assertMatch(first, /@samebit\/random<.*@samebit\/tensors<.*@samebit\/tensors\/native</);
    assertMatch(
      first,
      /Start with these<.*href="tensors\/native\/mod.ts\/~\/c.html">c<.*\): runs<.*Packages,/,
    );
    const own = await read("tensors/native/mod.ts/index.html");
    assertStringIncludes(own, "from &quot;@samebit/tensors/native&quot;");

    assertStringIncludes(first, '<a href="../contracts/README.md">');
    assertStringIncludes(
      await read("random/mod.ts/index.html"),
      '<a href="../../../contracts/4-random-numbers.md"><code>docs/contracts/',
    );

    const seen = new Set<string>(["index.html"]);
    for (const page of seen) {
      const html = await read(page);
      for (const [, target] of html.matchAll(/ href="([^"]*)"/g)) {
        const [file] = target!.replaceAll("&#x2F;", "/").split("#");
        if (target!.startsWith("#")) continue;
        const path = posix.join(posix.dirname(page), file!);
        if (path.endsWith(".html")) seen.add(path);
        else assert((await Deno.stat(`${root}/docs/api/${path}`)).isFile, path);
      }
    }
    assert(seen.has("tensors/mod.ts/~/A.html"));
  });
});

Deno.test("makeDocs refuses an entry point that no package has", async () => {
  const files = {
    ...FILES,
    "docs/use-as-a-library.md": "| `d`      | `@samebit/random` | draws |\n",
  };
  await withTree(files, async (root) => {
    await assertRejects(
      () => makeDocs(root, `${root}/docs/api`),
      Error,
      "docs/use-as-a-library.md: names d of @samebit/random, which has no page",
    );
  });
});
