/**
 * One colour for each variant, the same in every chart of a page. The colours can be distinguished
 * with the common kinds of colour blindness and on light and dark backgrounds.
 *
 * Source: Okabe and Ito, "Color Universal Design" (2008), by Wong, Nature Methods 8:441 (2011);
 * without its black and yellow, which vanish on one of the backgrounds, and with a grey.
 */

import { log } from "@samebit/arithmetic";
import { findNumericAxis, othersOf, type Variant } from "@samebit/findings";
import type { JsonObject } from "@samebit/runlog";
import { highest, lowest } from "@samebit/statistics";

/** sRGB values of the source: blue, vermilion, bluish green, reddish purple, orange, sky blue. */
const GREY = "#888888";
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", GREY];

/** Solid first; the next seven variants repeat the colours dashed, and so on. */
const DASHES: readonly number[][] = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

/** From blue through purple to orange, all of similar lightness, for numbers from low to high. */
export const RAMP: readonly string[] = ["#2f74bd", "#7a5cc0", "#bd4a92", "#dc5252", "#e58a2c"];

/** The colours and dashes of the variants, by position in `domain`. */
export interface Palette {
  /** The variants' labels, in the order of the experiment. */
  readonly domain: string[];
  /** sRGB colours, `#rrggbb`. */
  readonly range: string[];
  /** Dash patterns; all empty for up to seven variants without a compared number. */
  readonly dashes: number[][];
}

/**
 * Colours for two sides whose variants are paired by position: the same colour on both, solid on
 * the first and dashed on the second.
 */
export function createPairedPalette(
  first: readonly string[],
  second: readonly string[],
  positions: readonly number[],
): Palette {
  const colour = (at: number) => COLOURS[at % COLOURS.length]!;
  return {
    domain: [...first, ...second],
    range: [...first.map((_, at) => colour(at)), ...positions.map(colour)],
    dashes: [...first.map(() => []), ...second.map(() => [6, 3])],
  };
}

/** The colour of a variant; undefined if it is not drawn separately. */
export function colourOf({ domain, range }: Palette, label: string): string | undefined {
  return range[domain.indexOf(label)];
}

/** Gives each label its colour. The first labels keep theirs when others are appended. */
export function createPalette(labels: readonly string[]): Palette {
  const cycle = (at: number) => Math.floor(at / COLOURS.length) % DASHES.length;
  return {
    domain: [...labels],
    range: labels.map((_, at) => COLOURS[at % COLOURS.length]!),
    dashes: labels.map((_, at) => DASHES[cycle(at)]!),
  };
}

/**
 * The colours of an experiment: by the number that is compared, from blue to orange, if there are
 * more numbers than colours, otherwise by position. Variants of one number differ in their dashes.
 * `pool` is the label of all others, which are grey.
 */
export function paletteOf(
  variants: readonly Variant[],
  declaration: JsonObject,
  pool?: string,
): Palette {
  const { domain, range, dashes } = paletteOfEach(variants, declaration);
  if (pool === undefined) return { domain, range, dashes };
  return { domain: [...domain, pool], range: [...range, GREY], dashes: [...dashes, []] };
}

function paletteOfEach(variants: readonly Variant[], declaration: JsonObject): Palette {
  const labels = variants.map(({ label }) => label);
  const axis = findNumericAxis(variants, declaration);
  if (axis === undefined || new Set(axis.values.values()).size <= COLOURS.length) {
    return createPalette(labels);
  }
  const scale = axis.logarithmic ? log : (value: number) => value;
  const numbers = variants.map(({ chosen }) =>
    scale(axis.values.get(chosen.runs[0]!.planned.compared[axis.name]!)!)
  );
  const low = lowest(numbers);
  const high = highest(numbers);
  const others = variants.map((variant) => othersOf(variant, axis));
  const lines = [...new Set(others)];
  return {
    domain: labels,
    // Rounded: it is a place on a ramp of colours.
    range: numbers.map((number) => onRamp(Number(((number - low) / (high - low)).toFixed(4)))),
    dashes: others.map((line) => DASHES[lines.indexOf(line) % DASHES.length]!),
  };
}

/** The colour at a place from 0 to 1. */
function onRamp(place: number): string {
  const at = Math.min(RAMP.length - 2, Math.floor(place * (RAMP.length - 1)));
  const share = place * (RAMP.length - 1) - at;
  const [from, to] = [RAMP[at]!, RAMP[at + 1]!].map(channels) as [number[], number[]];
  const mixed = from.map((each, channel) => Math.round(each + share * (to[channel]! - each)));
  return `#${mixed.map((each) => each.toString(16).padStart(2, "0")).join("")}`;
}

function channels(colour: string): number[] {
  return [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16));
}
