// `npm run bench`: what the project says about its speed, measured on this machine.
import { parseArgs } from "node:util";
import { measureApprovals } from "./approvals.ts";
import { measureDiagnosis } from "./diagnosis.ts";
import { doorNames } from "./doors/people.ts";
import { measureWhole, type WholeResult } from "./doors/whole.ts";
import { wholeTable } from "./doors/whole-report.ts";
import { measureExplain } from "./explain.ts";
import { lscFaults, measureLsc } from "./lsc.ts";
import { machine } from "./machine.ts";
import { measureRecovery } from "./recovery.ts";
import { type Figures, written } from "./report.ts";
import { measureStartUp } from "./start-up.ts";
import { measureUnderstanding, understandingTable } from "./understanding.ts";

const help = `npm run bench -- [options]
  --only diagnosis,startup   some of it: startup, diagnosis, approvals, recovery, lsc, web, slack, teams, webex, explain,
                             understanding
                             (PostgreSQL too where CERTOPS_TEST_POSTGRES names a server: .ci/postgres npm run bench)
  --json                     for programs
  --runs <n>                 runs of each measurement (3)
  --nodes 3,10,20            sizes of the cluster
  --phones <n>               phones of the cluster (200)
  --megabytes <n>            size of the plain log to scan (2000); the packed bundle has a quarter of it
  --confusions               understanding: also what was taken for what
  --messages <n>             messages to each door before its memory is looked at for the last time (the web 100000, where
                             an answer is several calls over the network 15000)
  --every-node               measure every subscriber alone, not only three of them`;

const parts = [
  "startup",
  "diagnosis",
  "approvals",
  "recovery",
  "lsc",
  "web",
  "webex",
  "slack",
  "teams",
  "explain",
  "understanding",
] as const;

const { values } = parseArgs({
  options: {
    only: { type: "string", default: parts.join(",") },
    json: { type: "boolean", default: false },
    runs: { type: "string", default: "3" },
    nodes: { type: "string", default: "3,10,20" },
    phones: { type: "string", default: "200" },
    megabytes: { type: "string", default: "2000" },
    messages: { type: "string" },
    confusions: { type: "boolean", default: false },
    "every-node": { type: "boolean", default: false },
    help: { type: "boolean", default: false },
  },
});

function wholeNumber(name: string, text: string, most: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1 || value > most) fail(`--${name} takes whole numbers from 1 to ${most}.`);
  return value;
}

function fail(message: string): never {
  process.stderr.write(`${message}\n\n${help}\n`);
  process.exit(2);
}

if (values.help) {
  process.stdout.write(`${help}\n`);
  process.exit(0);
}
const wanted = values.only.split(",").map((name) => name.trim());
const unknown = wanted.find((name) => !parts.some((part) => part === name));
if (unknown !== undefined) fail(`There is no ${JSON.stringify(unknown)}: only ${parts.join(" and ")}.`);
const runs = wholeNumber("runs", values.runs, 50);
const sizes = values.nodes.split(",").map((text) => wholeNumber("nodes", text, 20));
const phones = wholeNumber("phones", values.phones, 10_000);
const messages = values.messages === undefined ? undefined : wholeNumber("messages", values.messages, 10_000_000);

const tell = (line: string): void => void process.stderr.write(`${line}\n`);
const before = machine(new Date());
const startUp = wanted.includes("startup") ? await measureStartUp(runs, tell) : undefined;
const options = { sizes, runs, phones, networkDelayMs: 50, cliDelayMs: 1000, everyNode: values["every-node"] };
const diagnosis = wanted.includes("diagnosis") ? await measureDiagnosis(options, tell) : undefined;

const server = process.env.CERTOPS_TEST_POSTGRES ?? "";
const load = { starts: 60, votes: 400, pending: 10_000, auditEntries: 1_000_000, server };
const approvals = wanted.includes("approvals") ? await measureApprovals(load, tell) : undefined;
const recovery = wanted.includes("recovery") ? await measureRecovery({ runs, server }, tell) : undefined;

const many = { phones: 2000, secure: 1000, scale: 20, batch: 50, killsAt: [180, 520, 830], limitMs: 1_500_000 };
const lsc = wanted.includes("lsc") ? await measureLsc(many, tell) : undefined;

const plainBytes = wholeNumber("megabytes", values.megabytes, 20_000) * 1e6;
const explain = wanted.includes("explain")
  ? await measureExplain({ plainBytes, packedBytes: plainBytes / 4, runs }, tell)
  : undefined;

const understanding = wanted.includes("understanding") ? measureUnderstanding(20) : undefined;

const doors = doorNames.filter((door) => wanted.includes(door));
const whole: WholeResult[] = [];
const measured = (result: WholeResult): void => {
  whole.push(result);
  if (!values.json) process.stdout.write(`${wholeTable([result])}\n\n`);
};
const failed = doors.length === 0 ? [] : await measureWhole({ doors, messages, tell, measured });
if (failed.length > 0) process.exitCode = 1;

const figures: Figures = {
  machine: before,
  ...(startUp === undefined ? {} : { startUp }),
  // The server's address holds a password.
  ...(approvals === undefined ? {} : { approvals: { options: { ...load, server: "" }, results: approvals } }),
  ...(recovery === undefined ? {} : { recovery }),
  ...(explain === undefined ? {} : { explain }),
  ...(lsc === undefined ? {} : { lsc: { options: many, result: lsc, faults: lscFaults(lsc, many) } }),
  // Tables of the doors stand there already.
  ...(whole.length === 0 || !values.json ? {} : { whole }),
  ...(diagnosis === undefined ? {} : { diagnosis: { options, results: diagnosis } }),
};
if (values.json) {
  const more = understanding === undefined ? {} : { understanding };
  process.stdout.write(`${JSON.stringify({ ...figures, ...more }, null, 2)}\n`);
} else {
  const tables = understanding === undefined ? [] : [understandingTable(understanding, values.confusions)];
  process.stdout.write(`${[written(figures), ...tables].join("\n\n")}\n`);
}
