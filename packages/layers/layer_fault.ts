/** The error about a layer that does not fit where it was declared. */
import { formatShape, type Shape } from "@samebit/tensors";

/** A layer that does not fit, with the place where it was declared. */
export class LayerFault extends RangeError {
  /** Below the network's configuration, as in `["layers", "4", "body", "0"]`; empty if unknown. */
  readonly place: readonly string[];

  /** A fault at a place. */
  constructor(place: readonly string[], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "LayerFault";
    this.place = place;
  }
}

/** The fault of a layer, or of one inside it, with its place and its input shape. */
export function faultAt(place: readonly string[], inputShape: Shape, cause: unknown): unknown {
  if (cause instanceof LayerFault) {
    return new LayerFault([...place, ...cause.place], cause.message, { cause });
  }
  if (!(cause instanceof RangeError)) return cause;
  const { message } = cause;
  const given = formatShape(inputShape);
  const said = message.includes(given) ? message : `${message} (its input is ${given})`;
  return new LayerFault(place, said, { cause });
}
