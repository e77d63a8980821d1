/** The keyboard's way through a page that is open in the browser. */
import type { Page } from "playwright-core";

/** Presses Tab once for each control that can be seen; what had the focus, one line for each. */
export async function tabThrough(page: Page): Promise<string[]> {
  const controls = page.locator("a, button:enabled, input, select, summary, [tabindex='0']");
  const count = await controls.evaluateAll(
    (all) => all.filter((each) => each.checkVisibility()).length,
  );
  const reached: string[] = [];
  for (let at = 0; at < count; at++) {
    await page.keyboard.press("Tab");
    reached.push(
      await page.evaluate(() => {
        const { tagName, className, textContent } = document.activeElement as HTMLElement;
        const isShown = document.activeElement!.getBoundingClientRect().height > 0;
        return `${tagName} ${className} ${textContent!.slice(0, 20)}${
          isShown ? "" : " (not shown)"
        }`;
      }),
    );
  }
  return reached;
}

/** What in a way through a page is no control that can be seen: nothing, where all are reached. */
export function strayed(reached: readonly string[]): string[] {
  return reached.filter((each) => each.startsWith("BODY") || each.endsWith("(not shown)"));
}
