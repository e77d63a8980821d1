/** What axe-core finds wrong with a page that is open in the browser. */
import axe from "axe-core";
import type { Page } from "playwright-core";

/** What axe-core finds wrong, one line for each kind of violation. */
export async function violations(page: Page): Promise<string[]> {
  // By the debugger's protocol, since the page's own policy forbids foreign scripts.
  await page.evaluate(axe.source);
  const found = await page.evaluate("axe.run()") as axe.AxeResults;
  return found.violations.map(({ id, nodes }) =>
    `${id}: ${nodes.length}, such as ${nodes[0]!.html.slice(0, 120)}`
  );
}
