/**
 * Makes the pictures that README.md shows, from report pages that have been made, in Chromium:
 * always the same part of the page at the same size, on light ground.
 *
 *     deno task pictures [--out DIR]
 *
 * `--out` is the folder of runs and pages, `reports` unless it is given.
 */
import { parseArgs } from "@std/cli/parse-args";
import { findBrowser, openBrowser } from "../tests/browser/open_browser.ts";

/** A picture and what it shows. */
export interface Picture {
  /** The file's name without `.png`. */
  readonly name: string;
  /** The page, from the output folder. */
  readonly page: string;
  /** Width and height in pixels, from the top of the page. */
  readonly size: readonly [width: number, height: number];
}

/** Every picture. */
export const PICTURES: readonly Picture[] = [
  { name: "update-rules", page: "update-rules/index.html", size: [1200, 1460] },
];

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
    for (const { name, page: place, size: [width, height] } of pictures) {
      const page = await browser.newPage({ viewport: { width, height }, colorScheme: "light" });
      await page.goto(`file://${await realPath(`${out}/${place}`)}`);
      await page.waitForSelector('html[data-charts="done"]', { state: "attached" });
      paths.push(`${folder}/${name}.png`);
      await page.screenshot({ path: paths.at(-1)!, animations: "disabled" });
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
  const { out } = parseArgs(Deno.args, { string: ["out"], default: { out: "reports" } });
  for (const path of await makePictures(out, "docs/pictures")) console.log(path);
}
