/** Links in Markdown: what is one, and which lead nowhere. */
import { assertEquals } from "@std/assert";
import { checkLinks, checkPaths, findLinks } from "./markdown_links.ts";

Deno.test("findLinks finds links, pictures and definitions, and none in code", () => {
  const text = [
    'See [one](a.md) and ![a picture](b/c.png "title"), [two](https://example.org/x).',
    "`[no](code.md)`",
    "```",
    "[no](code.md)",
    "```",
    "[name]: d.md#part",
  ].join("\n");
  assertEquals(findLinks(text), [
    { line: 1, target: "a.md" },
    { line: 1, target: "b/c.png" },
    { line: 1, target: "https://example.org/x" },
    { line: 6, target: "d.md#part" },
  ]);
});

Deno.test("checkLinks follows relative links from the file, to files and folders", () => {
  const files = new Set(["README.md", "docs/a.md", "docs/pictures/x.png"]);
  const text =
    "[a](a.md#part) [b](../README.md) [c](pictures/) [d](#part) [e](mailto:ada@example.org)";
  assertEquals(checkLinks("docs/b.md", text, files), []);
  assertEquals(checkLinks("docs/b.md", "\n[a](README.md) [b](pictures/y.png)", files), [
    "docs/b.md:2: links to README.md, which does not exist",
    "docs/b.md:2: links to pictures/y.png, which does not exist",
  ]);
});

Deno.test("checkPaths names missing source files, in code blocks too", () => {
  const files = new Set(["packages/a/b.ts", "tools/c.ts"]);
  const text = [
    "`packages/a/b.ts`, `packages/a/`, tools/c.ts. `packages/<name>/x.ts` and `packages/*/y.ts`",
    "```",
    "evaluate    packages/a/gone.ts",
    "```",
    "`docs/packages/none.ts` is another folder; `tests/none_test.ts` is not there.",
  ].join("\n");
  assertEquals(checkPaths("X.md", text, files), [
    "X.md:3: names packages/a/gone.ts, which does not exist",
    "X.md:5: names tests/none_test.ts, which does not exist",
  ]);
});
