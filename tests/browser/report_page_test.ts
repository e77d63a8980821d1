import { assert, assertAlmostEquals, assertEquals, assertMatch } from "@std/assert";
import { writeIndex } from "@samebit/report";
import { writeSample } from "../../packages/findings/samples/sample_logs.ts";
import {
  HOSTILE,
  hostileSample,
  SMALL,
  UPDATE_RULES,
} from "../../packages/findings/samples/samples.ts";
import { browserTests, drawn, fits } from "./report_pages.ts";

const { test, withReport } = browserTests();

test("writeReport's page draws every chart from a folder, without a complaint", async () => {
  await withReport(UPDATE_RULES, { width: 1024 }, async ({ page, complaints }) => {
    const boxes = await page.locator("figure:not([hidden]) .chart-box").count();
    assertEquals(boxes, 7);
    assertEquals(await page.locator('.chart-box[data-state="drawn"] svg.marks').count(), boxes);
    const lines = page.locator("#chart-train-loss svg .mark-line path");
    assert(await lines.count() >= 15 + 5);
    const dots = page.locator("#chart-final-testAccuracy svg .mark-symbol path");
    assert(await dots.count() >= 15);
    assert(await fits(page));
    assertEquals(complaints, []);
  });
});

test("writeReport's page sorts its summary by click and by key, and copies what is seen", async () => {
  await withReport(UPDATE_RULES, { width: 1024 }, async ({ page, complaints }) => {
    const labels = () => page.locator("#summary").getByRole("rowheader").allInnerTexts();
    const written = await labels();
    const head = page.locator("#summary").getByRole("columnheader", {
      name: "Final training loss",
    });
    await head.getByRole("button").click();
    assertEquals(await head.getAttribute("aria-sort"), "ascending");
    const upwards = await labels();
    assertEquals([upwards[0], upwards.at(-1)], ["adam", "sgd"]);
    await head.getByRole("button").press("Enter");
    assertEquals(await head.getAttribute("aria-sort"), "descending");
    assertEquals(await labels(), upwards.toReversed());
    await page.evaluate(() => {
      document.execCommand = () => {
        Object.assign(globalThis, { copied: document.querySelector("textarea")!.value });
        return true;
      };
      Object.defineProperty(navigator, "clipboard", { value: undefined });
    });
    await page.locator('#summary [data-table="csv"]').click();
    const csv = await page.evaluate(() => (globalThis as unknown as { copied: string }).copied);
    assertMatch(csv, /^Variant,n,.*Final training loss.*\nsgd,3,/);
    await head.getByRole("button").press("Space");
    assertEquals([await head.getAttribute("aria-sort"), await labels()], [null, written]);
    assertEquals(complaints, []);
  });
});

test("writeReport's page follows the reader's colours while it is open", async () => {
  await withReport(SMALL, { width: 1024, colorScheme: "dark" }, async ({ page, complaints }) => {
    const label = page.locator("#chart-train-loss .role-axis-label text").first();
    const colour = () => label.evaluate((text) => getComputedStyle(text).fill);
    const dark = await colour();
    await page.emulateMedia({ colorScheme: "light" });
    const light = await colour();
    await page.emulateMedia({ colorScheme: "dark", media: "print" });
    assertEquals(new Set([dark, light, await colour()]).size, 3);
    assertEquals(complaints, []);
  });
});

test("writeReport's page has its claims on paper, closed as they are, and no other closed part", async () => {
  await withReport(UPDATE_RULES, { width: 1024 }, async ({ page, complaints }) => {
    const claims = page.locator(".claims summary");
    const names = page.locator("#chart-train-loss .ends span").first();
    await names.waitFor();
    /** How far down the chart the middle of a name stands, as a share of its height. */
    const place = () =>
      names.evaluate((name) => {
        const [own, chart] = [name, name.closest(".chart-box")!.querySelector("svg")!]
          .map((each) => each.getBoundingClientRect()) as [DOMRect, DOMRect];
        return (own.top + own.height / 2 - chart.top) / chart.height;
      });
    const before = await place();
    await page.emulateMedia({ media: "print" });
    const shown = await claims.evaluateAll((all) => all.filter((each) => each.checkVisibility()));
    assertEquals(shown.length, await claims.count());
    assert(shown.length > 0);
    assertEquals(await page.locator("details:not([open]):not(.claims *):visible").count(), 0);
    // A chart on paper has another width.
    assert(await names.isVisible());
    assertAlmostEquals(await place(), before, 0.01);
    assertEquals(complaints, []);
  });
});

