import { assert, assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { SMALL, writeSample } from "@samebit/findings/samples";
import { listExperiments, writeIndex, writeReport } from "./write_report.ts";

/** Runs `body` on a folder of its own. */
async function withFolder(body: (out: string) => Promise<void>): Promise<void> {
  const out = await Deno.makeTempDir();
  try {
    await body(out);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  const names: string[] = [];
  for await (const { name } of Deno.readDir(folder)) names.push(name);
  return names.sort();
}

Deno.test("writeReport writes the page and the files that it needs, and nothing else", async () => {
  await withFolder(async (out) => {
    await writeSample(out, SMALL);
    assertEquals((await writeReport(out, "small")).page, `${out}/small/index.html`);
    assertEquals(await namesIn(out), ["assets", "small"]);
    assertEquals(await namesIn(`${out}/small`), [
      "experiment.json",
      "index.html",
      "report.json",
      "rerun",
      "runs",
    ]);
    const page = await Deno.readTextFile(`${out}/small/index.html`);
    for (const [, path] of page.matchAll(/(?:src|href)="(\.\.\/assets\/[^"]*)"/g)) {
      assert((await Deno.stat(`${out}/small/${path}`)).size > 1000, path);
    }
  });
});

Deno.test("writeReport does not touch files that already hold the same bytes", async () => {
  await withFolder(async (out) => {
    await writeSample(out, SMALL);
    const { page: path } = await writeReport(out, "small");
    const before = await Deno.stat(path);
    await Deno.writeTextFile(`${out}/assets/page.css`, "changed");
    await writeReport(out, "small");
    assertEquals((await Deno.stat(path)).ino, before.ino);
    assertStringIncludes(await Deno.readTextFile(`${out}/assets/page.css`), "color-scheme");
  });
});

Deno.test("writeReport refuses a folder that records another experiment", async () => {
  await withFolder(async (out) => {
    await writeSample(out, SMALL);
    await Deno.rename(`${out}/small`, `${out}/other`);
    await assertRejects(() => writeReport(out, "other"), SyntaxError, 'records "small"');
    assertEquals(await namesIn(out), ["other"]);
  });
});

Deno.test("writeIndex lists the experiments of a folder by slug, and passes over other folders", async () => {
  await withFolder(async (out) => {
    await writeSample(out, SMALL);
    await writeSample(out, { ...SMALL, slug: "another", title: "Another" });
    await Deno.mkdir(`${out}/notes`);
    assertEquals(await listExperiments(out), ["another", "small"]);
    const page = await Deno.readTextFile(await writeIndex(out));
    assert(page.indexOf("another/index.html") < page.indexOf("small/index.html"));
    assert(!page.includes("notes"));
  });
});

Deno.test("writeIndex writes an empty index where nothing has run", async () => {
  await withFolder(async (out) => {
    assertEquals(await listExperiments(`${out}/new`), []);
    assertStringIncludes(
      await Deno.readTextFile(await writeIndex(`${out}/new`)),
      "No experiment has been run yet",
    );
  });
});
