// The Expressway-C client and the certificate API over real TLS: wrong passwords once, unknown certificates never, garbage and silence as errors.
import { gzipSync } from "node:zlib";
import { describe, expect, it, onTestFinished } from "vitest";
import { linkCluster } from "../../../src/app/cluster-link.ts";
import { practiceCluster, practicePins } from "../../../src/app/practice.ts";
import { type ClusterSettings, Secret } from "../../../src/config/settings.ts";
import { CertOpsError } from "../../../src/domain/errors.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import { startLab } from "../../../src/lab/index.ts";
import { complaintIn, trustStoreIn } from "../../../src/systems/cucm-certificates/read.ts";
import { logState } from "../../../src/systems/expressway/log.ts";
import { publishersIn, unitIn } from "../../../src/systems/expressway/read.ts";
import { readTarGzLines } from "../../../src/transport/tar-gz.ts";

async function here(change: (settings: ClusterSettings) => ClusterSettings = (same) => same) {
  const lab = await startLab({ nodes: 1, phones: 0, seed: 41, expressways: 2, pace: 50 });
  onTestFinished(() => lab.close());
  const pair = lab.expressway;
  if (pair === undefined) throw new Error("no pair");
  const systems = linkCluster(change(practiceCluster(lab)), await practicePins(lab), {
    clock: systemClock,
    logger: silentLogger,
    record: async () => undefined,
  });
  onTestFinished(() => systems.close());
  const [peer] = systems.cluster.expressways ?? [];
  const [node] = systems.cluster.nodes;
  if (peer === undefined || node === undefined) throw new Error("no peer");
  return { lab, pair, systems, peer, node };
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => "answered",
    (error: unknown) => (error instanceof CertOpsError ? `${error.code} ${error.next.id}` : String(error)),
  );

const withPassword =
  (password: string) =>
  (settings: ClusterSettings): ClusterSettings => ({
    ...settings,
    expressways: (settings.expressways ?? []).map((one) => {
      const account = { user: "certops-monitor", password: new Secret(password) };
      return { ...one, accounts: { monitor: account, change: account } };
    }),
  });

