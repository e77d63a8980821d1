/**
 * The page of an archive: the one that `report` writes, with all that lies beside it inside, so that
 * it is one file.
 */
import { createHash } from "node:crypto";
import { readAsset, renderReport } from "@samebit/report";

/** The page of the experiment in `<out>/<slug>` as one file. */
export async function onePage(out: string, slug: string): Promise<string> {
  const html = await renderReport(out, slug, { lock: "present" });
  const hashes: string[] = [];
  let page = html;
  for (const [element, name] of html.matchAll(/<script src="..\/assets\/([\w.-]+)"><\/script>/g)) {
    const text = new TextDecoder().decode((await readAsset(name!))!)
      .replaceAll("</script", "<\\/script");
    hashes.push(`'sha256-${createHash("sha256").update(text).digest("base64")}'`);
    page = page.replace(element, () => `<script>${text}</script>`);
  }
  const css = new TextDecoder().decode((await readAsset("page.css"))!);
  return page
    .replace('<link rel="stylesheet" href="../assets/page.css"/>', () => `<style>${css}</style>`)
    .replace("script-src &#39;self&#39;", () => `script-src ${hashes.join(" ")}`)
    .replace("script-src 'self'", () => `script-src ${hashes.join(" ")}`);
}
