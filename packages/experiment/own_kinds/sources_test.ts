import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { BadInput } from "@samebit/input";
import { describeOwnKinds } from "./describe.ts";
import { readOwnFiles } from "./manifest.ts";
import { hashOfSources, readSources } from "./sources.ts";

async function withFiles(
  files: Readonly<Record<string, string>>,
  work: (folder: string) => Promise<void>,
): Promise<void> {
  const folder = await Deno.makeTempDir();
  try {
    for (const [name, text] of Object.entries(files)) {
      const path = join(folder, name);
      await Deno.mkdir(join(path, ".."), { recursive: true });
      await Deno.writeTextFile(path, text);
    }
    await work(folder);
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
}

Deno.test("hashOfSources is that of the lines of sha256sum, of all files that are imported", async () => {
  const files = {
    "rule.ts": 'import { x } from "./parts/x.ts";\nexport default x;\n',
    "parts/x.ts": 'import "../y.ts";\nexport const x = 1;\n',
    "y.ts": "export {};\n",
    "other.ts": "export default 1;\n",
  };
  await withFiles(files, async (folder) => {
    const sources = await readSources(join(folder, "rule.ts"));
    assertEquals(sources.map(({ name }) => name), ["parts/x.ts", "rule.ts", "y.ts"]);
    // cd FOLDER && sha256sum parts/x.ts rule.ts y.ts | sha256sum
    const hash = hashOfSources(sources);
    assertEquals(hash, "83c6406cb764e837d5dcbcbba6f2d95b17dd479be7d9ba0ce7950878892cf6d5");
    await Deno.writeTextFile(join(folder, "other.ts"), "export default 2;\n");
    assertEquals(hashOfSources(await readSources(join(folder, "rule.ts"))), hash);
    await Deno.writeTextFile(join(folder, "y.ts"), "export { };\n");
    assertNotEquals(hashOfSources(await readSources(join(folder, "rule.ts"))), hash);
  });
});

Deno.test("readSources refuses imports from elsewhere, and whatever a kind must not contain", async () => {
  const refused: readonly [text: string, says: string][] = [
    ['import fs from "node:fs";', 'rule.ts: imports "node:fs"; a kind may import packages'],
    ['import x from "npm:x";', 'imports "npm:x"'],
    ['import x from "https://example.org/x.ts";', 'imports "https://example.org/x.ts"'],
    ['import x from "../x.ts";', 'imports "../x.ts"'],
    ['import x from "./data.json" with { type: "json" };', 'imports "./data.json"'],
    ['import x from "./gone.ts";', "gone.ts: there is no such file"],
    ["\nconst y = Math.exp(1);", "rule.ts:2: uses Math.exp, which engines and machines round"],
  ];
  for (const [text, says] of refused) {
    await withFiles({ "kinds/rule.ts": text, "x.ts": "" }, async (folder) => {
      await assertRejects(() => readSources(join(folder, "kinds/rule.ts")), BadInput, says);
    });
  }
});

Deno.test("readOwnFiles finds kinds by name, and none if nothing is listed", async () => {
  const samebit = { optimizers: { "own-a": "./kinds/a.ts", "own-b-2": "./b.ts" } };
  await withFiles({ "deno.json": JSON.stringify({ samebit }) }, async (folder) => {
    const files = await readOwnFiles(folder);
    assertEquals([...files], [
      ["own-a", { family: "optimizers", path: join(folder, "kinds", "a.ts") }],
      ["own-b-2", { family: "optimizers", path: join(folder, "b.ts") }],
    ]);
  });
  await withFiles({}, async (folder) => assertEquals((await readOwnFiles(folder)).size, 0));
  await withFiles({ "deno.json": '{ "tasks": {} } // a comment' }, async (folder) => {
    assertEquals((await readOwnFiles(folder)).size, 0);
  });
});

Deno.test("readOwnFiles refuses what is not a list, and says where", async () => {
  const refused: readonly [samebit: unknown, says: string][] = [
    [[], "samebit needs an object"],
    [{ optimisers: {} }, 'samebit.optimisers is unknown, did you mean "optimizers"?'],
    [{ optimizers: ["./a.ts"] }, "samebit.optimizers needs an object of files by name"],
    [
      { optimizers: { sgd: "./a.ts" } },
      'samebit.optimizers."sgd" is not a name for a kind of your own',
    ],
    [{ optimizers: { "own-A": "./a.ts" } }, 'samebit.optimizers."own-A" is not a name'],
    [{ optimizers: { "own-a": "../a.ts" } }, 'samebit.optimizers."own-a" cannot be "../a.ts"'],
    [{ optimizers: { "own-a": "./x/../../a.ts" } }, 'cannot be "./x/../../a.ts"'],
    [{ optimizers: { "own-a": 1 } }, "cannot be 1; wanted a file below the folder"],
  ];
  for (const [samebit, says] of refused) {
    await withFiles({ "deno.json": JSON.stringify({ samebit }) }, async (folder) => {
      await assertRejects(() => readOwnFiles(folder), BadInput, says);
    });
  }
});

Deno.test("describeOwnKinds reads no list for data that name no own kind", async () => {
  await withFiles({ "deno.json": '{ "samebit": is broken' }, async (folder) => {
    const naming = (kind: string) => describeOwnKinds(folder, { base: { optimizer: { kind } } });
    assertEquals(await naming("adam"), {});
    await assertRejects(() => naming("own-signs"), BadInput, "is not JSON");
  });
});
