/** Class numbers as every kernel, data set and log takes them. */

/** Class numbers, 16 bits each. */
export type Labels = Uint16Array;

/** How many classes 16 bits can name. */
export const MOST_CLASSES = 65536;
