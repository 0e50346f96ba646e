// A bot whose configuration names a cluster like every other: the practice cluster runs apart and is only met over its ports.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Bot, startBot } from "../../src/app/bot.ts";
import { practiceCluster } from "../../src/app/practice.ts";
import { practiceConfig } from "../../src/config/practice.ts";
import { Secret, type Settings } from "../../src/config/settings.ts";
import type { Person } from "../../src/domain/person.ts";
import { silentLogger } from "../../src/kernel/logger.ts";
import { type Lab, startLab } from "../../src/lab/index.ts";
import { freePort } from "../fakes/free-port.ts";
import { client, startRealProvider } from "../fakes/oidc/real-provider.ts";

export interface SignedInWorld {
  readonly bot: Bot;
  readonly lab: Lab;
  readonly url: string;
  close(): Promise<void>;
}

/** People sign in at a real OpenID provider; `user` there is the person's id. */
export async function signedInWorld(): Promise<SignedInWorld> {
  const folder = mkdtempSync(join(tmpdir(), "certops-real-"));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const provider = await startRealProvider(url);
  const lab = await startLab({ nodes: 2, phones: 12, seed: 3, pace: 50, mode: "non-secure" });
  const settings = await settingsFor(lab, folder, { port, url, issuer: provider.issuer });
  const bot = await startBot({ settings, logger: silentLogger, memory: true });
  return {
    bot,
    lab,
    url,
    close: async () => {
      await bot.close();
      await lab.close();
      await provider.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function settingsFor(
  lab: Lab,
  folder: string,
  web: { readonly port: number; readonly url: string; readonly issuer: string },
): Promise<Settings> {
  const hosts = (await lab.hostKeys()).flatMap(({ address, port, keys }) =>
    keys.map((key) => `[${address}]:${port} ${key}\n`),
  );
  const knownHosts = join(folder, "known_hosts");
  writeFileSync(knownHosts, hosts.join(""), { mode: 0o600 });
  const certificates = lab.pins().map(({ port, pem }) => {
    const file = join(folder, `${port}.pem`);
    writeFileSync(file, pem.join("\n"));
    return file;
  });
  const { cluster, accounts } = practiceCluster(lab);
  const defaults = practiceConfig({ dataFolder: folder });
  const people = defaults.policy.people.map(
    (person): Person => ({
      ...person,
      identities: [{ platform: "web", tenant: web.issuer, user: person.id }],
    }),
  );
  return {
    ...defaults,
    practice: false,
    timeZone: "UTC",
    listen: { host: "127.0.0.1", port: web.port },
    clusters: [{ cluster: { ...cluster, practice: false }, accounts, pins: { knownHosts, certificates } }],
    policy: { ...defaults.policy, people },
    web: {
      enabled: true,
      publicUrl: web.url,
      signIn: {
        issuer: web.issuer,
        clientId: client.id,
        clientSecret: new Secret(client.secret),
        scopes: ["openid", "profile"],
        userClaim: "sub",
        hours: 10,
      },
    },
  };
}
