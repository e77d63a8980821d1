/**
 * A page that follows real runs: `watch` and `experiment` as a user starts them, in processes of
 * their own, and the page in a real browser.
 */
import { assert, assertEquals, assertMatch, assertNotEquals } from "@std/assert";
import type { Page } from "playwright-core";
import { createWorkplace, filesBelow, type Workplace } from "../command_line.ts";
import { workersOf } from "../faults/processes.ts";
import { declareBase } from "../sample_experiment.ts";
import { addressOf, end } from "../watching.ts";
import { violations } from "./axe.ts";
import { browserTests, fits } from "./report_pages.ts";

const { test, withBlank } = browserTests("loopback");

/** Runs that are still going on when the test is over: many slow steps, two in an epoch. */
const LONG = declareBase({
  dataset: { kind: "digits", trainExamples: 200, validationExamples: 20, testExamples: 20 },
  model: { kind: "fully-connected", hidden: [200, 200] },
  batchSize: 100,
  epochs: 10_000,
});

/** How the page stands. */
interface Look {
  /** Steps of the run that is being made. */
  readonly step: number;
  /** Points of its loss in the chart. */
  readonly points: number;
  /** What is said of progress. */
  readonly text: string;
}

function look(page: Page): Promise<Look> {
  return page.evaluate(() => {
    const row = document.querySelector("#progress tbody tr");
    const line = document.querySelector("#chart-train-loss .mark-line path");
    return {
      step: Number(row?.lastElementChild?.textContent?.split(" of ")[0]?.replaceAll(",", "") ?? 0),
      points: line?.getAttribute("d")?.split("L").length ?? 0,
      text: document.querySelector("#progress")?.textContent ?? "",
    };
  });
}

