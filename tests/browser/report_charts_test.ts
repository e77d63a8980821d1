import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import type { PageChart } from "@samebit/plotting";
import { packRows, unpackRows } from "@samebit/plotting/packed";
import type { Locator, Page } from "playwright-core";
import { LOOKED, SMALL, TUNED, UPDATE_RULES } from "../../packages/findings/samples/samples.ts";
import { violations } from "./axe.ts";
import { browserTests, fits } from "./report_pages.ts";

const { test, withReport } = browserTests();

/** Ten epochs of four steps each. */
const LONGER = { ...SMALL, epochs: 10, stepsPerEpoch: 4 };

/** The labels of the horizontal axis of a chart. */
function labels(page: Page, chart: string): Promise<string[]> {
  return page.locator(`#${chart} .role-axis-label`).first().locator("text").allTextContents();
}

/** Points at something once the scrolling to it is over, which takes a tooltip away. */
async function pointAt(mark: Locator): Promise<void> {
  await mark.scrollIntoViewIfNeeded();
  await mark.page().evaluate(() =>
    new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))
  );
  await mark.hover();
}

/** Drags from one share of a chart's plot to another. */
async function drag(page: Page, chart: string, from: [number, number], to: [number, number]) {
  const plot = page.locator(`#${chart} svg .background`).first();
  await plot.scrollIntoViewIfNeeded();
  const { x, y, width, height } = (await plot.boundingBox())!;
  await page.mouse.move(x + from[0] * width, y + from[1] * height);
  await page.mouse.down();
  await page.mouse.move(x + to[0] * width, y + to[1] * height, { steps: 4 });
  await page.mouse.up();
}

/** Waits until an expression holds in the page. */
async function until(page: Page, expression: string): Promise<void> {
  // Not by waitForFunction, which wants the page to evaluate a text: its policy forbids that.
  for (let tries = 0; tries < 200; tries++) {
    if (await page.evaluate(expression)) return;
    await page.waitForTimeout(50);
  }
  throw new Error(`Never came true: ${expression}`);
}

test("charts.js hides a variant in every chart by the legend, and shows it again", async () => {
  await withReport(LONGER, { width: 1024 }, async ({ page, complaints }) => {
    const lines = (chart: string) =>
      `document.querySelectorAll("#${chart} svg .mark-line path").length`;
    const before = await page.evaluate<number>(lines("chart-train-accuracy"));
    const button = page.locator(".legend button", { hasText: "adam" });
    await button.click();
    assertEquals(await button.getAttribute("aria-pressed"), "false");
    await until(page, `${lines("chart-train-accuracy")} === ${before - 1}`);
    await until(page, `${lines("chart-train-loss")} === 2 + 1`);
    await button.dblclick();
    await until(page, `${lines("chart-gap")} === 1`);
    await button.dblclick();
    await until(page, `${lines("chart-gap")} === 2`);
    await button.click();
    await page.click(".legend .all");
    await until(page, `${lines("chart-train-loss")} === 4 + 2`);
    assertEquals(complaints, []);
  });
});

test("charts.js shows what every variant is at the pointer, as long as it is there", async () => {
  await withReport(SMALL, { width: 1024 }, async ({ page, complaints }) => {
    await pointAt(page.locator("#chart-validation-accuracy svg.marks"));
    const tip = await page.waitForSelector("#chart-tip:not([hidden])");
    assertMatch((await tip.textContent())!, /^Epoch \d(rmsprop|adam)0\.\d+ .*(rmsprop|adam)0\./);
    assertEquals(await page.locator("#chart-validation-accuracy .rule").count(), 1);
    await page.mouse.move(1, 1);
    assertEquals(await page.locator("#chart-tip").isVisible(), false);
    await pointAt(page.locator("#chart-final-testAccuracy .mark-symbol path").last());
    await page.waitForSelector("#chart-tip:not([hidden])");
    assertEquals(complaints, []);
  });
});

test("charts.js zooms all charts that share an axis by dragging in one, and back", async () => {
  await withReport(LONGER, { width: 1024 }, async ({ page, complaints }) => {
    const whole = await labels(page, "chart-train-loss");
    await drag(page, "chart-train-accuracy", [0.2, 0.1], [0.5, 0.8]);
    await until(page, `!document.querySelector('[data-zoom="reset"]').disabled`);
    assertEquals(await page.inputValue('[data-zoom="from"]'), "2");
    assertEquals(await page.inputValue('[data-zoom="to"]'), "5");
    await until(
      page,
      `![...document.querySelectorAll("#chart-gap .role-axis-label text")]
        .some((label) => label.textContent === "10")`,
    );
    const zoomed = await labels(page, "chart-train-loss");
    assert(zoomed.every((label) => Number(label) >= 8 && Number(label) <= 20), `${zoomed}`);
    assertEquals(await page.locator(".brush").count(), 0);
    await page.locator(".legend button", { hasText: "adam" }).dblclick();
    await page.locator("#chart-train-accuracy svg.marks").dblclick();
    await until(page, `document.querySelector('[data-zoom="reset"]').disabled`);
    assertEquals(await page.locator('.legend [aria-pressed="false"]').count(), 0);
    assertEquals((await labels(page, "chart-train-loss")).sort(), whole.sort());
    assertEquals(complaints, []);
  });
});

