// run sql, set cli pagination: commands of the command line itself.
import { SqlError } from "../../sql/parse.ts";
import { printTable, runSelect } from "../../sql/run.ts";
import { tablesOf } from "../../sql/tables.ts";
import { type CliCommand, type CliSession, page, tell, unsuccessful } from "../session.ts";

async function runSql(session: CliSession, rest: string): Promise<void> {
  try {
    await page(session, printTable(runSelect(rest, tablesOf(session.cluster))));
  } catch (error) {
    if (!(error instanceof SqlError)) throw error;
    await tell(session, `${error.message}\n${unsuccessful}\n`);
  }
}

async function pagination(session: CliSession, rest: string): Promise<void> {
  const wanted = rest.toLowerCase();
  if (wanted !== "on" && wanted !== "off") {
    await tell(session, `Enter valid values for the pagination. \nSuggested values are on and off\n${unsuccessful}\n`);
    return;
  }
  session.terminal.paging = wanted === "on";
  await tell(session, `\nAutomatic pagination has been turned ${wanted}\n\n`);
}

export const shellCommands: readonly CliCommand[] = [
  { words: "run sql", privilege: 1, run: runSql },
  { words: "set cli pagination", privilege: 1, run: pagination },
];
