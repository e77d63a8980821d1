/**
 * Two runs that diverge: where, in which settings they differ, how the difference develops, and the
 * first tensor that differs. A single self-contained file.
 */
import type { VNode } from "preact";
import {
  DIFFERENCES,
  type StepApart,
  stepsApartChart,
  type TensorApart,
  ulpsChart,
} from "@samebit/charts";
import { Charts, type PageFigure } from "@samebit/figures";
import {
  CHART_SCRIPTS,
  Document,
  type Held,
  Licences,
  renderDocument,
  Section,
  Table,
  Words,
} from "@samebit/pages";

/** The content of a page about two runs that diverge. */
export interface DivergenceProps {
  /** The names of the runs. */
  readonly names: readonly [a: string, b: string];
  /** Where they diverge, as a sentence. */
  readonly says: string;
  /** The settings in which their plans differ. */
  readonly differing: readonly {
    readonly field: string;
    readonly a: unknown;
    readonly b: unknown;
  }[];
  /** The steps from that point on. */
  readonly steps: readonly StepApart[];
  /** Steps in an epoch, if both runs have the same number. */
  readonly stepsPerEpoch?: number;
  /** The first tensor that differs. */
  readonly tensor?: TensorApart;
}

/** The HTML of the page. The same runs give the same bytes. */
export function renderDivergencePage(
  { names: [a, b], says, differing, steps, stepsPerEpoch, tensor }: DivergenceProps,
  held: Held,
): string {
  const figures: PageFigure[] = [
    ...(steps.length > 0
      ? [{ id: "chart-apart", wide: true, spec: stepsApartChart(steps, stepsPerEpoch) }]
      : []),
    ...(tensor ? [{ id: "chart-ulps", spec: ulpsChart(tensor) }] : []),
  ];
  return renderDocument(
    <Document title={`${a} and ${b} – Samebit`} assets={held.files} scripts={CHART_SCRIPTS}>
      <div class="page">
        <header>
          <h1>Where two runs diverge</h1>
          <dl class="facts">
            {[["A", a], ["B", b]].map(([letter, name]) => (
              <div key={letter}>
                <dt>{letter}</dt>
                <dd>
                  <Words>{name!}</Words>
                </dd>
              </div>
            ))}
          </dl>
          <p class="answer">
            <b>
              <Words>{says}</Words>
            </b>
          </p>
        </header>
        <main>
          <Settings differing={differing} />
          <Charts figures={figures} palette={DIFFERENCES} />
        </main>
      </div>
      <Licences text={held.licences} />
    </Document>,
  );
}

function Settings({ differing }: Pick<DivergenceProps, "differing">): VNode {
  return (
    <Section id="settings" title="Settings">
      {differing.length === 0
        ? <p>The plans are the same.</p>
        : (
          <Table caption="Where the plans differ" head={["Setting", "A", "B"]}>
            {differing.map(({ field, a, b }) => (
              <tr key={field}>
                <th scope="row">
                  <Words>{field}</Words>
                </th>
                {[a, b].map((value, at) => (
                  <td key={at}>
                    <Words>{value === undefined ? "—" : JSON.stringify(value)}</Words>
                  </td>
                ))}
              </tr>
            ))}
          </Table>
        )}
    </Section>
  );
}