describe("an Expressway-C peer", () => {
  it("is read over its REST API with evidence of what was asked", async () => {
    const { systems, peer, pair } = await here();
    const trusted = await systems.expressway.trusted(peer);
    expect(trusted.value.map(({ sha256 }) => sha256)).toEqual(pair.peers[0]?.list.held.map(({ sha256 }) => sha256));
    expect(trusted.evidence).toMatchObject({ system: "Expressway-C", node: "expc1" });
    expect(trusted.evidence.source).toMatch(/\/api\/provisioning\/certs\/root$/);
    expect((await systems.expressway.unit(peer)).value).toMatchObject({ version: "X15.0.2" });
    expect((await systems.expressway.clusters(peer)).value).toEqual(["cucm-pub.lab.example"]);
    expect((await systems.expressway.diagnosticLog(peer)).value).toMatchObject({ state: "none" });
  });

  it("tries a wrong password once, however many questions and peers there are", async () => {
    const { systems, pair } = await here(withPassword("wrong"));
    const peers = systems.cluster.expressways ?? [];
    const asked = await Promise.all(
      peers.flatMap((peer) => [
        codeOf(systems.expressway.trusted(peer)),
        codeOf(systems.expressway.unit(peer)),
        codeOf(systems.expressway.trust(peer, pair.company.root.pem)),
      ]),
    );
    expect(new Set(asked)).toEqual(new Set(["login-refused expressway.login-refused.next"]));
    expect(pair.peers.flatMap(({ received }) => received)).toHaveLength(1);
  });

  it("gets no password when it shows a certificate that nobody pinned", async () => {
    const { systems, pair, peer } = await here();
    await pair.renewServer("expc1", "self");
    await pair.restart("expc1");
    expect(await codeOf(systems.expressway.trusted(peer))).toMatch(/^certificate-not-pinned/);
    expect(pair.peers[0]?.received).toEqual([]);
  });

  it("leaves a typed error when it is off, silent, or talks nonsense", async () => {
    const { systems, pair, peer } = await here();
    pair.setNetwork("expc1", "garbage");
    expect(await codeOf(systems.expressway.clusters(peer))).toMatch(/^output-not-understood/);
    expect(await codeOf(systems.expressway.serverCertificates(peer))).toMatch(/^output-not-understood/);
    expect(await codeOf(systems.expressway.unit(peer))).toMatch(/^output-not-understood/);
    pair.setNetwork("expc1", "hang");
    const options = { signal: AbortSignal.timeout(300) };
    expect(await codeOf(systems.expressway.trusted(peer, options))).toMatch(/^(deadline-exceeded|cancelled)/);
    await pair.power("expc1", false);
    expect(await codeOf(systems.expressway.trusted(peer))).toMatch(/^node-unreachable/);
  });

  it("is changed with the change account alone, behind the fence, and not at all when the fence says no", async () => {
    const { systems, pair, peer } = await here();
    const gone = new Error("the lease is gone");
    const fence = () => Promise.reject(gone);
    await expect(systems.expressway.trust(peer, pair.company.newRoot.pem, { fence })).rejects.toBe(gone);
    expect(pair.peers[0]?.received).toEqual([]);
    await systems.expressway.trust(peer, pair.company.newRoot.pem);
    expect(pair.peers[0]?.received).toEqual(["POST /api/provisioning/certs/root certops-change"]);
    const reader = await here((settings) => ({
      ...settings,
      expressways: (settings.expressways ?? []).map((one) => ({
        ...one,
        accounts: { monitor: one.accounts.monitor },
      })),
    }));
    expect(await codeOf(reader.systems.expressway.restart(reader.peer))).toMatch(/^privilege-too-low/);
    expect(reader.pair.peers[0]?.received).toEqual([]);
  });

  it.each(["PUT", "POST"] as const)("logs by %s, behind the fence, with the change account alone", async (method) => {
    const { systems, peer, pair } = await here();
    const [first] = pair.peers;
    if (first === undefined) throw new Error("no peer");
    first.logMethod = method;
    const gone = new Error("the lease is gone");
    await expect(systems.expressway.setLog(peer, "start", { fence: () => Promise.reject(gone) })).rejects.toBe(gone);
    expect(first.received).toEqual([]);
    const states: string[] = [];
    for (const mode of ["start", "stop", "collect"] as const) {
      await systems.expressway.setLog(peer, mode);
      states.push((await systems.expressway.logState(peer)).value);
    }
    expect(states).toEqual(["running", "none", "collected"]);
    const sent = first.received.filter((line) => line.startsWith("P"));
    expect(new Set(sent.map((line) => line.split(" ").at(-1)))).toEqual(new Set(["certops-change"]));
    expect(sent.filter((line) => line.startsWith(method))).toHaveLength(3);
  });

  it("says by how much its clock is off", async () => {
    const { systems, peer, pair } = await here();
    const ahead = async () => (await systems.expressway.unit(peer)).value.ahead ?? Number.NaN;
    expect(Math.abs(await ahead())).toBeLessThan(30);
    for (const one of pair.peers) one.clockOffsetMs = 3_600_000;
    expect(Math.abs((await ahead()) - 3_600)).toBeLessThan(30);
  });

  it("hands over the lines of a collected log, and nobody’s name", async () => {
    const { systems, pair, peer, lab } = await here();
    lab.hands.deleteTrust("tomcat-trust", "Root CA");
    await lab.hands.restartService("Cisco HAProxy");
    pair.startLog("expc1");
    expect((await systems.expressway.diagnosticLog(peer)).value.state).toBe("running");
    await pair.signIn();
    pair.stopLog("expc1");
    const { value, evidence } = await systems.expressway.diagnosticLog(peer);
    expect(value.text).toMatch(/tlsv1 alert unknown ca/);
    expect(`${value.text}${evidence.excerpt}`).not.toMatch(/alex|beatriz|CSF/i);
  });
});

describe("the certificate API", () => {
  it("adds a certificate to the store that was named and to no other, once", async () => {
    const { systems, pair, node, lab } = await here();
    const { newRoot } = pair.company;
    await systems.certificates.trust(node, "CallManager-trust", newRoot.pem);
    const held = async (store: "tomcat-trust" | "CallManager-trust") =>
      (await systems.certificates.trusted(node, store)).value.filter(
        ({ commonName }) => commonName === newRoot.commonName,
      );
    expect(await held("CallManager-trust")).toHaveLength(1);
    expect(await held("tomcat-trust")).toHaveLength(0);
    await lab.close();
    expect(await codeOf(systems.certificates.trusted(node, "tomcat-trust"))).toMatch(/^node-unreachable/);
  });

  it("reads nothing into answers that are not its own", () => {
    expect(trustStoreIn("<html>", "tomcat-trust")).toBeUndefined();
    expect(trustStoreIn('{"trusts":{"service":"tomcat-trust"}}', "tomcat-trust")).toBeUndefined();
    expect(
      trustStoreIn(
        '{"trusts":[{"service":"tomcat-trust","certificate_data":[{"certificate":"x"},7,null]}]}',
        "tomcat-trust",
      ),
    ).toEqual([]);
    expect(complaintIn('{"messages":["CA certificate is not available in the trust-store", 7]}')).toBe(
      "CA certificate is not available in the trust-store",
    );
    expect(complaintIn("nonsense")).toBe("");
  });
});

