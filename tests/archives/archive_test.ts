/** An archive as its reader has it: verified under every engine, and found out where it was changed. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { archiveOf } from "../../packages/archives/testing_archives.ts";
import { openArchive } from "../../packages/archives/open_archive.ts";
import { filesBelow } from "../command_line.ts";
import { enginesHere, publish, runExperiments, unpack, verifyIn } from "./published.ts";

const place = await runExperiments();
const small = await publish(place, "small", "--weights");
const folder = await unpack(place, small, "unpacked");
const engines = await enginesHere();
const [engine] = engines;

Deno.test.afterAll(async () => await place[Symbol.asyncDispose]());

Deno.test("publish gives the same bytes again, and calls them by their digest", async () => {
  const again = await publish(place, "small", "--weights", "--out", "again.zip");
  const [a, b] = [await openArchive(small), await openArchive(again)];
  assertEquals(a.sha256, b.sha256);
  assertEquals(small.endsWith(`small-${a.sha256.slice(0, 8)}.zip`), true);
});

for (const engine of engines) {
  Deno.test(`verify.mjs finds every value the same under ${engine.name}, reading its folder alone`, async () => {
    const { status, out, complaints } = await verifyIn(folder, engine);
    assertEquals([status, complaints], [0, ""]);
    assertEquals(out.match(/^same /gm)?.length, 4);
    assertMatch(out, /^PASS +SGD ends above -100 \(must hold\): .* n = 2$/m);
    assertMatch(out, /^FAIL +Adam ends above 1000: /m);
    assertMatch(
      out,
      /\nVERIFIED: 4 of 4 runs the same, bit for bit; all \d+ files as published\n$/,
    );
  });

  Deno.test(`verify.mjs gives one JSON document under ${engine.name}`, async () => {
    const { status, out } = await verifyIn(folder, engine, "--json", "--runs", "1");
    const { runs, left, claims, verdict, files } = JSON.parse(out);
    assertEquals([status, runs.length, left, verdict], [0, 1, 3, "verified"]);
    assertEquals(claims.map(({ result }: { result: string }) => result), ["PASS", "FAIL"]);
    assertEquals(files.faults, []);
  });
}

Deno.test("verify.mjs repeats the runs of one claim, and refuses meaningless flags", async () => {
  const { out } = await verifyIn(folder, engine!, "--claim", "2");
  assertEquals(out.match(/^same +adam/gm)?.length, 2);
  assert(!out.includes("SGD ends"), out);
  for (const flags of [["--claim", "3"], ["--runs", "0"], ["--all"]]) {
    const { status, complaints } = await verifyIn(folder, engine!, ...flags);
    assertEquals(status, 2, complaints);
    assertMatch(complaints, /^error: /);
  }
});

/** One file of each kind that an archive has. */
async function filesByKind(): Promise<string[]> {
  const names = await filesBelow(folder);
  const kindOf = (name: string) => name.startsWith("runs/") ? name.replace(/.*\//, "") : name;
  return [...new Map(names.map((name) => [kindOf(name), name])).values()];
}

Deno.test("verify.mjs names the file, of whatever kind, in which a byte was changed", async () => {
  const names = await filesByKind();
  assert(names.length > 25, names.join());
  for (const name of names) {
    const path = join(folder, name);
    const right = await Deno.readFile(path);
    // The program itself must still run: a comment of it is changed.
    const at = name === "verify.mjs" ? 4 : Math.floor(right.length / 2);
    const wrong = right.slice();
    wrong[at]! ^= 1;
    await Deno.writeFile(path, wrong);
    const { status, out, complaints } = await verifyIn(folder, engine!, "--runs", "1");
    await Deno.writeFile(path, right);
    assert(status !== 0, name);
    assertStringIncludes(
      out + complaints,
      name === "SHA256SUMS" ? name : `CHANGED  ${name} does not have the digest`,
    );
  }
});

/** The archive with other content in a file, sealed as if it had been published so. */
async function forge(name: string, change: (text: string) => string): Promise<string> {
  const { files } = await openArchive(small);
  const text = new TextDecoder().decode(files.get(name));
  assert(change(text) !== text, `${name} is not changed`);
  const forged = new Map(files).set(name, new TextEncoder().encode(change(text)));
  forged.delete("SHA256SUMS");
  const path = join(place.path, "forged.zip");
  await Deno.writeFile(path, archiveOf(forged));
  return path;
}

Deno.test("a forged number is found by repeating the run, though every digest fits", async () => {
  const { files } = await openArchive(small);
  const name = [...files.keys()].find((name) => name.endsWith("steps.csv"))!;
  const forged = await forge(name, (text) => text.replace(/^(5,.*)\d$/m, "$17"));
  const there = await unpack(place, forged, "forged");
  const { status, out } = await verifyIn(there, engine!);
  assertEquals(status, 1, out);
  assertMatch(
    out,
    /^differs +\S+, seed \d +steps\.csv does not have the digest in the lock$/m,
  );
  assertMatch(out, /^FAIL .* 1 of its 2 runs differ/m);
  const verified = await place.run("verify", "forged.zip", "--workers", "2");
  assertEquals(verified.status, 1);
  assertMatch(verified.out, /record differs\n[^]*steps\.csv: step 5, \S+: recorded \S+, got /);
});

Deno.test("verify takes an archive, and says the same about runs and claims", async () => {
  const { status, out, complaints } = await place.run("verify", small, "--workers", "2");
  assertEquals([status, complaints], [0, ""]);
  assertMatch(out, /\.zip: \d+ files as published, SHA-256 [0-9a-f]{64}\n/);
  assertMatch(out, /^4 runs the same, bit for bit \(\w+ kernels\)$/m);
  assertMatch(out, /^FAIL +Adam ends above 1000: /m);
});

Deno.test("verify names the file of an archive in which a byte was changed, and starts no run", async () => {
  const bytes = await Deno.readFile(small);
  const changed = bytes.slice();
  changed[Math.floor(bytes.length / 2)]! ^= 4;
  await Deno.writeFile(join(place.path, "changed.zip"), changed);
  const { status, out, complaints } = await place.run("verify", "changed.zip");
  assertEquals([status, out], [2, ""]);
  assertMatch(complaints, /^error: changed\.zip: \S+: is (damaged|packed)/);
  const missing = await place.run("verify", "no.zip");
  assertEquals(missing.complaints, "error: no.zip: there is no such archive\n");
});

Deno.test("an archive of a table has the table in it, and is verified without any other file", async () => {
  const fruit = await publish(place, "fruit");
  const there = await unpack(place, fruit, "fruit");
  const names = await filesBelow(there);
  assert(names.includes("data/tables/fruit.csv"), names.join());
  assert(!names.some((name) => name.includes("weights")), names.join());
  const { status, out } = await verifyIn(there, engine!);
  assertEquals(status, 0, out);
  const croissant = JSON.parse(
    await Deno.readTextFile(join(there, "data/tables-fruit.croissant.json")),
  );
  const fields = croissant.recordSet[0].field.map(({ name }: { name: string }) => name);
  assertEquals(fields, ["width", "height", "fruit"]);
  assertEquals(croissant.distribution[0].contentUrl, "tables/fruit.csv");
});
