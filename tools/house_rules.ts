/**
 * The rules of this project that `deno lint` cannot know, as a lint plugin (see `lint.plugins` in
 * deno.json). Each says what to use instead. They keep training a pure function: exact arithmetic
 * only, no clock, no randomness but named streams, no state outside of what is passed in.
 *
 * A line that must break a rule says why: `// deno-lint-ignore samebit/<rule> -- <reason>`.
 */
import { openFiles } from "./open_files.ts";
import { exactPackages, numericPackages, packageOrder } from "./package_order.ts";

type Visitor = Deno.lint.LintVisitor;
type Context = Deno.lint.RuleContext;

/** The members of `Math` that give the same bits everywhere: IEEE operations and constants. */
const exactMath = new Set([
  ...["abs", "ceil", "clz32", "floor", "fround", "imul", "max", "min", "round", "sign", "sqrt"],
  ...["trunc", "E", "LN10", "LN2", "LOG10E", "LOG2E", "PI", "SQRT1_2", "SQRT2"],
]);

const clocks = new Set(["Date", "performance", "Temporal"]);
const randomSources = new Set(["getRandomValues", "randomUUID", "generateKey"]);

/** The package of a file and whether it is a test, read from its path. */
function placeOf(filename: string): { packageName: string | undefined; isTest: boolean } {
  const path = filename.replaceAll("\\", "/");
  const packageName = /(?:^|\/)packages\/([^/]+)\//.exec(path)?.[1];
  return { packageName, isTest: /(_test\.ts|\/testdata\/.*)$/.test(path) };
}

function isSourceOf(packages: readonly string[], context: Context): boolean {
  const { packageName, isTest } = placeOf(context.filename);
  return !isTest && packageName !== undefined && packages.includes(packageName);
}

function isNumericSource(context: Context): boolean {
  return isSourceOf(numericPackages, context);
}

/** The name in `object.name` and `object["name"]`; undefined if it is computed. */
function memberName(node: Deno.lint.MemberExpression): string | undefined {
  if (!node.computed && node.property.type === "Identifier") return node.property.name;
  if (node.property.type === "Literal") return String(node.property.value);
  return undefined;
}

/** Whether an identifier is a value looked up by that name, not a key, a property or a type. */
function isLookup(node: Deno.lint.Identifier): boolean {
  const { parent } = node;
  if (parent.type === "Property") return parent.value === node || parent.computed;
  if (parent.type !== "MemberExpression") return !parent.type.startsWith("TS");
  const ofGlobal = parent.object.type === "Identifier" && parent.object.name === "globalThis";
  return parent.object === node || parent.computed || ofGlobal;
}

const exactMathRule: Deno.lint.Rule = {
  create(context): Visitor {
    if (!isSourceOf(exactPackages, context)) return {};
    const report = (node: Deno.lint.Node, operator: string) =>
      context.report({
        node,
        message: `${operator} differs between engines and machines`,
        hint: "Use @samebit/arithmetic, whose functions are built from + - * / and sqrt only",
      });
    const reportPower = (node: Deno.lint.BinaryExpression | Deno.lint.AssignmentExpression) => {
      const exact = node.right.type === "Literal" && typeof node.right.value === "bigint";
      if (node.operator.startsWith("**") && !exact) report(node, `The operator ${node.operator}`);
    };
    return {
      Identifier(node) {
        if (node.name !== "Math" || !isLookup(node)) return;
        const name = node.parent.type === "MemberExpression" && node.parent.object === node
          ? memberName(node.parent)
          : undefined;
        if (name === undefined) report(node, "Math, handed on as a whole,");
        else if (!exactMath.has(name)) report(node.parent, `Math.${name}`);
      },
      BinaryExpression: reportPower,
      AssignmentExpression: reportPower,
    };
  },
};

const noAmbientClockRule: Deno.lint.Rule = {
  create(context): Visitor {
    if (!isNumericSource(context)) return {};
    return {
      Identifier(node) {
        if (!clocks.has(node.name) || !isLookup(node)) return;
        context.report({
          node,
          message: `${node.name} makes a run depend on when it happens`,
          hint: "Take the time as an argument; clocks are read in experiment and cli only",
        });
      },
    };
  },
};

const noAmbientRandomnessRule: Deno.lint.Rule = {
  create(context): Visitor {
    if (!isNumericSource(context)) return {};
    return {
      MemberExpression(node) {
        const name = memberName(node);
        if (name === undefined || !randomSources.has(name)) return;
        context.report({
          node,
          message: `${name} gives other numbers in every run`,
          hint: "Draw from a named stream of @samebit/random that is passed in",
        });
      },
    };
  },
};

/** An empty container at the top of a module can only be meant to be filled later. */
function isEmptyContainer(node: Deno.lint.Expression | null | undefined): boolean {
  if (node?.type === "NewExpression") {
    const name = node.callee.type === "Identifier" ? node.callee.name : "";
    return ["Map", "Set", "WeakMap", "WeakSet"].includes(name) && node.arguments.length === 0;
  }
  return node?.type === "ArrayExpression" && node.elements.length === 0 ||
    node?.type === "ObjectExpression" && node.properties.length === 0;
}

