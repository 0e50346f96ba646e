// `certops doctor`: looks at everything that must be right before the bot can work, and names the next step for each.
import { accessSync, constants, existsSync, mkdirSync, statSync } from "node:fs";
import { connect } from "node:net";
import { stateFolder } from "../config/files.ts";
import { changeKinds, leastSeconds } from "../domain/change.ts";
import type { ClusterNode } from "../domain/cluster.ts";
import type { ClusterId } from "../domain/ids.ts";
import type { Policy } from "../domain/person.ts";
import { type PhraseValue, type Text, verbatim } from "../domain/text.ts";
import { say } from "../i18n/say.ts";
import { writerFor } from "../i18n/write.ts";
import { nextOpening } from "../kernel/calendar.ts";
import { fileHostKeyStore } from "../transport/known-hosts-file.ts";
import { askBot, NoBot } from "./bot-client.ts";
import { authenticationServersOf } from "./doctor/authentication-servers.ts";
import { examineChannels } from "./doctor/channels.ts";
import { bad, doubtful, type Examined, printed, spoken, systemSays, well } from "./doctor/examined.ts";
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
    well(say("line.doctor.configuration"), file === undefined ? say("line.doctor.configuration.none") : verbatim(file)),
    writable(say("line.doctor.data-folder"), settings.dataFolder),
    writable(say("line.doctor.state-folder"), stateFolder(io.env)),
    await runningBot(io),
  ];
  for (const one of settings.clusters) {
    const { cluster, pins, accounts } = one;
    results.push(...windows(settings.policy, cluster.id));
    const keys = fileHostKeyStore(pins.knownHosts);
    for (const path of pins.certificates)
      results.push(readable(say("line.doctor.pinned-certificate", { where: cluster.id }), path));
    if (accounts.change === undefined) {
      results.push({
        what: say("line.doctor.change-account", { where: cluster.id }),
        state: "warning",
        detail: say("line.doctor.change-account.none"),
      });
    }
    const nodes = cluster.nodes.map(async (node): Promise<Examined[]> => {
      const pinned = (await keys.keysFor(node.address, node.ports.ssh)).trusted.length > 0;
      const what = say("line.doctor.host-key", { where: `${cluster.id} ${node.name}` });
      const hostKey = pinned
        ? well(what, say("line.doctor.pinned"))
        : bad(what, say("line.doctor.not-pinned"), verbatim(`certops trust-host ${cluster.id} ${node.name}`));
      return [hostKey, await port(cluster.id, node, "ssh"), await port(cluster.id, node, "https")];
    });
    results.push(...(await Promise.all(nodes)).flat());
    for (const peer of cluster.expressways ?? []) results.push(await takesConnections(cluster.id, "expressway", peer));
    results.push(
      ...(await authenticationServersOf(one, (server) =>
        takesConnections(cluster.id, say("line.doctor.authentication"), server),
      )),
    );
    results.push(...expresswaysOf(one), ...(await idpOf(one, patienceMs)));
  }
  const { postSample } = options;
  const locale = localeOf(io);
  results.push(
    ...(await examineChannels(settings, { patienceMs, locale, ...(postSample === undefined ? {} : { postSample }) })),
  );
  if (options.json === true) {
    io.out(JSON.stringify({ results: results.map((one) => spoken(one, writerFor("en"))) }));
  } else {
    for (const one of results) io.out(printed(one, writerFor(locale)));
  }
  return results.some((one) => one.state === "problem") ? exitCodes.found : exitCodes.done;
}

function nodeVersion(): Examined {
  const major = Number.parseInt(process.versions.node, 10);
  return { what: verbatim("Node"), state: major >= 24 ? "ok" : "problem", detail: verbatim(process.versions.node) };
}

function writable(what: Text, path: string): Examined {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 });
    accessSync(path, constants.W_OK);
    const open = process.platform !== "win32" && (statSync(path).mode & 0o077) !== 0;
    return open
      ? doubtful(what, say("line.doctor.others-read", { path }), verbatim(`chmod 700 ${path}`))
      : well(what, verbatim(path));
  } catch (error) {
    return bad(what, systemSays(error), say("line.doctor.make-writable", { path }));
  }
}

/** Windows of this week may be over: a policy that was sound when it was written can have no opening left. */
function windows(policy: Policy, cluster: ClusterId): Examined[] {
  const seconds = Math.min(...changeKinds.map((kind) => leastSeconds[kind]));
  const opening = nextOpening(policy.calendar, { cluster, impact: "high", seconds }, Date.now());
  const what = say("line.doctor.window", { where: cluster });
  if (opening.kind === "always") return [];
  if (opening.kind === "interval")
    return [well(what, say("line.doctor.window.opens", { at: new Date(opening.from).toISOString() }))];
  return [doubtful(what, say("line.doctor.window.none"), say("line.doctor.window.none.next"))];
}

const readable = (what: Text, path: string): Examined =>
  existsSync(path)
    ? well(what, verbatim(path))
    : bad(what, say("line.doctor.not-there", { path }), say("line.doctor.correct-pins"));

/** The clusters that the running bot says it serves; its answer comes from another process, so nothing about it is taken for granted. */
function servesOf(value: unknown): Text {
  const clusters = typeof value === "object" && value !== null && "clusters" in value ? value.clusters : undefined;
  const names = (Array.isArray(clusters) ? clusters : []).flatMap((one: unknown) =>
    typeof one === "object" && one !== null && "name" in one ? [String(one.name)] : [],
  );
  return names.length === 0
    ? say("line.doctor.bot.answers")
    : say("line.doctor.bot.serves", { names: names.join(", ") });
}

async function runningBot(io: Io): Promise<Examined> {
  const what = say("line.doctor.bot");
  try {
    const request = { kind: "status", as: nobodyNamed, locale: localeOf(io) } as const;
    for await (const event of askBot(socketPath(stateFolder(io.env)), request)) {
      if (event.event === "status") return well(what, servesOf(event.value));
    }
    return { what, state: "warning", detail: say("line.doctor.bot.silent") };
  } catch (error) {
    if (!(error instanceof NoBot)) throw error;
    return doubtful(what, say("line.doctor.none"), verbatim("certops start"));
  }
}

const port = (cluster: string, node: ClusterNode, which: "ssh" | "https"): Promise<Examined> =>
  takesConnections(cluster, which, { name: node.name, address: node.address, port: node.ports[which] });

/** Only whether the port takes a connection: nothing is sent. */
function takesConnections(
  cluster: string,
  which: PhraseValue,
  node: { readonly name: string; readonly address: string; readonly port: number },
): Promise<Examined> {
  const number = node.port;
  const where = `${cluster} ${node.name}`;
  const what = say("line.doctor.port", { where, which, at: `${node.address}:${number}` });
  return new Promise((resolve) => {
    const socket = connect(number, node.address);
    const done = (result: Examined): void => {
      socket.destroy();
      resolve(result);
    };
    const unreachable = (detail: Text): Examined =>
      bad(what, detail, say("line.doctor.no-answer.next", { node: node.name }));
    socket.setTimeout(patienceMs, () =>
      done(unreachable(say("line.doctor.no-answer", { seconds: patienceMs / 1000 }))),
    );
    socket.on("connect", () => done(well(what, say("line.doctor.reachable"))));
    socket.on("error", (error) => done(unreachable(systemSays(error))));
  });
}
