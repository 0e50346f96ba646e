// What was measured, in words and tables.
import type { ApprovalOptions, ApprovalResult } from "./approvals.ts";
import type { DiagnosisOptions, DiagnosisResult } from "./diagnosis.ts";
import type { WholeResult } from "./doors/whole.ts";
import type { ExplainResult } from "./explain.ts";
import { explainTable } from "./explain-report.ts";
import type { LscOptions, LscResult } from "./lsc.ts";
import { type Machine, machineLine } from "./machine.ts";
import type { RecoveryResult } from "./recovery.ts";
import type { StartUpResult } from "./start-up.ts";
import { judged, megabytes, printTable, range, seconds } from "./table.ts";

export interface Figures {
  readonly machine: Machine;
  readonly startUp?: StartUpResult;
  readonly approvals?: { readonly options: ApprovalOptions; readonly results: readonly ApprovalResult[] };
  readonly recovery?: readonly RecoveryResult[];
  readonly lsc?: { readonly options: LscOptions; readonly result: LscResult; readonly faults: readonly string[] };
  /** Its tables are shown door by door, as soon as each is measured. */
  readonly whole?: readonly WholeResult[];
  readonly explain?: ExplainResult;
  readonly diagnosis?: { readonly options: DiagnosisOptions; readonly results: readonly DiagnosisResult[] };
}

/** At most so many times the critical path; milliseconds; bytes. */
export const aims = {
  loadedRatio: 1.5,
  ratio: 1.2,
  firstFindingMs: 1000,
  startMs: 2000,
  memoryBytes: 250 * 1024 * 1024,
} as const;

export function written({ machine, startUp, diagnosis, approvals, recovery, lsc, explain }: Figures): string {
  return [
    machineLine(machine),
    "Median of the runs (smallest–largest).",
    ...(startUp === undefined ? [] : ["", startUpTable(startUp)]),
    ...(approvals === undefined ? [] : ["", approvalsTable(approvals.options, approvals.results)]),
    ...(recovery === undefined ? [] : ["", recoveryTable(recovery)]),
    ...(lsc === undefined ? [] : ["", lscTable(lsc)]),
    ...(explain === undefined ? [] : ["", explainTable(explain)]),
    ...(diagnosis === undefined ? [] : ["", diagnosisTable(diagnosis.options, diagnosis.results)]),
  ].join("\n");
}

function startUpTable(result: StartUpResult): string {
  const time = (what: string, values: StartUpResult["started"], aim?: number): string[] => [
    what,
    range(values, seconds),
    aim === undefined ? "" : `< ${seconds(aim)}`,
    aim === undefined ? "" : judged(values.max < aim),
  ];
  const memory = (what: string, values: StartUpResult["memoryAfterStart"]): string[] => [
    what,
    values === undefined ? "not told here" : range(values, megabytes),
    `< ${megabytes(aims.memoryBytes)}`,
    values === undefined ? "" : judged(values.max < aims.memoryBytes),
  ];
  return printTable({
    head: [`Start-up on the practice cluster, ${result.started.runs} runs`, "measured", "aim", ""],
    rows: [
      ["very first start: address printed", seconds(result.veryFirst), "", ""],
      time("address printed", result.started, aims.startMs),
      time("first answer (/certops help)", result.firstAnswer, aims.startMs),
      time("first diagnosis complete", result.firstDiagnosis),
      memory("memory after start", result.memoryAfterStart),
      memory("memory after a diagnosis", result.memoryAfterDiagnosis),
    ],
  });
}

const storeNames = { embedded: "embedded (SQLite)", postgres: "PostgreSQL, one replica" } as const;

function approvalsTable(options: ApprovalOptions, results: readonly ApprovalResult[]): string {
  const ms = (value: number): string => `${value.toFixed(1)} ms`;
  const rows = results.flatMap(({ store, empty, loaded }) => {
    const row = (what: string, a: number, b: number, unit: (value: number) => string, ratio: number): string[] => [
      `${storeNames[store]}: ${what}`,
      unit(a),
      unit(b),
      ratio.toFixed(2),
      judged(ratio <= aims.loadedRatio),
    ];
    const { voteToCommand: one, votesPerSecond: few } = empty;
    const { voteToCommand: two, votesPerSecond: many } = loaded;
    return [
      row("last vote to first command, median", one.median, two.median, ms, two.median / one.median),
      row("last vote to first command, P99", one.p99, two.p99, ms, two.p99 / one.p99),
      row("votes per second, 8 at once", few, many, (value) => value.toFixed(0), few / many),
    ];
  });
  const load = `${options.pending.toLocaleString("en")} pending, ${options.auditEntries.toLocaleString("en")} audit entries`;
  return [
    `Approvals: ${options.starts} starts, ${options.votes} votes; a cluster that answers at once, so that only the bot is measured`,
    "",
    printTable({ head: ["", "empty store", load, "ratio", `aim ≤ ${aims.loadedRatio}`], rows }),
  ].join("\n");
}

