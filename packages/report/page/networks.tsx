/**
 * The networks that were trained, as tables of layers.
 */
import { showCount, showNumber } from "@samebit/findings";
import { Table, Words } from "@samebit/pages";
import type { NetworkRecord } from "@samebit/runlog";
import type { VNode } from "preact";

/** A table for each network, folded; nothing if the record has none. */
export function Networks(
  { networks, more }: { readonly networks: readonly NetworkRecord[]; readonly more: number },
): VNode {
  return (
    <>
      {networks.map((network, i) => (
        <Network
          key={i}
          network={network}
          of={networks.length + more > 1 ? ` of ${network.variants.join("; ")}` : ""}
        />
      ))}
      {more > 0 && <p>{showCount(more, "more network")} not shown.</p>}
    </>
  );
}

function Network({ network: { layers, parameters, multiplications }, of }: {
  readonly network: NetworkRecord;
  readonly of: string;
}): VNode {
  const caption = `The network${of}`;
  return (
    <details>
      <summary>
        <Words>{caption}</Words>: {showCount(layers.length, "layer")}, {grouped(parameters)}{" "}
        parameters
      </summary>
      <Table
        caption={caption}
        head={[
          "Layer",
          "Output",
          { number: "Parameters" },
          { number: "Multiplications per example" },
        ]}
      >
        {layers.map(({ title, outputShape, parameters, multiplications }) => (
          <tr key={title}>
            <th scope="row">
              <Words>{title}</Words>
            </th>
            <td>{outputShape.join(" × ")}</td>
            <td class="number">{grouped(parameters)}</td>
            <td class="number">{grouped(multiplications)}</td>
          </tr>
        ))}
        <tr>
          <th scope="row">all</th>
          <td></td>
          <td class="number">{grouped(parameters)}</td>
          <td class="number">{grouped(multiplications)}</td>
        </tr>
      </Table>
    </details>
  );
}

function grouped(count: number): string {
  return showNumber(count, ",d");
}
