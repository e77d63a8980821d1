/**
 * The page of a small experiment in WebKit, from a folder: its charts, a run made again, and one trained
 * with another setting.
 */
import { assertEquals, assertMatch } from "@std/assert";
import { createWorkplace } from "../command_line.ts";
import { SMALL } from "../sample_experiment.ts";
import { hasWebKit, openWebKit } from "./open_webkit.ts";

/** What a part of the page says once it is no longer busy. */
function saidBy(part: string): string {
  const box = `document.querySelector("${part}")`;
  return `${box}.dataset.state && ${box}.dataset.state !== "busy" &&
    ${box}.querySelector(".again-verdict").textContent`;
}

Deno.test({
  name: "a page draws its charts and trains in WebKit, from a folder",
  ignore: !hasWebKit(),
  async fn() {
    await using place = await createWorkplace();
    const file = await place.write("small.ts", `export default ${JSON.stringify(SMALL)};\n`);
    assertEquals((await place.run("experiment", file, "--out", "out")).complaints, "");
    await using page = await openWebKit();
    await page.go(`file://${place.path}/out/small/index.html`);
    await page.until('document.documentElement.dataset.charts === "done"');
    await page.run("dispatchEvent(new Event('beforeprint'))");
    assertEquals(
      await page.run("return document.querySelectorAll('[data-state=failed]').length"),
      0,
    );
    await page.run("document.querySelector('[data-again=run]').click()");
    assertMatch(
      await page.until(saidBy(".again")),
      /^Identical to the last bit: all [\d,]+ numbers of run\.json, .* trained here by WebAssembly in /,
    );
    await page.run("document.querySelector('[data-try=run]').click()");
    assertMatch(await page.until(saidBy(".try")), /Trained here by WebAssembly in /);
  },
});
