/**
 * Local stand-in for the part of `@std/csv` this repository uses, for machines that cannot reach
 * JSR, with the original's names, signatures and results; `stringify` is a thin layer over
 * `csv-stringify`. It is not a CSV library of its own: add nothing the original lacks.
 *
 * @module
 */
export * from "./parse.ts";
export * from "./stringify.ts";
