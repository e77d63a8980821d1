/**
 * The browsers for tests of pages: Chromium and Firefox as the machine has them, driven by
 * playwright-core, without any network. Where one is missing its tests say so and are skipped, unless
 * SAMEBIT_REQUIRE_BROWSER is 1, as it is where the project is judged.
 *
 * Firefox is driven by WebDriver BiDi, which any Firefox speaks. playwright-core 1.65 asks it for
 * `emulation.setMediaFeaturesOverride`, which Debian's does not know: go on once that is there.
 */
import { type Browser, chromium, firefox } from "playwright-core";

/** A browser that pages are tested in. */
export type BrowserName = "chromium" | "firefox";

/** Both of them. */
export const BROWSERS: readonly BrowserName[] = ["chromium", "firefox"];

const PLACES: Readonly<Record<BrowserName, readonly string[]>> = {
  chromium: [
    "/usr/bin/chromium",
    "/usr/bin/chromium-browser",
    "/usr/bin/google-chrome",
    "/opt/google/chrome/chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
  ],
  firefox: [
    "/usr/bin/firefox-esr",
    "/usr/bin/firefox",
    "/Applications/Firefox.app/Contents/MacOS/firefox",
    "C:\\Program Files\\Mozilla Firefox\\firefox.exe",
  ],
};

/** The path of a browser: that of the variable of its name, or the first known place that has one. */
export function findBrowser(name: BrowserName = "chromium"): string | undefined {
  const variable = name.toUpperCase();
  const named = Deno.env.get(variable);
  const path = (named ? [named] : PLACES[name]).find((place) => {
    try {
      return Deno.statSync(place).isFile;
    } catch {
      return false;
    }
  });
  if (path !== undefined) return path;
  const where = named
    ? `${variable} names ${named}, which is not a file`
    : `none of ${PLACES[name].join(", ")}`;
  if (Deno.env.get("SAMEBIT_REQUIRE_BROWSER") === "1") {
    throw new Error(`Cannot test pages without ${name}: ${where}`);
  }
  console.log(`Browser tests are skipped, no ${name} found: ${where}`);
  return undefined;
}

/** What a browser can reach: files, or servers on this machine beside them. */
export type Reach = "files" | "loopback";

/** A proxy that nobody is: whatever is asked of it fails. */
const NOBODY = { host: "127.0.0.1", port: 9 };

/** Starts the browser of this name that is at this place, without any network. */
export function openBrowser(
  executablePath: string,
  reach: Reach = "files",
  name: BrowserName = "chromium",
): Promise<Browser> {
  return name === "chromium"
    ? openChromium(executablePath, reach)
    : openFirefox(executablePath, reach);
}

function openChromium(executablePath: string, reach: Reach): Promise<Browser> {
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
      `--proxy-server=${NOBODY.host}:${NOBODY.port}`,
      ...(reach === "files" ? ["--proxy-bypass-list=<-loopback>"] : []),
    ],
  });
}

function openFirefox(executablePath: string, reach: Reach): Promise<Browser> {
  return firefox.launch({
    executablePath,
    channel: "moz-firefox",
    firefoxUserPrefs: {
      "network.proxy.type": 1,
      "network.proxy.http": NOBODY.host,
      "network.proxy.http_port": NOBODY.port,
      "network.proxy.ssl": NOBODY.host,
      "network.proxy.ssl_port": NOBODY.port,
      "network.proxy.allow_hijacking_localhost": reach === "files",
    },
  });
}
