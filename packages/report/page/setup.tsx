/**
 * What was compared, what was tuned and what was fixed, as tables.
 */
import type { VNode } from "preact";
import type { JsonObject } from "@samebit/runlog";
import type { Palette } from "../charts/palette.ts";
import { METRICS } from "../metrics.ts";
import { findSetup } from "../setup.ts";
import { summarizeMetric, tunedText, type Variant } from "../variants.ts";
import { Section, SummaryCell, Table, VariantName, Words } from "./parts.tsx";

interface Props {
  readonly variants: readonly Variant[];
  readonly palette: Palette;
  readonly declaration: JsonObject;
}

/** The conditions under which the numbers were found. */
export function SetupTables({ variants, palette, declaration }: Props): VNode {
  const { fixed, compared, values, seeded } = findSetup(variants);
  const seeds = [
    ...new Set(
      variants.flatMap(({ candidates }) =>
        candidates.flatMap(({ runs }) => runs.map(({ planned }) => planned.seed))
      ),
    ),
  ];
  return (
    <Section id="setup" title="Compared, tuned, fixed">
      {compared.length > 0 && (
        <Table caption="Compared" head={["Variant", ...compared]}>
          {variants.map(({ label }, at) => (
            <tr key={label}>
              <th scope="row">
                <VariantName label={label} colour={palette.range[at]} />
              </th>
              {compared.map((path, column) => (
                <td key={path}>
                  <Words>{values.get(label)?.[column] ?? "—"}</Words>
                </td>
              ))}
            </tr>
          ))}
        </Table>
      )}
      <TunedTable variants={variants} palette={palette} />
      <p>
        Seeds: {seeds.join(", ")}. Seeds are repetitions: nothing is chosen by them.
        {seeded.length > 1 && ` With the seed change: ${seeded.join(", ")}.`}
      </p>
      {fixed.length > 0 && (
        <Table caption="Fixed in every run, defaults filled in" head={["Setting", "Value"]}>
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
      )}
      <details>
        <summary>The declaration</summary>
        <pre tabIndex={0}>{JSON.stringify(declaration, null, 2)}</pre>
      </details>
    </Section>
  );
}

function TunedTable(
  { variants, palette }: { readonly variants: readonly Variant[]; readonly palette: Palette },
): VNode {
  const rows = variants.flatMap((variant, at) =>
    variant.candidates.length === 1 ? [] : variant.candidates.map((candidate) => ({
      variant,
      candidate,
      colour: palette.range[at],
      summary: summarizeMetric(candidate, "bestValidationAccuracy"),
    }))
  );
  if (rows.length === 0) return <p>Nothing was tuned.</p>;
  const { title } = METRICS.bestValidationAccuracy;
  return (
    <Table
      caption={`Tuned: the best of each variant's candidates by ${title.toLowerCase()} stands for it`}
      head={["Variant", "Candidate", "n", title, "Chosen"]}
    >
      {rows.map(({ variant, candidate, colour, summary }) => (
        <tr key={variant.label + tunedText(candidate.tuned)}>
          <th scope="row">
            <VariantName label={variant.label} colour={colour} />
          </th>
          <td>
            <Words>{tunedText(candidate.tuned)}</Words>
          </td>
          <td class="number">{summary.n}</td>
          <SummaryCell summary={summary} metric={METRICS.bestValidationAccuracy} />
          <td>
            {candidate === variant.chosen && (variant.decided ? "chosen" : "so far the best")}
          </td>
        </tr>
      ))}
    </Table>
  );
}
