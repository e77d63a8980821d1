/** The example that trains in a browser, as its page has it made: the same bits as under Deno. */
import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { STEPS, train } from "../../examples/in_the_browser/training.ts";
import { bundleScript } from "../../tools/bundle_script.ts";
import { ROOT } from "../command_line.ts";
import { violations } from "./axe.ts";
import { browserTests, fits } from "./report_pages.ts";

const { test, withBlank } = browserTests();
const EXAMPLE = join(ROOT, "examples/in_the_browser");

test("the example in the browser ends with the loss that Deno computes, bit for bit", async () => {
  const folder = await Deno.makeTempDir();
  try {
    await Deno.copyFile(join(EXAMPLE, "index.html"), join(folder, "index.html"));
    await Deno.writeTextFile(join(folder, "page.js"), await bundleScript(join(EXAMPLE, "page.ts")));
    await withBlank({ width: 390, colorScheme: "dark" }, async ({ page, complaints }) => {
      await page.goto(`file://${folder}/index.html`);
      const last = `loss of step ${STEPS}: `;
      const output = page.locator("output", { hasText: last });
      await output.waitFor();
      assertEquals(await output.textContent(), `${last}${train().at(-1)}`);
      assertEquals(complaints, []);
      assertEquals(await fits(page), true);
      assertEquals(await violations(page), []);
    });
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
