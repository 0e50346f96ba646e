// `certops lab start`: a practice cluster in the foreground, and how to reach it.
import type { Locale } from "../domain/text.ts";
import { serveControl } from "./control.ts";
import type { AuthenticationServerKind } from "./dot1x/server.ts";
import { type Lab, type StartLabOptions, startLab } from "./index.ts";
import { LabRefusal } from "./refusal.ts";
import { defaultRelease, releaseKeys, releaseNamed } from "./release.ts";
import type { Bind } from "./surfaces/place.ts";
import { type LabWords, labWords, spoken } from "./words.ts";

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
  if (found === undefined) throw new LabRefusal("lab.no.flag-choice", { flag: name, choices: choices.join(", ") });
  return found;
}

function within(name: string, given: number | undefined, least: number, most: number): number {
  if (given === undefined || given < least || given > most) {
    throw new LabRefusal("lab.no.flag-range", { flag: name, least, most });
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

/** How a person reaches it, one line a place; `path`: the control socket. */
export async function labLines(lab: Lab, path: string, t: LabWords): Promise<readonly string[]> {
  const lines: string[] = [];
  const { cluster, accounts } = lab;
  const count = cluster.phones.length;
  lines.push(
    t("lab.line.cluster", { cluster: cluster.clusterName, release: cluster.releaseFull, mode: cluster.mode, count }),
  );
  for (const { name, role, address, ports } of lab.nodes) {
    const map = Object.entries(ports).map(([service, port]) => `${service} ${port}`);
    lines.push(`  ${t("lab.line.at", { name, role: t(`lab.value.${role}`), address, list: map.join(", ") })}`);
  }
  for (const [use, { user, password, privilege }] of Object.entries(accounts)) {
    lines.push(`  ${t("lab.line.account", { use, user, password, privilege })}`);
  }
  for (const { node, keys } of await lab.hostKeys())
    lines.push(`  ${t("lab.line.host-key", { node, key: keys[0] ?? "" })}`);
  const server = serverOf(lab);
  if (server !== undefined) {
    const { name, kind, address, port } = server;
    const { user, password } = server.accounts.monitor;
    lines.push(`  ${t("lab.line.server", { name, kind, address, port, user, password })}`);
  }
  lines.push(`  ${t("lab.line.hands", { path })}`);
  lines.push(t("lab.line.end"));
  return lines;
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
export async function startLabHere(words: StartWords, io: Io, locale: Locale = "en"): Promise<void> {
  const t = labWords(locale);
  try {
    const lab = await startLab(startOptions(words));
    const control = await serveControl({ cluster: lab.cluster }).catch(async (error: unknown) => {
      await lab.close();
      throw error;
    });
    const stopped = untilStopped();
    if (words.json === true) io.out(JSON.stringify({ ...(await describeLab(lab)), control: control.path }));
    else for (const line of await labLines(lab, control.path, t)) io.out(line);
    await stopped;
    await control.close();
    await lab.close();
  } catch (error) {
    if (!(error instanceof LabRefusal)) throw error;
    if (words.json === true) io.out(JSON.stringify({ error: error.message, say: error.say }));
    else io.err(spoken(error.say, t));
    process.exitCode = 1;
  }
}
