// The end of the audit log leaves the store by every way that is configured, and nothing secret leaves with it.

import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { HeadPublisher } from "../../src/app/audit-heads.ts";
import { temporaryKey } from "../../src/audit/key.ts";
import { type AuditPublishing, Secret } from "../../src/config/settings.ts";
import type { AuditHead } from "../../src/domain/audit.ts";
import type { Reply } from "../../src/domain/chat.ts";
import { ManualClock } from "../../src/kernel/clock.ts";
import type { Logger } from "../../src/kernel/logger.ts";

const key = temporaryKey();
const headAt = (sequence: number): AuditHead =>
  key.sign({ sequence, hash: `${sequence}`.padStart(64, "0"), at: "2026-11-22T02:00:00.000Z" });

let folder: string;
let server: Server;
let port: number;
let bodies: string[];
let answer: { status: number; location?: string };
let logged: unknown[];
let sequence: number;
let announced: Reply[];

const logger: Logger = {
  debug: () => undefined,
  info: () => undefined,
  warn: (...what: unknown[]) => void logged.push(what),
  error: (...what: unknown[]) => void logged.push(what),
  child: () => logger,
};

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "heads-"));
  bodies = [];
  logged = [];
  announced = [];
  sequence = 7;
  answer = { status: 204 };
  server = createServer((request, response) => {
    let body = "";
    request.on("data", (chunk) => {
      body += chunk;
    });
    request.on("end", () => {
      bodies.push(`${request.url} ${body}`);
      const { location } = answer;
      response.writeHead(answer.status, location === undefined ? {} : { location }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});

afterEach(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const publisher = (to: Omit<AuditPublishing, "everyMinutes">, clock = new ManualClock()): HeadPublisher =>
  new HeadPublisher({
    to: { everyMinutes: 60, ...to },
    head: async () => headAt(sequence),
    announce: async (_place, reply) => void announced.push(reply),
    clock,
    logger,
  });

const hook = () => new Secret(`http://127.0.0.1:${port}/hook?token=s3cret-t0ken`);

describe("the audit log's end", () => {
  it("is appended to a file that only its owner reads, once for each state of the log", async () => {
    const file = join(folder, "worm", "heads.jsonl");
    const heads = publisher({ file });
    await heads.publish();
    await heads.publish();
    sequence = 9;
    await heads.publish();
    const lines = readFileSync(file, "utf8").trim().split("\n");
    expect(lines.map((line) => JSON.parse(line).sequence)).toEqual([7, 9]);
    expect(statSync(file).mode & 0o077).toBe(0);
  });

  it("is posted into the channel with all that is needed to verify it", async () => {
    await publisher({ channel: { platform: "slack", tenant: "T1", conversation: "C1" } }).publish();
    expect(announced).toHaveLength(1);
    expect(JSON.stringify(announced[0]?.card.body)).toContain(JSON.stringify(JSON.stringify(headAt(7))).slice(1, -1));
  });

  it("goes to a webhook, again when that failed, and its token reaches no log", async () => {
    const heads = publisher({ webhook: hook() });
    answer = { status: 500 };
    await heads.publish();
    expect(JSON.stringify(logged)).toContain("http-500");
    answer = { status: 204 };
    await heads.publish();
    await heads.publish();
    expect(bodies).toHaveLength(2);
    expect(JSON.parse(bodies[1]?.split(" ").slice(1).join(" ") ?? "")).toEqual({
      kind: "certops-audit-head",
      head: headAt(7),
    });
    server.close();
    server.closeAllConnections();
    sequence = 8;
    await heads.publish();
    expect(logged).toHaveLength(2);
    expect(JSON.stringify(logged)).not.toContain("s3cret");
  });

  it("does not follow a redirect: the token is for one host", async () => {
    answer = { status: 307, location: "/elsewhere" };
    await publisher({ webhook: hook() }).publish();
    expect(bodies.filter((body) => body.startsWith("/elsewhere"))).toEqual([]);
    expect(logged).toHaveLength(1);
  });

  it("is published every so many minutes, and a sink that fails keeps no other from it", async () => {
    const clock = new ManualClock();
    const file = join(folder, "heads.jsonl");
    answer = { status: 503 };
    const heads = publisher({ file, webhook: hook() }, clock);
    heads.open();
    await heads.publish();
    sequence = 8;
    await clock.advance(60 * 60_000);
    await heads.publish();
    heads.close();
    expect(readFileSync(file, "utf8").trim().split("\n")).toHaveLength(2);
    expect(bodies.length).toBeGreaterThanOrEqual(2);
  });
});
