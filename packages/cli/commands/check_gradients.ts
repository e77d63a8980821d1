/**
 * `deno task check-gradients`: analytic gradients of every layer and of complete networks against
 * numeric ones, in float64; those of the folder's own layers and losses with them.
 *
 * @module
 */
import { checkOwnKinds } from "@samebit/experiment";
import { checkGradients as check } from "@samebit/gradients";
import { escapeText } from "@samebit/input";
import { kindsDir } from "@samebit/options";
import { type Command, formatTable, STATUS } from "@samebit/terminal";

/** Checks gradients and prints the largest relative error of each subject. */
export const checkGradients: Command = {
  usage: {
    name: "check-gradients",
    operands: "",
    most: 0,
    about: "Check the gradients of every layer and of complete networks against numeric ones",
    flags: { all: { about: "show every gradient, not only the worst of each subject" } },
  },
  async run(given, terminal) {
    const checks = [...check(), ...await checkOwnKinds(kindsDir())];
    const rows: string[][] = [];
    for (const ofSubject of Map.groupBy(checks, ({ subject }) => subject).values()) {
      const worstFirst = ofSubject.toSorted((a, b) => b.relativeError - a.relativeError);
      for (const row of given.switches.has("all") ? ofSubject : worstFirst.slice(0, 1)) {
        const { subject, gradient, relativeError, bound } = row;
        const verdict = relativeError <= bound ? "ok" : terminal.red("WRONG");
        rows.push([
          escapeText(subject),
          escapeText(gradient),
          relativeError.toExponential(1),
          bound.toExponential(0),
          verdict,
        ]);
      }
    }
    terminal.print(
      formatTable(["subject", "gradient", "relative error", "bound", ""], rows, terminal),
    );
    const wrong = checks.filter(({ relativeError, bound }) => !(relativeError <= bound)).length;
    terminal.print(`\n${checks.length} gradients checked, ${wrong} wrong`);
    return wrong === 0 ? STATUS.done : STATUS.failed;
  },
};