function recoveryTable(results: readonly RecoveryResult[]): string {
  const rows = results.map(({ store, recovery }) => [
    store === "postgres" ? "PostgreSQL, both replicas killed" : storeNames[store],
    range(recovery, seconds),
  ]);
  return [
    "Recovery: the bot is killed when its first command was sent and not yet answered; to the end of the run (one more restart, verification)",
    "",
    printTable({ head: ["", "kill to end"], rows }),
  ].join("\n");
}

function lscTable({ options, result, faults }: NonNullable<Figures["lsc"]>): string {
  const { counts, end, kills, longestGap } = result;
  const minutes = (value: number): string => `${(value / 60).toFixed(1)} min`;
  const twice = Object.entries(counts.asked).reduce((sum, [times, phones]) => sum + (times === "1" ? 0 : phones), 0);
  return [
    `LSCs: ${options.secure} of ${options.phones} phones, batches of ${options.batch}, the bot killed ${kills} times; counted on the cluster's side, in its own time (${options.scale} times faster)`,
    "",
    printTable({
      head: ["", "measured", "aim", ""],
      rows: [
        [
          "phones asked for an LSC",
          String(counts.askedPhones),
          String(options.secure),
          judged(counts.askedPhones === options.secure),
        ],
        ["asked more than once", String(twice), "0", judged(twice === 0)],
        [
          "LSCs installed",
          String(counts.installed),
          String(options.secure),
          judged(counts.installed === options.secure),
        ],
        ["the card's count", `${end.done} done, ${end.failed} failed`, "", judged(faults.length === 0)],
        ["from approval to the end", minutes(result.seconds), "", ""],
        ["LSCs a minute", ((counts.installed / result.seconds) * 60).toFixed(1), "", ""],
        ["longest time from a kill to the next phone", `${longestGap.toFixed(0)} s`, "", ""],
      ],
    }),
  ].join("\n");
}

function diagnosisTable(options: DiagnosisOptions, results: readonly DiagnosisResult[]): string {
  const { runs, phones, networkDelayMs, cliDelayMs } = options;
  const head = ["nodes", "complete", "critical path", "ratio", "aim", "one after another", "first finding", "aim"];
  const rows = results.map((one) => [
    String(one.nodes),
    range(one.complete, seconds),
    range(one.criticalPath, seconds),
    one.ratio.toFixed(2),
    judged(one.ratio <= aims.ratio),
    `${one.measuredAlone < one.nodes ? "~" : ""}${seconds(one.oneAfterAnother)}`,
    range(one.firstFinding, seconds),
    judged(one.firstFinding.max < aims.firstFindingMs),
  ]);
  const asked = results.map((one) => `${one.questions} on ${one.nodes} nodes`).join(", ");
  const estimated = results.some((one) => one.measuredAlone < one.nodes);
  return [
    `Diagnosis of phones-unregistered: ${networkDelayMs} ms network, ${cliDelayMs} ms for each CLI command, ${phones} phones, ${runs} runs`,
    "",
    printTable({ head, rows }),
    "",
    "complete:          from the prompt's arrival to the finished card, by a bot that has no connection open",
    `critical path:     the same questions asked of one node alone, nothing else going on; the node with the longest: ${[...new Set(results.map((one) => one.criticalNode))].join(", ")}`,
    "one after another: the sum of such chains over all nodes",
    ...(estimated
      ? ["                   ~ some subscribers were measured, each of the rest counts as their median"]
      : []),
    `first finding:     to the first card with a finding. Aims: ratio at most ${aims.ratio}, first finding within ${seconds(aims.firstFindingMs)}`,
    `questions asked:   ${asked}`,
  ].join("\n");
}
