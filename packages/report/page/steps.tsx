/**
 * The part in which a reader steps through a run: which run, the button that trains it again and
 * keeps its inside at some steps, the slider over them, and room for what is shown.
 * `@samebit/browser` does the work.
 */
import type { VNode } from "preact";
import { Section } from "@samebit/pages";
import type { OfferedRun } from "../reruns.ts";
import { NeedsScripts, Pace, RunBar } from "./training_parts.tsx";

const HEADS = [
  "Gradient norm",
  "Update to weight ratio",
  "Dead units",
  "Activation mean",
  "Activation spread",
] as const;

function Enlarge({ what }: { readonly what: "weights" | "maps" }): VNode {
  const pictures = what === "weights" ? "the weights" : "the feature maps";
  return (
    <button type="button" class="enlarge" data-pictures={what} aria-label={`Enlarge ${pictures}`}>
      Enlarge
    </button>
  );
}

/** The section; nothing if no run can be trained on the page. */
export function Steps({ reruns }: { readonly reruns: readonly OfferedRun[] }): VNode | null {
  if (reruns.length === 0) return null;
  return (
    <Section id="steps" title="Step through a run">
      <p>
        The run is trained again in your browser, compared with its record, and looked into at up to
        60 of its steps: its first weights as images, what comes out of each layer, gradients and
        dead units. Nothing leaves this machine.
      </p>
      <NeedsScripts />
      <div class="steps" hidden>
        <RunBar part="steps" label="Step through" start="Train it and look" reruns={reruns} />
        <Pace what="Steps looked through" />
        <div class="steps-shown" hidden>
          <label class="steps-slider">
            <span class="steps-at" />
            <input type="range" min="0" max="0" value="0" aria-label="Step" />
          </label>
          <figure class="steps-weights">
            <figcaption>
              <h3>Weights of the first layer</h3>
              <p />
            </figcaption>
            <Enlarge what="weights" />
            <div class="tiles" role="img" />
          </figure>
          <figure class="steps-maps" hidden>
            <figcaption>
              <h3>What the first convolution makes of an image</h3>
              <p />
            </figcaption>
            <label class="choice">
              Image of <select />
            </label>
            <Enlarge what="maps" />
            <div class="tiles" role="img" />
          </figure>
          <div
            class="table stacks"
            tabIndex={0}
            role="region"
            aria-label="The layers at this step"
          >
            <table role="table">
              <caption>
                <span>The layers at this step; — is what was not measured</span>
              </caption>
              <thead role="rowgroup">
                <tr role="row">
                  <th scope="col" role="columnheader">Layer</th>
                  {HEADS.map((head) => (
                    <th key={head} scope="col" role="columnheader" class="number">{head}</th>
                  ))}
                  <th scope="col" role="columnheader">Distribution of what comes out</th>
                </tr>
              </thead>
              <tbody role="rowgroup" />
            </table>
          </div>
        </div>
      </div>
    </Section>
  );
}