test("charts.js zooms by numbers, for those who do not drag", async () => {
  await withReport(LONGER, { width: 1024 }, async ({ page, complaints }) => {
    await page.fill('[data-zoom="from"]', "8");
    await page.press('[data-zoom="from"]', "Enter");
    await until(
      page,
      `document.querySelector("#chart-gap .role-axis-label text").textContent === "8.0" ||
        document.querySelector("#chart-gap .role-axis-label text").textContent === "8"`,
    );
    assertEquals(complaints, []);
  });
});

test("charts.js switches a scale between logarithmic and linear", async () => {
  await withReport(LONGER, { width: 1024 }, async ({ page, complaints }) => {
    const box = page.locator('[data-log="chart-train-loss"]');
    const began = await box.isChecked();
    const ticks = `document.querySelectorAll("#chart-train-loss .role-axis-grid line").length`;
    const before = await page.evaluate(ticks);
    await box.click();
    assertEquals(await box.isChecked(), !began);
    await until(page, `${ticks} > 0 && ${ticks} !== ${before}`);
    await box.click();
    await until(page, `${ticks} === ${before}`);
    assertEquals(complaints, []);
  });
});

test("charts.js shows the data behind a chart as a table, and saves it", async () => {
  await withReport(SMALL, { width: 1024 }, async ({ page, complaints }) => {
    const behind = page.locator('.behind[data-chart="chart-train-loss"]');
    await behind.locator("summary").click();
    await behind.locator("tbody tr").first().waitFor();
    assertEquals(await behind.locator("table").nth(1).locator("tbody tr").count(), 4 * 6);
    const texts: Record<string, string> = {};
    for (const kind of ["csv", "spec", "svg", "png"]) {
      const waiting = page.waitForEvent("download");
      await behind.locator(`[data-save="${kind}"]`).click();
      const download = await waiting;
      texts[download.suggestedFilename()] = await Deno.readTextFile(await download.path());
    }
    assertStringIncludes(
      texts["chart-train-loss.csv"]!,
      "variant,seed,step,trainLoss\nrmsprop,1,1",
    );
    assertEquals(
      JSON.parse(texts["chart-train-loss.vl.json"]!).title.text,
      "Training loss by step",
    );
    assertStringIncludes(texts["chart-train-loss.svg"]!, "Training loss by step");
    assert(texts["chart-train-loss.png"]!.includes("PNG"));
    assertEquals(complaints, []);
  });
});

test("charts.js saves pictures of more variants than colours, whatever they are called", async () => {
  const labels = Array.from({ length: 9 }, (_, at) => at === 1 ? "constructor" : `variant ${at}`);
  const variants = labels.map((label, at) => ({ ...SMALL.variants[at % 2]!, label }));
  const made = { ...SMALL, variants, claims: [] };
  await withReport(made, { width: 1024 }, async ({ page, complaints }) => {
    const behind = page.locator('.behind[data-chart="chart-train-loss"]');
    await behind.locator("summary").click();
    for (const kind of ["svg", "png"]) {
      const waiting = page.waitForEvent("download");
      await behind.locator(`[data-save="${kind}"]`).click();
      const text = await Deno.readTextFile(await (await waiting).path());
      if (kind === "svg") { for (const label of labels) assertStringIncludes(text, `>${label}<`); }
      else assert(text.includes("PNG"));
    }
    assertEquals(complaints, []);
  });
});

test("charts.js follows the lines of a sweep through a brushed axis", async () => {
  await withReport(TUNED, { width: 1024 }, async ({ page, complaints }) => {
    const strong =
      `document.querySelectorAll('#chart-parallel .mark-line [opacity="0.55"]').length`;
    assertEquals(await page.evaluate(strong), 12);
    await drag(page, "chart-parallel", [0.0, 0.05], [0.1, 0.3]);
    await until(page, `${strong} === 4`);
    assertEquals(complaints, []);
  });
});

