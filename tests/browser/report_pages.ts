/**
 * Pages of made-up experiments in a browser, for the tests beside this file: each is written to a
 * folder of its own, opened from there without any server, and watched for complaints.
 */
import type { Browser, Page } from "playwright-core";
import { writeIndex, writeReport } from "@samebit/report";
import { writeSample } from "../../packages/findings/samples/sample_logs.ts";
import type { SampleExperiment } from "../../packages/findings/samples/samples.ts";
import { type BrowserName, findBrowser, openBrowser, type Reach } from "./open_browser.ts";

/** A page in the browser and all that it complained about. */
export interface Opened {
  readonly page: Page;
  /** Console messages, errors, violations of the page's policy, requests beyond files. */
  readonly complaints: readonly string[];
}

/** How a page is looked at. */
export interface View {
  readonly width: number;
  /** Light if left out. Firefox is light always. */
  readonly colorScheme?: "light" | "dark";
}

/**
 * Tests that share one browser, which is opened before the first and closed after the last. It
 * reaches files, or this machine's servers too, and nothing else.
 */
export function browserTests(reach: Reach = "files", name: BrowserName = "chromium") {
  const path = findBrowser(name);
  let browser: Browser | undefined;
  Deno.test.beforeAll(async () => {
    if (path !== undefined) browser = await openBrowser(path, reach, name);
  });
  Deno.test.afterAll(async () => {
    await browser?.close();
  });
  return {
    test(sentence: string, fn: () => Promise<void>): void {
      // The reason is printed by findBrowser.
      Deno.test({ name: sentence, ignore: path === undefined, sanitizeResources: false, fn });
    },

    /** Writes the report of a sample and hands its page to `body`. */
    async withReport(
      sample: SampleExperiment,
      view: View,
      body: (opened: Opened) => Promise<void>,
    ): Promise<void> {
      const out = await Deno.makeTempDir();
      try {
        await writeSample(out, sample);
        const { page } = await writeReport(out, sample.slug);
        await writeIndex(out);
        await withPage(page, view, body);
      } finally {
        await Deno.remove(out, { recursive: true });
      }
    },

    withPage,
    withBlank,
  };

  /** Opens a page from a folder and passes it to `body`. */
  async function withPage(
    place: string,
    view: View,
    body: (opened: Opened) => Promise<void>,
  ): Promise<void> {
    await withBlank(view, async (opened) => {
      await opened.page.goto(`file://${place}`);
      await drawn(opened.page);
      await body(opened);
    });
  }

  /** Hands a blank page to `body`. */
  async function withBlank(
    { width, colorScheme = "light" }: View,
    body: (opened: Opened) => Promise<void>,
  ): Promise<void> {
    const viewport = { width, height: 900 };
    const page = await browser!.newPage({ viewport, colorScheme, bypassCSP: false });
    try {
      await body({ page, complaints: listen(page, reach) });
    } finally {
      await page.close();
    }
  }
}

/** Waits until the charts that are near are drawn, then unfolds and has all others drawn, as for paper. */
export async function drawn(page: Page): Promise<void> {
  await page.waitForSelector('html[data-charts="done"]', { state: "attached" });
  await page.evaluate(() => {
    for (const part of document.querySelectorAll<HTMLDetailsElement>(".inside")) part.open = true;
    dispatchEvent(new Event("beforeprint"));
  });
}

/** Whether nothing sticks out of the page sideways. */
export function fits(page: Page): Promise<boolean> {
  return page.evaluate("document.documentElement.scrollWidth <= innerWidth");
}

function listen(page: Page, reach: Reach): string[] {
  const own = reach === "files" ? /^(file|data|blob):/ : /^(data:|blob:|http:\/\/127\.0\.0\.1:)/;
  const complaints: string[] = [];
  page.on("console", (message) => complaints.push(`${message.type()}: ${message.text()}`));
  page.on("pageerror", (error) => complaints.push(`error: ${error.message}`));
  page.on("request", (request) => {
    if (!own.test(request.url())) complaints.push(`request: ${request.url()}`);
  });
  page.on(
    "requestfailed",
    (request) => complaints.push(`failed: ${request.url()} ${request.failure()?.errorText}`),
  );
  return complaints;
}
