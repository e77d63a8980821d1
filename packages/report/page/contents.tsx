/**
 * The contents of a page: a line of links on narrow screens, a list at the side on wide ones, where
 * the charts are listed too.
 */
import type { VNode } from "preact";
import { titleOf } from "./charts.tsx";
import type { Figure } from "./figures.ts";
import { Words } from "./parts.tsx";

/** The links to the sections of an experiment's page. */
export function Contents(
  { claims, figures }: { readonly claims: boolean; readonly figures: readonly Figure[] },
): VNode {
  return (
    <nav class="contents" aria-label="Contents">
      <ul>
        {claims && <Item id="findings" title="Findings" />}
        <li>
          <a href="#charts">Charts</a>
          {figures.length > 0 && (
            <ul>
              {figures.map(({ id, spec }) => (
                <Item key={id} id={`${id}-figure`} title={titleOf(spec).title} />
              ))}
            </ul>
          )}
        </li>
        <Item id="summary" title="Summary" />
        <Item id="setup" title="Compared, tuned, fixed" />
        <Item id="runs" title="Runs" />
        <Item id="reproduce" title="Reproduce" />
      </ul>
    </nav>
  );
}

function Item({ id, title }: { readonly id: string; readonly title: string }): VNode {
  return (
    <li>
      <a href={`#${id}`}>
        <Words>{title}</Words>
      </a>
    </li>
  );
}
