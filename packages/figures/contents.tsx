/**
 * The contents of a page: a line of links on narrow screens, a list at the side on wide ones, where
 * the charts are listed too.
 */
import { type PageElement, Words } from "@samebit/pages";
import { titleOf } from "./charts.tsx";
import type { PageFigure } from "./figures.ts";

/** The links to the sections of a page, and to the figures of some of these. */
export function Contents({ sections, figures: figuresOf }: {
  readonly sections: readonly (readonly [id: string, title: string])[];
  /** By the section that contains them. */
  readonly figures: ReadonlyMap<string, readonly PageFigure[]>;
}): PageElement {
  return (
    <nav class="contents" aria-label="Contents">
      <ul>
        {sections.map(([id, title]) => {
          const figures = figuresOf.get(id) ?? [];
          return (
            <li key={id}>
              <a href={`#${id}`}>{title}</a>
              {figures.length > 0 && (
                <ul>
                  {figures.map(({ id, spec }) => (
                    <li key={id}>
                      <a href={`#${id}-figure`}>
                        <Words>{titleOf(spec).title}</Words>
                      </a>
                    </li>
                  ))}
                </ul>
              )}
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
