// A client on a fake node, with pins and accounts as a configured bot has them.
import { generateKeyPairSync } from "node:crypto";
import { afterEach } from "vitest";
import { standardPorts } from "../../../src/domain/cluster.ts";
import { nodeName } from "../../../src/domain/ids.ts";
import { ManualClock } from "../../../src/kernel/clock.ts";
import { silentLogger } from "../../../src/kernel/logger.ts";
import { type CucmCliClient, createCucmCli } from "../../../src/systems/cucm-cli/client.ts";
import type { CliLimits } from "../../../src/systems/cucm-cli/sessions.ts";
import { memoryHostKeyStore } from "../../../src/transport/known-hosts-file.ts";
import { FakeCucm, type FakeCucmOptions } from "../../fakes/cucm-shell.ts";

const stops: (() => unknown)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).reverse()) await stop();
});

export const users = {
  monitor: { password: "m0nitor", privilege: 0 as const },
  changer: { password: "ch4nger", privilege: 4 as const },
};

export interface Setup {
  readonly fake: FakeCucm;
  readonly cli: CucmCliClient;
  readonly clock: ManualClock;
}

export async function setup(
  options: FakeCucmOptions = {},
  more: { limits?: Partial<CliLimits>; monitorPassword?: string; change?: boolean } = {},
): Promise<Setup> {
  const fake = await FakeCucm.start({ users, ...options });
  stops.push(() => fake.stop());
  const hostKeys = memoryHostKeyStore();
  await hostKeys.trust("127.0.0.1", fake.port, fake.hostKey);
  const clock = new ManualClock();
  const change = more.change === false ? {} : { change: { user: "changer", password: "ch4nger" } };
  const cli = createCucmCli({
    node: {
      name: nodeName("cucm-pub"),
      address: "127.0.0.1",
      role: "publisher",
      ports: { ...standardPorts, ssh: fake.port },
    },
    accounts: { monitor: { user: "monitor", password: more.monitorPassword ?? "m0nitor" }, ...change },
    hostKeys,
    clock,
    logger: silentLogger,
    limits: { connectMs: 5_000, loginMs: 5_000, idleMs: 5_000, commandMs: 10_000, echolessMs: 100, ...more.limits },
  });
  stops.push(() => cli.close());
  return { fake, cli, clock };
}

export const errorOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    await work;
  } catch (error) {
    return error;
  }
  throw new Error("it should have failed");
};

/** An RSA key pair's private PEM, to stand for a secret in output. */
export const privateKeyPem = (): string =>
  generateKeyPairSync("rsa", { modulusLength: 1024 }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
