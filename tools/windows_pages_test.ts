/** Lines of pages as Deno for Windows writes them. */
import { assertEquals } from "@std/assert";
import { mendPage } from "./windows_pages.ts";

const MODULES = ["random/mod.ts", "tensors/mod.ts", "tensors/native/mod.ts"];

/** Checks what becomes of a line in each of these files. */
function assertMended(line: string, files: Readonly<Record<string, string>>): void {
  for (const [path, mended] of Object.entries(files)) {
    assertEquals(mendPage(line, path, MODULES), mended, path);
  }
}

Deno.test("mendPage lets links climb to the root from any depth, and writes them with slashes", () => {
  assertMended(
    String.raw`<a href="..&#x2F;.&#x2F;tensors\native\mod.ts&#x2F;~&#x2F;c.html" id="#">`,
    {
      "random/mod.ts/index.html":
        '<a href="../..&#x2F;.&#x2F;tensors/native/mod.ts&#x2F;~&#x2F;c.html" id="#">',
      "tensors/native/mod.ts/index.html":
        '<a href="../../..&#x2F;.&#x2F;tensors/native/mod.ts&#x2F;~&#x2F;c.html" id="#">',
    },
  );
  assertMended(String.raw`<p>random\mod.ts</p> <script src="../../fuse.js"> <a href="#one">`, {
    "tensors/mod.ts/~/A.html":
      '<p>random/mod.ts</p> <script src="../../../fuse.js"> <a href="#one">',
    "index.html": '<p>random/mod.ts</p> <script src="../../fuse.js"> <a href="#one">',
  });
});

Deno.test("mendPage writes the files of the search's index with slashes", () => {
  assertMended(String.raw`{"file":"tensors\native\mod.ts","doc":"a\nb"}`, {
    "search_index.js": String.raw`{"file":"tensors/native/mod.ts","doc":"a\nb"}`,
  });
});

Deno.test("mendPage does not change a page that is right", () => {
  const line = '<link href="../../styles.css"><a href="..&#x2F;..&#x2F;tensors/mod.ts">';
  assertMended(line, { "tensors/mod.ts/index.html": line });
});
