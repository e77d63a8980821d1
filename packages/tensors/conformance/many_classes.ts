/**
 * Losses over more classes than a byte can number. They are newer than the cases with the golden
 * digest, so tests compare them separately.
 */
import { createStream, fillNormal } from "@samebit/random";
import type { Floats, Kernels } from "../kernels.ts";

const ROWS = 3;
const CLASSES = 300;

/** What the losses of some kernels write for labels on both sides of 256. */
export function lossesOfManyClasses(kernels: Kernels): number[][] {
  const room = (length: number) => kernels.allocate(length);
  const scores = room(ROWS * CLASSES);
  fillNormal(createStream(1, "scores"), 0, scores as Float32Array);
  const labels = Uint16Array.of(299, 7, 256);
  const written: Floats[] = [];
  const [losses, scoresGrad] = [room(ROWS), room(ROWS * CLASSES)];
  for (const smoothing of [0, 0.1]) {
    kernels.softmaxCrossEntropy(scores, labels, smoothing, losses, scoresGrad, ROWS, CLASSES);
    written.push(losses.slice(), scoresGrad.slice());
  }
  kernels.hinge(scores, labels, losses, scoresGrad, ROWS, CLASSES);
  return [...written, losses, scoresGrad].map((array) => Array.from(array));
}
