// `certops audit` on the disk: what was published outside shows a log that was cut.
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { beforeEach, expect, it } from "vitest";
import { loadOrCreateKey } from "../../src/audit/key.ts";
import { AuditLog } from "../../src/audit/log.ts";
import { auditVerify } from "../../src/certops/records.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { openStore } from "../../src/store/open.ts";
import { certops, scratch } from "./fixture.ts";

const config = `data: data
clusters:
  hq:
    name: HQ
    nodes: [{ name: cucm-pub, address: 10.0.0.10, role: publisher }]
    accounts: { monitor: { user: ro, passwordEnv: PW } }
    pins: { knownHosts: hosts }
people:
  ada: { name: Ada, roles: [all], identities: [{ platform: slack, tenant: T1, user: U1 }] }
  bo: { name: Bo, roles: [all], identities: [{ platform: slack, tenant: T1, user: U2 }] }
  cy: { name: Cy, roles: [all], identities: [{ platform: slack, tenant: T1, user: U3 }] }
roles:
  all: { may: [ask, request, approve, abort, audit], clusters: all }
`;
const env = { PW: "x", CERTOPS_CONFIG: "certops.yaml" };

let folder: string;
let heads: string[];
beforeEach(async () => {
  folder = scratch();
  heads = [];
  mkdirSync(join(folder, "data"), { mode: 0o700 });
  writeFileSync(join(folder, "certops.yaml"), config);
  const store = await openStore({ file: join(folder, "data", "certops.db") });
  const key = loadOrCreateKey(join(folder, "data", "audit-key.pem"));
  const log = new AuditLog({ store: store.audit, key, clock: systemClock });
  for (let n = 1; n <= 6; n++) {
    await log.append({ kind: "asked", at: "2026-11-22T02:00:00.000Z", who: "ada", data: { n } });
    if (n % 2 === 0) heads.push(JSON.stringify(await log.head()));
  }
  await store.close();
});

const verify = (...args: string[]) =>
  certops(["audit", "verify", "--config", join(folder, "certops.yaml"), ...args], { folder, env });

it("finds a cut end by the newest of the heads that were published, one a line", async () => {
  const file = join(folder, "heads.jsonl");
  writeFileSync(file, `${heads.join("\n")}\n`);
  expect(await verify("--head", file)).toMatchObject({ code: 0, out: expect.stringContaining("6 entries") });
  const database = new DatabaseSync(join(folder, "data", "certops.db"));
  database.exec("delete from audit where sequence > 4");
  database.close();
  expect(await verify()).toMatchObject({ code: 0 });
  expect(await verify("--head", file)).toMatchObject({ code: 6, out: expect.stringContaining("5 to 6 were cut off") });
  const lines: string[] = [];
  const write = (line: string): void => void lines.push(line);
  const io = { out: write, err: write, env: { ...env, LC_ALL: "zh_CN.UTF-8" }, live: false, width: 80 };
  expect(await auditVerify({ config: join(folder, "certops.yaml"), head: file }, io)).toBe(6);
  expect(lines).toEqual([expect.stringMatching(/^已损坏，位于第 5 条：条目 5 到 6 已被截断；\d{4}-\S+ 时它们还在$/)]);
});

it("says what to give when the file holds no head", async () => {
  const file = join(folder, "notes.txt");
  writeFileSync(file, "hash: abc\n{}\n");
  for (const given of [file, join(folder, "missing")]) {
    const { code, err } = await verify("--head", given);
    expect([code, err]).toEqual([2, expect.stringContaining("certops audit head")]);
  }
});
