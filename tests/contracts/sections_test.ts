/** That the sections of the contract, their vectors, the tests and the code lead to one another. */
import { assert, assertEquals } from "@std/assert";
import { packageOrder } from "../../tools/package_order.ts";
import { listFiles } from "../../tools/source_files.ts";
import { CONTRACTS } from "./vectors.ts";

const ROOT = `${CONTRACTS}/../..`;

async function namesIn(folder: string, ending: string): Promise<string[]> {
  const entries = await Array.fromAsync(Deno.readDir(folder));
  return entries.map(({ name }) => name).filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length)).sort();
}

const sections = (await namesIn(CONTRACTS, ".md")).filter((name) => /^\d+-/.test(name));

Deno.test("every section of the contract has vectors, and all vectors a section", async () => {
  assert(sections.length >= 4, sections.join());
  assertEquals(await namesIn(`${CONTRACTS}/vectors`, ".json"), sections);
});

Deno.test("every section links its vectors, and the index lists every section", async () => {
  const index = await Deno.readTextFile(`${CONTRACTS}/README.md`);
  for (const section of sections) {
    const text = await Deno.readTextFile(`${CONTRACTS}/${section}.md`);
    assert(text.includes(`](vectors/${section}.json)`), `${section}.md links no vectors`);
    assert(index.includes(`${section}.md`), `README.md does not list ${section}.md`);
  }
});

Deno.test("every vectors file is read by a test", async () => {
  const folder = `${ROOT}/tests/contracts`;
  const tests = await Promise.all(
    (await namesIn(folder, "_test.ts")).map((name) =>
      Deno.readTextFile(`${folder}/${name}_test.ts`)
    ),
  );
  for (const section of sections) {
    assert(tests.some((text) => text.includes(`"${section}"`)), `no test names "${section}"`);
  }
});

Deno.test("every heading that a section links to exists", async () => {
  const pages = ["README", ...sections];
  const texts = new Map(
    await Promise.all(
      pages.map(async (page) =>
        [page, await Deno.readTextFile(`${CONTRACTS}/${page}.md`)] as const
      ),
    ),
  );
  for (const [page, text] of texts) {
    for (const [link, target, anchor] of text.matchAll(/\]\(([\w-]*)(?:\.md)?#([\w-]+)\)/g)) {
      const headings = (texts.get(target || page) ?? "").match(/^#+ .*$/gm) ?? [];
      assert(headings.map(anchorOf).includes(anchor!), `${page}.md: ${link}`);
    }
  }
});

/** How a heading is linked: in lower case, without signs, with hyphens. */
function anchorOf(heading: string): string {
  return heading.replace(/^#+ /, "").toLowerCase().replaceAll(/[^\p{L}\p{N} _-]/gu, "")
    .replaceAll(" ", "-");
}

Deno.test("every page of the contract that the code names exists, and is named as code", async () => {
  const files = (await listFiles(ROOT)).filter((path) => /^packages\/.*\.ts$/.test(path));
  let named = 0;
  for (const file of files.filter((path) => !/\/(assets|generated)\//.test(path))) {
    const text = await Deno.readTextFile(`${ROOT}/${file}`);
    for (const [code, page] of text.matchAll(/`?(docs\/contracts\/[\w.-]+\.md)`?/g)) {
      assert((await Deno.stat(`${ROOT}/${page}`)).isFile, `${file} names ${page}`);
      // `deno task docs` makes links of code alone.
      assertEquals(code, `\`${page}\``, file);
      named++;
    }
  }
  assert(named > 0);
});

Deno.test("the API pages lead to every section of the contract", async () => {
  const modules = packageOrder.map((name) => `packages/${name}/mod.ts`);
  const { code, stdout } = await new Deno.Command(Deno.execPath(), {
    args: ["doc", "--json", "--quiet", ...modules],
    cwd: ROOT,
    stderr: "inherit",
  }).output();
  assertEquals(code, 0);
  const docs = new TextDecoder().decode(stdout);
  for (const section of sections) {
    assert(docs.includes(`\`docs/contracts/${section}.md\``), `no page leads to ${section}.md`);
  }
});
