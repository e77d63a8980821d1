/**
 * The initial values of parameters: weights as their kind of initialization draws them, biases and
 * shifts 0, scales 1 unless their layer says otherwise.
 *
 * The one idea: every weight matrix has a stream of its own (`init/W1`), so adding a layer moves no
 * other layer's numbers. Weights are computed in float64 and rounded to the network's precision once:
 * `docs/contracts/6-network.md`, section 6.5.
 */
import { type Fields, requireFields } from "@samebit/input";
import type { Parameter } from "@samebit/layers";
import type { Stream } from "@samebit/random";
import type { InitializationKind, Weight } from "./initializations/initialization_kind.ts";
import { drawnBy, type Initialization, INITIALIZATIONS } from "./initializations/registry.ts";
import { scaled } from "./initializations/scaled.ts";

/** Every kind; `scaled` is asked for by its weightScale. */
const KINDS = { scaled, ...INITIALIZATIONS } as const;

/** Overwrites the values of all parameters. */
export function initialize(
  config: Initialization,
  parameters: readonly Parameter[],
  stream: (name: string) => Stream,
): void {
  // TypeScript cannot see that the kind found under `config.kind` takes `config`; the table can.
  const drawn = drawnBy(config);
  const kind = KINDS[drawn.kind] as InitializationKind<Fields>;
  requireFields("initial weights", kind.fields, drawn);
  kind.draw(drawn, parameters.filter(isWeight), stream);
  for (const { role, first, value } of parameters) {
    if (role !== "weight") value.data.fill(first ?? (role === "scale" ? 1 : 0));
  }
}

function isWeight(parameter: Parameter): parameter is Weight {
  return parameter.fans !== undefined;
}
