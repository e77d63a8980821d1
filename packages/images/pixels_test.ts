/** Pixels of images brought to one size. */
import { assertEquals } from "@std/assert";
import { type Pixels, writePlanes } from "./pixels.ts";

const SQUARE: Pixels = {
  width: 3,
  height: 2,
  channels: 1,
  values: Uint8Array.of(1, 2, 3, 4, 5, 6),
};

function planes(image: Pixels, colors: "rgb" | "grey", size: [number, number]): number[] {
  const into = new Uint8Array((colors === "rgb" ? 3 : 1) * size[0] * size[1]);
  writePlanes(image, colors, size, into);
  return [...into];
}

Deno.test("writePlanes crops around the middle, and one more at the bottom and at the right", () => {
  assertEquals(planes(SQUARE, "grey", [1, 2]), [1, 2]);
  assertEquals(planes(SQUARE, "grey", [2, 1]), [2, 5]);
});

Deno.test("writePlanes pads around the middle, and one more at the top and at the left", () => {
  assertEquals(planes(SQUARE, "grey", [3, 4]), [0, 0, 0, 0, 0, 1, 2, 3, 0, 4, 5, 6]);
  assertEquals(planes(SQUARE, "grey", [4, 1]), [0, 2, 5, 0]);
});

Deno.test("writePlanes puts channels one after the other, and grey into each of them", () => {
  const colour: Pixels = {
    width: 2,
    height: 1,
    channels: 3,
    values: Uint8Array.of(1, 2, 3, 4, 5, 6),
  };
  assertEquals(planes(colour, "rgb", [1, 2]), [1, 4, 2, 5, 3, 6]);
  assertEquals(planes({ ...SQUARE, height: 1 }, "rgb", [1, 3]), [1, 2, 3, 1, 2, 3, 1, 2, 3]);
});

Deno.test("writePlanes weighs colours as grey, and leaves grey as it is", () => {
  const values = Uint8Array.of(255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255, 7, 7, 7);
  const colour: Pixels = { width: 5, height: 1, channels: 3, values };
  assertEquals(planes(colour, "grey", [1, 5]), [76, 150, 29, 255, 7]);
});
