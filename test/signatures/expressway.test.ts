// Expressway-C's log: the two directions, whatever became of the line breaks; nothing around a line is taken along.
import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { ExpresswayLogReader, looksLikeExpresswayLog, readExpresswayLog } from "../../src/signatures/expressway.ts";

const root = resolve(import.meta.dirname, "../..");
const fixture = readFileSync(join(root, "test/fixtures/expressway/traffic-server.txt"), "utf8");
const short = (text: string) =>
  readExpresswayLog(text).map(({ kind, server, address, port, reason, depth }) =>
    [kind, server, address, port, reason, depth].filter((one) => one !== undefined && one !== "").join(" "),
  );

const whole = [
  "answered 192.0.2.10 8443 HTTP 200",
  "expressway-refuses-cucm cucm-pub.example.com 192.0.2.10 6972 self signed certificate 0",
  "expressway-refuses-cucm cucm-pub.example.com 192.0.2.10 6972 certificate verify failed",
  "connect-failed 192.0.2.10 6972 502 connect failed",
  "name-not-in-certificate 192.0.2.11 192.0.2.11 0 not in certificate",
  "cucm-refuses-expressway cucm-pub.example.com 192.0.2.10 6972 tlsv1 alert unknown ca",
];

describe("an Expressway-C log", () => {
  it("tells the directions apart, with port and place", () => {
    expect(short(fixture)).toEqual(whole);
  });

  it.each([
    ["CRLF", fixture.replaceAll("\n", "\r\n")],
    ["one line", fixture.replaceAll("\n", " ")],
    ["garbage around it", `\u0000\u0007noise\n${fixture}\nmore noise ${"x".repeat(100_000)}`],
  ])("reads the same with %s", (_name, text) => {
    expect(short(text)).toEqual(whole);
  });

  it("bears lines cut anywhere without an exception and without an invention", () => {
    for (let at = 0; at < fixture.length; at += 37) {
      expect(whole).toEqual(expect.arrayContaining(short(fixture.slice(0, at)).filter((line) => whole.includes(line))));
    }
    expect(short(`SSL connection failed for ${"'".repeat(50_000)}`)).toEqual([]);
  });

  it("knows other refusals of CUCM and OpenSSL 3’s spelling", () => {
    const line = (text: string) =>
      `2026-03-02T09:13:16.974+01:00 e traffic_server[1]: ERROR: SSL connection failed for 'c': ${text}`;
    expect(short(line("error:0A000415:SSL routines::sslv3 alert certificate expired"))).toEqual([
      "cucm-refuses-expressway c 0 sslv3 alert certificate expired",
    ]);
    expect(short(line("error:0A000418: SSL routines:ssl3_read_bytes:ssl/tls alert unknown ca"))).toHaveLength(1);
    expect(
      short(line("error:0A000086: SSL routines:tls_post_process_server_certificate:certificate verify failed")),
    ).toEqual(["expressway-refuses-cucm c 0 certificate verify failed"]);
  });

  it("takes OpenSSL’s line after a missed name for the same refusal, and for nothing more", () => {
    const at = "2026-03-02T09:13:12.302+01:00 e traffic_server[1]: [ET_NET 0] ";
    const sni = `${at}WARNING: SNI (cucm-pub) not in certificate. Action=Terminate server=cucm-pub(192.0.2.10)`;
    const failed = (server: string) =>
      `${at}ERROR: SSL connection failed for '${server}': error:1416F086: SSL routines:tls_process_server_certificate:certificate verify failed`;
    const kinds = (...lines: readonly string[]) => readExpresswayLog(lines.join("\n")).map(({ kind }) => kind);
    const [name, chain] = ["name-not-in-certificate", "expressway-refuses-cucm"] as const;
    expect(kinds(sni, failed("cucm-pub"))).toEqual([name]);
    expect(kinds(sni, failed("cucm-sub1"), failed("cucm-pub"))).toEqual([name, chain]);
    expect(kinds(sni, failed("cucm-pub"), failed("cucm-pub"))).toEqual([name, chain]);
    expect(kinds(failed("cucm-pub"), sni)).toEqual([chain, name]);
  });

  it("keeps the newest events of a flood, and no names of people", () => {
    const reader = new ExpresswayLogReader(10);
    for (let round = 0; round < 50; round += 1) for (const line of fixture.split("\n")) reader.line(line);
    reader.flush();
    expect(reader.events).toHaveLength(10);
    expect(JSON.stringify(reader.events)).not.toMatch(/somebody/i);
  });

  it("is recognised by what it says", () => {
    expect(looksLikeExpresswayLog(fixture)).toBe(true);
    expect(looksLikeExpresswayLog("Cisco Tftp[STARTED]")).toBe(false);
  });

  const samples = resolve(root, "../shared/samples");
  const there = existsSync(samples);
  it.skipIf(!there)(`reads the public samples the same way${there ? "" : " (skipped: they are not at hand)"}`, () => {
    const read = (name: string) => readFileSync(join(samples, "logs", name), "utf8");
    const first = "expressway-ats-connect-8443-success-and-fail--1";
    expect(short(read(`${first}.txt`))).toEqual(short(read(`${first}.reflowed.txt`)));
    expect(short(read(`${first}.txt`))).toContain(
      "expressway-refuses-cucm cucm.steven.lab 10.48.36.215 6972 self signed certificate 0",
    );
    expect(short(read("expressway-ats-unknown-ca--1.txt"))[0]).toMatch(
      /^cucm-refuses-expressway .*6972 tlsv1 alert unknown ca$/,
    );
    expect(short(read("expressway-tvcs-tls-handshake-ok--1.txt"))).toEqual([]);
    expect(short(read("expressway-tvcs-tls-negotiation-error--1.txt"))[0]).toMatch(/^sip-tls-refused/);
  });
});
