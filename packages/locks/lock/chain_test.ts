import { assertEquals, assertThrows } from "@std/assert";
import { CHAIN_DIGITS, chainEpochs } from "./chain.ts";

const steps = "step,epoch,trainLoss\n1,1,2.5\n2,1,2.25\n3,2,2\n4,2,1.5\n";
const epochs = "epoch,trainLoss\n0,2.6\n1,2.3\n2,1.9\n";

/** The definition, written out once more in the plainest way. */
async function link(
  before: Uint8Array<ArrayBuffer>,
  text: string,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array([...before, ...new TextEncoder().encode(text)]);
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

Deno.test("chainEpochs is the chain that its documentation defines", async () => {
  const first = await link(new Uint8Array(0), "step,epoch,trainLoss\nepoch,trainLoss\n0,2.6\n");
  const second = await link(first, "1,1,2.5\n2,1,2.25\n1,2.3\n");
  const third = await link(second, "3,2,2\n4,2,1.5\n2,1.9\n");
  assertEquals(
    chainEpochs(steps, epochs),
    [first, second, third].map((digest) => digest.toHex().slice(0, CHAIN_DIGITS)),
  );
});

Deno.test("chainEpochs changes from the epoch of a changed row on, never before", () => {
  const whole = chainEpochs(steps, epochs);
  const firstChange = (chain: string[]) => chain.findIndex((digest, e) => digest !== whole[e]);
  assertEquals(firstChange(chainEpochs(steps.replace("3,2,2\n", "3,2,3\n"), epochs)), 2);
  assertEquals(firstChange(chainEpochs(steps.replace("2.25", "2.26"), epochs)), 1);
  assertEquals(firstChange(chainEpochs(steps, epochs.replace("2.6", "2.7"))), 0);
  assertEquals(firstChange(chainEpochs(steps.replace("trainLoss", "loss"), epochs)), 0);
});

Deno.test("chainEpochs takes a run that diverged before its epoch was measured", () => {
  const chain = chainEpochs(steps + "5,3,NaN\n", epochs);
  assertEquals(chain.slice(0, 3), chainEpochs(steps, epochs));
  assertEquals(chain.length, 4);
});

Deno.test("chainEpochs covers the rows of layers too, which may leave epochs out", () => {
  const layers = "step,epoch,layer\n1,1,1\n1,1,2\n4,2,1\n";
  const whole = chainEpochs(steps, epochs, layers);
  const firstChange = (other: string) =>
    chainEpochs(steps, epochs, other).findIndex((digest, epoch) => digest !== whole[epoch]);
  assertEquals(firstChange(layers.replace("4,2,1", "4,2,2")), 2);
  assertEquals(firstChange(layers.replace("1,1,2\n", "")), 1);
  assertEquals(firstChange("step,epoch,layer\n4,2,1\n"), 1);
  assertThrows(
    () => chainEpochs(steps, epochs, "epoch\n3\n"),
    SyntaxError,
    'Cannot chain layers.csv:2: its epoch is "3"; wanted 0 to 2',
  );
});

Deno.test("chainEpochs names the line of an epoch that is not in order", () => {
  const cases: [string, string, string][] = [
    ["step,epoch\n1,1\n2,3\n", epochs, 'Cannot chain steps.csv:3: its epoch is "3"; wanted 1 or 2'],
    ["step,epoch\n1\n", epochs, "Cannot chain steps.csv:2: its epoch is undefined; wanted 0 or 1"],
    [
      steps,
      "epoch\n9007199254740991\n",
      'Cannot chain epochs.csv:2: its epoch is "9007199254740991"',
    ],
    [steps, "epoch\n0\n1", "Cannot chain epochs.csv: the last line has no line feed"],
    ["step\n1\n", epochs, 'Cannot chain steps.csv: it has no column "epoch"'],
    ["", epochs, "Cannot chain steps.csv: the last line has no line feed"],
  ];
  for (const [steps, epochs, message] of cases) {
    assertThrows(() => chainEpochs(steps, epochs), SyntaxError, message);
  }
});
