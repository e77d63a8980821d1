/**
 * How tables look in the terminal: no frames, so that lines can be copied and searched.
 *
 * @module
 */

/** The options of every table. */
export const TABLE_STYLE = {
  chars: {
    "top": "",
    "top-mid": "",
    "top-left": "",
    "top-right": "",
    "bottom": "",
    "bottom-mid": "",
    "bottom-left": "",
    "bottom-right": "",
    "left": "",
    "left-mid": "",
    "mid": "",
    "mid-mid": "",
    "right": "",
    "right-mid": "",
    "middle": "  ",
  },
  style: { "head": [], "border": [], "padding-left": 0, "padding-right": 0 },
};
