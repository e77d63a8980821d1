/**
 * What every page can do beside showing itself: copy a command, search a gallery. A classic script,
 * because pages open from a folder, where modules and fetch do not work. Controls stand in the page
 * as hidden elements and appear only where scripts run.
 */
"use strict";

(() => {
  /** @type {(selector: string) => Iterable<HTMLElement>} */
  const all = (selector) => document.querySelectorAll(selector);

  function showButtons() {
    for (const button of all("[data-copy]")) button.hidden = false;
  }

  showButtons();
  document.addEventListener("pagechange", showButtons);
  document.addEventListener("click", ({ target }) => {
    if (target instanceof HTMLElement && target.matches("[data-copy]")) copy(target);
  });

  /** @param {HTMLElement} button */
  async function copy(button) {
    const source = document.getElementById(button.dataset.copy ?? "");
    if (source === null) return;
    const text = button.textContent;
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = "Copied";
    } catch {
      // Without access to the clipboard the text is at least selected.
      getSelection()?.selectAllChildren(source);
      button.textContent = "Selected";
    }
    setTimeout(() => button.textContent = text, 2000);
  }

  for (const field of /** @type {Iterable<HTMLInputElement>} */ (all("[data-search]"))) {
    const list = document.getElementById(field.dataset.search ?? "");
    /** @type {HTMLElement | null} */
    const search = field.closest(".search");
    const count = search?.querySelector("output");
    if (!list || !search || !count) continue;
    const entries = /** @type {HTMLElement[]} */ ([...list.children]);
    search.hidden = false;
    field.addEventListener("input", () => {
      const words = field.value.toLowerCase().split(/\s+/);
      for (const entry of entries) {
        const text = entry.textContent.toLowerCase();
        entry.hidden = !words.every((word) => text.includes(word));
      }
      const shown = entries.filter((entry) => !entry.hidden).length;
      count.textContent = field.value === "" ? "" : `${shown} of ${entries.length}`;
    });
  }
})();
