// The lab's little database: what it understands, what it refuses, and that nothing hangs it.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { SqlError } from "../../src/lab/surfaces/sql/parse.ts";
import { printTable, runSelect, type Table } from "../../src/lab/surfaces/sql/run.ts";

const tables: Readonly<Record<string, Table>> = {
  phone: {
    columns: ["id", "name", "pool"],
    rows: [
      { id: "1", name: "SEP1", pool: "7" },
      { id: "2", name: "SEP2", pool: "8" },
      { id: "10", name: "ATA1", pool: null },
    ],
  },
  pool: {
    columns: ["id", "title"],
    rows: [
      { id: "7", title: "Lobby's" },
      { id: "8", title: "Office" },
    ],
  },
};
const run = (sql: string): (string | null)[][] => runSelect(sql, (name) => tables[name]).rows.map((row) => [...row]);

describe("select", () => {
  it.each([
    ["select name from phone where id = '1'", [["SEP1"]]],
    ["SELECT NAME FROM PHONE WHERE ID = 1", [["SEP1"]]],
    ["select name from phone where id > 1 order by id desc", [["ATA1"], ["SEP2"]]],
    ["select name from phone where name like 'SEP%' and id <> 1", [["SEP2"]]],
    ["select name from phone where id in (1, '10')", [["SEP1"], ["ATA1"]]],
    ["select name from phone where (id = 1 or id = 2) and pool = 8", [["SEP2"]]],
    ["select first 1 name from phone", [["SEP1"]]],
    ["select skip 1 first 1 name from phone", [["SEP2"]]],
    ["select count(*) from phone", [["3"]]],
    [
      "select p.name, q.title from phone p inner join pool as q on p.pool = q.id",
      [
        ["SEP1", "Lobby's"],
        ["SEP2", "Office"],
      ],
    ],
    ["select p.name from phone p, pool q where q.id = p.pool and q.title = 'Lobby''s'", [["SEP1"]]],
    ["select phone.name as n from phone, pool where phone.pool = pool.id order by name", [["SEP1"], ["SEP2"]]],
    ["select distinct pool from phone where pool = 7 or pool = 7;", [["7"]]],
    ["select q.* from pool q where title = 'Office'", [["8", "Office"]]],
  ])("%s", (sql, rows) => {
    expect(run(sql)).toEqual(rows);
  });

  it.each([
    ["select x from phone", "Column (x) not found in any table in the query (or SLV is undefined)."],
    ["select id from phone, pool", "Ambiguous column (id)."],
    ["select a from nowhere", "The specified table (nowhere) is not in the database."],
    ["update phone set name = 'x'", "A syntax error has occurred."],
    ["select name from phone; drop table phone", "A syntax error has occurred."],
    ["select name from phone where name = 'open", "A syntax error has occurred."],
    ["", "A syntax error has occurred."],
  ])("refuses %j with Informix's words", (sql, message) => {
    expect(() => run(sql)).toThrow(new SqlError(message));
  });

  it("gives up on a cross join that would never end", () => {
    const wide: Table = { columns: ["n"], rows: Array.from({ length: 3000 }, (_, n) => ({ n: String(n) })) };
    expect(() => runSelect("select a.n from t a, t b, t c", () => wide)).toThrow(SqlError);
  });

  it("meets any text with rows or an SqlError, never with anything else", () => {
    const words = [
      "select",
      "from",
      "phone",
      "where",
      "id",
      "=",
      "'1'",
      "(",
      ")",
      ",",
      "*",
      "and",
      "join",
      "on",
      "--",
      "\0",
    ];
    const texts = fc.oneof(
      fc.string(),
      fc.array(fc.constantFrom(...words)).map((parts) => parts.join(" ")),
    );
    fc.assert(
      fc.property(texts, (text) => {
        try {
          expect(run(text)).toBeInstanceOf(Array);
        } catch (error) {
          expect(error).toBeInstanceOf(SqlError);
        }
      }),
    );
  });
});

describe("the printed table", () => {
  it("is as wide as its widest value, with a line of = and one blank between", () => {
    const result = runSelect("select id, name from phone", (name) => tables[name]);
    expect(printTable(result)).toBe("id name\n== ====\n1  SEP1\n2  SEP2\n10 ATA1\n");
  });

  it("says when there is nothing", () => {
    expect(printTable({ columns: ["a"], rows: [] })).toBe("No records found\n");
  });
});
