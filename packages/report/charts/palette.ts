/**
 * One colour for each variant, the same in every chart of a page. The colours can be told apart
 * with the common kinds of colour blindness and on light and dark ground.
 *
 * Source: Okabe and Ito, "Color Universal Design" (2008), by Wong, Nature Methods 8:441 (2011);
 * without its black and yellow, which vanish on one of the grounds, and with a grey.
 */

/** sRGB values of the source: blue, vermilion, bluish green, reddish purple, orange, sky blue. */
const COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#888888"];

/** Solid first; the next seven variants repeat the colours dashed, and so on. */
const DASHES: readonly number[][] = [[], [6, 3], [2, 2], [8, 3, 2, 3]];

/** The colours and dashes of the variants, by position in `domain`. */
export interface Palette {
  /** The variants' labels, in the order of the experiment. */
  readonly domain: string[];
  /** sRGB colours, `#rrggbb`. */
  readonly range: string[];
  /** Dash patterns; all empty for up to seven variants. */
  readonly dashes: number[][];
}

/**
 * Colours for two sides whose variants belong together by position: the same colour on both, solid
 * on the first and dashed on the second.
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

/** Gives each label its colour. The first labels keep theirs when others are added behind. */
export function createPalette(labels: readonly string[]): Palette {
  const cycle = (at: number) => Math.floor(at / COLOURS.length) % DASHES.length;
  return {
    domain: [...labels],
    range: labels.map((_, at) => COLOURS[at % COLOURS.length]!),
    dashes: labels.map((_, at) => DASHES[cycle(at)]!),
  };
}
