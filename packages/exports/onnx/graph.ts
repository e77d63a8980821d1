/**
 * A graph under construction: a list of nodes, each with a unique name, and the numbers that they
 * use.
 */
import type { Attribute, Constant, Node } from "./messages.ts";

/** A graph that grows. */
export class Graph {
  readonly #nodes: Node[] = [];
  readonly #constants = new Map<string, Constant>();
  #title = "";

  /** The nodes in execution order. */
  get nodes(): readonly Node[] {
    return this.#nodes;
  }

  /** The numbers that they use. */
  get constants(): readonly Constant[] {
    return [...this.#constants.values()];
  }

  /** Names the layer of the next nodes, such as `convolution1`; their names begin with it. */
  begin(title: string): void {
    this.#title = title;
  }

  /**
   * Adds a node.
   *
   * @param output The name of its output, if it must have a certain one.
   * @returns The name of its output.
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

  /** Adds numbers under a name; the same numbers may be added again. */
  numbers(name: string, shape: readonly number[], values: ArrayLike<number>): string {
    return this.#keep({ name, shape, values: Float32Array.from(values) });
  }

  /** A single number. */
  number(value: number): string {
    return this.numbers(`number ${value}`, [], [value]);
  }

  /** Adds sizes, such as those of a shape; −1 stands for the rest. */
  sizes(...sizes: readonly number[]): string {
    const values = BigInt64Array.from(sizes, BigInt);
    return this.#keep({ name: `sizes ${sizes.join(" ")}`, shape: [sizes.length], values });
  }

  #keep(constant: Constant): string {
    this.#constants.set(constant.name, constant);
    return constant.name;
  }
}
