/**
 * Settings changed and claims verified in the browser, from a folder and without any network.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { createWorkplace, type Workplace } from "../command_line.ts";
import { type Declaration, SMALL } from "../sample_experiment.ts";
import { violations } from "./axe.ts";
import { findBrowser } from "./open_browser.ts";
import { browserTests } from "./report_pages.ts";

const { test, withPage } = browserTests();

const CLAIMED: Declaration = {
  ...SMALL,
  claims: [
    { says: "SGD ends higher", metric: "trainLoss", higher: "sgd", than: "adam" },
    { says: "SGD begins with a loss", metric: "firstLoss", higher: "sgd", than: 0 },
    {
      says: "Adam is first",
      metric: "stepsTo(trainAccuracy, 0.999)",
      lower: "adam",
      than: "sgd",
    },
    {
      says: "They end alike",
      metric: "trainLoss",
      equivalent: "adam",
      than: "sgd",
      margin: 100,
    },
  ],
};

let place: Workplace | undefined;

Deno.test.beforeAll(async () => {
  if (findBrowser() === undefined) return;
  place = await createWorkplace();
  const file = await place.write("small.ts", `export default ${JSON.stringify(CLAIMED)};\n`);
  const { status, complaints } = await place.run("experiment", file, "--out", "out");
  assertEquals(status, 0, complaints);
});

Deno.test.afterAll(() => place?.[Symbol.asyncDispose]());

const page = () => `${place!.path}/out/small/index.html`;

/** Runs `body` while a file says something else. */
async function edited(
  path: string,
  edit: (text: string) => string,
  body: () => Promise<void>,
): Promise<void> {
  const text = await Deno.readTextFile(path);
  assert(edit(text) !== text, `${path} has nothing to edit`);
  await Deno.writeTextFile(path, edit(text));
  try {
    await body();
  } finally {
    await Deno.writeTextFile(path, text);
  }
}

/** Waits for the end of what is tried; what the page says of it. */
async function triedOn(page: Page): Promise<string> {
  await page.waitForSelector('.try[data-state]:not([data-state="busy"])');
  return (await page.locator(".try > .again-verdict").textContent())!;
}

