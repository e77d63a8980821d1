/**
 * A graph in the making: nodes one after another, each with a name of its own, and the numbers that
 * they use.
 */
import type { Attribute, Constant, Node } from "./messages.ts";

/** A graph that grows. */
export class Graph {
  readonly #nodes: Node[] = [];
  readonly #constants = new Map<string, Constant>();
  #title = "";

  /** The nodes in the order in which they run. */
  get nodes(): readonly Node[] {
    return this.#nodes;
  }

  /** The numbers that they use. */
  get constants(): readonly Constant[] {
    return [...this.#constants.values()];
  }

  /** Says what the next nodes are of, such as `convolution1`; their names begin so. */
  begin(title: string): void {
    this.#title = title;
  }

  /**
   * Adds a node.
   *
   * @param output Its name, where it has to have a certain one.
   * @returns The name of what comes out.
   */
  add(
    operator: string,
    inputs: readonly string[],
    attributes: Readonly<Record<string, Attribute>> = {},
    output = `${this.#title}/${operator}${this.#nodes.length}`,
  ): string {
    this.#nodes.push({ operator, inputs, output, attributes });
    return output;
  }

  /** Numbers by their name; the same numbers may be given again. */
  numbers(name: string, shape: readonly number[], values: ArrayLike<number>): string {
    return this.#keep({ name, shape, values: Float32Array.from(values) });
  }

  /** A single number. */
  number(value: number): string {
    return this.numbers(`number ${value}`, [], [value]);
  }

  /** Sizes, such as those of the shape that a node is to give; −1 is what is left. */
  sizes(...sizes: readonly number[]): string {
    const values = BigInt64Array.from(sizes, BigInt);
    return this.#keep({ name: `sizes ${sizes.join(" ")}`, shape: [sizes.length], values });
  }

  #keep(constant: Constant): string {
    this.#constants.set(constant.name, constant);
    return constant.name;
  }
}
