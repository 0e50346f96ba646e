// Connecting to a node: pins before passwords, one try per password, every refusal told apart.
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { codeOf } from "../../src/domain/errors.ts";
import { memoryHostKeyStore } from "../../src/transport/known-hosts-file.ts";
import { connectSsh, fetchHostKey, type SshTarget } from "../../src/transport/ssh-connect.ts";
import { fingerprintOf, sameHostKey } from "../../src/transport/ssh-host-key.ts";
import { FakeCucm, type FakeCucmOptions, newHostKey } from "../fakes/cucm-shell.ts";

const stops: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0)) await stop();
});

async function node(options: FakeCucmOptions = {}, trusted = true) {
  const fake = await FakeCucm.start(options);
  stops.push(() => fake.stop());
  const hostKeys = memoryHostKeyStore();
  if (trusted) await hostKeys.trust("127.0.0.1", fake.port, fake.hostKey);
  const target = (password = "m0nitor"): SshTarget => ({
    address: "127.0.0.1",
    port: fake.port,
    user: "monitor",
    password,
  });
  return { fake, hostKeys, target };
}

describe("connectSsh", () => {
  it("logs in by keyboard-interactive with one answer", async () => {
    const { fake, hostKeys, target } = await node();
    const client = await connectSsh(target(), { hostKeys, timeoutMs: 5_000 });
    client.destroy();
    expect(fake.logins).toEqual([
      { user: "monitor", method: "keyboard-interactive", password: "m0nitor", accepted: true },
    ]);
  });

  it("falls back to password where nothing else is offered", async () => {
    const { fake, hostKeys, target } = await node({ methods: ["password"] });
    (await connectSsh(target(), { hostKeys, timeoutMs: 5_000 })).destroy();
    expect(fake.logins.map((login) => login.method)).toEqual(["password"]);
  });

  it("tries a wrong password once, although two methods are offered", async () => {
    const { fake, hostKeys, target } = await node({ methods: ["keyboard-interactive", "password"] });
    const error = await connectSsh(target("wrong"), { hostKeys, timeoutMs: 5_000 }).catch((thrown) => thrown);
    expect(codeOf(error)).toBe("login-refused");
    expect(error.retry).toBe("never");
    expect(JSON.stringify(error)).not.toContain("wrong");
    expect(fake.logins).toHaveLength(1);
  });

  it("sends no password to a host whose key is not pinned, and says which command pins it", async () => {
    const { fake, hostKeys, target } = await node({}, false);
    const error = await connectSsh(target(), { hostKeys, timeoutMs: 5_000 }).catch((thrown) => thrown);
    expect(codeOf(error)).toBe("host-key-unknown");
    expect(error.say.values.fingerprint).toBe(fingerprintOf(fake.hostKey));
    expect(error.next).toEqual({ id: "ssh.host-key-unknown.next", values: { name: "127.0.0.1" } });
    expect(fake.logins).toEqual([]);
  });

  it("sends no password when the host key has changed", async () => {
    const first = await node();
    const { port } = first.fake;
    await first.fake.stop();
    const rebuilt = await FakeCucm.start({}, port);
    stops.push(() => rebuilt.stop());
    const error = await connectSsh(first.target(), { hostKeys: first.hostKeys, timeoutMs: 5_000 }).catch((e) => e);
    expect(codeOf(error)).toBe("host-key-changed");
    expect(error.say.values.fingerprint).toBe(fingerprintOf(rebuilt.hostKey));
    expect(rebuilt.logins).toEqual([]);
  });

  it("asks for the kind of key that is pinned when the node has several", async () => {
    const rsa = newHostKey("rsa");
    const { fake, hostKeys, target } = await node({ hostKeys: [rsa, newHostKey("ed25519")] });
    expect(fake.hostKey.type).toBe("ssh-rsa");
    (await connectSsh(target(), { hostKeys, timeoutMs: 5_000 })).destroy();
    expect(fake.logins).toHaveLength(1);
  });

  it("does not give the password to a second question such as a forced change", async () => {
    const { fake, hostKeys, target } = await node({ secondQuestion: "New password: " });
    const error = await connectSsh(target(), { hostKeys, timeoutMs: 5_000 }).catch((thrown) => thrown);
    expect(codeOf(error)).toBe("login-refused");
    expect(error.say.id).toBe("ssh.login-question");
    expect(fake.logins.filter((login) => login.method === "second-question")).toEqual([]);
  });

  it("says unreachable when nothing listens, and when something else than SSH does", async () => {
    const hostKeys = memoryHostKeyStore();
    const web = createServer((socket) =>
      socket
        .resume()
        .on("error", () => undefined)
        .end("HTTP/1.1 400 Bad Request\r\n\r\n"),
    );
    await new Promise<void>((resolve) => web.listen(0, "127.0.0.1", resolve));
    const { port } = web.address() as { port: number };
    const other = await connectSsh(
      { address: "127.0.0.1", port, user: "u", password: "p" },
      { hostKeys, timeoutMs: 5_000 },
    ).catch((thrown) => thrown);
    expect(codeOf(other)).toBe("node-unreachable");
    await new Promise((resolve) => web.close(resolve));
    const none = await connectSsh(
      { address: "127.0.0.1", port, user: "u", password: "p" },
      { hostKeys, timeoutMs: 5_000 },
    ).catch((thrown) => thrown);
    expect(codeOf(none)).toBe("node-unreachable");
  });

  it("gives up on a host that accepts and never speaks, and when the caller cancels", async () => {
    const silent = createServer((socket) => socket.resume().on("error", () => undefined));
    await new Promise<void>((resolve) => silent.listen(0, "127.0.0.1", resolve));
    stops.push(() => new Promise((resolve) => void silent.close(() => resolve())));
    const { port } = silent.address() as { port: number };
    const target = { address: "127.0.0.1", port, user: "u", password: "p" };
    const hostKeys = memoryHostKeyStore();
    const late = await connectSsh(target, { hostKeys, timeoutMs: 60 }).catch((thrown) => thrown);
    expect(codeOf(late)).toBe("deadline-exceeded");
    const controller = new AbortController();
    const waiting = connectSsh(target, { hostKeys, timeoutMs: 60_000, signal: controller.signal });
    controller.abort();
    expect(codeOf(await waiting.catch((thrown) => thrown))).toBe("cancelled");
  });
});

describe("fetchHostKey", () => {
  it("reads the key without logging in", async () => {
    const { fake } = await node({}, false);
    const key = await fetchHostKey("127.0.0.1", fake.port);
    expect(sameHostKey(key, fake.hostKey)).toBe(true);
    expect(fingerprintOf(key)).toMatch(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(fake.logins).toEqual([]);
  });

  it("says unreachable when there is no server", async () => {
    const fake = await FakeCucm.start();
    await fake.stop();
    expect(codeOf(await fetchHostKey("127.0.0.1", fake.port).catch((e) => e))).toBe("node-unreachable");
  });
});
