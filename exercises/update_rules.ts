/**
 * Exercise 5: update rules. Each takes the weights, their gradient and what the rule remembers, and
 * returns new arrays.
 *
 * @module
 */
import { gap } from "./arrays.ts";

/** SGD with momentum, as the course has it: v = momentum·v − rate·g, w = w + v. */
export function momentumStep(
  w: number[],
  g: number[],
  v: number[],
  rate: number,
  momentum: number,
): { w: number[]; v: number[] } {
  return gap(w, g, v, rate, momentum);
}

/**
 * RMSProp (Hinton): cache = decay·cache + (1 − decay)·g², w = w − rate·g / (sqrt(cache) + epsilon).
 */
export function rmspropStep(
  w: number[],
  g: number[],
  cache: number[],
  rate: number,
  decay: number,
  epsilon: number,
): { w: number[]; cache: number[] } {
  return gap(w, g, cache, rate, decay, epsilon);
}

/**
 * Adam (Kingma and Ba, 2015) with both corrections of the bias towards 0.
 *
 * @param w The weights.
 * @param g Their gradient.
 * @param m The mean of gradients so far; zeros at first.
 * @param v The mean of their squares so far; zeros at first.
 * @param step The number of this step, from 1.
 * @param rate The learning rate.
 * @param beta1 The share of `m` that is kept.
 * @param beta2 The share of `v` that is kept.
 * @param epsilon Added to the root.
 */
export function adamStep(
  w: number[],
  g: number[],
  m: number[],
  v: number[],
  step: number,
  rate: number,
  beta1: number,
  beta2: number,
  epsilon: number,
): { w: number[]; m: number[]; v: number[] } {
  return gap(w, g, m, v, step, rate, beta1, beta2, epsilon);
}