/** Looks until what is seen is as wanted. */
async function lookUntil(
  page: Page,
  isSo: (look: Look) => boolean,
): Promise<Look> {
  const end = performance.now() + 60_000;
  while (true) {
    const seen = await look(page);
    if (isSo(seen)) return seen;
    if (performance.now() > end) throw new Error(`Still not ${isSo}: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Starts making runs; ended with all its workers by `killAll`. */
function startRuns(place: Workplace): Deno.ChildProcess {
  return place.start("experiment", "long", "--workers", "1", "--backend", "reference");
}

/** Ends a command and its workers as the system does when memory runs out. */
async function killAll(command: Deno.ChildProcess): Promise<void> {
  const workers = workersOf(command.pid);
  for (const worker of workers) Deno.kill(worker, "SIGKILL");
  await end(command);
}

/** The rows that the run's log holds. */
async function stepsMade(place: Workplace): Promise<number> {
  const [log] = (await filesBelow(place.path)).filter((path) => path.endsWith("/steps.csv"));
  return (await Deno.readTextFile(`${place.path}/${log}`)).split("\n").length - 2;
}

test("watch's page shows runs growing, outlives their killing, and goes on with them", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/long.ts", LONG);
  const watching = place.start("watch", "long", "--port", "0");
  let training: Deno.ChildProcess | undefined;
  try {
    const address = await addressOf(watching);
    await withBlank({ width: 1300 }, async ({ page, complaints }) => {
      await page.goto(address);
      await page.waitForSelector("text=Nothing has been run yet");
      await page.evaluate("globalThis.sameDocument = true");

      training = startRuns(place);
      await page.waitForSelector("#chart-train-loss svg", { timeout: 60_000 });
      await page.locator("#setup details").last().locator("summary").click();
      // Far from the window now, the chart is left alone until it comes back.
      await page.locator("#chart-train-loss").scrollIntoViewIfNeeded();
      await page.locator(".legend button", { hasText: "adam" }).click();
      const first = await look(page);
      assertMatch(first.text, /1 run running, 3 runs not begun/);
      const more = await lookUntil(page, ({ points }) => points > first.points + 5);
      assertMatch(more.text, /about [\d.]+ (s|min|h)/);
      assertEquals(await violations(page), []);

      await page.click("#live button");
      await page.waitForSelector('#live[data-state="held"]');
      await killAll(training);
      const made = await stepsMade(place);
      training = startRuns(place);
      await page.click("#live button");
      // It goes on from its checkpoint, or begins again; its logs are cut first.
      await lookUntil(page, ({ step, points }) => step > made + 5 && points > made + 5);
      assertEquals(await page.evaluate("globalThis.sameDocument"), true);
      const legend = page.locator(".legend button", { hasText: "adam" });
      assertEquals(await legend.getAttribute("aria-pressed"), "false");
      const open = page.locator("#setup details").last();
      assertNotEquals(await open.getAttribute("open"), null);
      assert(await fits(page));
      assertEquals(complaints, []);
    });
  } finally {
    if (training) await killAll(training);
    await end(watching);
  }
});

test("watch's index follows every experiment, and says when the server is gone", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declareBase({}));
  const watching = place.start("watch", "--port", "0");
  try {
    const address = await addressOf(watching);
    await withBlank({ width: 390, colorScheme: "dark" }, async ({ page, complaints }) => {
      await page.goto(address);
      await page.waitForSelector("text=No experiment has been run yet");
      assertEquals((await place.run("experiment", "small", "--workers", "1")).status, 0);
      await page.waitForSelector("text=4 of 4 runs complete");
      assertEquals(await page.locator(".gallery .thumbnail polyline").count(), 2);
      assert(await fits(page));
      assertEquals(complaints, []);
      await page.click(".gallery a");
      await page.waitForSelector('html[data-charts="done"]', { state: "attached" });
      assertEquals(await page.locator("#progress").count(), 0);
      watching.kill("SIGKILL");
      await page.waitForSelector('#live[data-state="lost"]');
    });
  } finally {
    await end(watching);
  }
});

test("watch's page shows in a new bar what was hidden and zoomed in an older one", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declareBase({}));
  assertEquals((await place.run("experiment", "small", "--workers", "1")).status, 0);
  const watching = place.start("watch", "small", "--port", "0");
  try {
    const address = await addressOf(watching);
    await withBlank({ width: 1024 }, async ({ page, complaints }) => {
      await page.goto(address);
      const served = await page.locator(".chart-bar").innerHTML();
      const legend = page.locator(".legend button", { hasText: "adam" });
      await legend.click();
      await page.locator('[data-zoom="from"]').fill("1");
      await page.keyboard.press("Enter");
      await page.click("#live button");
      // As when a run starts over, and for a while there are no charts.
      await page.evaluate(
        `{
          const bar = document.createElement("div");
          bar.className = "chart-bar";
          bar.innerHTML = ${JSON.stringify(served)};
          document.querySelector(".chart-bar").replaceWith(bar);
          document.dispatchEvent(new CustomEvent("pagechange", { detail: { wait() {} } }));
        }`,
      );
      assertEquals(await legend.getAttribute("aria-pressed"), "false");
      assertEquals(await page.locator('[data-zoom="from"]').inputValue(), "1");
      assertEquals(complaints, []);
    });
  } finally {
    await end(watching);
  }
});

test("watch's page keeps a table sorted while it changes, and has it as served meanwhile", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declareBase({}));
  assertEquals((await place.run("experiment", "small", "--workers", "1")).status, 0);
  const watching = place.start("watch", "small", "--port", "0");
  try {
    const address = await addressOf(watching);
    await withBlank({ width: 1024 }, async ({ page, complaints }) => {
      await page.goto(address);
      await page.click("#live button");
      const labels = () => page.locator("#summary").getByRole("rowheader").allInnerTexts();
      assertEquals(await labels(), ["sgd", "adam"]);
      const sort = page.locator("#summary .sort").first();
      await sort.press("Enter");
      assertEquals(await labels(), ["adam", "sgd"]);
      await page.evaluate(`document.dispatchEvent(new Event("beforepagechange"))`);
      assertEquals(await labels(), ["sgd", "adam"]);
      assertEquals(await page.locator("#summary .sort").count(), 0);
      await page.evaluate(
        `document.querySelector("#summary tbody").append(document.querySelector("#summary tbody tr").cloneNode(true));
        document.dispatchEvent(new CustomEvent("pagechange", { detail: { wait() {} } }));`,
      );
      assertEquals(await labels(), ["adam", "sgd", "sgd"]);
      assert(await sort.evaluate((button) => button === document.activeElement));
      assertEquals(complaints, []);
    });
  } finally {
    await end(watching);
  }
});

test("watch's page offers to make runs again as soon as they are whole", async () => {
  await using place = await createWorkplace();
  await place.write("experiments/small.ts", declareBase({}));
  const watching = place.start("watch", "small", "--port", "0");
  try {
    const address = await addressOf(watching);
    await withBlank({ width: 1024 }, async ({ page, complaints }) => {
      await page.goto(address);
      await page.waitForSelector("text=Nothing has been run yet");
      assertEquals((await place.run("experiment", "small", "--workers", "1")).status, 0);
      await page.waitForSelector("text=4 of 4 runs complete");
      await page.getByRole("button", { name: "Run it again here" }).click();
      await page.waitForSelector('.again[data-state="same"]');
      assertMatch(
        (await page.locator(".again .again-verdict").textContent())!,
        /^Identical to the last bit/,
      );
      assertEquals(await page.locator("#chart-again .mark-line path").count(), 2);
      assertEquals(await violations(page), []);
      assertEquals(complaints, []);
    });
  } finally {
    await end(watching);
  }
});
