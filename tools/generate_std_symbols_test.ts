/** The list of `@std` symbols, from a small tree. */
import { assertEquals, assertRejects } from "@std/assert";
import { findStdSymbols, generateStdSymbols } from "./generate_std_symbols.ts";
import { withTree } from "./testing_trees.ts";

const standard = (name: string) => ["@std", name].join("/");
const importing = (names: string, module: string) =>
  `import { ${names} } from "${standard(module)}";\n`;

Deno.test("findStdSymbols reads statements and examples and leaves the stand-ins out", async () => {
  const files = {
    "packages/a/mod.ts": importing("parse, type Column as C", "csv"),
    "packages/a/b.ts": `/**\n * ${importing("assert", "assert")} */\n`,
    "docs/c.md": `\`\`\`ts\n${importing("stringify", "csv")}\`\`\`\n`,
    "tools/std/assert/mod.ts": importing("fail", "assert"),
  };
  await withTree(files, async (root) => {
    assertEquals([...await findStdSymbols(root)], [
      [standard("assert"), ["assert"]],
      [standard("csv"), ["Column", "parse", "stringify"]],
    ]);
  });
});

Deno.test("generateStdSymbols replaces what stands between the markers", async () => {
  const markers = [
    "<!-- std symbols: made by tools/generate_std_symbols.ts -->",
    "<!-- end of std symbols -->",
  ];
  const files = {
    "CONTRIBUTING.md": `before\n${markers[0]}\nold\n${markers[1]}\nafter\n`,
    "packages/a/mod.ts": importing("parse", "csv"),
  };
  await withTree(files, async (root) => {
    const page = (await generateStdSymbols(root)).get("CONTRIBUTING.md");
    assertEquals(
      new TextDecoder().decode(page),
      `before\n${markers[0]}\n\n- \`${standard("csv")}\`: \`parse\`\n\n${markers[1]}\nafter\n`,
    );
  });
});

Deno.test("generateStdSymbols refuses a page without markers and imports without names", async () => {
  await withTree({ "CONTRIBUTING.md": "text" }, async (root) => {
    await assertRejects(() => generateStdSymbols(root), Error, "lacks the markers");
  });
  const whole = { "a.ts": `import * as csv from "${standard("csv")}";\n` };
  await withTree(whole, async (root) => {
    await assertRejects(() => findStdSymbols(root), Error, "without naming symbols");
  });
});
