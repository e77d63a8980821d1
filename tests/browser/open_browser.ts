/**
 * A browser for tests of pages: Chromium as the machine has it, driven by playwright-core, without
 * any network. Where there is none the tests say so and are skipped, unless SAMEBIT_REQUIRE_BROWSER
 * is 1, as it is where the project is judged.
 */
import { type Browser, chromium } from "playwright-core";

const PLACES = [
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
  "/opt/google/chrome/chrome",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

/** The path of a Chromium: that of the variable CHROMIUM, or the first known place that has one. */
export function findBrowser(): string | undefined {
  const named = Deno.env.get("CHROMIUM");
  const path = (named ? [named] : PLACES).find((place) => {
    try {
      return Deno.statSync(place).isFile;
    } catch {
      return false;
    }
  });
  if (path !== undefined) return path;
  const where = named
    ? `CHROMIUM names ${named}, which is no file`
    : `none of ${PLACES.join(", ")}`;
  if (Deno.env.get("SAMEBIT_REQUIRE_BROWSER") === "1") {
    throw new Error(`Cannot test pages without a browser: ${where}`);
  }
  console.log(`Browser tests are skipped, no Chromium found: ${where}`);
  return undefined;
}

/** What a browser can reach: files, or servers on this machine beside them. */
export type Reach = "files" | "loopback";

/** Starts a browser without any network. */
export function openBrowser(executablePath: string, reach: Reach = "files"): Promise<Browser> {
  return chromium.launch({
    executablePath,
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--proxy-server=127.0.0.1:9",
      ...(reach === "files" ? ["--proxy-bypass-list=<-loopback>"] : []),
    ],
  });
}
