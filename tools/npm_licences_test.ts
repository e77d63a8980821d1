/** Dependencies and licences of a small lockfile and cache. */
import { assertEquals, assertThrows } from "@std/assert";
import { pathToFileURL } from "node:url";
import { collectLicences, findDependencies } from "./npm_licences.ts";
import { withTree } from "./testing_trees.ts";

const lockfile = {
  npm: {
    "a@1.0.0_b@2.0.0": { dependencies: ["b", "@s/c", "@types/d"] },
    "b@2.0.0": { dependencies: ["a"] },
    "@s/c@3.0.0": {},
    "bb@4.0.0": {},
  },
};

Deno.test("findDependencies follows the lockfile and leaves types out", () => {
  assertEquals(findDependencies(lockfile, ["a"]), ["@s/c@3.0.0", "a@1.0.0", "b@2.0.0"]);
  assertThrows(() => findDependencies(lockfile, ["e"]), Error, "package e in deno.lock");
});

Deno.test("collectLicences takes the licence's text once, or its name if there is no text", async () => {
  const files = {
    "a/1.0.0/license.md": "Text of a\r\nend\n\n",
    "b/2.0.0/LICENSE": "Text of a\nend",
    "@s/c/3.0.0/package.json": '{"license":"MIT"}',
  };
  await withTree(files, async (root) => {
    const text = await collectLicences(
      ["@s/c@3.0.0", "a@1.0.0", "b@2.0.0"],
      pathToFileURL(`${root}/`),
    );
    assertEquals(text.split(/\n-+\n/), [
      "@s/c 3.0.0\n\nLicence: MIT (the package comes without a text)\n",
      "\na 1.0.0\nb 2.0.0\n\nText of a\nend\n",
    ]);
  });
});
