// Services take time, load certificates when they start, and close their ports when they stop.
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeName } from "../../src/domain/ids.ts";
import { buildCluster, type LabCluster } from "../../src/lab/cluster.ts";
import type { LabChange } from "../../src/lab/model.ts";

let cluster: LabCluster;
const pub = nodeName("cucm-pub");
beforeEach(async () => {
  cluster = await buildCluster({ nodes: 2, phones: 0, seed: 7, clockScale: 2000 });
});
afterEach(() => cluster.close());

describe("services", () => {
  it("pass through every state, node after node, publisher first", async () => {
    const seen: string[] = [];
    cluster.onChange((change: LabChange) => {
      if (change.kind !== "service") return;
      seen.push(`${change.node} ${cluster.node(change.node)?.services.get(change.service)?.state}`);
    });
    await cluster.hands.restartService("Cisco Tftp");
    const states = ["stopping", "stopped", "starting", "started"];
    expect(seen).toEqual([...states.map((s) => `cucm-pub ${s}`), ...states.map((s) => `cucm-sub1 ${s}`)]);
  });

  it("start later than they did before", async () => {
    const before = cluster.publisher.services.get("Cisco Tomcat")?.startedAt ?? 0;
    const asked = cluster.clock.now();
    await cluster.hands.restartService("Cisco Tomcat", [pub]);
    const after = cluster.publisher.services.get("Cisco Tomcat")?.startedAt ?? 0;
    expect(after).toBeGreaterThan(before);
    expect(after - asked).toBeGreaterThanOrEqual(20_000);
  });

  it("close the ports that need them, and say why they are down", async () => {
    await cluster.hands.stopService("Cisco HAProxy", [pub]);
    expect(cluster.publisher.listens("https")).toBe(false);
    expect(cluster.publisher.listens("tftpHttps")).toBe(false);
    expect(cluster.publisher.listens("tftpHttp")).toBe(true);
    expect(cluster.publisher.services.get("Cisco HAProxy")?.note).toBe("Commanded Out of Service");
    expect(cluster.node("cucm-sub1")?.listens("https")).toBe(true);
    await cluster.hands.startService("Cisco HAProxy", [pub]);
    expect(cluster.publisher.listens("https")).toBe(true);
  });

  it("show a renewed Tomcat certificate only after the restart, and only where it was restarted", async () => {
    const [publisher, subscriber] = cluster.nodes;
    const shown = () => cluster.nodes.map((node) => node.loadedCertificates("https").rsa?.serial);
    const before = shown();
    await cluster.hands.renew(["tomcat"]);
    expect(shown()).toEqual(before);
    await cluster.hands.restartService("Cisco Tomcat", [pub]);
    expect(shown()).toEqual([publisher?.identity("tomcat").serial, before[1]]);
    expect(subscriber?.identity("tomcat").serial).not.toBe(before[1]);
  });

  it("take CallManager's new certificate by themselves, but not its ECDSA certificate, as the guide for 15 has it", async () => {
    await cluster.hands.renew(["CallManager"]);
    expect(cluster.publisher.loadedCertificates("sipTls").rsa?.serial).toBe(
      cluster.publisher.identity("CallManager").serial,
    );
    await cluster.hands.renew(["CallManager-ECDSA"]);
    expect(cluster.publisher.loadedCertificates("sipTls").ecdsa?.serial).not.toBe(
      cluster.publisher.identity("CallManager-ECDSA").serial,
    );
  });

  it("cannot be asked for when they are unknown, not activated, or their node is off", async () => {
    await expect(cluster.hands.restartService("Cisco Nonsense", [pub])).rejects.toThrow("does not exist on cucm-pub");
    await expect(cluster.hands.restartService("Cisco Nonsense")).rejects.toThrow("runs on no node");
    const capf = "Cisco Certificate Authority Proxy Function";
    await expect(cluster.hands.restartService(capf, [pub])).rejects.toThrow("Service Not Activated");
    cluster.hands.powerNode(pub, false);
    await expect(cluster.hands.restartService("Cisco Tftp", [pub])).rejects.toThrow("switched off");
    await expect(cluster.hands.restartService("Cisco Tftp", [nodeName("cucm-sub9")])).rejects.toThrow("no node");
  });

  it("do not come up when the plug is pulled while they start", async () => {
    const restarted = cluster.hands.restartService("Cisco Tomcat", [pub]);
    cluster.hands.powerNode(pub, false);
    await restarted;
    expect(cluster.publisher.services.get("Cisco Tomcat")?.state).not.toBe("started");
    expect(cluster.publisher.listens("ssh")).toBe(false);
    cluster.hands.powerNode(pub, true);
    expect(cluster.publisher.listens("https")).toBe(true);
  });

  it("end with the cluster: a restart under way does not outlive it", async () => {
    cluster.hands.setTime({ scale: 1 });
    const restarted = cluster.hands.restartService("Cisco Tomcat", [pub]);
    await cluster.close();
    await expect(restarted).rejects.toThrow("closed");
  });
});

describe("an administrator's other hands", () => {
  it("refuse a recovery key that does not belong to its certificate", async () => {
    const { certificatePem } = cluster.hands.exportRecoveryKey();
    const { keyPem } = cluster.publisher.identity("CallManager");
    await expect(cluster.hands.itlReset("remotekey", { certificatePem, keyPem })).rejects.toThrow("does not belong");
    await expect(cluster.hands.itlReset("remotekey", { certificatePem: "x", keyPem })).rejects.toThrow(
      "no certificate",
    );
    await expect(cluster.hands.itlReset("remotekey")).rejects.toThrow("backup");
  });

  it("tell the state of the cluster as JSON", async () => {
    cluster.hands.backUp();
    expect(cluster.backups).toHaveLength(8);
    await cluster.hands.stopService("Cisco Tftp", [pub]);
    const status = JSON.parse(JSON.stringify(cluster.hands.status()));
    expect(status).toMatchObject({ release: "15.0.1.12900-234", mode: "non-secure", phones: { Registered: 0 } });
    expect(status.nodes[0]).toMatchObject({ name: "cucm-pub", role: "publisher", stopped: ["Cisco Tftp"] });
    expect(JSON.stringify(status)).not.toContain("PRIVATE KEY");
  });
});
