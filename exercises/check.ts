/**
 * `deno task exercises [NAME...]`: says of each function of the exercises whether it does what it
 * should. Exit status 0 where all that was asked for is right.
 *
 * @module
 */
import * as affine from "./affine.ts";
import * as batchNorm from "./batch_norm.ts";
import { CHECKS, outcomeOf } from "./checks.ts";
import * as convolution from "./convolution.ts";
import * as layerNorm from "./layer_norm.ts";
import * as softmax from "./softmax.ts";
import * as updateRules from "./update_rules.ts";

const solutions = {
  ...affine,
  ...batchNorm,
  ...convolution,
  ...layerNorm,
  ...softmax,
  ...updateRules,
};

const names = [...new Set(CHECKS.map((check) => check.of as string))];
const unknown = Deno.args.find((name) => !names.includes(name));
if (unknown !== undefined) {
  console.error(
    `error: ${JSON.stringify(unknown)} is not an exercise; there are ${names.join(", ")}`,
  );
  Deno.exit(2);
}
const asked = CHECKS.filter(({ of }) => Deno.args.length === 0 || Deno.args.includes(of));
let right = 0;
for (const check of asked) {
  const outcome = outcomeOf(check, solutions);
  if (outcome === "right") right++;
  console.log(`${check.of.padEnd(20)} ${check.what}: ${outcome}`);
}
console.log(`\n${right} of ${asked.length} right`);
Deno.exit(right === asked.length ? 0 : 1);
