// From the last vote to the first command, and votes a second: with an empty store, and with years of use in it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { planDraft } from "../src/actions/plan.ts";
import type { App } from "../src/app.ts";
import { sealPlan } from "../src/approvals/seal.ts";
import { chain } from "../src/audit/chain.ts";
import { practiceConfig, practiceTenant } from "../src/config/practice.ts";
import type { Approval } from "../src/domain/approval.ts";
import type { AuditEntry } from "../src/domain/audit.ts";
import { type ApprovalId, approvalId, clusterId, nodeName, personId } from "../src/domain/ids.ts";
import type { Actor, Person } from "../src/domain/person.ts";
import type { PlanDraft } from "../src/domain/plan.ts";
import { approvalStore } from "../src/store/approvals.ts";
import { connect, openStore, type StorePlace } from "../src/store/open.ts";
import { openBenchBot } from "./approvals-bot.ts";
import { percentile } from "./stats.ts";

export interface ApprovalOptions {
  /** Votes to a first command that are measured. */
  readonly starts: number;
  readonly votes: number;
  readonly pending: number;
  readonly auditEntries: number;
  /** A PostgreSQL server where databases may be made; only the embedded store is measured without it. */
  readonly server: string;
}

export interface ApprovalFigures {
  /** Milliseconds. */
  readonly voteToCommand: { readonly median: number; readonly p99: number };
  readonly votesPerSecond: number;
}

export interface ApprovalResult {
  readonly store: "embedded" | "postgres";
  readonly empty: ApprovalFigures;
  readonly loaded: ApprovalFigures;
}

const hq = clusterId("hq");
const atOnce = 8;

/** The number makes each plan another one (the digest covers preconditions); it always holds. */
const draft = (number: number): PlanDraft =>
  planDraft(
    {
      cluster: hq,
      title: { id: "changes.plan.restart", values: { service: "Cisco Tftp", nodes: "cucm-pub" } },
      phonesRegistered: 1,
      phonesKnown: 1,
    },
    [
      {
        change: { kind: "restart-service", node: nodeName("cucm-pub"), service: "Cisco Tftp" },
        preconditions: [{ kind: "registered-at-least", phones: -number }],
      },
    ],
  );

