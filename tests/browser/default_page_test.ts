/**
 * The page of the default experiment as its first reader sees it, in Chromium and in Firefox: it
 * draws its charts from a folder, repeats a run, trains one with another setting, and verifies a
 * claim. What it takes until something is seen is printed.
 */
import { assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { createWorkplace, ROOT, type Workplace } from "../command_line.ts";
import { BROWSERS, findBrowser } from "./open_browser.ts";
import { browserTests, drawn } from "./report_pages.ts";

const NAME = "update-rules";

let place: Workplace | undefined;

Deno.test.beforeAll(async () => {
  if (!BROWSERS.some((browser) => findBrowser(browser))) return;
  place = await createWorkplace();
  const file = `experiments/${NAME}.ts`;
  await place.write(file, await Deno.readTextFile(join(ROOT, file)));
  assertEquals((await place.run("experiment", NAME)).complaints, "");
});

Deno.test.afterAll(() => place?.[Symbol.asyncDispose]());

/** Runs `act` and prints how long it took. */
async function timed(what: string, act: () => Promise<unknown>): Promise<void> {
  const began = performance.now();
  await act();
  console.log(`${what}: ${((performance.now() - began) / 1000).toFixed(2)} s`);
}

/** What a part of the page says once it is no longer busy. */
async function saidBy(page: Page, part: string): Promise<string> {
  await page.waitForSelector(`${part}[data-state]:not([data-state="busy"])`);
  return (await page.locator(`${part} > .again-verdict`).textContent())!;
}

for (const browser of BROWSERS) {
  const { test, withBlank, withPage } = browserTests("files", browser);
  const path = () => `${place!.path}/reports/${NAME}/index.html`;

  test(`the default page draws its charts in ${browser}, without a complaint`, async () => {
    await withBlank({ width: 1024 }, async ({ page, complaints }) => {
      await timed(`${browser}, until the charts in sight are drawn`, async () => {
        await page.goto(`file://${path()}`);
        await page.waitForSelector('html[data-charts="done"]', { state: "attached" });
      });
      // Far below, but paper does not wait until pictures are loaded.
      await page.waitForSelector('#chart-mistakes[data-state="drawn"]', { state: "attached" });
      await drawn(page);
      const boxes = await page.locator("figure:not([hidden]) .chart-box").count();
      assertEquals(await page.locator('.chart-box[data-state="drawn"]').count(), boxes);
      assertEquals(complaints, []);
    });
  });

  test(`the default page makes a run again in ${browser}, to the last bit`, async () => {
    await withPage(path(), { width: 1024 }, async ({ page, complaints }) => {
      await page.getByRole("button", { name: "Run it again here" }).click();
      assertMatch(
        await saidBy(page, ".again"),
        /^Identical to the last bit: all [\d,]+ numbers of run\.json, .* trained here by WebAssembly in /,
      );
      assertEquals(complaints, []);
    });
  });

  test(`the default page draws what is tried in ${browser}`, async () => {
    await withPage(path(), { width: 1024 }, async ({ page, complaints }) => {
      await timed(`${browser}, until a tried setting has its first point`, async () => {
        await page.getByRole("slider", { name: "Learning rate" }).press("ArrowRight");
        await page.locator("#chart-try-loss .mark-line path").nth(5).waitFor({ state: "attached" });
      });
      assertMatch(await saidBy(page, ".try"), /Trained here by WebAssembly in /);
      assertMatch(page.url(), /#try\?variant=sgd&optimizer\.learningRate=[\d.]+$/);
      assertEquals(complaints, []);
    });
  });

  test(`the default page verifies a claim in ${browser}`, async () => {
    await withPage(path(), { width: 1024 }, async ({ page, complaints }) => {
      await page.locator(".claims summary").first().click();
      const box = page.locator(".verify").first();
      await box.getByRole("button", { name: "Verify this claim" }).click();
      await page.waitForSelector('.verify[data-state="same"]');
      assertMatch(
        (await box.getByRole("status").textContent())!,
        /^PASS: supported \(.*\), from 6 runs repeated by WebAssembly in .* numbers are identical/,
      );
      assertEquals(complaints, []);
    });
  });

  test(`the default page refuses to train in ${browser} where an operation gives other bits`, async () => {
    const program = `${place!.path}/reports/assets/rerun_worker.js`;
    const text = await Deno.readTextFile(program);
    const edited = text.replace(/(softmaxCrossEntropy:\\")[0-9a-f]{4}/, "$10000");
    assertEquals(edited === text, false);
    await Deno.writeTextFile(program, edited);
    try {
      await withPage(path(), { width: 1024 }, async ({ page }) => {
        await page.getByRole("button", { name: "Run it again here" }).click();
        assertMatch(await saidBy(page, ".again"), /operation softmaxCrossEntropy of the wasm/);
      });
    } finally {
      await Deno.writeTextFile(program, text);
    }
  });
}
