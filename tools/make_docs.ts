/**
 * Makes API pages from the doc comments by `deno doc --html`, and adds what it leaves out: a first page
 * with the functions to start with and a list of the packages, links to the contract, the names by
 * which modules are imported, and links to pages instead of folders and to the source beside them, so
 * that everything works from any disk.
 *
 *     deno task docs
 */
import { dirname, relative, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { readExports } from "./package_exports.ts";
import { packageOrder } from "./package_order.ts";
import { mendPage } from "./windows_pages.ts";

/** Where the first page sends readers who ask which bits a run has. */
const CONTRACT =
  '<p>What they compute, to the last bit: <a href="../contracts/README.md">the contract of ' +
  "the bits</a>.</p>";

/** The page whose table of entry points the first page repeats. */
const LIBRARY = "docs/use-as-a-library.md";

/** A module that a package offers. */
interface Module {
  /** The name by which it is imported, without the scope. */
  readonly name: string;
  /** Its path below `packages/`. */
  readonly path: string;
}

/**
 * Makes the pages of all packages of the checkout at `root`; the folder `out` holds nothing else
 * afterwards.
 *
 * @throws {Error} If `deno doc` fails; the message is its own.
 */
export async function makeDocs(root: string, out: string): Promise<void> {
  const modules = await listModules(root);
  await Deno.remove(out, { recursive: true }).catch((error) => {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  });
  await Deno.mkdir(out, { recursive: true });
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: [
      ...["doc", "--quiet", "--html", "--name=Samebit", `--output=${resolve(out)}`],
      ...modules.map(({ path }) => `packages/${path}`),
    ],
    cwd: root,
    stdout: "null",
    stderr: "piped",
  }).output();
  if (!success) throw new Error(new TextDecoder().decode(stderr).trim());
  const paths = modules.map(({ path }) => path);
  for (const page of await listPages(out)) {
    if (Deno.build.os === "windows") {
      await change(page, (text) => mendPage(text, page.slice(out.length + 1), paths));
    }
    if (!page.endsWith(".html")) continue;
    await change(page, (html) =>
      html
        .replace(/ href="((?:[^"]*&#x2F;)?)"/g, ' href="$1index.html"')
        .replace(/ href="(file:[^"]*)"/g, (_, url) => ` href="${relativeTo(page, url)}"`)
        .replace(/<code>(docs\/contracts\/[\w.-]+\.md)<\/code>/g, (code, path) => {
          const file = pathToFileURL(resolve(root, path)).href;
          return `<a href="${relativeTo(page, file)}">${code}</a>`;
        })
        .replace(/from &quot;([a-z_/]+)\/mod\.ts&quot;/g, "from &quot;@samebit/$1&quot;"));
  }
  const items = await Promise.all(modules.map((module) => describe(module, out)));
  const list = `<div class="markdown">${await entryPoints(root, out, modules)}` +
    `<h1>Packages, in the order of imports</h1>${CONTRACT + items.join("")}</div>`;
  await change(
    `${out}/index.html`,
    (html) => html.replace(/<main>\s*<\/main>/, `<main>${list}</main>`),
  );
}

async function listModules(root: string): Promise<Module[]> {
  const modules: Module[] = [];
  for (const name of packageOrder) {
    for (const [part, path] of Object.entries(await readExports(root, name))) {
      modules.push({ name: name + part.slice(1), path: `${name}/${path.slice(2)}` });
    }
  }
  return modules;
}

/** The functions to start with, from the table of {@link LIBRARY}, each with a link to its page. */
async function entryPoints(root: string, out: string, modules: readonly Module[]): Promise<string> {
  const text = await Deno.readTextFile(`${root}/${LIBRARY}`);
  const rows = [...text.matchAll(/^\| `(\w+)` +\| `@samebit\/([\w/]+)` +\| (.*?) +\|$/gm)];
  if (rows.length === 0) throw new Error(`${LIBRARY}: has no table of entry points`);
  const items = rows.map(([, symbol, module, about]) => {
    const path = modules.find(({ name }) => name === module)?.path;
    const page = `${path}/~/${symbol}.html`;
    if (!isFile(`${out}/${page}`)) {
      throw new Error(`${LIBRARY}: names ${symbol} of @samebit/${module}, which has no page`);
    }
    return `<li><a class="contextLink" href="${page}">${symbol}</a> (@samebit/${module}): ${about}</li>`;
  });
  return `<h1>Start with these</h1><ul>${items.join("")}</ul>` +
    `<p>More, with examples: <a href="../use-as-a-library.md">Use as a library</a>.</p>`;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** A module and the first paragraph of its own page. */
async function describe({ name, path }: Module, out: string): Promise<string> {
  const html = await Deno.readTextFile(`${out}/${path}/index.html`);
  const about = /id="module_doc">[^]*?<p>([^]*?)<\/p>/.exec(html)?.[1] ?? "";
  return `<h2><a class="contextLink" href="${path}/index.html">@samebit/${name}</a></h2><p>${about}</p>`;
}

async function listPages(folder: string): Promise<string[]> {
  const pages: string[] = [];
  for await (const { name, isDirectory } of Deno.readDir(folder)) {
    const path = `${folder}/${name}`;
    if (isDirectory) pages.push(...await listPages(path));
    else if (name.endsWith(".html") || name === "search_index.js") pages.push(path);
  }
  return pages;
}

/** The way from a page to a file of the checkout, whose absolute address holds only on this machine. */
function relativeTo(page: string, url: string): string {
  const [address, line] = url.replaceAll("&#x2F;", "/").split("#");
  const path = relative(dirname(resolve(page)), fileURLToPath(address!)).replaceAll("\\", "/");
  return line === undefined ? path : `${path}#${line}`;
}

async function change(path: string, edit: (text: string) => string): Promise<void> {
  await Deno.writeTextFile(path, edit(await Deno.readTextFile(path)));
}

if (import.meta.main) {
  await makeDocs(".", "docs/api");
  console.log("docs/api/index.html");
}