test("charts.js shows the pictures of a chart one by one, larger, by click and by keyboard", async () => {
  await withReport(LOOKED, { width: 390 }, async ({ page, complaints }) => {
    const dialog = page.getByRole("dialog", { name: "Most wrongly classified" });
    const shown = async () => [
      await dialog.locator(".aside").textContent(),
      await dialog.locator("img").getAttribute("src"),
    ];
    const addresses = await page.locator("#chart-mistakes image").evaluateAll((images) =>
      images.map((image) => image.getAttribute("href"))
    );
    await page.locator("#chart-mistakes image").nth(2).click();
    assertEquals(await shown(), ["3 of 4", addresses[2]]);
    await page.keyboard.press("Escape");
    assertEquals(await dialog.count(), 0);
    const focused = "document.activeElement.dataset.enlarge";
    assertEquals(await page.evaluate(focused), "chart-mistakes");
    await page.keyboard.press("Enter");
    assertEquals(await shown(), ["1 of 4", addresses[0]]);
    await page.keyboard.press("ArrowLeft");
    assertEquals(await shown(), ["4 of 4", addresses[3]]);
    await dialog.getByRole("button", { name: "Next" }).click();
    await dialog.getByRole("button", { name: "Close" }).click();
    assertEquals(await page.evaluate(focused), "chart-mistakes");
    await page.locator("#chart-mistakes image").first().click();
    assert(await fits(page));
    assertEquals(complaints, []);
    assertEquals(await violations(page), []);
  });
});

test("charts.js shows the predictions of the variant that the reader chooses", async () => {
  await withReport(LOOKED, { width: 1024 }, async ({ page, complaints }) => {
    const choice = page.locator('[data-choice="chart-mistakes"]');
    assertEquals(await choice.locator("option").allTextContents(), ["rmsprop", "adam"]);
    assertEquals(await choice.locator("option:checked").textContent(), "adam");
    const images = "document.querySelectorAll('#chart-mistakes image').length";
    assertEquals(await page.evaluate(images), 4);
    await choice.selectOption("rmsprop");
    await until(page, `${images} === 3`);
    assertEquals(complaints, []);
  });
});

test("charts.js lays out small multiples for the width there is, with variants to hide", async () => {
  await withReport(LOOKED, { width: 1300 }, async ({ page, complaints }) => {
    const tops =
      `new Set([...document.querySelectorAll("#chart-layers-gradientNorm .role-title text")]
      .map((title) => title.getBoundingClientRect().top)).size`;
    assertEquals(await page.evaluate(tops), 1);
    const lines = `document.querySelectorAll("#chart-layers-gradientNorm .mark-line path").length`;
    assertEquals(await page.evaluate(lines), 4);
    await page.locator(".legend button", { hasText: "adam" }).click();
    await until(page, `${lines} === 2`);
    await page.setViewportSize({ width: 320, height: 800 });
    await page.locator("#chart-layers-gradientNorm").scrollIntoViewIfNeeded();
    await until(page, `${tops} === 2`);
    assertEquals(complaints, []);
  });
});

test("charts.js exchanges the rows that have changed, and draws what the spec says", async () => {
  await withReport(UPDATE_RULES, { width: 1024 }, async ({ page, complaints }) => {
    const paths = () =>
      page.locator("#chart-train-loss .mark-line path").evaluateAll((lines) =>
        lines.map((line) => line.getAttribute("d")).sort()
      );
    /** Takes so many last rows away from every line of one variant, as if it had not come further. */
    const script = 'script[data-for="chart-train-loss"]';
    const made: PageChart = JSON.parse((await page.locator(script).textContent())!);
    const cut = async (rows: number) => {
      const cutOne = (name: string) => {
        const all = unpackRows(made.datasets[name]!);
        const last = Math.max(...all.map(({ step }) => Number(step))) - rows;
        return packRows(
          all.filter((each) => each.variant !== "momentum" || Number(each.step) <= last),
        );
      };
      const datasets = { runs: cutOne("runs"), smooth: cutOne("smooth") };
      await page.locator(script).evaluate(async (script, text) => {
        script.textContent = text;
        const waits: Promise<void>[] = [];
        const wait = (promise: Promise<void>) => waits.push(promise);
        document.dispatchEvent(new CustomEvent("pagechange", { detail: { wait } }));
        await Promise.all(waits);
      }, JSON.stringify({ ...made, datasets: { ...made.datasets, ...datasets } }));
    };
    // Charts far from the window wait until they come near.
    await page.locator("#chart-train-loss").scrollIntoViewIfNeeded();
    const whole = await paths();
    const seen = [];
    for (const rows of [300, 200, 100]) {
      await cut(rows);
      seen.push((await paths()).filter((path) => !whole.includes(path)).length);
    }
    // Three runs and their mean are shorter, each time in another place; nothing else moves.
    assertEquals(seen, [4, 4, 4]);
    await cut(0);
    assertEquals(await paths(), whole);
    assertEquals(complaints, []);
  });
});
