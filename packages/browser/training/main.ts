/**
 * The program of pages that train: it repeats runs, verifies claims and tries settings. It comes
 * after the one that draws charts, and follows a page that changes while it is open.
 */
import { Again } from "./again.ts";
import { Program } from "./program.ts";
import { Steps } from "./steps.ts";
import { Try } from "./try.ts";
import { showVerify, Verifier } from "./verify_claim.ts";

const program = new Program();
const verifier = new Verifier(program);

function adopt(): void {
  take(".again", (box) => new Again(box, program));
  take(".try", (box) => new Try(box, program));
  take(".steps", (box) => new Steps(box, program));
  showVerify();
}

/** A part that the page has gained since it was opened, for example with its first complete run. */
function take(selector: string, adoptPart: (box: HTMLElement) => unknown): void {
  const box = document.querySelector<HTMLElement>(selector);
  if (box === null || box.dataset["taken"] === "true") return;
  box.dataset["taken"] = "true";
  adoptPart(box);
}

document.addEventListener("click", ({ target }) => {
  const button = target instanceof Element && target.closest<HTMLElement>("[data-verify]");
  if (button) verifier.press(button);
});

adopt();
document.addEventListener("pagechange", adopt);
