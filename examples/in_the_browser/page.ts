/**
 * The program of `index.html`: trains a few steps for each frame and draws what the network says of
 * every point of the square. Made into one classic script, since a page that opens from a folder
 * loads no modules:
 *
 *     deno run -A tools/bundle_script.ts examples/in_the_browser/page.ts examples/in_the_browser/page.js
 */
/// <reference lib="dom" />
import { createTraining, ROWS, STEPS, type Training } from "./training.ts";

const STEPS_PER_FRAME = 4;

/** Colours every point by its score: orange in the disc, blue outside, faint where it is in doubt. */
function draw(canvas: HTMLCanvasElement, training: Training): void {
  const context = canvas.getContext("2d")!;
  const image = context.createImageData(ROWS, ROWS);
  const row = new Float32Array(2 * ROWS);
  for (let y = 0; y < ROWS; y++) {
    for (let x = 0; x < ROWS; x++) row.set([place(x), place(y)], 2 * x);
    for (const [x, score] of training.scores(row).entries()) {
      const color = score > 0 ? [230, 130, 40] : [60, 120, 200];
      const opacity = 55 + 200 * Math.min(1, Math.abs(score) / 4);
      image.data.set([...color, opacity], 4 * (y * ROWS + x));
    }
  }
  context.putImageData(image, 0, 0);
}

/** Where in the square, from -1 to 1, the middle of a pixel is. */
function place(pixel: number): number {
  return 2 * (pixel + 0.5) / ROWS - 1;
}

function main(canvas: HTMLCanvasElement, output: HTMLElement): void {
  const training = createTraining();
  let step = 0;
  const frame = () => {
    let loss = NaN;
    for (let i = 0; i < STEPS_PER_FRAME; i++) loss = training.step(++step);
    draw(canvas, training);
    // All digits of the number, so that it can be compared with the one that Deno prints.
    output.textContent = `loss of step ${step}: ${loss}`;
    if (step < STEPS) requestAnimationFrame(frame);
  };
  frame();
}

main(document.querySelector("canvas")!, document.querySelector("output")!);
