// `certops lab start`: a practice cluster in the foreground, and how to reach it.
import { serveControl } from "./control.ts";
import type { AuthenticationServerKind } from "./dot1x/server.ts";
import { type Lab, type StartLabOptions, startLab } from "./index.ts";
import { LabRefusal } from "./refusal.ts";
import { defaultRelease, releaseKeys, releaseNamed } from "./release.ts";
import type { Bind } from "./surfaces/place.ts";

interface Io {
  out(text: string): void;
  err(text: string): void;
}

/** The values that commander hands over, unchecked beyond their parsers. */
interface StartWords {
  readonly release?: string;
  readonly mode?: string;
  readonly nodes?: number;
  readonly phones?: number;
  readonly securePhones?: number;
  readonly seed?: number;
  readonly scale?: number;
  readonly pace?: number;
  readonly tomcat?: string;
  readonly ctl?: string;
  readonly bind?: string;
  readonly ports?: number;
  readonly expressways?: number;
  readonly authenticationServer?: string;
  readonly json?: boolean;
}

function among<T extends string>(name: string, given: string | undefined, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === given);
  if (found === undefined) throw new LabRefusal(`--${name} must be one of: ${choices.join(", ")}`);
  return found;
}

function within(name: string, given: number | undefined, least: number, most: number): number {
  if (given === undefined || given < least || given > most) {
    throw new LabRefusal(`--${name} must be between ${least} and ${most}`);
  }
  return given;
}

function bindOf({ bind, ports }: StartWords): Bind {
  if (bind === undefined && ports === undefined) return { kind: "auto" };
  if (ports !== undefined) within("ports", ports, 1024, 65_000);
  return { kind: "shared", address: bind ?? "127.0.0.1", from: ports ?? 20_000 };
}

const serverKinds: readonly AuthenticationServerKind[] = ["ise", "asa", "freeradius"];

/** Turns words into options; throws LabRefusal that names the flag. */
export function startOptions(words: StartWords): StartLabOptions {
  const phones = within("phones", words.phones ?? 200, 0, 10_000);
  const secure = words.securePhones === undefined ? undefined : within("secure-phones", words.securePhones, 0, phones);
  return {
    release: among("release", releaseNamed(words.release ?? defaultRelease) ?? words.release, releaseKeys),
    mode: among("mode", words.mode ?? "non-secure", ["non-secure", "mixed"]),
    nodes: within("nodes", words.nodes ?? 3, 1, 20),
    phones,
    ...(secure === undefined ? {} : { securePhones: secure }),
    seed: words.seed ?? 1,
    clockScale: within("scale", words.scale ?? 1, 0, 1000),
    pace: within("pace", words.pace ?? 1, 0.1, 1000),
    tomcat: among("tomcat", words.tomcat ?? "self-signed", ["self-signed", "multi-san", "ca-signed"]),
    expressways: within("expressways", words.expressways ?? 0, 0, 6),
    ...(words.authenticationServer === undefined
      ? {}
      : { authenticationServer: among("authentication-server", words.authenticationServer, serverKinds) }),
    ctl: among("ctl", words.ctl ?? "tokenless", ["tokenless", "tokens"]),
    bind: bindOf(words),
  };
}

/** What a client needs: addresses, accounts, host keys, certificates. Practice accounts are no secrets. */
export async function describeLab(lab: Lab): Promise<object> {
  const server = serverOf(lab);
  return {
    cluster: lab.cluster.clusterName,
    release: lab.cluster.releaseFull,
    mode: lab.cluster.mode,
    phones: lab.cluster.phones.length,
    nodes: lab.nodes,
    accounts: lab.accounts,
    hostKeys: await lab.hostKeys(),
    pins: lab.pins(),
    ...(server === undefined ? {} : { authenticationServer: server }),
  };
}

/** How the authentication server's administration is reached. */
function serverOf({ authenticationServer: door }: Lab) {
  if (door === undefined) return undefined;
  const { name, kind, address, port, accounts, pem, hostKeys } = door;
  return { name, kind, address, port, accounts, pem, hostKeys };
}

async function printLab(lab: Lab, socket: string, io: Io): Promise<void> {
  const { cluster, accounts } = lab;
  io.out(
    `practice cluster ${cluster.clusterName}: CUCM ${cluster.releaseFull}, ${cluster.mode}, ${cluster.phones.length} phones`,
  );
  for (const { name, role, address, ports } of lab.nodes) {
    const map = Object.entries(ports).map(([service, port]) => `${service} ${port}`);
    io.out(`  ${name} (${role}) ${address}: ${map.join(", ")}`);
  }
  for (const [use, { user, password, privilege }] of Object.entries(accounts)) {
    io.out(`  account for ${use}: ${user} / ${password} (privilege ${privilege})`);
  }
  for (const { node, keys } of await lab.hostKeys()) io.out(`  host key of ${node}: ${keys[0] ?? ""}`);
  const server = serverOf(lab);
  if (server !== undefined) {
    const { user, password } = server.accounts.monitor;
    io.out(
      `  ${server.name} (${server.kind}, 802.1X) ${server.address}: ${server.port}, account ${user} / ${password}`,
    );
  }
  io.out(`  hands: certops lab renew callmanager tvs itlrecovery (${socket})`);
  io.out("Ctrl-C ends it.");
}

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    const stop = (): void => {
      process.off("SIGINT", stop);
      process.off("SIGTERM", stop);
      resolve();
    };
    process.on("SIGINT", stop);
    process.on("SIGTERM", stop);
  });

/** Runs until SIGINT or SIGTERM. Exit code 1 when it could not start. */
export async function startLabHere(words: StartWords, io: Io): Promise<void> {
  try {
    const lab = await startLab(startOptions(words));
    const control = await serveControl({ cluster: lab.cluster }).catch(async (error: unknown) => {
      await lab.close();
      throw error;
    });
    const stopped = untilStopped();
    if (words.json === true) io.out(JSON.stringify({ ...(await describeLab(lab)), control: control.path }));
    else await printLab(lab, control.path, io);
    await stopped;
    await control.close();
    await lab.close();
  } catch (error) {
    if (!(error instanceof LabRefusal)) throw error;
    if (words.json === true) io.out(JSON.stringify({ error: error.message }));
    else io.err(error.message);
    process.exitCode = 1;
  }
}
