/**
 * An experiment as a small picture: the training loss of every variant by epoch, without axes. Only
 * for recognising an experiment in the gallery; numbers are read off its page.
 */
import { log } from "@samebit/arithmetic";
import type { Variant } from "@samebit/findings";
import type { PageElement } from "@samebit/pages";
import { meanOf, paletteOf, spread } from "@samebit/plotting";
import type { ExperimentRecord } from "@samebit/runlog";
import { highest } from "@samebit/statistics";

const WIDTH = 280;
const HEIGHT = 90;
const MARGIN = 6;
const MOST_LINES = 14;
const MOST_POINTS = 60;

/** The loss curves; nothing where no evaluation is logged. */
export function Thumbnail({ variants, declaration }: {
  readonly variants: readonly Variant[];
  readonly declaration: ExperimentRecord["declaration"];
}): PageElement | null {
  const palette = paletteOf(variants, declaration);
  const shown = spread(variants.length, MOST_LINES);
  const lines = shown.map((at) => lossByEpoch(variants[at]!));
  const all = lines.flat().filter(Number.isFinite);
  if (all.length < 2) return null;
  const positive = all.every((loss) => loss > 0);
  const scale = positive ? log : (loss: number) => loss;
  const [low, high] = [Math.min(...all), Math.max(...all)].map(scale) as [number, number];
  const longest = Math.max(...lines.map((line) => line.length));
  const x = (epoch: number) => MARGIN + (WIDTH - 2 * MARGIN) * epoch / Math.max(1, longest - 1);
  const y = (loss: number) =>
    MARGIN + (HEIGHT - 2 * MARGIN) * (high > low ? (high - scale(loss)) / (high - low) : 0.5);
  return (
    <svg class="thumbnail" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} aria-hidden="true">
      {lines.map((line, at) => (
        <polyline
          key={at}
          points={spread(line.length, MOST_POINTS).filter((epoch) => Number.isFinite(line[epoch]))
            .map((epoch) => `${x(epoch).toFixed(1)},${y(line[epoch]!).toFixed(1)}`).join(" ")}
          stroke={palette.range[shown[at]!]}
          stroke-dasharray={palette.dashes[shown[at]!]!.join(" ")}
        />
      ))}
    </svg>
  );
}

/** The mean over the remaining seeds, as far as the longest run has got. */
function lossByEpoch({ chosen: { runs } }: Variant): number[] {
  const logs = runs.flatMap(({ epochs }) => epochs && epochs.rows > 0 ? [epochs] : []);
  if (logs.length === 0) return [];
  const rows = highest(logs.map((log) => log.rows));
  return Array.from(
    { length: rows },
    (_, row) =>
      meanOf(logs.filter((log) => row < log.rows).map(({ values }) => values.trainLoss[row]!)),
  );
}
