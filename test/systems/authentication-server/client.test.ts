// The authentication servers over real TLS, SSH and SFTP: whole lists, wrong passwords once, strangers never, garbage as errors.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { linkCluster } from "../../../src/app/cluster-link.ts";
import { practiceCluster, practicePins } from "../../../src/app/practice.ts";
import { type ClusterSettings, Secret } from "../../../src/config/settings.ts";
import { CertOpsError } from "../../../src/domain/errors.ts";
import { nodeName } from "../../../src/domain/ids.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import type { AuthenticationServerKind } from "../../../src/lab/dot1x/server.ts";
import { issue } from "../../../src/lab/expressway/issue.ts";
import { startLab } from "../../../src/lab/index.ts";
import { asaAuthorities } from "../../../src/systems/authentication-server/asa.ts";
import { memoryPins } from "../../../src/transport/https-pins.ts";
import { memoryHostKeyStore } from "../../../src/transport/known-hosts-file.ts";

interface Options {
  readonly change?: (settings: ClusterSettings) => ClusterSettings;
  readonly unpinned?: boolean;
}

async function here(kind: AuthenticationServerKind, { change = (same) => same, unpinned = false }: Options = {}) {
  const lab = await startLab({ nodes: 1, phones: 0, seed: 41, authenticationServer: kind, pace: 50 });
  onTestFinished(() => lab.close());
  const door = lab.authenticationServer;
  if (door === undefined) throw new Error("no server");
  await lab.hands.dot1x.alreadySetUp(0);
  const pins = await practicePins(lab);
  const strangers = { ...pins, hostKeys: memoryHostKeyStore(), authenticationServers: memoryPins(new Map()) };
  const systems = linkCluster(change(practiceCluster(lab)), unpinned ? strangers : pins, {
    clock: systemClock,
    logger: silentLogger,
    record: async () => undefined,
  });
  onTestFinished(() => systems.close());
  const [server] = systems.cluster.authenticationServers ?? [];
  const { authenticationServers: client } = systems;
  if (server === undefined || client === undefined) throw new Error("not linked");
  return { lab, door, server, client };
}

const codeOf = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => "answered",
    (error: unknown) => (error instanceof CertOpsError ? error.code : String(error)),
  );

const withPassword = (settings: ClusterSettings): ClusterSettings => ({
  ...settings,
  authenticationServers: (settings.authenticationServers ?? []).map((one) => ({
    ...one,
    account: { user: "certops-view", password: new Secret("wrong") },
  })),
});

const kinds = ["ise", "asa", "freeradius"] as const;

describe.each(kinds)("%s", (kind) => {
  it("is read with evidence: names, serials, dates of every authority", async () => {
    const { lab, client, server } = await here(kind);
    const capf = lab.cluster.publisher.own.get("CAPF");
    const { value, evidence } = await client.trusted(server);
    expect(value).toHaveLength(1);
    expect(value[0]).toMatchObject({ serial: capf?.serial, forClients: true });
    expect(value[0]?.commonName).toMatch(/^CAPF-/);
    expect(value[0]?.notAfter).toMatch(/^20\d\d-/);
    expect(evidence).toMatchObject({ system: "Authentication server", node: `${kind}-1` });
    expect(evidence.excerpt).toContain(capf?.serial ?? "?");
  });

  it("is tried once with a wrong password, however often it is asked", async () => {
    const { client, server, door } = await here(kind, { change: withPassword });
    expect(await codeOf(client.trusted(server))).toBe("login-refused");
    expect(await codeOf(client.trusted(server))).toBe("login-refused");
    expect(door.logins).toEqual([{ user: "certops-view", accepted: false }]);
  });

  it("gets no password while nobody has pinned it", async () => {
    const { client, server, door } = await here(kind, { unpinned: true });
    expect(await codeOf(client.trusted(server))).toMatch(/^(?:certificate-not-pinned|host-key-unknown)$/);
    expect(door.logins).toEqual([]);
  });

  it("that is switched off is an error that says so", async () => {
    const { lab, client, server } = await here(kind);
    lab.hands.dot1x.powerServer(false);
    expect(await codeOf(client.trusted(server))).toMatch(/^(?:node-unreachable|deadline-exceeded)$/);
  });

  it("is read to the end of a long list", async () => {
    const { lab, client, server } = await here(kind);
    const keyPem = await lab.cluster.newKey();
    for (let at = 0; at < 120; at++) {
      const wish = { commonName: `Company CA ${at}`, ca: true, notBefore: Date.now(), days: 30, keyPem, seed: 1 };
      lab.hands.dot1x.trust((await issue({ ...wish, occasion: `ca ${at}` })).pem);
    }
    const { value } = await client.trusted(server);
    expect(value).toHaveLength(121);
    expect(value.at(-1)?.commonName).toBe("Company CA 119");
  });
});

