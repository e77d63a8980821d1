import {
  assert,
  assertEquals,
  assertMatch,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { hostileSample, sampleRecord, SMALL, writeSample } from "@samebit/findings/samples";
import { folderOf, writeComparison } from "./write_comparison.ts";

/** Runs `body` on two folders that hold the small sample. */
async function withTwo(body: (out: string, other: string) => Promise<void>): Promise<void> {
  const [out, other] = [await Deno.makeTempDir(), await Deno.makeTempDir()];
  try {
    for (const folder of [out, other]) await writeSample(folder, SMALL);
    await body(out, other);
  } finally {
    await Deno.remove(out, { recursive: true });
    await Deno.remove(other, { recursive: true });
  }
}

Deno.test("folderOf takes slugs from the output folder and paths as they are", () => {
  assertEquals(folderOf("reports", "update-rules"), "reports/update-rules");
  assertEquals(folderOf("reports", "again/update-rules/"), "again/update-rules");
});

Deno.test("writeComparison finds two executions of one experiment the same", async () => {
  await withTwo(async (out, other) => {
    const path = await writeComparison(out, "small", `${other}/small`);
    assertMatch(path.slice(out.length), /^\/small_vs_small_[0-9a-f]{16}\/index\.html$/);
    const page = await Deno.readTextFile(path);
    assertStringIncludes(page, "All 4 pairs of runs have the same bytes");
    assertStringIncludes(page, "There are no differences");
    assertStringIncludes(page, 'href="../small/index.html"');
    assertEquals(await writeComparison(out, "small", `${other}/small`), path);
    assertEquals(await Deno.readTextFile(path), page);
  });
});

Deno.test("writeComparison says since which step two runs differ", async () => {
  await withTwo(async (out, other) => {
    const steps = `${other}/small/${sampleRecord(SMALL).runs[0]!.folder}/steps.csv`;
    const lines = (await Deno.readTextFile(steps)).split("\n");
    lines[3] = "3,1,0.01,9";
    await Deno.writeTextFile(steps, lines.join("\n"));
    const page = await Deno.readTextFile(await writeComparison(out, "small", `${other}/small`));
    assertStringIncludes(page, "3 of 4 pairs of runs have the same bytes");
    assertStringIncludes(page, "differs since step 3 in trainLoss");
  });
});

Deno.test("writeComparison shows hostile text as text", async () => {
  await withTwo(async (out) => {
    await writeSample(out, hostileSample());
    const page = await Deno.readTextFile(await writeComparison(out, "small", "hostile"));
    assert(!page.replace(/<script type="application\/json".*?<\/script>/gs, "").includes("<img"));
    assertEquals(page.match(/<script[ >]/g)!.length, page.match(/<\/script>/g)!.length);
  });
});

Deno.test("writeComparison says which experiment is missing", async () => {
  await withTwo(async (out) => {
    await assertRejects(
      () => writeComparison(out, "small", "other"),
      Deno.errors.NotFound,
      "other/experiment.json: there is no such file",
    );
  });
});

Deno.test("writeComparison gives every pair a folder of its own, which no experiment can have", async () => {
  await withTwo(async (out) => {
    const slugs = ["a", "a-b", "b-c", "c"];
    for (const slug of slugs) await writeSample(out, { ...SMALL, slug });
    await writeSample(`${out}/d`, { ...SMALL, slug: "a-b" });
    const pairs = [["a", "b-c"], ["a-b", "c"], ["a-b", `${out}/d/a-b`], ["a-b", `${out}/a-b`]];
    const pages: string[] = [];
    for (const [a, b] of pairs) pages.push(await writeComparison(out, a!, b!));
    assertEquals(new Set(pages).size, pairs.length);
    assertEquals(pages.slice(0, 2), [`${out}/a_vs_b-c/index.html`, `${out}/a-b_vs_c/index.html`]);
    for (const page of pages) {
      assertMatch(page.slice(out.length), /^\/[a-z0-9_-]+_vs_[a-z0-9_-]+\//);
    }
  });
});
