/** The page of `report --compare` in a browser: two experiments side by side, from a folder. */
import { assert, assertEquals } from "@std/assert";
import { writeComparison } from "@samebit/comparisons";
import { writeSample } from "../../packages/findings/samples/sample_logs.ts";
import {
  hostileSample,
  type SampleExperiment,
  SMALL,
  UPDATE_RULES,
} from "../../packages/findings/samples/samples.ts";
import { violations } from "./axe.ts";
import { strayed, tabThrough } from "./keyboard.ts";
import { browserTests, fits, type Opened, type View } from "./report_pages.ts";

const { test, withPage } = browserTests();

/** The small sample with a schedule, so that settings and bytes differ. */
const DECAYED: SampleExperiment = { ...SMALL, slug: "decayed", title: "Decayed", decay: true };

/** Compares two samples and hands the page to `body`. */
async function withComparison(
  samples: readonly [SampleExperiment, SampleExperiment],
  view: View,
  body: (opened: Opened) => Promise<void>,
): Promise<void> {
  const out = await Deno.makeTempDir();
  try {
    for (const sample of samples) await writeSample(out, sample);
    const [a, b] = samples;
    await withPage(await writeComparison(out, a.slug, b.slug), view, body);
  } finally {
    await Deno.remove(out, { recursive: true });
  }
}

for (const colorScheme of ["light", "dark"] as const) {
  test(`writeComparison's page has no violation that axe-core finds, on ${colorScheme} ground`, async () => {
    const view = { width: colorScheme === "light" ? 1300 : 390, colorScheme };
    await withComparison([SMALL, DECAYED], view, async ({ page, complaints }) => {
      const boxes = await page.locator(".chart-box").count();
      assert(boxes >= 4);
      assertEquals(await page.locator('.chart-box[data-state="drawn"]').count(), boxes);
      assert(await page.locator("text=differs since step").count() > 0);
      await page.locator(".behind > summary").first().click();
      assert(await fits(page));
      assertEquals(complaints, []);
      assertEquals(await violations(page), []);
    });
  });
}

test("writeComparison's page lets the keyboard reach every control", async () => {
  await withComparison([SMALL, DECAYED], { width: 1024 }, async ({ page }) => {
    const reached = await tabThrough(page);
    assertEquals(strayed(reached), []);
    for (const wanted of ["SUMMARY  Every pair", "SUMMARY  Table and data", "INPUT"]) {
      assert(reached.some((each) => each.startsWith(wanted)), `${wanted} in ${reached.join("\n")}`);
    }
  });
});

test("writeComparison's page shows hostile text as text", async () => {
  await withComparison([UPDATE_RULES, hostileSample()], { width: 390 }, async (opened) => {
    const { page, complaints } = opened;
    assertEquals(await page.evaluate("globalThis.broken"), undefined);
    assertEquals(await page.locator("img, [onload], [onerror]").count(), 0);
    assert(await fits(page));
    assertEquals(complaints, []);
  });
});
