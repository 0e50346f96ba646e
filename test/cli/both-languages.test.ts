// Wrong names and a bot that does not understand: said by the command line in the language of its environment.
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { ask } from "../../src/certops/ask.ts";
import { trustHost } from "../../src/certops/trust-host.ts";
import { socketPath } from "../../src/certops/wire.ts";
import { scratch } from "./fixture.ts";

const config = `data: data
clusters:
  hq:
    name: HQ
    nodes: [{ name: cucm-pub, address: 127.0.0.1, role: publisher }]
    accounts: { monitor: { user: ro, passwordEnv: PW } }
    pins: { knownHosts: hosts }
people:
  ada: { name: Ada, roles: [all], identities: [{ platform: slack, tenant: T1, user: U1 }] }
  bo: { name: Bo, roles: [all], identities: [{ platform: slack, tenant: T1, user: U2 }] }
  cy: { name: Cy, roles: [all], identities: [{ platform: slack, tenant: T1, user: U3 }] }
roles:
  all: { may: [ask, request, approve, abort, audit], clusters: all }
`;

function ioIn(LC_ALL: string, folder: string) {
  const lines: string[] = [];
  const write = (text: string): void => void lines.push(text);
  const env = { LC_ALL, PW: "x", CERTOPS_STATE: folder };
  return { lines, io: { out: write, err: write, env, live: false, width: 80 } };
}

it.each([
  [
    "hp",
    undefined,
    'There is no cluster "hp". Did you mean hq? There are: hq.',
    '没有集群 "hp"。 您是不是指 hq？ 现有：hq。',
  ],
  ["hq", "zzz", 'There is no node "zzz". There are: cucm-pub.', '没有节点 "zzz"。 现有：cucm-pub。'],
])("trust-host %s %s names what there is", async (cluster, node, english, chinese) => {
  const folder = scratch();
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const file = join(folder, "certops.yaml");
  writeFileSync(file, config);
  for (const [locale, expected] of [
    ["C", english],
    ["zh_CN.UTF-8", chinese],
  ] as const) {
    const { io, lines } = ioIn(locale, folder);
    expect([await trustHost(cluster, node, { config: file }, io), lines]).toEqual([2, [expected]]);
  }
});

it("says so when the bot does not understand, whatever the bot’s own words are", async () => {
  const folder = scratch();
  const path = socketPath(folder);
  if (process.platform !== "win32") mkdirSync(dirname(path), { recursive: true });
  const server = createServer((socket) => {
    socket.on("error", () => socket.destroy());
    socket.once("data", () => socket.end('{"event":"refused","message":"nope"}\n{"event":"end"}\n'));
  });
  await new Promise<void>((resolve) => server.listen(path, resolve));
  onTestFinished(() => {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [locale, expected] of [
    ["C", /^The bot did not understand the request:/],
    ["zh_CN.UTF-8", /^机器人没有理解该请求：/],
  ] as const) {
    const { io, lines } = ioIn(locale, folder);
    expect(await ask({ kind: "command", text: "certs" }, {}, io)).toBe(4);
    expect(lines).toEqual([expect.stringMatching(expected)]);
  }
});
