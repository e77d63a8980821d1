/**
 * What a reader may do to curves: have them stand along steps, epochs or time, and smoothed. Times come
 * from each run's `timing.csv`, of which nothing outside the section of one machine may depend.
 */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import { join } from "node:path";
import { writeReport } from "@samebit/report";
import { writeSample } from "../../packages/findings/samples/sample_logs.ts";
import { SMALL } from "../../packages/findings/samples/samples.ts";
import { portablePart } from "../../packages/report/page/machine.tsx";
import { violations } from "./axe.ts";
import { browserTests } from "./report_pages.ts";

const { test, withPage } = browserTests();

/** Ten epochs of four steps each; an epoch takes half a second, the first evaluation one. */
const LONGER = { ...SMALL, epochs: 10, stepsPerEpoch: 4 };
const TIMES = "epoch,wallSeconds\n" +
  Array.from({ length: 11 }, (_, epoch) => `${epoch},${1 + epoch / 2}\n`).join("");

async function withTimed(body: (place: string, untimed: string) => Promise<void>): Promise<void> {
  const out = await Deno.makeTempDir();
  try {
    await writeSample(out, LONGER);
    const untimed = await Deno.readTextFile((await writeReport(out, LONGER.slug)).page);
    const runs = join(out, LONGER.slug, "runs");
    for await (const { name } of Deno.readDir(runs)) {
      await Deno.writeTextFile(join(runs, name, "timing.csv"), TIMES);
    }
    await body((await writeReport(out, LONGER.slug)).page, untimed);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

test("a page puts its curves along time, which its portable part knows nothing of", async () => {
  await withTimed(async (place, untimed) => {
    assertEquals(portablePart(await Deno.readTextFile(place)), portablePart(untimed));
    await withPage(place, { width: 1024 }, async ({ page, complaints }) => {
      const titleOf = (id: string) =>
        page.locator(`#${id} .role-axis-title text`).first().textContent();
      const lastLabel = async (id: string) =>
        Number(
          (await page.locator(`#${id} .role-axis-label`).first().locator("text")
            .allTextContents()).at(-1),
        );
      assertEquals(await titleOf("chart-train-loss"), "Step");
      const before = await page.locator("#chart-train-loss .mark-line path").count();
      await page.selectOption('[data-along="chart-train-loss"]', "time");
      assertMatch((await titleOf("chart-train-loss"))!, /^Wall-clock time \(s\)$/);
      assertEquals(
        await page.locator("#chart-train-loss-figure h3").textContent(),
        "Training loss by time",
      );
      assertEquals(await lastLabel("chart-train-loss"), 6);
      assertEquals(await page.locator("#chart-train-loss .mark-line path").count(), before);
      await page.selectOption('[data-along="chart-train-loss"]', "epoch");
      assertEquals(await lastLabel("chart-train-loss"), 10);
      await page.selectOption('[data-along="chart-validation-accuracy"]', "step");
      assertEquals(await titleOf("chart-validation-accuracy"), "Step");
      assertEquals(await lastLabel("chart-validation-accuracy"), 40);
      assertEquals(complaints, []);
      assertEquals(await violations(page), []);
    });
  });
});

test("a page smooths the mean of a training curve, and leaves the faint lines as they are", async () => {
  await withTimed(async (place) => {
    await withPage(place, { width: 1024 }, async ({ page }) => {
      const lines = () =>
        page.locator("#chart-train-loss .mark-line path").evaluateAll((paths) =>
          paths.map((path) => path.getAttribute("d")!)
        );
      const before = await lines();
      const slider = page.locator('[data-smooth="chart-train-loss"]');
      await slider.fill("0.9");
      const after = await lines();
      assertEquals(await page.locator(".choice output").first().textContent(), "0.9");
      assertEquals(after.slice(0, 4), before.slice(0, 4));
      for (const at of [4, 5]) assertNotEquals(after[at], before[at]);
      await slider.fill("0");
      assertEquals(await lines(), before);
      assertEquals(await page.locator(".choice output").first().textContent(), "off");
    });
  });
});

test("a page names a line only where it ends near its name", async () => {
  await withTimed(async (place) => {
    const runs = join(place, "..", "runs");
    for await (const { name } of Deno.readDir(runs)) {
      if (!name.startsWith("variant0-")) continue;
      const slow = TIMES.replace(/,(.*)$/gm, (_, seconds) => `,${4 * Number(seconds) || seconds}`);
      await Deno.writeTextFile(join(runs, name, "timing.csv"), slow);
    }
    const { page: again } = await writeReport(join(place, "..", ".."), LONGER.slug);
    await withPage(again, { width: 1280 }, async ({ page }) => {
      const names = () => page.locator("#chart-train-loss .ends bdi").allTextContents();
      assertEquals((await names()).sort(), ["adam", "rmsprop"]);
      await page.selectOption('[data-along="chart-train-loss"]', "time");
      await page.waitForSelector("#chart-train-loss .ends bdi");
      assertEquals(await names(), ["rmsprop"]);
    });
  });
});

test("a page without times offers no other axis", async () => {
  const out = await Deno.makeTempDir();
  try {
    await writeSample(out, LONGER);
    const { page: place } = await writeReport(out, LONGER.slug);
    await withPage(place, { width: 390 }, async ({ page }) => {
      assert(!await page.locator('[data-along="chart-train-loss"]').isVisible());
      assert(await page.locator('[data-smooth="chart-train-loss"]').isVisible());
    });
  } finally {
    await Deno.remove(out, { recursive: true });
  }
});
