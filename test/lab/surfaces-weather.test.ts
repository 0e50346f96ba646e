// What the network and a sick node can do to a client: refuse, hang, dawdle, talk nonsense, flood, change its host key.
import { connect as connectTcp } from "node:net";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { type Lab, startLab } from "../../src/lab/index.ts";
import { login, ShellClient } from "./surfaces-shell.ts";

const lab: Lab = await startLab({ nodes: 1, phones: 0, seed: 13 });
afterAll(() => lab.close());
const node = lab.cluster.publisher;
beforeEach(() => lab.hands.setNetwork(node.name, "ok"));
const itl = (signal?: AbortSignal): Promise<Response> =>
  fetch(`http://${node.address}:${node.ports.tftpHttp}/ITLFile.tlv`, { ...(signal === undefined ? {} : { signal }) });

describe("a firewall in front of one port", () => {
  it("rejects or drops there and nowhere else, until the rule is taken away", async () => {
    const tftp = `tcp ${node.ports.tftpHttp}`;
    const greeted = async (): Promise<boolean> => {
      const socket = connectTcp({ host: node.address, port: node.ports.ssh });
      const hello = await new Promise<boolean>((resolve) => socket.once("data", () => resolve(true)));
      socket.destroy();
      return hello;
    };
    lab.hands.setFirewall(node.name, "tftpHttp", "reject");
    await expect(itl(), tftp).rejects.toThrow(/fetch failed/);
    expect(await greeted()).toBe(true);
    lab.hands.setFirewall(node.name, "tftpHttp", "drop");
    await expect(itl(AbortSignal.timeout(150))).rejects.toThrow(/timeout|abort/i);
    expect(await greeted()).toBe(true);
    lab.hands.setFirewall(node.name, "tftpHttp", "open");
    expect((await itl()).status).toBe(200);
  });
});

describe("a node that", () => {
  it("refuses takes no connection, and all of them again when the network is well", async () => {
    lab.hands.setNetwork(node.name, "refuse");
    await expect(itl()).rejects.toThrow(/fetch failed/);
    lab.hands.setNetwork(node.name, "ok");
    expect((await itl()).status).toBe(200);
  });

  it("hangs takes the connection and never says a word", async () => {
    lab.hands.setNetwork(node.name, "hang");
    const said: Buffer[] = [];
    const socket = connectTcp({ host: node.address, port: node.ports.ssh });
    socket.on("data", (bytes: Buffer) => said.push(bytes));
    await new Promise<void>((resolve) => socket.once("connect", resolve));
    await expect(itl(AbortSignal.timeout(150))).rejects.toThrow(/timeout|abort/i);
    expect(said).toEqual([]);
    socket.destroy();
  });

  it("hangs falls silent in the middle of a command, and goes on when it comes back", async () => {
    const shell = await ShellClient.open(node, lab.accounts.change);
    lab.hands.setNetwork(node.name, "hang");
    shell.seen = "";
    shell.type("show version active\r");
    await expect(itl(AbortSignal.timeout(150))).rejects.toThrow(/timeout|abort/i);
    expect(shell.seen).toBe("");
    lab.hands.setNetwork(node.name, "ok");
    await shell.until(/Active Master Version[\s\S]*admin:$/);
    shell.close();
  });

  it("is slow answers, but later", async () => {
    lab.hands.setNetwork(node.name, "slow", 120);
    const from = performance.now();
    expect((await itl()).status).toBe(200);
    expect(performance.now() - from).toBeGreaterThan(110);
  });

  it("talks garbage does so inside a working shell, file transfer and SOAP, and stays alive", async () => {
    lab.hands.setNetwork(node.name, "garbage");
    const shell = await ShellClient.open(node, lab.accounts.change);
    shell.type("show itl\r");
    await expect.poll(() => shell.bytes, { timeout: 15_000 }).toBeGreaterThan(8000);
    shell.close();
    const bytes = Buffer.from(await (await itl()).arrayBuffer());
    expect(bytes.equals(Buffer.from(node.trustList("ITL") ?? []))).toBe(false);
    lab.hands.setNetwork(node.name, "ok");
    expect((await itl()).status).toBe(200);
  });

  it("floods sends a hundred megabytes as fast as they are taken, and stops when the reader leaves", async () => {
    lab.hands.setNetwork(node.name, "flood");
    const shell = await ShellClient.open(node, lab.accounts.change);
    shell.type("show itl\r");
    await expect.poll(() => shell.bytes, { timeout: 20_000 }).toBeGreaterThan(10 * 1024 * 1024);
    shell.close();
    const answer = await itl();
    const reader = answer.body?.getReader();
    let size = 0;
    while (size < 5 * 1024 * 1024) size += (await reader?.read())?.value?.length ?? Number.NaN;
    await reader?.cancel();
    lab.hands.setNetwork(node.name, "ok");
    expect((await itl()).status).toBe(200);
  });

  it("got new host keys shows others than before, after cutting its sessions", async () => {
    const before = (await lab.hostKeys())[0]?.keys ?? [];
    expect(before.map((line) => line.split(" ")[0])).toEqual(["ssh-ed25519", "ssh-rsa"]);
    const shell = await ShellClient.open(node, lab.accounts.change);
    shell.client.on("error", () => undefined);
    lab.hands.changeHostKey(node.name);
    await expect.poll(() => shell.closed).toBe(true);
    const after = (await lab.hostKeys())[0]?.keys ?? [];
    expect(after.filter((key) => before.includes(key))).toEqual([]);
    const client = await login(node, lab.accounts.change.user, lab.accounts.change.password);
    client.on("error", () => undefined);
    client.end();
  });
});

describe("logins", () => {
  it("are told one by one, so that a test can see that nobody hammers an account", async () => {
    const seen: [string, boolean][] = [];
    const watched = await startLab({ nodes: 1, phones: 0, onLogin: (user, accepted) => seen.push([user, accepted]) });
    const { user, password } = watched.accounts.monitor;
    await login(watched.cluster.publisher, user, "wrong", "password").catch(() => undefined);
    const client = await login(watched.cluster.publisher, user, password);
    client.on("error", () => undefined);
    client.end();
    await watched.close();
    expect(seen).toEqual([
      [user, false],
      [user, true],
    ]);
  });
});
