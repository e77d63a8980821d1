/**
 * What was compared, what was tuned and what was fixed, as tables.
 */
import type { VNode } from "preact";
import {
  findSetup,
  keepBest,
  METRICS,
  MOST_VARIANTS,
  mostDecimals,
  rankOfVariant,
  recordsOfVariants,
  type Setup,
  showCount,
  showNumber,
  showSeeds,
  summarizeMetric,
  tunedText,
  type Variant,
} from "@samebit/findings";
import { LeftOut, Section, SummaryCell, Table, VariantName, Words } from "@samebit/pages";
import { colourOf, type Palette } from "@samebit/plotting";
import { type ExperimentRecord, inSentence, meritOf } from "@samebit/runlog";
import { Networks } from "./networks.tsx";

interface Props {
  readonly variants: readonly Variant[];
  readonly palette: Palette;
  readonly record: ExperimentRecord;
}

/** The conditions under which the numbers were found. */
export function SetupTables({ variants, palette, record }: Props): VNode {
  const { declaration, networks = [], moreNetworks = 0 } = record;
  const setup = findSetup(variants);
  const { fixed, seeded } = setup;
  const seeds = [
    ...new Set(variants.flatMap(({ runs }) => runs.map(({ planned }) => planned.seed))),
  ];
  return (
    <Section id="setup" title="Compared, tuned, fixed">
      <ComparedTable setup={setup} variants={variants} palette={palette} />
      <TunedTable variants={variants} palette={palette} />
      <p>
        Seeds: {showSeeds(seeds)}. Seeds are repetitions: nothing is chosen by seed.
        {seeded.length > 1 && ` These change with the seed: ${seeded.join(", ")}.`}
      </p>
      {fixed.length > 0 && (
        <details class="fixed">
          <summary>
            Fixed in every run, defaults filled in: {showCount(fixed.length, "setting")}
          </summary>
          <Table caption="Fixed in every run" head={["Setting", "Value"]}>
            {fixed.map(([path, value]) => (
              <tr key={path}>
                <th scope="row">
                  <Words>{path}</Words>
                </th>
                <td>
                  <Words>{value}</Words>
                </td>
              </tr>
            ))}
          </Table>
        </details>
      )}
      <FixedLine fixed={fixed} />
      <Networks networks={networks} more={moreNetworks} />
      <details>
        <summary>The declaration</summary>
        <pre tabIndex={0}>{JSON.stringify(declaration, null, 2)}</pre>
      </details>
    </Section>
  );
}

/** More settings of one part, such as those of two lists of layers, are only counted. */
const MOST_SETTINGS = 8;

/** One row for each variant, one column for each part of the plan in which variants differ. */
function ComparedTable({ setup: { compared, values }, variants, palette }: {
  readonly setup: Setup;
  readonly variants: readonly Variant[];
  readonly palette: Palette;
}): VNode | null {
  if (compared.length === 0) return null;
  const parts = [...Map.groupBy(compared, (path) => path.split(".")[0]!)];
  const shown = keepBest(variants, rankOfVariant, MOST_VARIANTS);
  return (
    <>
      <Table
        caption={variants.length > 1 ? "Compared" : "Chosen"}
        stacks
        head={["Variant", ...parts.map(([part]) => part)]}
      >
        {shown.map(({ label }) => (
          <tr key={label} role="row">
            <th scope="row" role="rowheader">
              <VariantName label={label} colour={colourOf(palette, label)} />
            </th>
            {parts.map(([part, paths]) => (
              <td key={part} class="settings" role="cell" data-label={part}>
                {paths.slice(0, MOST_SETTINGS).map((path) => {
                  const value = values.get(label)?.[compared.indexOf(path)];
                  const name = path.slice(part.length + 1);
                  return value !== undefined && (
                    <span key={path}>
                      {name !== "" && name !== "kind" && <Words>{name}</Words>}{" "}
                      <b>
                        <Words>{value}</Words>
                      </b>
                    </span>
                  );
                })}
                {paths.length > MOST_SETTINGS && (
                  <span>and {showCount(paths.length - MOST_SETTINGS, "more setting")}</span>
                )}
              </td>
            ))}
          </tr>
        ))}
      </Table>
      <LeftOut
        shown={shown.length}
        of={variants.length}
        what="variant"
        kept={`the best by ${recordsOfVariants(variants).choiceInWords}`}
      />
    </>
  );
}

/** The settings that readers look for first, in a line. */
const FIRST = [
  "dataset.kind",
  "dataset.trainExamples",
  "model.hidden",
  "model.normalization.kind",
  "model.initialization.weightScale",
  "optimizer.kind",
  "optimizer.learningRate",
  "schedule.kind",
  "l2",
  "batchSize",
  "epochs",
];

function FixedLine({ fixed }: { readonly fixed: Setup["fixed"] }): VNode | null {
  const values = new Map(fixed);
  const first = FIRST.filter((path) => values.has(path));
  if (first.length === 0) return null;
  return (
    <p class="settings">
      {first.map((path) => (
        <span key={path}>
          {path}{" "}
          <b>
            <Words>{values.get(path)!}</Words>
          </b>
        </span>
      ))}
    </p>
  );
}

function TunedTable(
  { variants, palette }: { readonly variants: readonly Variant[]; readonly palette: Palette },
): VNode {
  const { choosing, choiceInWords } = recordsOfVariants(variants);
  const metric = METRICS[choosing];
  const rows = variants.flatMap((variant) =>
    variant.candidates.length === 1 ? [] : variant.candidates.map((candidate) => ({
      variant,
      candidate,
      colour: colourOf(palette, variant.label),
      summary: summarizeMetric(candidate, choosing),
    }))
  );
  if (rows.length === 0) return <p>Nothing was tuned.</p>;
  const shown = keepBest(
    rows,
    ({ variant, candidate, summary }) =>
      candidate === variant.chosen ? Infinity : meritOf(metric, summary.mean),
  );
  const places = mostDecimals(shown.map(({ summary }) => summary), metric);
  return (
    <details open={rows.length <= 12}>
      <summary>Tuned: {showCount(rows.length, "candidate")}</summary>
      <Table
        caption={`Tuned: the best of each variant's candidates by ${
          inSentence(metric.title)
        } represents it`}
        sorts
        head={["Variant", "Candidate", { number: "n" }, { number: metric.title }, "Chosen"]}
      >
        {shown.map(({ variant, candidate, colour, summary }) => (
          <tr key={variant.label + tunedText(candidate.tuned)}>
            <th scope="row">
              <VariantName label={variant.label} colour={colour} />
            </th>
            <td>
              <Words>{tunedText(candidate.tuned)}</Words>
            </td>
            <td class="number">{summary.n}</td>
            <SummaryCell summary={summary} metric={metric} places={places} />
            <td>
              {candidate.stopped
                ? `stopped after epoch ${candidate.stopped.epochs} with ` +
                  showNumber(candidate.stopped.score, metric.format)
                : candidate === variant.chosen &&
                  (variant.decided ? "chosen" : "best so far")}
            </td>
          </tr>
        ))}
      </Table>
      <LeftOut
        shown={shown.length}
        of={rows.length}
        what="candidate"
        kept={`the chosen ones and the best by ${choiceInWords}`}
      />
    </details>
  );
}
