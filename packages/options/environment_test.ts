import { assert, assertEquals, assertMatch } from "@std/assert";
import { describeEnvironment } from "./environment.ts";

Deno.test("describeEnvironment names machine, sources and commit, the same each time", async () => {
  const environment = await describeEnvironment();
  assertEquals(environment["deno"], Deno.version.deno);
  assert(environment["cores"] as number >= 1);
  assertMatch(String(environment["sourceDigest"]), /^[0-9a-f]{64}$/);
  assertMatch(String(environment["commit"]), /^([0-9a-f]{40}|unknown)$/);
  assertEquals(await describeEnvironment(), environment);
});
