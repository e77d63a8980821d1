/** Which axes are logarithmic first. */
import { highest, lowest } from "@samebit/statistics";

/** Whether values are positive and so far apart that a linear axis would hide the small ones. */
export function spanDecades(values: readonly number[]): boolean {
  const low = lowest(values);
  const high = highest(values, 0);
  return low > 0 && high > 20 * low;
}
