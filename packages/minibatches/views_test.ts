import { assertEquals, assertThrows } from "@std/assert";
import { createViews, type Views } from "./views.ts";

function shown(views: Views, shape: readonly number[], values: readonly number[]): number[][] {
  return createViews(views, shape).map(({ show }) => {
    const x = Float32Array.from(values);
    show(x, 1);
    return [...x];
  });
}

Deno.test("createViews shows an image plain, mirrored, and moved towards two corners", () => {
  assertEquals(shown("mirrored-and-shifted", [2, 2], [1, 2, 3, 4]), [
    [1, 2, 3, 4],
    [2, 1, 4, 3],
    [4, 3, 2, 1],
    [3, 4, 1, 2],
    [4, 3, 2, 1],
    [3, 4, 1, 2],
  ]);
  assertEquals(shown("mirrored-and-shifted", [3, 3], [1, 2, 3, 4, 5, 6, 7, 8, 9])[2], [
    ...[5, 6, 5],
    ...[8, 9, 8],
    ...[5, 6, 5],
  ]);
});

Deno.test("createViews shares 1 out among the views, and has none of the plain image", () => {
  const sharesOf = (views: Views) => createViews(views, [3, 3]).map(({ share }) => share);
  assertEquals(sharesOf("plain"), []);
  assertEquals(sharesOf("mirrored"), [0.5, 0.5]);
  assertEquals(sharesOf("mirrored-and-shifted"), [0.25, 0.25, 0.125, 0.125, 0.125, 0.125]);
});

Deno.test("createViews refuses examples that are not images, and images too small to be shifted", () => {
  assertThrows(() => createViews("mirrored", [4]), RangeError, "wanted images");
  assertThrows(
    () => createViews("mirrored-and-shifted", [1, 4]),
    RangeError,
    "Cannot shift images",
  );
});
