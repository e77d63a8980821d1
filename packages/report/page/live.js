/**
 * Keeps a served page like the one that the server would give now: asks for it again, compares it
 * with the last one, and changes in the document only what has changed between the two. So what the
 * reader has opened, hidden, zoomed or typed stays. Other scripts hear of it by the event
 * `pagechange`, whose `detail.wait` takes promises of what they have to do. It runs before them, to
 * see the page as it was served.
 */
"use strict";

(() => {
  /** Between two questions: so many times what the last change took, but within these bounds. */
  const REST = 2;
  const LEAST_MS = 1000;
  const MOST_MS = 10_000;

  /** How long an answer may take. */
  const PATIENCE_MS = 60_000;

  const bar = document.getElementById("live");
  const [output, button] = bar.children;

  let held = false;
  let version;
  /** The page as it was served last; the document beside it has what scripts have added. */
  let served = document.cloneNode(true);

  /** Asks for the page again and takes it over; throws where nobody answers. */
  async function ask() {
    const response = await fetch(location.pathname, {
      cache: "no-store",
      headers: version ? { "if-none-match": version } : {},
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    if (response.status === 304) return void await response.arrayBuffer();
    const text = await response.text();
    if (!response.ok) throw new Error(`${response.status}`);
    await takeOver(new DOMParser().parseFromString(text, "text/html"));
    version = response.headers.get("etag");
  }

  async function takeOver(next) {
    document.title = next.title;
    const content = (page) => page.getElementById("content");
    change(content(served), content(next), content(document));
    served = next;
    await tellOthers();
  }

  /** Lets other scripts follow a change, and waits until they have. */
  async function tellOthers() {
    const waits = [];
    const detail = { wait: (promise) => waits.push(promise) };
    document.dispatchEvent(new CustomEvent("pagechange", { detail }));
    // What a script cannot follow it has to tell of itself.
    await Promise.allSettled(waits);
  }

  /**
   * Makes an element, which was served as `before`, what is served now as `after`. Children match by
   * their ids, those without one by their order; what stays is not moved unless it has to be, since
   * moving takes focus and scroll position away.
   */
  function change(before, after, element) {
    if (before.isEqualNode(after)) return;
    changeAttributes(before, after, element);
    const matches = matchChildren(before, after);
    const served = [...before.childNodes];
    const places = new Map(served.map((child, at) => [child, element.childNodes[at]]));
    const kept = new Set(matches);
    for (const [child, place] of places) if (!kept.has(child)) place?.remove();
    let next = element.firstChild;
    after.childNodes.forEach((child, at) => {
      const place = places.get(matches[at]);
      if (place === undefined) element.insertBefore(document.importNode(child, true), next);
      else if (place === next) next = next.nextSibling;
      else element.insertBefore(place, next);
      if (place === undefined) return;
      if (child.nodeType === Node.ELEMENT_NODE) change(matches[at], child, place);
      else if (matches[at].data !== child.data) place.data = child.data;
    });
  }

  /** For each child of `after` the child of `before` that it goes on with, if any. */
  function matchChildren(before, after) {
    const old = [...before.childNodes];
    const byId = new Map(old.filter(({ id }) => id).map((child) => [child.id, child]));
    const others = old.filter(({ id }) => !id);
    return [...after.childNodes].map((child) => {
      const match = child.id ? byId.get(child.id) : others.shift();
      return match?.nodeName === child.nodeName ? match : undefined;
    });
  }

  function changeAttributes(before, after, element) {
    for (const { name, value } of after.attributes) {
      if (before.getAttribute(name) !== value) element.setAttribute(name, value);
    }
    for (const { name } of before.attributes) {
      if (!after.hasAttribute(name)) element.removeAttribute(name);
    }
  }

  const WORDS = { live: "Live", lost: "No answer from the server; retrying", held: "Held" };

  /** Says how things are, once for each state, so that screen readers are not told every second. */
  function say(found) {
    const state = held ? "held" : found;
    if (bar.dataset.state === state) return;
    bar.dataset.state = state;
    output.textContent = WORDS[state];
  }

  async function follow() {
    await tellOthers();
    while (true) {
      const started = performance.now();
      if (!held && !document.hidden) {
        try {
          await ask();
          say("live");
        } catch {
          say("lost");
        }
      }
      const restMs = REST * (performance.now() - started);
      await new Promise((resolve) => {
        setTimeout(resolve, Math.min(MOST_MS, Math.max(LEAST_MS, restMs)));
      });
    }
  }

  button.addEventListener("click", () => {
    held = !held;
    button.textContent = held ? "Go on" : "Hold";
    say("live");
  });
  bar.hidden = false;
  addEventListener("load", follow);
})();
