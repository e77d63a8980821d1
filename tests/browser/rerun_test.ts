/**
 * Runs repeated in the browser, from a folder and without any network: a small experiment is run by
 * the command, its page opened, its button pressed.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import type { Page } from "playwright-core";
import { createWorkplace, type Workplace } from "../command_line.ts";
import { type Declaration, SMALL } from "../sample_experiment.ts";
import { violations } from "./axe.ts";
import { findBrowser } from "./open_browser.ts";
import { browserTests } from "./report_pages.ts";

const { test, withPage } = browserTests();

/** A run that takes about a second, with all that can be asked for. */
const LONG: Declaration = {
  ...SMALL,
  base: {
    dataset: { kind: "digits" },
    model: { kind: "fully-connected", hidden: [100, 100, 100] },
    optimizer: { kind: "sgd", learningRate: 0.01 },
    epochs: 25,
    evaluation: { layers: { every: 10 }, predictions: true },
  },
  compare: {},
  seeds: [1],
};

let place: Workplace | undefined;

Deno.test.beforeAll(async () => {
  if (findBrowser() === undefined) return;
  place = await createWorkplace();
  const files = await Promise.all(
    Object.entries({ small: SMALL, long: LONG }).map(([name, declaration]) =>
      place!.write(`${name}.ts`, `export default ${JSON.stringify(declaration)};\n`)
    ),
  );
  const { status, complaints } = await place.run("experiment", ...files, "--out", "out");
  assertEquals(status, 0, complaints);
  assertEquals((await place.run("report", "small", "--one-file", "--out", "out")).status, 0);
});

Deno.test.afterAll(() => place?.[Symbol.asyncDispose]());

const pageOf = (slug: string) => `${place!.path}/out/${slug}/index.html`;

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

/** The path of the record beside the page of the first run that it offers. */
async function firstRecord(page: Page): Promise<string> {
  const script = await page.locator(".again option").first().getAttribute("data-script");
  return decodeURIComponent(new URL(script!, page.url()).pathname);
}

/** Waits for the end of a run; the verdict. */
async function verdictOf(page: Page): Promise<string> {
  await page.waitForSelector('.again[data-state]:not([data-state="busy"])');
  await page.waitForSelector('[data-again="stop"]:disabled');
  return (await page.locator(".again > .again-verdict").textContent())!;
}

test("a page makes every run of a page again, to the last bit", async () => {
  await withPage(pageOf("small"), { width: 1024 }, async ({ page, complaints }) => {
    const names = await page.locator(".again option").allTextContents();
    assertEquals(names.length, 4);
    assertMatch(names[0]!, /^sgd, seed 1: 8 steps$/);
    for (const at of names.keys()) {
      await page.locator(".again select").selectOption({ index: at });
      // By keyboard, as who has no mouse.
      await page.getByRole("button", { name: "Run it again here" }).focus();
      await page.keyboard.press("Enter");
      assertMatch(
        await verdictOf(page),
        /^Identical to the last bit: all \d,\d{3} numbers of run\.json, steps\.csv, epochs\.csv, weights-final\.safetensors and weights-best\.safetensors, trained here by WebAssembly in \d\.\d s\.$/,
      );
    }
    assertEquals(await page.locator("#chart-again .mark-line path").count(), 2);
    await page.locator("#chart-again-figure summary").click();
    const rows = await page.locator("#chart-again-figure tbody tr").allInnerTexts();
    assertEquals(rows.length, 8);
    for (const [, recorded, again] of rows.map((row) => row.split("\t"))) {
      assert(Number(recorded) > 0);
      assertEquals(recorded, again);
    }
    assertEquals(complaints, []);
    assertEquals(await violations(page), []);
  });
});

