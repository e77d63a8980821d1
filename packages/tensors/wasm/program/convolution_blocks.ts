/**
 * Blocks of a convolution: filters are gathered side by side, results scattered to their places.
 * Numbers are moved, never computed with.
 */
import type { Callable, FunctionBuilder, Local } from "../assembler/function_builder.ts";
import { f32, i32, v128 } from "../assembler/values.ts";
import { CONVOLUTION_BLOCK as BLOCK } from "./layout.ts";
import { copyFloats } from "./patches.ts";
import type { Toolbox } from "./toolbox.ts";

type Int = Local<"i32">;

/** Bytes from filter to filter of a block, with room for three floats behind the taps. */
export const ROW_BYTES = 4 * (BLOCK.taps + 4);

/** Fills `planes` rows of results. */
export function fillWithZeros(f: FunctionBuilder, results: number, planes: Int): void {
  const [at, end] = f.locals("i32", 2);
  f.set(at!, 0);
  f.set(end!, i32.mul(planes, 4 * BLOCK.spots));
  f.while(i32.ltU(at!, end!), () => {
    f.storeV128(i32.add(at!, results), v128.zero());
    f.increase(at!, 16);
  });
}

/** Writes the function that brings the elements of w of some planes and taps side by side. */
export function writePackFilters({ module, layout }: Toolbox): Callable<undefined> {
  const parameters = {
    from: "i32",
    tap: "i32",
    taps: "i32",
    planes: "i32",
    rowTaps: "i32",
    columnTaps: "i32",
    wPlaneOut: "i32",
    wPlaneIn: "i32",
    wRow: "i32",
    wColumn: "i32",
  } as const;
  return module.function(parameters, (f, given) => {
    const { from, tap, taps, planes, rowTaps, columnTaps } = given;
    const { wPlaneOut, wPlaneIn, wRow, wColumn } = given;
    const inPlane = f.local("i32", i32.mul(rowTaps, columnTaps));
    const [of, source, target, left, n, floats] = f.locals("i32", 6);
    const to = f.local("i32", layout.convolution.filters);
    // Taps of a plane that lie side by side are brought together, up to three more behind them.
    const isTogether = f.local("i32", i32.and(i32.eq(wColumn, 1), i32.eq(wRow, columnTaps)));
    f.while(i32.ne(taps, 0), () => {
      f.set(of!, i32.remU(tap, inPlane));
      f.set(n!, i32.select(i32.minU(taps, i32.sub(inPlane, of!)), 1, isTogether));
      const plane = i32.mul(i32.divU(tap, inPlane), wPlaneIn);
      const row = i32.mul(i32.divU(of!, columnTaps), wRow);
      const column = i32.mul(i32.remU(of!, columnTaps), wColumn);
      f.set(source!, i32.add(from, i32.shl(i32.add(plane, i32.add(row, column)), 2)));
      f.set(target!, to);
      f.set(left!, planes);
      f.while(i32.ne(left!, 0), () => {
        f.set(floats!, 0);
        f.while(i32.ltU(floats!, i32.shl(n!, 2)), () => {
          f.storeV128(i32.add(target!, floats!), v128.load(i32.add(source!, floats!)));
          f.increase(floats!, 16);
        });
        f.increase(source!, i32.shl(wPlaneOut, 2));
        f.increase(target!, ROW_BYTES);
        f.increase(left!, -1);
      });
      f.increase(to, i32.shl(n!, 2));
      f.increase(tap, n!);
      f.set(taps, i32.sub(taps, n!));
    });
  });
}

/** Writes the function that brings rows of results to their places on planes of y. */
export function writePlaceResults({ module, layout }: Toolbox): Callable<undefined> {
  const parameters = {
    y: "i32",
    image: "i32",
    planes: "i32",
    down: "i32",
    across: "i32",
    spot: "i32",
    spots: "i32",
    yHeight: "i32",
    yWidth: "i32",
    yStride: "i32",
    yTop: "i32",
    yLeft: "i32",
  } as const;
  return module.function(parameters, (f, given) => {
    const { y, image, planes, down, across, spot, spots, yHeight, yWidth } = given;
    const { yStride, yTop, yLeft } = given;
    const places = f.local("i32", i32.mul(down, across));
    const row = f.local("i32", layout.convolution.results);
    const [plane, from, to, rest, a, b, n, left] = f.locals("i32", 8);
    f.while(i32.ne(planes, 0), () => {
      f.set(plane!, i32.add(y, i32.shl(i32.mul(i32.divU(spot, places), image), 2)));
      f.set(a!, i32.divU(i32.remU(spot, places), across));
      f.set(b!, i32.remU(i32.remU(spot, places), across));
      f.set(from!, row);
      f.set(rest!, spots);
      f.while(i32.ne(rest!, 0), () => {
        f.if(i32.eq(a!, down), () => {
          f.set(a!, 0);
          f.increase(plane!, i32.shl(image, 2));
        });
        f.set(n!, i32.minU(rest!, i32.sub(across, b!)));
        f.increase(rest!, i32.sub(0, n!));
        const below = i32.mul(i32.add(i32.mul(a!, yStride), yTop), yWidth);
        const right = i32.add(i32.mul(b!, yStride), yLeft);
        f.set(to!, i32.add(plane!, i32.shl(i32.add(below, right), 2)));
        f.if(i32.eq(yStride, 1), () => {
          copyFloats(f, from!, to!, n!);
          f.increase(from!, i32.shl(n!, 2));
        }, () => {
          f.set(left!, n!);
          f.while(i32.ne(left!, 0), () => {
            f.storeF32(to!, f32.load(from!));
            f.increase(from!, 4);
            f.increase(to!, i32.shl(yStride, 2));
            f.increase(left!, -1);
          });
        });
        f.set(b!, 0);
        f.increase(a!, 1);
      });
      f.increase(row, 4 * BLOCK.spots);
      f.increase(y, i32.shl(i32.mul(yHeight, yWidth), 2));
      f.increase(planes, -1);
    });
  });
}
