// `utils dbreplication runtimestate`: the table of servers, in the layouts from 8.6 to 15.
import { cleanOutput, contentLines, wordsOf } from "./lines.ts";
import { notUnderstood, type Parsed, understood } from "./parsed.ts";

export interface ReplicationServer {
  readonly server: string;
  readonly address: string;
  /** `Y/Y/Y` (DB, RPC, DbMon), or `Yes`/`No` (RPC only) on old releases, as printed. */
  readonly reachable: string;
  /** -1 when not printed (9.x without the column, an unreachable server). */
  readonly queue: number;
  /** RTMT state: 2 = set up; -1 when not printed. */
  readonly state: number;
}

/** An empty list means that the node says it is alone; a table that is being made is not understood. */
export function parseReplication(raw: string): Parsed<readonly ReplicationServer[]> {
  const text = cleanOutput(raw);
  const alone = /Runtime state cannot be performed on a cluster with a single active node[^\n]{0,60}/i.exec(text)?.[0];
  if (alone !== undefined) return understood([], [alone]);

  const words = wordsOf(raw);
  const starts: number[] = [];
  words.forEach((word, at) => {
    const before = words[at - 1] ?? "";
    if (!/[.:]/.test(words[at - 2] ?? "")) return;
    const compact = /^[YN]\/[YN]\/[YN]$/i.test(word);
    // `Yes` also stands in the LOOP? column; the one that counts follows the ping time.
    if (at >= 3 && (compact || (/^(?:Yes|No)$/i.test(word) && /^(?:[\d.]+|-+)$/.test(before)))) starts.push(at);
  });
  const servers = starts.map((at, index): ReplicationServer => {
    const rest = words.slice(at + 1, Math.min((starts[index + 1] ?? words.length + 3) - 3, at + 20));
    const stateAt = rest.findIndex((word) => /^\((?:\d{1,2}|-)\)$/.test(word));
    const beforeState = stateAt === -1 ? rest : rest.slice(0, stateAt);
    return {
      server: words[at - 3] ?? "",
      address: words[at - 2] ?? "",
      reachable: words[at] ?? "",
      queue: integer(beforeState.find((word) => /^\d{1,9}$/.test(word))),
      state: integer(rest[stateAt]?.slice(1, -1)),
    };
  });
  if (servers.length > 0) return understood(servers, tableLines(raw, servers));
  const running = contentLines(raw).find((line) => /in PROGRESS/i.test(line));
  if (running !== undefined) return notUnderstood("in-progress", text, running);
  const down = contentLines(raw).find((line) => /Cisco DB is not running/i.test(line));
  return down === undefined ? notUnderstood("no-table", text) : notUnderstood("database-down", text, down);
}

const integer = (printed: string | undefined): number =>
  printed !== undefined && /^\d+$/.test(printed) ? Number(printed) : -1;

const tableLines = (raw: string, servers: readonly ReplicationServer[]): string[] =>
  contentLines(raw).filter((line) =>
    servers.some((server) => line.startsWith(`${server.server} `) && line.includes(server.address)),
  );
