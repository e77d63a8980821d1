/** Decoded images, against the pixels that they were made of. */
import { assert, assertEquals, assertThrows } from "@std/assert";
import { decodeImage } from "./decode_image.ts";
import { imageFile, type ImageName } from "./testdata/image_files.ts";

const [WIDTH, HEIGHT] = [9, 7];

/** The colours of the PNG files: far from smooth, so that each filter and each pass counts. */
const SHARP = pixelsOf((x, y) => [
  (x * 29 + y * 7) % 256,
  (x * 11 + y * 31) % 256,
  (255 - x * 17 - y * 3) % 256,
]);

/** The colours of the JPEG files. */
const SMOOTH = pixelsOf((x, y) => [20 + x * 20, 30 + y * 25, 200 - x * 9 - y * 7]);

function pixelsOf(colour: (x: number, y: number) => number[]): Uint8Array {
  return Uint8Array.from(
    Array.from({ length: WIDTH * HEIGHT }, (_, i) => colour(i % WIDTH, Math.floor(i / WIDTH)))
      .flat(),
  );
}

const decode = (name: ImageName) => decodeImage(imageFile(name), name);

for (const name of ["rgb.png", "interlaced.png", "opaque.png", "palette.png"] as const) {
  Deno.test(`decodeImage gives the pixels that were packed (${name})`, () => {
    const { width, height, channels, values } = decode(name);
    assertEquals([width, height, channels], [WIDTH, HEIGHT, 3]);
    assertEquals(values, SHARP);
  });
}

Deno.test("decodeImage spreads grey of fewer bits over all bytes", () => {
  assertEquals([...decode("bits4.png").values], [0, 255, 7 * 17]);
  assertEquals([...decode("bits2.png").values], [0, 85, 170, 255, 255, 255, 170, 85, 0, 85]);
  assertEquals(new Set(decode("bits1.png").values), new Set([0, 255]));
  assertEquals(decode("grey.png").channels, 1);
});

for (const name of ["colour.jpg", "progressive.jpg", "adobe.jpg"] as const) {
  Deno.test(`decodeImage comes close to what was packed with loss (${name})`, () => {
    const { channels, values } = decode(name);
    assertEquals([channels, values.length], [3, SMOOTH.length]);
    values.forEach((value, i) => assert(Math.abs(value - SMOOTH[i]!) < 8, `${i}: ${value}`));
  });
}

Deno.test("decodeImage reads grey JPEG as one channel, and colours of half the size", () => {
  assertEquals([decode("grey.jpg").channels, decode("halved.jpg").channels], [1, 3]);
});

const REFUSED: readonly (readonly [ImageName, string])[] = [
  ["bits16.png", "its channels have 16 bits"],
  ["transparent.png", "parts of it are transparent"],
  ["key.png", "parts of it are transparent"],
  ["animated.png", "it is animated"],
  ["interlaced1.png", "it is interlaced with 1 bits a pixel"],
  ["cmyk.jpg", "4 channels, CMYK"],
  ["turned.jpg", "its Exif orientation is 6; wanted 1, upright"],
];

for (const [name, problem] of REFUSED) {
  Deno.test(`decodeImage refuses by name what it would change or misread (${name})`, () => {
    const { message } = assertThrows(() => decode(name), SyntaxError, problem);
    assert(message.startsWith(`Cannot read ${name}: `), message);
  });
}

for (const name of ["rgb.png", "palette.png", "colour.jpg", "progressive.jpg"] as const) {
  Deno.test(`decodeImage refuses a file that is cut off anywhere (${name})`, () => {
    const whole = imageFile(name);
    for (let length = 0; length < whole.length; length++) {
      assertThrows(() => decodeImage(whole.subarray(0, length), name), SyntaxError, name);
    }
  });
}

Deno.test("decodeImage refuses a PNG file in which any bit is wrong", () => {
  const whole = imageFile("rgb.png");
  for (let bit = 0; bit < 8 * whole.length; bit += 3) {
    const wrong = whole.slice();
    wrong[bit >> 3]! ^= 1 << (bit & 7);
    assertThrows(() => decodeImage(wrong, "wrong.png"), SyntaxError, "wrong.png");
  }
});

Deno.test("decodeImage refuses a size that no image has before it takes memory for it", () => {
  const large = imageFile("rgb.png");
  new DataView(large.buffer).setUint32(16, 1e6);
  new DataView(large.buffer).setUint32(20, 1e6);
  assertThrows(() => decodeImage(large, "large.png"), SyntaxError, "1000000×1000000 pixels");
});
