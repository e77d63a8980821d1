/** Rows and texts must be those of the original `@std/csv`. */
import { assertEquals, assertStringIncludes, assertThrows } from "@std/assert";
import { parse, stringify } from "@std/csv";

Deno.test("parse reads quotes, both line ends, a byte-order mark and rows of any length", () => {
  assertEquals(parse('\ufeffa,b\r\n"x, ""y""",2\n3'), [["a", "b"], ['x, "y"', "2"], ["3"]]);
  assertEquals(parse('"one\r\ntwo",3'), [["one\ntwo", "3"]]);
  assertEquals(parse("a\tb", { separator: "\t" }), [["a", "b"]]);
  assertEquals(parse(" a , b\r"), [[" a ", " b"]]);
});

Deno.test("parse passes over empty lines but keeps rows of one empty field in quotes", () => {
  assertEquals(parse('a\n\n""\n\n'), [["a"], [""]]);
  assertEquals(parse(""), []);
});

Deno.test("parse returns objects where there is a header row or a list of columns", () => {
  const text = "a,b\n1,2";
  assertEquals(parse(text, { skipFirstRow: true }), [{ a: "1", b: "2" }]);
  assertEquals(parse(text, { columns: ["x", "y"] }), [{ x: "a", y: "b" }, { x: "1", y: "2" }]);
  assertEquals(parse(text, { skipFirstRow: true, columns: ["x", "y"] }), [{ x: "1", y: "2" }]);
  const exact: { x: string; y: string }[] = parse(text, { columns: ["x", "y"] });
  assertEquals(exact.length, 2);
});

Deno.test("parse throws where a row does not fit the header or the number of fields", () => {
  assertThrows(() => parse("a,b\n1", { skipFirstRow: true }), Error, "has 1 fields");
  assertThrows(() => parse("a,b\n1", { fieldsPerRecord: 0 }), SyntaxError, "expected 2 fields");
  assertThrows(() => parse("a,b", { fieldsPerRecord: 3 }), SyntaxError, "expected 3 fields");
  assertEquals(parse("a,b\n1", { fieldsPerRecord: -1 }).length, 2);
  assertThrows(() => parse("", { skipFirstRow: true }), TypeError);
});

Deno.test("parse throws a SyntaxError naming the line of a wrong quote", () => {
  assertThrows(() => parse('1\n2\na"b'), SyntaxError, "line 3");
  assertThrows(() => parse('"a'), SyntaxError, "line 1");
  assertThrows(() => parse('"a"b'), SyntaxError, "line 1");
});

Deno.test("parse counts an empty first line as a record of no fields", () => {
  assertThrows(() => parse("\n1", { fieldsPerRecord: 0 }), SyntaxError, "expected 0 fields");
  assertThrows(() => parse("#\n1", { fieldsPerRecord: 0, comment: "#" }), SyntaxError);
  assertEquals(parse("1\n\n2", { fieldsPerRecord: 0 }), [["1"], ["2"]]);
});

Deno.test("parse leaves out comments, but only where the line begins with one", () => {
  const text = '#a,"b\n1,#2\n #3,4\n"#5",6';
  assertEquals(parse(text, { comment: "#" }), [["1", "#2"], [" #3", "4"], ["#5", "6"]]);
  assertEquals(parse('"a\n#b"', { comment: "#" }), [["a\n#b"]]);
  for (const comment of [",", '"', "\n"]) {
    assertThrows(() => parse("a", { comment }), Error, "invalid delimiter");
  }
});

Deno.test("parse trims white space before values, never behind them", () => {
  const text = ' a , "b" ,\tc';
  assertThrows(() => parse(text, { trimLeadingSpace: true }), SyntaxError, "line 1, column 8");
  assertEquals(parse(' a , "b",\tc ', { trimLeadingSpace: true }), [["a ", "b", "c "]]);
});

Deno.test("parse takes quotes as they come where it is told to", () => {
  const lazyQuotes = true;
  assertEquals(parse('a "b",c"', { lazyQuotes }), [['a "b"', 'c"']]);
  assertEquals(parse('"a"b","c', { lazyQuotes }), [['a"b', "c"]]);
  assertEquals(parse('"a\nb', { lazyQuotes }), [["a\nb"]]);
});

Deno.test("parse names record, line and column of a wrong quote", () => {
  const place = (text: string) => assertThrows(() => parse(text), SyntaxError).message;
  assertEquals(
    place('1\n"a\nb"c'),
    'Syntax error on line 2; parse error on line 3, column 2: extraneous or missing " in quoted-field',
  );
  assertStringIncludes(place('"'), "parse error on line 1, column 2: ");
  assertStringIncludes(place('"a\nbc'), "parse error on line 2, column 1: ");
  assertEquals(
    place('é,😀"'),
    'Syntax error on line 1; parse error on line 1, column 4: bare " in non-quoted-field',
  );
});

Deno.test("stringify ends lines with CR LF and quotes only what needs it", () => {
  assertEquals(stringify([["a,b", 'c"d', "e\nf", " g "]]), '"a,b","c""d","e\nf", g \r\n');
  assertEquals(stringify([[1.5, -0, true, false, null, undefined, ""]]), "1.5,0,true,false,,,\r\n");
  assertEquals(stringify([["=1+1"]]), "=1+1\r\n");
  assertEquals(stringify([[{ a: 1 }]]), '"{""a"":1}"\r\n');
  assertEquals(stringify([["a,b", 1]], { separator: "\t", bom: true }), "\ufeffa,b\t1\r\n");
  assertEquals(stringify([]), "");
});

Deno.test("stringify writes the columns asked for under their headings", () => {
  const data = [{ name: { first: "Ada" }, tags: ["x", "y"], year: 1815 }];
  const columns = ["year", ["name", "first"], { prop: ["tags", 1], header: "second tag" }];
  assertEquals(stringify(data, { columns }), "year,first,second tag\r\n1815,Ada,y\r\n");
  assertEquals(stringify(data, { columns: ["year"], headers: false }), "1815\r\n");
  assertThrows(() => stringify(data), TypeError, "No property accessor");
  assertThrows(() => stringify([[1]], { columns: ["a"] }), TypeError, "Property accessor");
});

Deno.test("stringify and parse give back what they were given", () => {
  const rows = [["", "a"], ['"', ","], ["\n", "é"], ["'", "\t"]];
  assertEquals(parse(stringify(rows)), rows);
});