describe("untrusted answers of a peer", () => {
  const refuse = (why: string) =>
    new CertOpsError({
      code: "output-not-understood",
      message: why,
      say: { id: "x" },
      next: { id: "x" },
      retry: "later",
    });

  it("names of servers are host names or nothing", () => {
    expect(publishersIn('[{"Publisher":"a.example"},{"Publisher":"b;rm"},{"x":{"Publisher":"192.0.2.1"}}]')).toEqual([
      "a.example",
      "192.0.2.1",
    ]);
    expect(publishersIn("not json")).toBeUndefined();
  });

  it("hostile XML is refused, odd values are left out", () => {
    expect(() => unitIn('<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', refuse)).toThrow(CertOpsError);
    expect(() => unitIn("<a>".repeat(100_000), refuse)).toThrow(CertOpsError);
    expect(unitIn("<Status><Version>rm -rf</Version><Uptime>-1</Uptime></Status>", refuse)).toEqual({});
  });

  it("states of the log are understood in several words", () => {
    expect(
      ["started", "Running", "collected", "ready", "stopped", "???"].map((word) => logState(`{"Status":"${word}"}`)),
    ).toEqual(["running", "running", "collected", "collected", "none", "unknown"]);
    const fields: readonly [object, string][] = [
      [{ Status: "stopped", DownLoadStatus: "Ready to download" }, "collected"],
      [{ Status: "stopped", DownLoadStatus: "Not ready" }, "none"],
      [{ Status: "started", DownLoadStatus: "Ready to download" }, "running"],
      [{ Status: "Collecting", TCPDump: "on" }, "collecting"],
      [{ TCPDump: "on" }, "unknown"],
      [{ Status: 7, DownLoadStatus: null }, "unknown"],
    ];
    expect([logState("<html>on</html>"), logState("[]"), logState('"on"')]).toEqual([undefined, "unknown", undefined]);
    for (const [body, state] of fields) expect(logState(JSON.stringify(body)), JSON.stringify(body)).toBe(state);
  });

  it("an archive that is none, cut off, or far too big gives what it has and says so", async () => {
    const lines: string[] = [];
    const all = () => true;
    const keep = (line: string) => lines.push(line);
    expect(await readTarGzLines(Buffer.from("no archive"), all, keep)).toEqual({ files: [], cut: true });
    const bomb = gzipSync(tarOf("a.txt", Buffer.alloc(8 * 1024 * 1024, "x\n")));
    const read = await readTarGzLines(bomb, all, keep, { mostBytes: 64 * 1024, longestLine: 1000 });
    expect(read).toEqual({ files: ["a.txt"], cut: true });
    expect(lines.length).toBeLessThanOrEqual(32 * 1024 + 1);
    const whole = gzipSync(tarOf("../../etc/b.log", Buffer.from(`one\r\n${"y".repeat(2500)}\nlast`)));
    lines.length = 0;
    expect(
      await readTarGzLines(whole, (name) => name.endsWith(".log"), keep, { mostBytes: 1e6, longestLine: 1000 }),
    ).toEqual({
      files: ["../../etc/b.log"],
      cut: false,
    });
    expect([lines[0], lines.at(-1)]).toEqual(["one", "last"]);
    expect((await readTarGzLines(whole.subarray(0, 60), all, () => undefined)).cut).toBe(true);
  });
});

/** A ustar of one file, written by hand: 512-byte header with its checksum, content, padding, two empty blocks. */
function tarOf(name: string, content: Buffer): Buffer {
  const header = Buffer.alloc(512);
  header.write(name, 0);
  header.write("0000644\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${content.length.toString(8).padStart(11, "0")}\0`, 124);
  header.write("00000000000\0", 136);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\u000000", 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return Buffer.concat([header, content, Buffer.alloc((512 - (content.length % 512)) % 512), Buffer.alloc(1024)]);
}
