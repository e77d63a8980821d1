/**
 * Pictures enlarged one by one, in a dialog over the page: opened by a click on a picture or by the
 * button of its figure, closed by Escape, with arrow keys from one to the next. The browser keeps
 * the focus inside as long as it is open, and gives it back to the button.
 */
import { create } from "./chart.ts";
import { hideTip, type TipRow } from "./tip.ts";

/** A picture and what is known about it. */
export interface Picture {
  /** Where it is: an address that holds it. */
  readonly address: string;
  /** Numbers and names that belong to it. */
  readonly facts: readonly TipRow[];
}

/** Opens the dialog at one of some pictures; `opener` gets the focus back. */
export function enlarge(
  title: string,
  pictures: readonly Picture[],
  at: number,
  opener: HTMLElement | null,
): void {
  if (pictures.length === 0) return;
  hideTip();
  const dialog = create("dialog", { className: "enlarged" });
  const heading = create("h2", { textContent: title, id: "enlarged-title" });
  dialog.setAttribute("aria-labelledby", heading.id);
  const image = create("img");
  const facts = create("p", { className: "enlarged-facts" });
  facts.ariaLive = "polite";
  const [back, on, close] = ["← Previous", "Next →", "Close"].map((textContent) =>
    create("button", { type: "button", textContent })
  ) as [HTMLButtonElement, HTMLButtonElement, HTMLButtonElement];
  const place = create("span", { className: "aside" });
  const bar = create("p", { className: "again-bar" });
  bar.append(...(pictures.length > 1 ? [back, place, on] : []), close);
  dialog.append(heading, image, facts, bar);
  const show = (by: number) => {
    at = (at + by + pictures.length) % pictures.length;
    const picture = pictures[at]!;
    image.src = picture.address;
    place.textContent = `${at + 1} of ${pictures.length}`;
    image.alt = `Picture ${place.textContent}`;
    facts.replaceChildren(...picture.facts.map(factOf));
  };
  back.addEventListener("click", () => show(-1));
  on.addEventListener("click", () => show(1));
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", ({ target }) => target === dialog && dialog.close());
  dialog.addEventListener("keydown", ({ key }) => {
    if (key === "ArrowLeft") show(-1);
    if (key === "ArrowRight") show(1);
  });
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  show(0);
  opener?.focus({ preventScroll: true });
  dialog.showModal();
}

function factOf({ name, value }: TipRow): HTMLElement {
  const fact = create("span");
  fact.append(`${name} `, create("b", { textContent: value }));
  return fact;
}