test("a page trains a run with a changed setting and keeps it in its address", async () => {
  await withPage(page(), { width: 1024 }, async ({ page, complaints }) => {
    const rate = page.getByRole("slider", { name: "Learning rate" });
    let workers = 0;
    page.on("worker", () => workers++);
    // A worker is ready before the setting changes, and is the one that trains.
    await Promise.all([page.waitForEvent("worker"), rate.focus()]);
    await page.keyboard.press("ArrowRight");
    assertMatch(
      await triedOn(page),
      /^(Test accuracy .*; )?Best validation accuracy .*; Final training loss [\d.]+ \(recorded .*, n = 2\)\. Trained here by WebAssembly in \d\.\d s\.$/,
    );
    assertEquals(workers, 1);
    assertMatch(page.url(), /#try\?variant=sgd&optimizer\.learningRate=[\d.]+$/);
    const lines = page.locator("#chart-try-loss .mark-line path");
    assertEquals(await lines.count(), 3);
    await page.locator(".try-more summary").click();
    await page.getByRole("combobox", { name: "Activation" }).selectOption("tanh");
    // That it is busy may be over before anybody looks.
    await lines.nth(3).waitFor({ state: "attached" });
    await triedOn(page);
    assertEquals(await lines.count(), 4);
    assertEquals(complaints, []);
    assertEquals(await violations(page), []);
  });
});

test("a page sets what its address says, and nothing that no setting can be", async () => {
  await withPage(page(), { width: 390, colorScheme: "dark" }, async ({ page, complaints }) => {
    await page.evaluate(() => {
      location.hash = "try?variant=adam&seed=7&optimizer.learningRate=1e9";
    });
    await page.waitForSelector('.try[data-state="set"]');
    assertEquals(await page.getByRole("combobox", { name: "Start from" }).inputValue(), "adam");
    assertEquals(
      await page.getByRole("slider", { name: "Seed" }).getAttribute("aria-valuetext"),
      "7",
    );
    assertEquals(
      await page.getByRole("slider", { name: "Learning rate" }).getAttribute("aria-valuetext"),
      "0.001",
    );
    await page.getByRole("button", { name: "Train it here" }).click();
    assertMatch(await triedOn(page), /Trained here/);
    assertEquals(complaints, []);
    assertEquals(await violations(page), []);
  });
});

test("a page makes the runs of a claim again and says whether it comes out the same", async () => {
  await withPage(page(), { width: 1024 }, async ({ page, complaints }) => {
    await page.locator(".claims summary").first().click();
    const box = page.locator(".verify").first();
    await box.getByRole("button", { name: "Verify this claim" }).click();
    await page.waitForSelector('.verify[data-state="same"]');
    assertMatch(
      (await box.getByRole("status").textContent())!,
      /^PASS: [a-z ]+ \(.* against .*; difference .*\), from 4 runs repeated by WebAssembly in .* s; all [\d,]+ numbers are identical to the record\.$/,
    );
    assertEquals(complaints, []);
    assertEquals(await violations(page), []);
  });
});

test("a page verifies steps to a target, and that variants are equivalent", async () => {
  await withPage(page(), { width: 1024 }, async ({ page }) => {
    for (
      const [at, said] of [
        [
          2,
          /^PASS: inside the noise \(> .* \(0 of 2 runs reach it\) against > .* within \d+ steps, /,
        ],
        [3, /^PASS: supported \(.* paired by seed; margin 100\)/],
      ] as const
    ) {
      await page.locator(".claims summary").nth(at).click();
      const box = page.locator(".verify").nth(at);
      await box.getByRole("button").click();
      await page.locator('.verify[data-state="same"]').nth(at - 2).waitFor();
      assertMatch((await box.getByRole("status").textContent())!, said);
    }
  });
});

test("a page fails a claim where a run differs from its record, and names the place", async () => {
  await withPage(page(), { width: 1024 }, async ({ page }) => {
    const [script] = JSON.parse(await page.locator(".verify script").nth(1).textContent() ?? "")
      .sides[0];
    const record = decodeURIComponent(new URL(script.script, page.url()).pathname);
    const last = /(\\n5,3,0\.01,[\d.]*)(\d)\\n/;
    const edit = (text: string) =>
      text.replace(last, (_, row, digit) => `${row}${(Number(digit) + 1) % 10}\\n`);
    await edited(record, edit, async () => {
      await page.locator(".claims summary").nth(1).click();
      const box = page.locator(".verify").nth(1);
      await box.getByRole("button").click();
      await page.waitForSelector('.verify[data-state="parted"]');
      assertMatch(
        (await box.getByRole("status").textContent())!,
        /^FAIL: from 2 runs repeated .* the verdict is still [a-z ]+.*sgd-seed1-\w+: Differs from the record at step 5 in trainLoss/,
      );
    });
  });
});

test("a page names the operation and trains nothing where it gives other bits", async () => {
  const program = `${place!.path}/out/assets/rerun_worker.js`;
  // In the kernels' digests, once for each precision.
  const edit = (text: string) => text.replace(/(softmaxCrossEntropy:\\")[0-9a-f]{4}/, "$10000");
  await edited(program, edit, async () => {
    await withPage(page(), { width: 1024 }, async ({ page }) => {
      await page.getByRole("button", { name: "Train it here" }).click();
      assertMatch(
        await triedOn(page),
        /^Cannot train here: in this browser the operation softmaxCrossEntropy of the wasm kernels does not give the bits/,
      );
      await page.getByRole("button", { name: "Run it again here" }).click();
      await page.waitForSelector('.again[data-state="failed"]');
    });
  });
});
