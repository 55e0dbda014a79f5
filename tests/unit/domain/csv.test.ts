import { expect, test } from "vitest";
import { type Cell, csvRecord } from "#lib/domain/csv.ts";

test.each<[what: string, cells: Cell[], record: string]>([
  ["cells are separated by commas", ["a", "b", 3, true], "a,b,3,true\r\n"],
  ["null is an empty cell", ["a", null, "b"], "a,,b\r\n"],
  ["commas and line breaks are quoted", ["a,b", "c\r\nd", "e\nf"], '"a,b","c\r\nd","e\nf"\r\n'],
  ["quotes are doubled", ['say "hi"'], '"say ""hi"""\r\n'],
  ["formulas become text", ["=1+1", "+1", "-1", "@sum"], "'=1+1,'+1,'-1,'@sum\r\n"],
  ["also behind a tab or a line break", ["\t=1", "\r=1", "\n=1"], '\'\t=1,"\'\r=1","\'\n=1"\r\n'],
  ["also with full-width signs", ["＝1+1", "＋1", "－1", "＠sum"], "'＝1+1,'＋1,'－1,'＠sum\r\n"],
  [
    "a formula with a comma is escaped and quoted",
    ['=HYPERLINK("x","y")'],
    '"\'=HYPERLINK(""x"",""y"")"\r\n',
  ],
  ["numbers are no formulas", [-1], "-1\r\n"],
  ["a sign within text is none either", ["a=b", " =1"], "a=b, =1\r\n"],
])("%s", (_what, cells, record) => {
  expect(csvRecord(cells)).toBe(record);
});
