/**
 * Keeps a served page like the one that the server would give now: asks for it again, compares it
 * with the last one, and changes in the document only what has changed between the two. So what the
 * reader has opened, hidden, zoomed or typed stays. Other scripts hear of it by the event
 * `beforepagechange`, when they undo what would be in the way, and then by the event
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

  const bar = /** @type {HTMLElement} */ (document.getElementById("live"));
  const [output, button] = /** @type {Iterable<HTMLElement>} */ (bar.children);

  let held = false;
  /** @type {string | null} */
  let version = null;
  /** The page as it was served last; the document beside it has what scripts have added. */
  let served = /** @type {Document} */ (document.cloneNode(true));

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

  /** @param {Document} next */
  async function takeOver(next) {
    document.title = next.title;
    /** @param {Document} page */
    const content = (page) => /** @type {HTMLElement} */ (page.getElementById("content"));
    document.dispatchEvent(new Event("beforepagechange"));
    change(content(served), content(next), content(document));
    served = next;
    await tellOthers();
  }

  /** Lets other scripts follow a change, and waits until they have. */
  async function tellOthers() {
    /** @type {Promise<unknown>[]} */
    const waits = [];
    /** @param {Promise<unknown>} promise */
    const wait = (promise) => waits.push(promise);
    const detail = { wait };
    document.dispatchEvent(new CustomEvent("pagechange", { detail }));
    // What a script cannot follow it has to tell of itself.
    await Promise.allSettled(waits);
  }

  /**
   * Makes an element, which was served as `before`, what is served now as `after`. Children match by
   * their ids, those without one by their order; what stays is not moved unless it has to be, since
   * moving takes focus and scroll position away.
   *
   * @param {Element} before
   * @param {Element} after
   * @param {Element} element
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
      const match = matches[at];
      const place = match && places.get(match);
      if (place === undefined) element.insertBefore(document.importNode(child, true), next);
      else if (place === next) next = next.nextSibling;
      else element.insertBefore(place, next);
      if (match === undefined || place === undefined) return;
      if (child instanceof Element) {
        change(/** @type {Element} */ (match), child, /** @type {Element} */ (place));
      } else if (match.nodeValue !== child.nodeValue) place.nodeValue = child.nodeValue;
    });
  }

  /** @type {(node: Node) => string} */
  const idOf = (node) => node instanceof Element ? node.id : "";

  /**
   * For each child of `after` the child of `before` that it continues, if any.
   *
   * @param {Element} before
   * @param {Element} after
   */
  function matchChildren(before, after) {
    const old = [...before.childNodes];
    const byId = new Map(old.filter(idOf).map((child) => [idOf(child), child]));
    const others = old.filter((child) => !idOf(child));
    return [...after.childNodes].map((child) => {
      const match = idOf(child) ? byId.get(idOf(child)) : others.shift();
      return match?.nodeName === child.nodeName ? match : undefined;
    });
  }

  /**
   * @param {Element} before
   * @param {Element} after
   * @param {Element} element
   */
  function changeAttributes(before, after, element) {
    for (const { name, value } of after.attributes) {
      if (before.getAttribute(name) !== value) element.setAttribute(name, value);
    }
    for (const { name } of before.attributes) {
      if (!after.hasAttribute(name)) element.removeAttribute(name);
    }
  }

  const WORDS = { live: "Live", lost: "No answer from the server; retrying", held: "Paused" };

  /**
   * Says how things are, once for each state, so that screen readers are not told every second.
   *
   * @param {"live" | "lost"} found
   */
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
    button.textContent = held ? "Resume" : "Pause";
    say("live");
  });
  bar.hidden = false;
  addEventListener("load", follow);
})();
