// The client against the practice cluster's command line: another implementation of the same facts.
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ChangeUncertain, codeOf } from "../../../src/domain/errors.ts";
import { systemClock } from "../../../src/kernel/clock.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import { type Lab, startLab } from "../../../src/lab/index.ts";
import { type CucmCliClient, createCucmCli } from "../../../src/systems/cucm-cli/client.ts";
import { memoryHostKeyStore } from "../../../src/transport/known-hosts-file.ts";
import { hostKeyOf } from "../../../src/transport/ssh-host-key.ts";
import { errorOf } from "./setup.ts";

let lab: Lab;
const clients: CucmCliClient[] = [];

beforeAll(async () => {
  lab = await startLab({ release: "15SU2", mode: "mixed", nodes: 2, phones: 0, seed: 4, clockScale: 50 });
});
afterAll(async () => {
  for (const client of clients) client.close();
  await lab.close();
});

async function clientOf(index: number, change: "change" | "monitor" = "change"): Promise<CucmCliClient> {
  const node = lab.nodes[index];
  if (node === undefined) throw new Error("no such node");
  const hostKeys = memoryHostKeyStore();
  for (const { address, port, keys } of await lab.hostKeys()) {
    for (const line of keys) {
      const key = hostKeyOf(Buffer.from(line.split(" ")[1] ?? "", "base64"));
      if (key !== undefined) await hostKeys.trust(address, port, key);
    }
  }
  const { monitor, [change]: changing } = lab.accounts;
  const client = createCucmCli({
    node,
    accounts: { monitor, change: changing },
    hostKeys,
    cluster: "practice",
    clock: systemClock,
    logger: silentLogger,
  });
  clients.push(client);
  return client;
}

describe("reads", () => {
  it("see what the cluster is", async () => {
    const cli = await clientOf(0);
    const publisher = lab.cluster.nodes[0];
    expect((await cli.release()).value.full).toBe("15.0.1.12900-234");
    expect((await cli.certificateList()).value.map((entry) => entry.unit).sort()).toEqual(
      [...(publisher?.own.keys() ?? [])].sort(),
    );
    for (const unit of ["CallManager", "CallManager-ECDSA", "ITLRecovery", "TVS"] as const) {
      expect((await cli.ownCertificate(unit)).value.serial, unit).toBe(publisher?.own.get(unit)?.serial);
    }
    const itl = await cli.trustList("ITL");
    expect(itl.value).toMatchObject({ verified: true, signerSerial: publisher?.own.get("ITLRecovery")?.serial });
    expect(itl.value.records.some((record) => record.role === "TVS")).toBe(true);
    expect((await cli.trustList("CTL")).value).toMatchObject({ absent: false, verified: true });
    expect((await cli.services()).value).toContainEqual({ name: "Cisco Tftp", state: "started", note: "" });
    expect((await cli.networkCluster()).value.map((entry) => entry.host)).toEqual(lab.nodes.map((node) => node.name));
    expect((await cli.replication()).value.map((entry) => entry.state)).toEqual([2, 2]);
    expect((await cli.ntp()).value.synchronised).toBe(true);
    expect(Array.isArray((await cli.backups()).value)).toBe(true);
    expect((await cli.backupRunning()).value).toBe(false);
    expect((await cli.securityMode()).value).toBe("mixed");
    expect((await cli.rollbackParameter()).value).toBe(false);
  });
});

describe("changes", () => {
  it("restart a service, reset the ITL and update the CTL, and the cluster shows it", async () => {
    const cli = await clientOf(0);
    const publisher = lab.cluster.nodes[0];
    const before = publisher?.services.get("Cisco Tftp")?.startedAt ?? Number.POSITIVE_INFINITY;
    expect((await cli.restartService("Cisco Tftp")).text).toContain("Cisco Tftp[STARTED]");
    expect(publisher?.services.get("Cisco Tftp")?.startedAt).toBeGreaterThan(before);
    expect((await cli.updateCtl()).text).toContain("CTL file Updated");
    expect((await cli.resetItl("localkey")).text).toContain("ITL file Reset.");
    const signer = (await cli.trustList("ITL")).value.signerSerial;
    expect(signer).toBe(publisher?.own.get("CallManager")?.serial);
    expect((await cli.resetCtl("localkey")).text).toContain("CTL file Reset");
  });

  it("set the SAML trace level of that node alone, by an account of level 0 too", async () => {
    const [first, second] = [await clientOf(0), await clientOf(1)];
    expect((await first.samlTraceLevel()).value).toBe("info");
    expect((await first.setSamlTrace("debug")).command).toBe("set samltrace level debug");
    expect((await first.samlTraceLevel()).value).toBe("debug");
    expect((await second.samlTraceLevel()).value).toBe("info");
    await first.setSamlTrace("info");
    expect((await first.samlTraceLevel()).value).toBe("info");
    expect((await first.ssoStatus()).value).toEqual({ enabled: false, status: "SAML SSO Disabled" });
  });

  it("are refused where they cannot be: on a subscriber, and without the privilege", async () => {
    const subscriber = await errorOf((await clientOf(1)).resetItl("localkey"));
    expect(codeOf(subscriber)).toBe("command-refused");
    const monitor = await errorOf((await clientOf(0, "monitor")).resetItl("localkey"));
    expect(monitor).toMatchObject({
      code: "privilege-too-low",
      say: { values: { level: 4 } },
      next: { values: { level: 4 } },
    });
  });

  it("leave the remote key to a person: its questions are not answered", async () => {
    const error = await errorOf((await clientOf(0)).resetItl("remotekey"));
    expect(error).toBeInstanceOf(ChangeUncertain);
    expect(String(error)).toContain("SFTP server");
  });
});

describe("bad weather", () => {
  it("is told apart: garbage, flood, a changed host key, nobody there", async () => {
    const hands = lab.hands;
    const node = lab.nodes[1]?.name;
    if (node === undefined) throw new Error("no subscriber");
    const cli = await clientOf(1);
    hands.setNetwork(node, "garbage");
    expect(codeOf(await errorOf(cli.services()))).toBe("output-not-understood");
    hands.setNetwork(node, "flood");
    expect(codeOf(await errorOf(cli.services()))).toBe("output-too-large");
    hands.setNetwork(node, "refuse");
    expect(codeOf(await errorOf(cli.services()))).toBe("node-unreachable");
    hands.setNetwork(node, "ok");
    expect((await cli.services()).value.length).toBeGreaterThan(5);
    const pinnedBefore = await clientOf(1);
    hands.changeHostKey(node);
    const changed = await errorOf(pinnedBefore.services());
    expect(codeOf(changed)).toBe("host-key-changed");
    expect(changed).toMatchObject({ next: { values: { name: `practice ${node}` } } });
  });
});
