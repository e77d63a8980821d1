import { assert, assertEquals } from "@std/assert";
import { compile, type TopLevelSpec } from "vega-lite";
import { goldenFiles } from "./golden_files.ts";

const FOLDER = new URL("golden/", import.meta.url);

Deno.test("goldenFiles are the committed files, byte for byte", async () => {
  const files = goldenFiles();
  const committed: string[] = [];
  for await (const { name } of Deno.readDir(FOLDER)) committed.push(name);
  assertEquals(committed.sort(), Object.keys(files).sort());
  for (const [name, text] of Object.entries(files)) {
    const golden = await Deno.readTextFile(new URL(name, FOLDER));
    assert(
      text === golden,
      `${name} differs; if that is meant: deno run -RW packages/report/golden_files.ts`,
    );
  }
});

Deno.test("goldenFiles hold charts that Vega-Lite compiles without a warning", () => {
  const warnings: unknown[] = [];
  const logger = {
    level: () => logger,
    error: (...args: unknown[]) => (warnings.push(args), logger),
    warn: (...args: unknown[]) => (warnings.push(args), logger),
    info: () => logger,
    debug: () => logger,
  };
  const charts = Object.entries(goldenFiles()).filter(([name]) => /^chart-.*json$/.test(name));
  assert(charts.length >= 4);
  for (const [name, text] of charts) {
    const spec: TopLevelSpec = JSON.parse(text);
    const { spec: vega } = compile(spec, { logger: logger as never });
    assert(vega.marks!.length > 0, name);
  }
  assertEquals(warnings, []);
});
