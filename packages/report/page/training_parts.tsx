/**
 * What the parts of a page that train in the reader's browser have in common: the note for a browser
 * without scripts, and the bar in which a reader chooses a run, starts and stops it, and sees how far
 * it is.
 */
import type { VNode } from "preact";
import { showCount } from "@samebit/findings";
import { optionText } from "@samebit/pages";
import type { OfferedRun } from "../reruns.ts";

/** What a part says where it cannot work. */
export function NeedsScripts(): VNode {
  return (
    <noscript>
      <p>It needs scripts, which this browser does not run.</p>
    </noscript>
  );
}

/** How far a part is, and what came of it; filled while it trains. */
export function Pace({ what }: { readonly what: string }): VNode {
  return (
    <>
      <p class="again-pace" hidden>
        <progress aria-label={what} value="0" /> <span class="aside" />
      </p>
      <p class="again-verdict" role="status" />
    </>
  );
}

/** The bar of a part that trains one of the offered runs. */
export function RunBar({ part, label, start, reruns, withSteps = false }: {
  /** The attribute of its buttons by which the script finds them: `data-again`. */
  readonly part: "again" | "steps";
  /** What stands before the choice. */
  readonly label: string;
  /** What stands on the button. */
  readonly start: string;
  readonly reruns: readonly OfferedRun[];
  /** Whether a run is named with the number of its steps. */
  readonly withSteps?: boolean;
}): VNode {
  const button = (does: "run" | "stop") => ({ [`data-${part}`]: does });
  return (
    <p class="again-bar">
      <label>
        {label}{" "}
        <select>
          {reruns.map((run) => (
            <option key={run.name} value={run.name} data-script={run.script}>
              {nameOf(run, withSteps)}
            </option>
          ))}
        </select>
      </label>{" "}
      <button type="button" {...button("run")}>{start}</button>{" "}
      <button type="button" {...button("stop")} disabled>Stop</button>
    </p>
  );
}

function nameOf({ variant, seed, steps }: OfferedRun, withSteps: boolean): string {
  const name = `${optionText(variant)}, seed ${seed}`;
  return withSteps ? `${name}: ${showCount(steps, "step")}` : name;
}