export async function measureApprovals(
  options: ApprovalOptions,
  tell: (line: string) => void,
): Promise<ApprovalResult[]> {
  const results: ApprovalResult[] = [];
  for (const store of ["embedded", "postgres"] as const) {
    if (store === "postgres" && options.server === "") continue;
    const folder = mkdtempSync(join(tmpdir(), "certops-bench-"));
    const database = store === "postgres" ? await makeDatabase(options.server) : undefined;
    try {
      const place: StorePlace = database === undefined ? { file: join(folder, "certops.db") } : { url: database.url };
      tell(`approvals: ${store}, empty`);
      const empty = await measure(place, folder, options);
      tell(`approvals: ${store}, with ${options.pending} pending and ${options.auditEntries} audit entries`);
      await load(place, options);
      const loaded = await measure(place, folder, options);
      results.push({ store, empty, loaded });
    } finally {
      await database?.drop();
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return results;
}

async function makeDatabase(server: string): Promise<{ readonly url: string; readonly drop: () => Promise<void> }> {
  const name = `certops_bench_${process.pid}`;
  const ask = async (text: string): Promise<void> => {
    const client = new pg.Client({ connectionString: server });
    await client.connect();
    await client.query(text).finally(() => client.end());
  };
  await ask(`create database ${name}`);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => ask(`drop database if exists ${name} with (force)`) };
}

const actorOf = (person: Person): Actor => ({
  platform: "web",
  tenant: practiceTenant,
  user: person.id,
  displayName: person.name,
});

async function measure(place: StorePlace, folder: string, options: ApprovalOptions): Promise<ApprovalFigures> {
  const bot = await openBenchBot(place, folder);
  try {
    const { app } = bot;
    const [alex, beatriz, chen] = app.services.policy().people;
    if (alex === undefined || beatriz === undefined || chen === undefined)
      throw new Error("the practice policy is short");
    // Written as a request writes them: asking is not what is measured.
    const request = async (number: number): Promise<ApprovalId> => {
      const approval = waiting(`apr_bench${number}`, number, Date.now());
      await app.store.approvals.insert(approval);
      return approval.id;
    };
    const times: number[] = [];
    const offset = Date.now() % 1_000_000_000;
    for (let number = 0; number < options.starts; number++) {
      const id = await request(offset + number);
      await vote(app, id, beatriz);
      const began = performance.now();
      const arrived = bot.nextCommand();
      await bot.click(chen, id);
      times.push((await arrived) - began);
      await bot.over(id);
    }
    const ids: ApprovalId[] = [];
    for (let number = 0; number < options.votes; number++) ids.push(await request(offset + 100_000 + number));
    const began = performance.now();
    const left = [...ids];
    const voter = async (): Promise<void> => {
      for (let id = left.pop(); id !== undefined; id = left.pop()) await vote(app, id, beatriz);
    };
    await Promise.all(Array.from({ length: atOnce }, voter));
    const seconds = (performance.now() - began) / 1000;
    for (const id of ids) {
      await app.services.approvals.decide({ id, choice: "withdraw", by: alex, via: actorOf(alex) });
    }
    return {
      voteToCommand: { median: percentile(times, 50), p99: percentile(times, 99) },
      votesPerSecond: options.votes / seconds,
    };
  } finally {
    await bot.close();
  }
}

async function vote(app: App, id: ApprovalId, by: Person): Promise<void> {
  const { refusal } = await app.services.approvals.decide({ id, choice: "approve", by, via: actorOf(by) });
  if (refusal !== undefined) throw new Error(`refused: ${refusal}`);
}

const { policy } = practiceConfig({ dataFolder: "unused" });

function waiting(id: string, number: number, at: number): Approval {
  return {
    id: approvalId(id),
    plan: sealPlan(draft(number), policy.version),
    requester: personId("alex"),
    requestedVia: { platform: "web", tenant: practiceTenant, user: "alex", displayName: "Alex" },
    reason: "waits",
    needed: 2,
    votes: [],
    state: "pending",
    createdAt: new Date(at - (number % 1_000_000)).toISOString(),
    expiresAt: new Date(at + 86_400_000 + (number % 1_000_000)).toISOString(),
    version: 1,
  };
}

/** Writes what years of use leave behind: a whole audit chain, and many requests that wait. */
async function load(place: StorePlace, { pending, auditEntries }: ApprovalOptions): Promise<void> {
  await (await openStore(place)).close();
  const { db, database, dialect } = await connect(place);
  const approvals = approvalStore(database);
  const now = Date.now();
  for (let from = 0; from < pending; from += 100) {
    await Promise.all(
      Array.from({ length: Math.min(100, pending - from) }, (_, index) =>
        approvals.insert(waiting(`apr_load${from + index}`, from + index, now)),
      ),
    );
  }
  const last = await db.selectFrom("audit").selectAll().orderBy("sequence", "desc").limit(1).executeTakeFirst();
  let previous: Pick<AuditEntry, "sequence" | "hash"> | undefined = last;
  for (let written = 0; written < auditEntries; written += 1000) {
    const rows = Array.from({ length: Math.min(1000, auditEntries - written) }, (_, index) => {
      const at = new Date(now - 1000).toISOString();
      const data = { intent: "certs", number: written + index };
      const entry = chain({ kind: "understood", at, who: "alex", cluster: "hq", data }, previous);
      previous = entry;
      return { ...entry, cluster: "hq", about: null, data: JSON.stringify(entry.data) };
    });
    await db.insertInto("audit").values(rows).execute();
  }
  await db.destroy();
  await dialect.close();
}