const noModuleStateRule: Deno.lint.Rule = {
  create(context): Visitor {
    if (placeOf(context.filename).packageName === undefined) return {};
    return {
      VariableDeclaration(node) {
        const { parent } = node;
        const top = parent.type === "ExportNamedDeclaration" ? parent.parent : parent;
        if (top.type !== "Program" || node.declare) return;
        const fixed = node.kind === "const" &&
          !node.declarations.some((d) => isEmptyContainer(d.init));
        if (fixed) return;
        context.report({
          node,
          message: "State of a module outlives every run and cannot be passed in",
          hint: "Use a const, and keep what changes in an object the caller creates",
        });
      },
    };
  },
};

const noEnvInPackagesRule: Deno.lint.Rule = {
  create(context): Visitor {
    const { packageName } = placeOf(context.filename);
    if (packageName === undefined || ["options", "cli"].includes(packageName)) return {};
    return {
      MemberExpression(node) {
        const object = node.object.type === "Identifier" ? node.object.name : "";
        const name = memberName(node) ?? "";
        const ambient = ["env", "args"].includes(name) && object === "Deno" ||
          ["env", "argv"].includes(name) && object === "process";
        if (!ambient) return;
        context.report({
          node,
          message: `${object}.${name} is read in the packages options and cli only`,
          hint: "Take the value as an argument; nothing ambient may change a number",
        });
      },
    };
  },
};

/** The packages that reach the output folder through @samebit/store alone. */
const behindTheDoor = packageOrder.slice(packageOrder.indexOf("search"))
  .filter((name) => name !== "store");

/** The members of `Deno` that open, list, make, move or remove files. */
const fileCalls =
  /^(open|create|read(File|TextFile|Dir|Link)|write(File|TextFile)|remove|rename|mkdir|l?stat|makeTemp(Dir|File)|copyFile|truncate|chmod|chown|link|symlink|realPath|utime|watchFs)(Sync)?$/;

const oneDoorRule: Deno.lint.Rule = {
  create(context): Visitor {
    const { packageName = "", isTest } = placeOf(context.filename);
    const path = context.filename.replaceAll("\\", "/");
    const isOpen = Object.keys(openFiles).some((file) =>
      file.endsWith("/") ? path.includes(`packages/${file}`) : path.endsWith(`packages/${file}`)
    );
    if (isTest || isOpen || !behindTheDoor.includes(packageName)) return {};
    const report = (node: Deno.lint.Node, what: string) =>
      context.report({
        node,
        message: `${what} may follow a link out of the output folder`,
        hint: "Use @samebit/store, or list the file with its reason in tools/open_files.ts",
      });
    return {
      Identifier(node) {
        if (node.name !== "Deno" || !isLookup(node)) return;
        const { parent } = node;
        const isOfGlobal = parent.type === "MemberExpression" && parent.object !== node;
        const place = isOfGlobal ? parent.parent : parent;
        const name = place.type === "MemberExpression" ? memberName(place) : undefined;
        if (name === undefined) report(node, "Deno, handed on as a whole,");
        else if (fileCalls.test(name)) report(place, `Deno.${name}`);
      },
      ImportDeclaration(node) {
        if (/^(node:)?fs(\/promises)?$/.test(node.source.value)) report(node, node.source.value);
      },
    };
  },
};

/** The written-out name of a test; a placeholder stands for what is computed. */
function writtenName(node: Deno.lint.Node | undefined): string | undefined {
  if (node?.type === "Literal" && typeof node.value === "string") return node.value;
  if (node?.type === "TemplateLiteral") return node.quasis.map((part) => part.cooked).join("x");
  if (node?.type !== "ObjectExpression") return undefined;
  for (const property of node.properties) {
    if (property.type !== "Property" || property.key.type !== "Identifier") continue;
    if (property.key.name === "name") return writtenName(property.value);
  }
  return undefined;
}

const namedTestsRule: Deno.lint.Rule = {
  create(context): Visitor {
    return {
      'CallExpression[callee.object.name="Deno"][callee.property.name="test"]'(
        node: Deno.lint.CallExpression,
      ) {
        const [first] = node.arguments;
        const unnamed = first?.type === "ArrowFunctionExpression" ||
          first?.type === "FunctionExpression";
        const name = writtenName(first);
        if (!unnamed && (name === undefined || name.trim().split(/\s+/).length >= 3)) return;
        context.report({
          node: first ?? node,
          message: `The test's name ${
            name === undefined ? "is missing" : `"${name}" is not a sentence`
          }`,
          hint:
            'Start with the symbol and say what it does: "createStream gives each name its own words"',
        });
      },
    };
  },
};

const noSilentSkipsRule: Deno.lint.Rule = {
  create(context): Visitor {
    return {
      MemberExpression(node) {
        const name = memberName(node) ?? "";
        if (!["ignore", "only"].includes(name) || node.object.type !== "MemberExpression") return;
        const { object } = node.object;
        if (object.type !== "Identifier" || object.name !== "Deno") return;
        if (memberName(node.object) !== "test") return;
        context.report({
          node,
          message: `Deno.test.${name} leaves tests out without a word`,
          hint: "Skip with `ignore: <condition>` and print the reason, or mend the test",
        });
      },
    };
  },
};

export default {
  name: "samebit",
  rules: {
    "exact-math": exactMathRule,
    "no-ambient-clock": noAmbientClockRule,
    "no-ambient-randomness": noAmbientRandomnessRule,
    "no-module-state": noModuleStateRule,
    "no-env-in-packages": noEnvInPackagesRule,
    "one-door": oneDoorRule,
    "named-tests": namedTestsRule,
    "no-silent-skips": noSilentSkipsRule,
  },
} satisfies Deno.lint.Plugin;
