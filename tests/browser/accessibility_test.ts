import { assert, assertEquals, assertMatch } from "@std/assert";
import { LOOKED, SMALL, TUNED } from "../../packages/findings/samples/samples.ts";
import { violations } from "./axe.ts";
import { strayed, tabThrough } from "./keyboard.ts";
import { browserTests } from "./report_pages.ts";

const { test, withReport } = browserTests();

for (const colorScheme of ["light", "dark"] as const) {
  test(`pages have no violation that axe-core finds, on ${colorScheme} ground`, async () => {
    const sample = colorScheme === "light" ? { ...TUNED, looked: true } : LOOKED;
    await withReport(sample, { width: 1300, colorScheme }, async ({ page }) => {
      await page.locator(".behind > summary").first().click();
      assertEquals(await violations(page), []);
      await page.click("text=All experiments");
      assertEquals(await violations(page), []);
    });
  });
}

test("pages let the keyboard reach every control, in the order of the page", async () => {
  await withReport(LOOKED, { width: 1024 }, async ({ page }) => {
    const reached = await tabThrough(page);
    assertEquals(strayed(reached), []);
    for (
      const wanted of [
        "BUTTON  adam",
        "SUMMARY  Table and data",
        "SELECT  rmsprop",
        "SELECT",
        "BUTTON  Run it again here",
        "BUTTON  Copy",
      ]
    ) {
      assert(reached.some((each) => each.startsWith(wanted)), `${wanted} in ${reached.join("\n")}`);
    }
  });
});

test("charts tell screen readers what they show", async () => {
  await withReport(SMALL, { width: 1024 }, async ({ page }) => {
    const labels = await page.getByRole("img").evaluateAll((charts) =>
      charts.map((chart) => chart.getAttribute("aria-label")!)
    );
    assertEquals(labels.length, await page.locator("figure:not([hidden]) .chart-box").count());
    for (const label of labels) {
      assertMatch(label, /chart.*, last means over seeds: rmsprop -?\d.*; adam -?\d/);
    }
  });
});
