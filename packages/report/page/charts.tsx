/**
 * The charts: an empty box and its Vega-Lite spec for each. `page.js` draws them in the browser.
 */
import type { VNode } from "preact";
import type { Figure } from "./figures.ts";
import { scriptJson } from "./format.ts";
import { Section } from "./parts.tsx";

/** All charts of a page. */
export function Charts({ figures }: { readonly figures: readonly Figure[] }): VNode {
  return (
    <Section id="charts" title="Charts">
      {figures.length === 0 ? <p>Nothing is logged yet.</p> : (
        <p class="aside">
          Click a variant in a legend to see it alone, Shift-click to add one, double-click for all.
        </p>
      )}
      <div class="figures">
        {figures.map((figure) => <Chart key={figure.id} {...figure} />)}
      </div>
    </Section>
  );
}

function Chart({ id, wide, spec }: Figure): VNode {
  return (
    <figure class={wide ? "wide" : undefined}>
      <div class="chart-box" id={id} />
      <script
        type="application/json"
        class="chart"
        data-for={id}
        dangerouslySetInnerHTML={{ __html: scriptJson(spec) }}
      />
    </figure>
  );
}