test("writeReport's page fits a phone; tables scroll in their own boxes", async () => {
  // Names as short as this one are kept on one line, but not where they stand in large letters.
  const sample = { ...UPDATE_RULES, title: "How far without convolution" };
  await withReport(sample, { width: 390 }, async ({ page, complaints }) => {
    assert(await fits(page));
    const widths = await page.locator(".chart-box svg").evaluateAll((charts) =>
      charts.map((chart) => chart.getBoundingClientRect().right)
    );
    assert(widths.every((right) => right <= 390), `${widths}`);
    const numbers = page.locator("#summary td.number");
    const ends = await numbers.evaluateAll((cells) =>
      cells.map((cell) => cell.getBoundingClientRect().right)
    );
    assert(ends.length >= 25 && ends.every((right) => right <= 390), `${ends}`);
    assertEquals(await page.locator("#summary").getByRole("rowheader").count(), 5);
    assertEquals(complaints, []);
  });
});

test("writeReport's page keeps variants' names whole and numbers on one line", async () => {
  await withReport(UPDATE_RULES, { width: 390 }, async ({ page }) => {
    const lines = await page.locator("#summary tbody th bdi, #summary td.number").evaluateAll(
      (cells) => cells.map((cell) => cell.getClientRects().length),
    );
    assert(lines.length > 20 && lines.every((count) => count === 1));
    const heights = await page.locator("#summary tbody th bdi").evaluateAll((names) =>
      names.map((name) => Math.round(name.getBoundingClientRect().height))
    );
    assertEquals(new Set(heights).size, 1);
  });
});

test("writeReport's page shows hostile text as text", async () => {
  await withReport(hostileSample(), { width: 390 }, async ({ page, complaints }) => {
    assertEquals(await page.evaluate("globalThis.broken"), undefined);
    assertEquals(await page.locator("img, [onload], [onerror]").count(), 0);
    const shown = await page.locator("h1").textContent();
    assertEquals(shown, HOSTILE.replaceAll("\0", "\uFFFD"));
    const boxes = await page.locator("figure:not([hidden]) .chart-box").count();
    assertEquals(await page.locator('.chart-box[data-state="drawn"]').count(), boxes);
    assert(boxes >= 6);
    await page.locator(".behind > summary").first().click();
    await page.locator(".legend button").first().click();
    assert(await fits(page));
    assertEquals(complaints, []);
  });
});

test("writeIndex's page leads to an experiment and back", async () => {
  await withReport(SMALL, { width: 1024 }, async ({ page, complaints }) => {
    await page.click("text=All experiments");
    assertEquals(await page.locator(".gallery li").count(), 1);
    assert(await page.locator(".gallery polyline").count() >= 2);
    await page.click(`text=${SMALL.title}`);
    await drawn(page);
    assertEquals(complaints, []);
  });
});

test("writeReport's page copies its command", async () => {
  await withReport(SMALL, { width: 1024 }, async ({ page, complaints }) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    await page.click("[data-copy]");
    await page.waitForSelector("text=Copied");
    assertEquals(
      await page.evaluate(() => navigator.clipboard.readText()),
      "deno task experiment experiments/small.ts --seeds 1,2 --out again",
    );
    assertEquals(complaints, []);
  });
});

test("writeReport's page copies its tables as LaTeX, Markdown and CSV, by keyboard", async () => {
  await withReport(SMALL, { width: 1024 }, async ({ page, complaints }) => {
    await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
    const bar = page.locator("#summary .copies");
    const texts: string[] = [];
    for (const name of ["LaTeX", "Markdown", "CSV"]) {
      await bar.getByRole("button", { name }).focus();
      await page.keyboard.press("Enter");
      await bar.getByText("Copied").waitFor();
      texts.push(await page.evaluate(() => navigator.clipboard.readText()));
      await bar.getByRole("button", { name }).waitFor();
    }
    const [latex, markdown, csv] = texts;
    assertMatch(latex!, /\\begin\{tabular\}\{lr+\}\n[^]*\nrmsprop & 2 & 0\.\d+ \$\\pm\$ 0\.\d+ \[/);
    assertMatch(markdown!, /^\| Variant \| n \| [^]*\n\| rmsprop \| 2 \| 0\.\d+ ± 0\.\d+ \\\[/);
    assertMatch(csv!, /^Variant,n,[^]*\nrmsprop,2,"0\.\d+ ± 0\.\d+ \[/);
    assertEquals(complaints, []);
  });
});

test("writeIndex's page searches a gallery", async () => {
  await withReport(SMALL, { width: 1024 }, async ({ page, complaints }) => {
    const out = decodeURIComponent(new URL("../", page.url()).pathname);
    for (const slug of ["one", "two", "three"]) {
      await writeSample(out, { ...SMALL, slug, title: `Number ${slug}` });
    }
    await writeIndex(out);
    await page.click("text=All experiments");
    await page.fill("[data-search]", "THREE number");
    const found = page.locator(".gallery li:visible h2");
    assertEquals(await found.allTextContents(), ["Number three"]);
    assertEquals(await page.locator("output").textContent(), "1 of 4");
    assertEquals(complaints, []);
  });
});
