/**
 * Makes the pictures that README.md and the tutorial show, from report pages that have been made,
 * in Chromium: always the same part of the page at the same width, on a light background.
 *
 *     deno task pictures [--out DIR] [NAME...]
 *
 * `--out` is the folder of runs and pages, `reports` unless it is given; without a name all are made.
 * Archives contain them, so keep them small: `pngquant --strip --ext .png --force` halves those of charts.
 */
import { parseArgs } from "@std/cli/parse-args";
import { findBrowser, openBrowser } from "../tests/browser/open_browser.ts";

/** A picture and what it shows. */
export interface Picture {
  /** The file's name without `.png`. */
  readonly name: string;
  /** The page, from the output folder. */
  readonly page: string;
  /** Width and height in pixels of the window. */
  readonly size: readonly [width: number, height: number];
  /** The id of the one element shown; the top of the page if left out. */
  readonly part?: string;
}

/** One chart of a page, as wide as it is among the others of a page of 1,200 pixels. */
function chart(name: string, slug: string, id: string): Picture {
  return { name, page: `${slug}/index.html`, size: [1200, 900], part: `chart-${id}-figure` };
}

/** Every picture. */
export const PICTURES: readonly Picture[] = [
  {
    name: "update-rules",
    page: "update-rules/index.html",
    size: [1000, 900],
    part: "chart-train-loss-figure",
  },
  chart(
    "weight-scale",
    "initialization-scale-eight-layer-cifar10",
    "axis-bestValidationAccuracy",
  ),
  chart("adagrad", "adagrad-shrinks-cifar10", "layers-effectiveLearningRate"),
  chart("candidates", "good-model-cifar10", "ranking"),
  chart("better-model", "better-model-cifar10", "final-testAccuracy"),
  chart("mistakes", "better-model-cifar10", "mistakes"),
];

/** A program for the page: nothing hangs over the element, and it is as tall as what is in it. */
function standAlone(id: string): string {
  return `document.querySelector(".chart-bar").style.position = "static";
    document.getElementById(${JSON.stringify(id)}).style.alignSelf = "start";`;
}

/**
 * Takes the pictures of the pages in `out` into `folder`, and returns their paths.
 *
 * @throws {Deno.errors.NotFound} if there is no browser, or a page has not been made.
 */
export async function makePictures(
  out: string,
  folder: string,
  pictures: readonly Picture[] = PICTURES,
): Promise<string[]> {
  const path = findBrowser();
  if (path === undefined) throw new Deno.errors.NotFound("Cannot take pictures without Chromium");
  await Deno.mkdir(folder, { recursive: true });
  const browser = await openBrowser(path);
  try {
    const paths: string[] = [];
    for (const { name, page: place, size: [width, height], part } of pictures) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme: "light" });
      await page.goto(`file://${await realPath(`${out}/${place}`)}`);
      await page.waitForSelector('html[data-charts="done"]', { state: "attached" });
      // Far charts are drawn when they come near, or for paper.
      await page.evaluate('dispatchEvent(new Event("beforeprint"))');
      paths.push(`${folder}/${name}.png`);
      if (part !== undefined) await page.evaluate(standAlone(part));
      const shown = part === undefined ? page : page.locator(`id=${part}`);
      await shown.screenshot({ path: paths.at(-1)!, animations: "disabled" });
      await page.close();
    }
    return paths;
  } finally {
    await browser.close();
  }
}

async function realPath(page: string): Promise<string> {
  try {
    return await Deno.realPath(page);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
    throw new Deno.errors.NotFound(
      `Cannot take a picture of ${page}: there is no such page; make it first: deno task experiment`,
    );
  }
}

if (import.meta.main) {
  const { out, _: names } = parseArgs(Deno.args, { string: ["out"], default: { out: "reports" } });
  const wanted = PICTURES.filter(({ name }) => names.length === 0 || names.includes(name));
  for (const path of await makePictures(out, "docs/pictures", wanted)) console.log(path);
}
