// What was measured of the doors, in tables: measured, aim, met.
import { judged, megabytes, printTable } from "../table.ts";
import { besideTable } from "./beside.ts";
import { growthOf } from "./memory.ts";
import type { DoorName } from "./people.ts";
import { steadyPerSecond, type WholeResult } from "./whole.ts";

export const wholeAims = { p99Ms: 100, stallMs: 50, growth: 0.1 } as const;

const frameworks: Readonly<Record<DoorName, string>> = {
  web: "Hono",
  slack: "Bolt",
  teams: "botbuilder",
  webex: "Hono with the signature",
};

const ms = (value: number): string => `${value.toFixed(1)} ms`;

export const wholeTable = (results: readonly WholeResult[]): string =>
  results
    .map((one) => `${besideTable(one.door, frameworks[one.door], one.beside)}\n\n${tableOf(one)}\n${wordsOf(one)}`)
    .join("\n\n");

function tableOf({ door, steady, memory, stall }: WholeResult): string {
  const early = memory.parts[1];
  const late = memory.parts.at(-1);
  return printTable({
    head: [`The ${door} door of the whole bot`, "measured", "aim", ""],
    rows: [
      [
        `${steadyPerSecond} messages a second, 20 diagnoses running`,
        `median ${ms(steady.medianMs)}, P99 ${ms(steady.p99Ms)}`,
        `P99 < ${wholeAims.p99Ms} ms`,
        judged(steady.p99Ms < wholeAims.p99Ms && steady.bad === 0),
      ],
      ["longest stall meanwhile", ms(steady.stallMs), "", ""],
      [
        `memory after ${early?.messages} and ${late?.messages} messages`,
        `${megabytes(early?.resident ?? 0)}, ${megabytes(late?.resident ?? 0)}`,
        `+${wholeAims.growth * 100} % at most`,
        judged(growthOf(memory) <= wholeAims.growth),
      ],
      [
        "longest stall, 40 largest reports",
        `${ms(stall.ms)}, processor ${ms(stall.processorMs)}`,
        `<= ${wholeAims.stallMs} ms`,
        judged(stall.ms <= wholeAims.stallMs),
      ],
    ],
  });
}

/** What was answered: figures of a bot that refuses everybody would mean nothing. */
const wordsOf = ({ steady, memory }: WholeResult): string =>
  [
    `memory in parts (heap): ${memory.parts.map(({ resident, heap }) => `${megabytes(resident)} (${megabytes(heap)})`).join(", ")}`,
    `answered: ${memory.answers} of ${memory.messages} messages with the card that was asked for, ${memory.errors} with a complaint; ${Math.round(memory.perSecond)}/s in full`,
    `while 20 diagnoses ran: ${steady.counts.answers} cards posted for ${steady.requests} messages, ${steady.counts.errors} complaints, ${steady.counts.revisions} forms of reports, ${steady.counts.diagnoses} diagnoses complete`,
  ].join("\n");
