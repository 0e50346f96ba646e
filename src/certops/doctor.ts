// `certops doctor`: looks at everything that must be right before the bot can work, and names the next step for each.
import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { connect } from "node:net";
import { stateFolder } from "../config/files.ts";
import { changeKinds, leastSeconds } from "../domain/change.ts";
import type { ClusterNode } from "../domain/cluster.ts";
import type { ClusterId } from "../domain/ids.ts";
import type { Policy } from "../domain/person.ts";
import { nextOpening } from "../kernel/calendar.ts";
import { fileHostKeyStore } from "../transport/known-hosts-file.ts";
import { askBot, NoBot } from "./bot-client.ts";
import { authenticationServersOf } from "./doctor/authentication-servers.ts";
import { examineChannels } from "./doctor/channels.ts";
import type { Examined } from "./doctor/examined.ts";
import { expresswaysOf } from "./doctor/expressways.ts";
import { idpOf } from "./doctor/idp.ts";
import { type ExitCode, exitCodes, type Io } from "./io.ts";
import { localeOf } from "./line-words.ts";
import { findSettings } from "./settings.ts";
import { nobodyNamed, socketPath } from "./wire.ts";

const patienceMs = 4000;

export async function doctor(
  options: { readonly config?: string; readonly json?: boolean; readonly postSample?: string },
  io: Io,
): Promise<ExitCode> {
  const found = findSettings(options.config, io);
  if (found === undefined) return exitCodes.config;
  const { settings, file } = found;
  const results: Examined[] = [
    nodeVersion(),
    { what: "configuration", state: "ok", detail: file ?? "none: the built-in practice cluster and people" },
    writable("data folder", settings.dataFolder),
    writable("state folder", stateFolder(io.env)),
    await runningBot(io),
  ];
  for (const one of settings.clusters) {
    const { cluster, pins, accounts } = one;
    results.push(...windows(settings.policy, cluster.id));
    const keys = fileHostKeyStore(pins.knownHosts);
    for (const path of pins.certificates) results.push(readable(`${cluster.id}: pinned certificate`, path));
    if (accounts.change === undefined) {
      results.push({
        what: `${cluster.id}: change account`,
        state: "warning",
        detail: "none: the bot looks, but cannot change anything",
      });
    }
    const nodes = cluster.nodes.map(async (node): Promise<Examined[]> => {
      const pinned = (await keys.keysFor(node.address, node.ports.ssh)).trusted.length > 0;
      const hostKey: Examined = pinned
        ? { what: `${cluster.id} ${node.name}: host key`, state: "ok", detail: "pinned" }
        : {
            what: `${cluster.id} ${node.name}: host key`,
            state: "problem",
            detail: "not pinned; the bot will not log in",
            next: `certops trust-host ${cluster.id} ${node.name}`,
          };
      return [hostKey, await port(cluster.id, node, "ssh"), await port(cluster.id, node, "https")];
    });
    results.push(...(await Promise.all(nodes)).flat());
    for (const peer of cluster.expressways ?? []) results.push(await takesConnections(cluster.id, "expressway", peer));
    results.push(
      ...(await authenticationServersOf(one, (server) => takesConnections(cluster.id, "authentication", server))),
    );
    results.push(...expresswaysOf(one), ...(await idpOf(one, patienceMs)));
  }
  const { postSample } = options;
  results.push(
    ...(await examineChannels(settings, { patienceMs, ...(postSample === undefined ? {} : { postSample }) })),
  );
  if (options.json === true) io.out(JSON.stringify({ results }));
  else {
    for (const { what, state, detail, next } of results) {
      const mark = state === "ok" ? "ok     " : state === "warning" ? "warning" : "PROBLEM";
      io.out(`${mark}  ${what}: ${detail}${next === undefined ? "" : `\n         next: ${next}`}`);
    }
  }
  return results.some((one) => one.state === "problem") ? exitCodes.found : exitCodes.done;
}

function nodeVersion(): Examined {
  const major = Number.parseInt(process.versions.node, 10);
  return { what: "Node", state: major >= 24 ? "ok" : "problem", detail: process.versions.node };
}

function writable(what: string, folder: string): Examined {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    const open = process.platform !== "win32" && (statSync(folder).mode & 0o077) !== 0;
    return open
      ? { what, state: "warning", detail: `${folder} can be read by others`, next: `chmod 700 ${folder}` }
      : { what, state: "ok", detail: folder };
  } catch (error) {
    const detail = error instanceof Error ? error.message : String(error);
    return { what, state: "problem", detail, next: `make ${folder} writable for this user` };
  }
}

/** Windows of this week may be over: a policy that was sound when it was written can have no opening left. */
function windows(policy: Policy, cluster: ClusterId): Examined[] {
  const seconds = Math.min(...changeKinds.map((kind) => leastSeconds[kind]));
  const opening = nextOpening(policy.calendar, { cluster, impact: "high", seconds }, Date.now());
  const what = `${cluster}: change window`;
  if (opening.kind === "always") return [];
  if (opening.kind === "interval")
    return [{ what, state: "ok", detail: `opens ${new Date(opening.from).toISOString()}` }];
  return [{ what, state: "warning", detail: "none opens any more", next: "add a window to calendar.windows" }];
}

const readable = (what: string, path: string): Examined =>
  existsSync(path)
    ? { what, state: "ok", detail: path }
    : { what, state: "problem", detail: `${path} is not there`, next: "correct pins.certificates" };

/** The clusters that the running bot says it serves; its answer comes from another process, so nothing about it is taken for granted. */
function servesOf(value: unknown): string {
  const clusters = typeof value === "object" && value !== null && "clusters" in value ? value.clusters : undefined;
  const names = (Array.isArray(clusters) ? clusters : []).flatMap((one: unknown) =>
    typeof one === "object" && one !== null && "name" in one ? [String(one.name)] : [],
  );
  return names.length === 0 ? "answers" : `answers, and serves ${names.join(", ")}`;
}

async function runningBot(io: Io): Promise<Examined> {
  try {
    const request = { kind: "status", as: nobodyNamed, locale: localeOf(io) } as const;
    for await (const event of askBot(socketPath(stateFolder(io.env)), request)) {
      if (event.event === "status") return { what: "running bot", state: "ok", detail: servesOf(event.value) };
    }
    return { what: "running bot", state: "warning", detail: "it answers, but says nothing" };
  } catch (error) {
    if (!(error instanceof NoBot)) throw error;
    return { what: "running bot", state: "warning", detail: "none", next: "certops start" };
  }
}

const port = (cluster: string, node: ClusterNode, which: "ssh" | "https"): Promise<Examined> =>
  takesConnections(cluster, which, { name: node.name, address: node.address, port: node.ports[which] });

/** Only whether the port takes a connection: nothing is sent. */
function takesConnections(
  cluster: string,
  which: string,
  node: { readonly name: string; readonly address: string; readonly port: number },
): Promise<Examined> {
  const number = node.port;
  const what = `${cluster} ${node.name}: ${which} ${node.address}:${number}`;
  return new Promise((resolve) => {
    const socket = connect(number, node.address);
    const done = (result: Examined): void => {
      socket.destroy();
      resolve(result);
    };
    const unreachable = (detail: string): Examined => ({
      what,
      state: "problem",
      detail,
      next: `check the address, the firewall and that ${node.name} is up`,
    });
    socket.setTimeout(patienceMs, () => done(unreachable(`no answer within ${patienceMs / 1000} s`)));
    socket.on("connect", () => done({ what, state: "ok", detail: "reachable" }));
    socket.on("error", (error) => done(unreachable(error.message)));
  });
}
