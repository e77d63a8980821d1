/**
 * Elementary functions with the same bits on every machine.
 *
 * JavaScript leaves `Math.exp`, `Math.log` and `Math.cos` to the engine, so their last bits differ
 * between engines and versions. The functions here use only operations for which IEEE 754
 * prescribes the result: `+ - * /`, `Math.fround`, `Math.floor`, and moving bits. Nothing here
 * knows about tensors; arrays are handled by `@samebit/tensors`, whose kernels transcribe the
 * functions that end in 32.
 *
 * Every operation, and every constant by its bits: `docs/contracts/3-elementary-functions.md`.
 *
 * @module
 */
export { bitsOf32, bitsOf64, canonicalizeNaN32, ulps32, ulps64 } from "./bits.ts";
export { cos, sin } from "./cos.ts";
export { erf, erf32 } from "./erf.ts";
export { exp32 } from "./exp32.ts";
export { exp } from "./exp64.ts";
export { expMinusOne, expMinusOne32 } from "./exp_minus_one.ts";
export { log32 } from "./log32.ts";
export { log } from "./log64.ts";
export { logistic, logistic32 } from "./logistic.ts";
export { power } from "./power.ts";
export { type SymmetricEigen, symmetricEigen } from "./symmetric_eigen.ts";
export { tanh, tanh32 } from "./tanh.ts";
