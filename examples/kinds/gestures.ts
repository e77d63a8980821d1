/**
 * Recorded gestures: each line of a file is one, such as
 * {"person": "ann", "gesture": "wave", "signal": [0.25, ...]}. Whoever is named in a field is validated
 * or tested on, so that no one is trained on whom the network is judged by.
 */
import type { OwnDataset, OwnExamples } from "@samebit/datasets";
import { type ConfigOf, dataPaths, listOf, TEXT } from "@samebit/input";
import { type DataSource, PREPROCESS_FIELD } from "@samebit/splits";

const PEOPLE = listOf(TEXT, 'a list of people, such as ["ann", "bob"]');

const FIELDS = {
  file: { holds: dataPaths('"gestures.jsonl"'), about: "The recordings, in the data directory" },
  preprocess: { ...PREPROCESS_FIELD, default: "standardize" },
  validationPeople: { holds: PEOPLE, about: "Whose gestures are validated on" },
  testPeople: { holds: PEOPLE, about: "Whose gestures are tested on" },
} as const;

export default { fields: FIELDS, load } satisfies OwnDataset<typeof FIELDS>;

interface Recording {
  readonly person: string;
  readonly gesture: string;
  readonly signal: readonly number[];
}

async function load(
  { file, validationPeople, testPeople }: ConfigOf<string, typeof FIELDS>,
  source: DataSource,
): Promise<OwnExamples> {
  const text = new TextDecoder().decode(await source.readFile(file));
  const recordings: Recording[] = text.trim().split("\n").map((line) => JSON.parse(line));
  const { length } = recordings[0]!.signal;
  const other = recordings.findIndex(({ signal }) => signal.length !== length);
  if (other >= 0) {
    const found = recordings[other]!.signal.length;
    throw new RangeError(`${file}, line ${other + 1}: has ${found} numbers; wanted ${length}`);
  }
  const classes = [...new Set(recordings.map(({ gesture }) => gesture))].sort();
  const rowsOf = (isIn: (person: string) => boolean) =>
    recordings.flatMap(({ person }, row) => isIn(person) ? [row] : []);
  return {
    shape: [length],
    values: Float32Array.from(recordings.flatMap(({ signal }) => signal)),
    labels: recordings.map(({ gesture }) => classes.indexOf(gesture)),
    classes,
    splits: {
      train: rowsOf((person) => ![...validationPeople, ...testPeople].includes(person)),
      validation: rowsOf((person) => validationPeople.includes(person)),
      test: rowsOf((person) => testPeople.includes(person)),
    },
  };
}