it("ISE’s certificates that are not for clients are told apart", async () => {
  const { lab, client, server } = await here("ise");
  const capf = lab.cluster.publisher.own.get("CAPF");
  lab.hands.dot1x.distrust(capf?.serial ?? "");
  lab.hands.dot1x.server.trust(capf?.pem ?? "", false);
  expect((await client.trusted(server)).value).toMatchObject([{ forClients: false, serial: capf?.serial }]);
});

describe("a file with trusted CAs", () => {
  const folder = mkdtempSync(join(tmpdir(), "certops-cas-"));
  const at = (name: string, bytes: string | Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };

  it("is an error when it is missing, damaged or holds no certificate", async () => {
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const { client } = await here("ise");
    const server = { name: nodeName("bundle"), kind: "ca-file", address: "", port: 0 } as const;
    const read = (file: string): Promise<string> => codeOf(client.trusted({ ...server, file }));
    expect(await read(join(folder, "nothing.pem"))).toBe("not-found");
    expect(await read(at("text.pem", "no certificate at all"))).toBe("output-not-understood");
    expect(await read(at("damaged.pem", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n"))).toBe(
      "output-not-understood",
    );
    expect(await read(at("noise.pem", new Uint8Array(5000).fill(200)))).toBe("output-not-understood");
  });
});

describe("show crypto ca certificates", () => {
  const block = [
    "CA Certificate",
    "  Status: Available",
    "  Certificate Serial Number: 00a1B2",
    "  Subject Name: ",
    "    cn=CAPF-0bc17206",
    "    ou=TAC",
    "  Validity Date: ",
    "    start date: 05:29:37 UTC Oct 2 2023",
    "    end   date: 05:29:37 UTC Oct 1 2028",
    "  Associated Trustpoints: CAPF ",
  ];

  it("is read with CRLF, without the device’s own certificates, half blocks and control characters", () => {
    const own = [
      "Certificate",
      "  Status: Available",
      "  Certificate Serial Number: 77",
      "  Subject Name:",
      "    cn=asa",
    ];
    const hostile = ["CA Certificate", "  Subject Name: ", "    cn=evil\u001b[2J\u202e"];
    const read = asaAuthorities([...own, "", ...block, "", ...hostile, "CA Certificate"].join("\r\n"));
    expect(read).toHaveLength(2);
    expect(read?.[0]).toEqual({
      commonName: "CAPF-0bc17206",
      subject: "cn=CAPF-0bc17206,ou=TAC",
      serial: "a1b2",
      notAfter: "2028-10-01T05:29:37.000Z",
      forClients: true,
    });
    expect(read?.[1]?.forClients).toBe(false);
    expect(read?.[1]?.commonName).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  });

  it("is no empty list when the account may not run it", () => {
    expect(asaAuthorities(" ^\r\nERROR: % Invalid input detected at '^' marker.\r\n")).toBeUndefined();
    expect(asaAuthorities("")).toEqual([]);
  });
});
