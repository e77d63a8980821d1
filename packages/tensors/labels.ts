/** Class numbers as every kernel, data set and log takes them. */

/** Class numbers, one byte each. */
export type Labels = Uint8Array;

/** How many classes a byte can name. */
export const MOST_CLASSES = 256;
