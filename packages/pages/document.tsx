/**
 * The HTML around every page: a policy that forbids everything but the shared files beside it, and
 * those files. Pages open from a folder without network, so scripts are classic ones. A single-file
 * page contains them, and its policy names them by their digests.
 */
import { createHash } from "node:crypto";
import { renderToString } from "preact-render-to-string";
import type { PageChildren, PageElement } from "./elements.ts";

/**
 * Only files beside the page; Vega writes the style of what it draws. A page that trains creates a
 * worker from a text it has loaded, and the worker compiles its kernels. A live page asks its
 * server.
 */
function policyOf(
  { live, scripts, assets }: Pick<DocumentProps, "live" | "scripts" | "assets">,
): string {
  const trains = scripts.includes(RERUN_SCRIPT);
  const self = typeof assets === "string" ? ["'self'"] : [];
  const allowed = typeof assets === "string"
    ? self
    : scripts.map((name) => `'sha256-${digestOf(textOf(assets, name))}'`);
  return [
    "default-src 'none'",
    `script-src ${[...allowed, ...(trains ? ["'wasm-unsafe-eval'"] : [])].join(" ")}`,
    ...(trains ? ["worker-src blob:"] : []),
    `style-src ${[...self, "'unsafe-inline'"].join(" ")}`,
    `img-src ${[...self, "data:", "blob:"].join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    ...(live ? ["connect-src 'self'"] : []),
  ].join("; ");
}

function digestOf(text: string): string {
  return createHash("sha256").update(text).digest("base64");
}

function textOf(files: ReadonlyMap<string, string>, name: string): string {
  const text = files.get(name);
  if (text === undefined) throw new Error(`Cannot put ${name} into a page: it is not given`);
  if (/<\/script|<!--/i.test(text)) {
    throw new Error(`Cannot put ${name} into a page: its text would end the element that holds it`);
  }
  return text;
}

/** The script of a page that is served during runs; it asks the server for the page again. */
export const LIVE_SCRIPT = "live.js";

/** The scripts that draw charts, in the order of their running. */
export const CHART_SCRIPTS = [
  "vega.min.js",
  "vega-interpreter.min.js",
  "page.js",
  "charts.js",
] as const;

/** The looks of every page. */
export const STYLES = "page.css";

/** The script that trains, on pages that offer runs; after those that draw charts. */
export const RERUN_SCRIPT = "rerun.js";

/** What a page is wrapped in. */
export interface DocumentProps {
  /** The title of the window. */
  readonly title: string;
  /**
   * The path of the shared files, `assets` or `../assets`; or their texts, which the page then
   * contains.
   */
  readonly assets: string | ReadonlyMap<string, string>;
  /** The shared scripts of this page, in the order of their running. */
  readonly scripts: readonly string[];
  /** Whether the page is served and follows its runs. */
  readonly live?: boolean | undefined;
  /** What the page shows. */
  readonly children: PageChildren;
}

/** A complete document. */
export function Document({ title, assets, scripts, live, children }: DocumentProps): PageElement {
  const policy = policyOf({ live, scripts, assets });
  const isAlone = typeof assets !== "string";
  return (
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content={policy} />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        {live && <link rel="icon" href="data:," />}
        {isAlone
          ? <style dangerouslySetInnerHTML={{ __html: textOf(assets, STYLES) }} />
          : <link rel="stylesheet" href={`${assets}/${STYLES}`} />}
      </head>
      <body>
        <a class="skip" href="#content">To the content</a>
        <div id="content" tabIndex={-1}>{children}</div>
        {live && <LiveBar />}
        {live && <script src={`${assets}/${LIVE_SCRIPT}`} />}
        {scripts.map((name) =>
          isAlone
            ? <script key={name} dangerouslySetInnerHTML={{ __html: textOf(assets, name) }} />
            : <script key={name} src={`${assets}/${name}`} />
        )}
      </body>
    </html>
  );
}

/** Whether the page still follows its runs, and a button to hold it. */
function LiveBar(): PageElement {
  return (
    <aside class="live" id="live" aria-label="Live" hidden>
      <output aria-live="polite" />
      <button type="button">Pause</button>
    </aside>
  );
}

/** The text of a document. */
export function renderDocument(document: PageElement): string {
  return `<!doctype html>\n${renderToString(document)}\n`;
}
