/**
 * Stepping through a run in the browser: what is shown at a step are the numbers of the same run made
 * by the command.
 */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { parseSafetensors } from "@samebit/runlog";
import { shortNumber } from "../../packages/browser/numbers.ts";
import { createWorkplace, type Workplace } from "../command_line.ts";
import { type Declaration, SMALL } from "../sample_experiment.ts";
import { violations } from "./axe.ts";
import { findBrowser } from "./open_browser.ts";
import { browserTests, fits } from "./report_pages.ts";

const { test, withPage } = browserTests();

const base = SMALL["base"] as Declaration;
const layers = [{ kind: "convolution", filters: 4, kernel: 3 }, "relu", "flatten"];

/** The same runs twice: on a page that looks into them, and measured by the command at every step. */
const EXPERIMENTS: Readonly<Record<string, Declaration>> = {
  looked: { ...SMALL, seeds: [1] },
  measured: { ...SMALL, seeds: [1], base: { ...base, evaluation: { layers: { every: 1 } } } },
  convolved: {
    ...SMALL,
    seeds: [1],
    compare: {},
    base: { ...base, model: { kind: "layers", layers } },
  },
};

let place: Workplace | undefined;

Deno.test.beforeAll(async () => {
  if (findBrowser() === undefined) return;
  place = await createWorkplace();
  const files = await Promise.all(
    Object.entries(EXPERIMENTS).map(([name, declared]) =>
      place!.write(`${name}.ts`, `export default ${JSON.stringify(declared)};\n`)
    ),
  );
  const { status, complaints } = await place.run("experiment", ...files, "--out", "out");
  assertEquals(status, 0, complaints);
});

Deno.test.afterAll(() => place?.[Symbol.asyncDispose]());

const pageOf = (slug: string) => `${place!.path}/out/${slug}/index.html`;

/** The folder of the first run of an experiment. */
async function runOf(slug: string): Promise<string> {
  const runs = `${place!.path}/out/${slug}/runs`;
  const names = await Array.fromAsync(Deno.readDir(runs), ({ name }) => name);
  return `${runs}/${names.find((name) => name.startsWith("sgd"))}`;
}

test("a page steps through a run by keyboard, and shows the numbers of layers.csv", async () => {
  await withPage(pageOf("looked"), { width: 1024 }, async ({ page, complaints }) => {
    await page.getByRole("button", { name: "Train it and look" }).click();
    await page.waitForSelector('.steps[data-state="same"]');
    assertMatch(
      (await page.locator(".steps > .again-verdict").textContent())!,
      /^Identical to the last bit: all [\d,]+ numbers, trained here by WebAssembly\. 9 steps were kept\.$/,
    );
    const slider = page.locator(".steps-slider input");
    await slider.focus();
    await page.keyboard.press("Home");
    assertEquals(
      await page.locator(".steps-at").textContent(),
      "Step 0 of 8: before the first update",
    );
    for (let i = 0; i < 5; i++) await page.keyboard.press("ArrowRight");
    assertMatch((await page.locator(".steps-at").textContent())!, /^Step 5 of 8: epoch 3, loss/);
    const [head, ...lines] = (await Deno.readTextFile(`${await runOf("measured")}/layers.csv`))
      .trim().split("\n").map((line) => line.split(","));
    const rows = lines.filter(([step]) => step === "5");
    const shown = page.locator(".steps tbody tr");
    assertEquals(await shown.count(), rows.length);
    const names = [
      "gradientNorm",
      "updateRatio",
      "deadUnits",
      "activationMean",
      "activationSpread",
    ];
    for (const [at, row] of rows.entries()) {
      const wanted = names.map((name) => {
        const value = Number(row[head!.indexOf(name)]);
        return Number.isNaN(value) ? "—" : shortNumber(value);
      });
      const cells = await shown.nth(at).locator("td.number").allTextContents();
      assertEquals(cells, wanted);
    }
    assertEquals(complaints, []);
    assertEquals(await violations(page), []);
  });
});

test("a page draws the weights of the step, the last as in weights-final.safetensors", async () => {
  const path = `${await runOf("looked")}/weights-final.safetensors`;
  const { arrays } = parseSafetensors(await Deno.readFile(path), path);
  const first = arrays.find(({ name }) => name === "W1")!;
  await withPage(
    pageOf("looked"),
    { width: 390, colorScheme: "dark" },
    async ({ page, complaints }) => {
      await page.getByRole("button", { name: "Train it and look" }).click();
      await page.waitForSelector('.steps[data-state="same"]');
      const said = await page.locator(".steps-weights p").textContent();
      const most = Number(/±([\d.]+)/.exec(said!)![1]);
      const pictures = await page.locator(".steps-weights canvas").evaluateAll((elements) =>
        elements.map((element) => {
          const context = (element as HTMLCanvasElement).getContext("2d")!;
          return [...context.getImageData(0, 0, 8, 8).data];
        })
      );
      const units = first.shape[1]!;
      assertEquals(pictures.length, units);
      for (const [unit, levels] of pictures.entries()) {
        for (let feature = 0; feature < 64; feature++) {
          const weight = Number(first.values[feature * units + unit]);
          const level = levels[4 * feature + 3]! / 255 * most;
          assert(Math.abs(level - Math.abs(weight)) < most / 250, `${level} for ${weight}`);
          if (level > most / 20) assertEquals(levels[4 * feature]! > 0x80, weight > 0);
        }
      }
      assert(await fits(page));
      assertEquals(complaints, []);
      assertEquals(await violations(page), []);
    },
  );
});

test("a page shows filters of a convolution, and what they make of a chosen image", async () => {
  await withPage(pageOf("convolved"), { width: 1024 }, async ({ page, complaints }) => {
    await page.getByRole("button", { name: "Train it and look" }).click();
    await page.waitForSelector('.steps[data-state="same"]');
    const weights = page.locator(".steps-weights .tiles");
    assertMatch((await weights.getAttribute("aria-label"))!, /^4 pictures of weights at step 8/);
    const choice = page.getByRole("combobox", { name: "Image of" });
    const [, label] = await choice.locator("option").allTextContents();
    await choice.selectOption({ index: 1 });
    assertEquals(
      await page.locator(".steps-maps .tiles").getAttribute("aria-label"),
      `An image of ${label} and 4 feature maps of it at step 8`,
    );
    await page.locator(".steps-maps canvas").nth(2).click();
    const dialog = page.getByRole("dialog", {
      name: "What the first convolution makes of an image",
    });
    assertEquals(await dialog.locator(".enlarged-facts").textContent(), "Filter 2Step 8");
    assertMatch((await dialog.locator("img").getAttribute("src"))!, /^data:image\/png;base64,/);
    await page.keyboard.press("Escape");
    assertEquals(await dialog.count(), 0);
    assertEquals(await page.evaluate("document.activeElement.dataset.pictures"), "maps");
    assertEquals(complaints, []);
  });
});