test("a page says at which step and in which column a run parts from its record", async () => {
  await withPage(
    pageOf("small"),
    { width: 390, colorScheme: "dark" },
    async ({ page, complaints }) => {
      const last = /(\\n5,3,0\.01,[\d.]*)(\d)\\n/;
      const edit = (text: string) =>
        text.replace(last, (_, row, digit) => `${row}${(Number(digit) + 1) % 10}\\n`);
      await edited(await firstRecord(page), edit, async () => {
        await page.getByRole("button", { name: "Run it again here" }).click();
        assertMatch(
          await verdictOf(page),
          /^Differs from the record at step 5 in trainLoss of steps\.csv: recorded [\d.]+, here [\d.]+\. Trained/,
        );
      });
      assertEquals(complaints, []);
      assertEquals(await violations(page), []);
    },
  );
});

test("a page stops a run when asked to, and makes it again from its start", async () => {
  await withPage(pageOf("long"), { width: 1024 }, async ({ page, complaints }) => {
    const run = page.getByRole("button", { name: "Run it again here" });
    // In the page, so that a busy machine cannot finish the run before the button is pressed.
    await page.evaluate(() => {
      const stop = document.querySelector<HTMLButtonElement>('[data-again="stop"]')!;
      new MutationObserver((_, observer) => {
        observer.disconnect();
        stop.focus();
        stop.click();
      }).observe(document.querySelector(".again > .again-pace")!, {
        childList: true,
        subtree: true,
      });
    });
    await run.click();
    assertMatch(
      await verdictOf(page),
      /^Stopped at step \d+ of 275\. All numbers up to there match the record\.$/,
    );
    assert(await run.evaluate((button) => button === document.activeElement));
    await page.keyboard.press("Enter");
    assertMatch(
      await verdictOf(page),
      /^Identical.* epochs\.csv, layers\.csv, predictions\.csv, mistakes\.safetensors, weights-final/,
    );
    assertEquals(complaints, []);
  });
});

test("a page trains by plain scripts, and says so, where there is no such WebAssembly", async () => {
  const refuse = "WebAssembly.Module = class { constructor() { throw new Error('no SIMD') } };";
  const program = `${place!.path}/out/assets/rerun_worker.js`;
  await edited(program, (text) => text.replace(' = "', ` = "${refuse}`), async () => {
    await withPage(pageOf("small"), { width: 1024 }, async ({ page, complaints }) => {
      await page.getByRole("button", { name: "Run it again here" }).click();
      const verdict = await verdictOf(page);
      assertMatch(verdict, /^Identical.* by plain scripts, since .*\(no SIMD\)/);
      assertEquals(complaints, []);
    });
  });
});

test("a page that is one file draws and re-runs with nothing beside it", async () => {
  const alone = await Deno.makeTempDir();
  try {
    await Deno.copyFile(`${place!.path}/out/small/small.html`, `${alone}/page.html`);
    await withPage(`${alone}/page.html`, { width: 1024 }, async ({ page, complaints }) => {
      const boxes = await page.locator("figure:not([hidden]) .chart-box").count();
      assertEquals(await page.locator('.chart-box[data-state="drawn"]').count(), boxes);
      await page.getByRole("button", { name: "Run it again here" }).click();
      assertMatch(await verdictOf(page), /^Identical to the last bit/);
      assertEquals(await page.locator('a[href]:not([href^="#"]), [src]').count(), 0);
      assertEquals(await violations(page), []);
      assertEquals(complaints, []);
    });
  } finally {
    await Deno.remove(alone, { recursive: true });
  }
});

test("a page says what is missing beside the page, and what was changed in a record", async () => {
  await withPage(pageOf("small"), { width: 1024 }, async ({ page }) => {
    const record = await firstRecord(page);
    const run = page.getByRole("button", { name: "Run it again here" });
    const edit = (text: string) => text.replace(/\\"seed\\": 1/, '\\"seed\\": 9');
    await edited(record, edit, async () => {
      await run.click();
      assertMatch(
        await verdictOf(page),
        /^Cannot re-run it: .* one of them was changed\.$/,
      );
    });
    await page.reload();
    await Deno.rename(record, `${record}.away`);
    await run.click();
    assertMatch(await verdictOf(page), /rerun\/sgd-seed1-\w+\.js is not beside this page/);
    await Deno.rename(`${record}.away`, record);
  });
});
