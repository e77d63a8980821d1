import { assert, assertEquals } from "@std/assert";
import type { Browser, Page } from "playwright-core";
import { writeIndex, writeReport } from "@samebit/report";
import { writeSample } from "../../packages/report/sample_logs.ts";
import {
  HOSTILE,
  hostileSample,
  type Sample,
  SMALL,
  UPDATE_RULES,
} from "../../packages/report/samples.ts";
import { findBrowser, openBrowser } from "./open_browser.ts";

const PATH = findBrowser();

let browser: Browser | undefined;

Deno.test.beforeAll(async () => {
  if (PATH !== undefined) browser = await openBrowser(PATH);
});

Deno.test.afterAll(async () => {
  await browser?.close();
});

/** A page in the browser and all that it complained about. */
interface Opened {
  readonly page: Page;
  readonly complaints: readonly string[];
}

/** Writes the report of a sample and hands its page to `body`. */
async function withReport(
  sample: Sample,
  options: { width: number; colorScheme?: "light" | "dark" },
  body: (opened: Opened) => Promise<void>,
): Promise<void> {
  const out = await Deno.makeTempDir();
  let page: Page | undefined;
  try {
    await writeSample(out, sample);
    const path = await writeReport(out, sample.slug);
    await writeIndex(out);
    const { width, colorScheme = "light" } = options;
    page = await browser!.newPage({ viewport: { width, height: 900 }, colorScheme });
    const complaints = listen(page);
    await page.goto(`file://${path}`);
    await drawn(page);
    await body({ page, complaints });
  } finally {
    await page?.close();
    await Deno.remove(out, { recursive: true });
  }
}

/** Collects console messages, errors (violations of the policy are among them) and requests. */
function listen(page: Page): string[] {
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) complaints.push(`request: ${request.url()}`);
  });
  page.on("requestfailed", (request) => complaints.push(`failed: ${request.url()}`));
  return complaints;
}

async function drawn(page: Page): Promise<void> {
  await page.waitForSelector('html[data-charts="done"]', { state: "attached" });
}

/** Whether nothing sticks out of the page sideways. */
function fits(page: Page): Promise<boolean> {
  return page.evaluate("document.documentElement.scrollWidth <= innerWidth");
}

function browserTest(name: string, fn: () => Promise<void>): void {
  // The reason is printed by findBrowser.
  Deno.test({ name, ignore: PATH === undefined, sanitizeResources: false, fn });
}

browserTest("writeReport's page draws every chart from a folder, without a complaint", async () => {
  await withReport(UPDATE_RULES, { width: 1024 }, async ({ page, complaints }) => {
    const boxes = await page.locator(".chart-box").count();
    assertEquals(boxes, 5);
    assertEquals(await page.locator('.chart-box[data-state="drawn"] svg.marks').count(), boxes);
    const lines = page.locator("#chart-train-loss svg .mark-line path");
    assert(await lines.count() >= 15 + 5);
    const dots = page.locator("#chart-final-testAccuracy svg .mark-symbol path");
    assert(await dots.count() >= 15);
    assert(await fits(page));
    assertEquals(complaints, []);
  });
});

browserTest("writeReport's page answers clicks in the legend and pointing at a line", async () => {
  await withReport(UPDATE_RULES, { width: 1024 }, async ({ page, complaints }) => {
    const chart = page.locator("#chart-train-accuracy");
    const faint = () => chart.locator('.mark-line path[opacity="0.12"]').count();
    assertEquals(await faint(), 0);
    await chart.locator(".role-legend-label text", { hasText: "momentum" }).click();
    await chart.locator('.mark-line path[opacity="0.12"]').first().waitFor({ state: "attached" });
    assertEquals(await faint(), 4);
    await chart.locator("svg.marks").hover();
    await page.waitForSelector("#vg-tooltip-element.visible");
    assertEquals(complaints, []);
  });
});

browserTest("writeReport's page follows the reader's colours while it is open", async () => {
  await withReport(SMALL, { width: 1024, colorScheme: "dark" }, async ({ page, complaints }) => {
    const title = page.locator("#chart-train-loss .role-title-text text").first();
    const dark = await title.getAttribute("fill");
    await page.emulateMedia({ colorScheme: "light" });
    const other = page.locator(`#chart-train-loss .role-title-text text:not([fill="${dark}"])`);
    await other.first().waitFor();
    assertEquals(complaints, []);
  });
});

browserTest("writeReport's page fits a phone; tables scroll in their own boxes", async () => {
  await withReport(UPDATE_RULES, { width: 390 }, async ({ page, complaints }) => {
    assert(await fits(page));
    const widths = await page.locator(".chart-box svg").evaluateAll((charts) =>
      charts.map((chart) => chart.getBoundingClientRect().right)
    );
    assert(widths.every((right) => right <= 390), `${widths}`);
    assertEquals(complaints, []);
  });
});

browserTest("writeReport's page shows hostile text as text", async () => {
  await withReport(hostileSample(), { width: 390 }, async ({ page, complaints }) => {
    assertEquals(await page.evaluate("globalThis.broken"), undefined);
    assertEquals(await page.locator("img, [onload], [onerror]").count(), 0);
    const shown = await page.locator("h1").textContent();
    assertEquals(shown, HOSTILE.replaceAll("\0", "\uFFFD"));
    assertEquals(await page.locator('.chart-box[data-state="drawn"]').count(), 5);
    assert(await fits(page));
    assertEquals(complaints, []);
  });
});

browserTest("writeIndex's page leads to an experiment and back", async () => {
  await withReport(SMALL, { width: 1024 }, async ({ page, complaints }) => {
    await page.click("text=All experiments");
    assertEquals(await page.locator(".gallery li").count(), 1);
    await page.click(`text=${SMALL.title}`);
    await drawn(page);
    assertEquals(complaints, []);
  });
});
