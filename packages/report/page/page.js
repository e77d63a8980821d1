/**
 * What every page can do beside showing itself: copy a command, search a gallery. A classic script,
 * because pages open from a folder, where modules and fetch do not work. Controls stand in the page
 * as hidden elements and appear only where scripts run.
 */
"use strict";

(() => {
  function showButtons() {
    for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;
  }

  showButtons();
  document.addEventListener("pagechange", showButtons);
  document.addEventListener("click", ({ target }) => {
    if (target.matches?.("[data-copy]")) copy(target);
  });

  async function copy(button) {
    const source = document.getElementById(button.dataset.copy);
    const text = button.textContent;
    try {
      await navigator.clipboard.writeText(source.textContent);
      button.textContent = "Copied";
    } catch {
      // Without access to the clipboard the text is at least selected.
      getSelection().selectAllChildren(source);
      button.textContent = "Selected";
    }
    setTimeout(() => button.textContent = text, 2000);
  }

  for (const field of document.querySelectorAll("[data-search]")) {
    const entries = [...document.getElementById(field.dataset.search).children];
    const count = field.closest(".search").querySelector("output");
    field.closest(".search").hidden = false;
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
