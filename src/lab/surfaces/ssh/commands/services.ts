// utils service list | restart | start | stop.
import type { LabService } from "../../../model.ts";
import { type CliCommand, type CliSession, tell, unsuccessful } from "../session.ts";
import { Interrupted } from "../terminal.ts";

/** Lab milliseconds between two state lines of a restart. */
const lineEveryMs = 2000;

const line = (service: LabService): string =>
  `${service.name}[${service.state.toUpperCase()}]  ${service.state === "stopped" ? service.note : ""}`;

async function list(session: CliSession): Promise<void> {
  const { node } = session;
  await tell(
    session,
    "Requesting service status, please wait...\nService Manager is running\nGetting list of all services\n>> Return code = 0\n",
  );
  const services = [...node.services.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  const shown = (service: LabService): string =>
    service.state === "started" ? `${service.name}[STARTED]` : line(service).trimEnd();
  await tell(session, services.map((service) => `${shown(service)}\n`).join(""));
  await tell(session, `Primary Node =${node.role === "publisher"}\nCommand successful\n`);
}

const warnings: Readonly<Record<string, string>> = {
  restart:
    "Do not press Ctrl+C while the service is restarting. If the service has not restarted properly, execute the same command again.",
  start:
    "Do not press Ctrl+C while the service is starting. If the service has not started properly, execute the same command again.",
  stop: "Do not press Ctrl+C while the service is stopping. If the service has not stopped properly, execute the same command again.",
};

type Verb = "restart" | "start" | "stop";

function send({ cluster, node }: CliSession, verb: Verb, name: string): Promise<void> {
  if (verb === "restart") return cluster.hands.restartService(name, [node.name]);
  return verb === "start"
    ? cluster.hands.startService(name, [node.name])
    : cluster.hands.stopService(name, [node.name]);
}

/**
 * Prints the service's state at every change and every two lab seconds until it is done, twice at the end. Ctrl-C ends the
 * printing only: the service manager goes on, as it does on a real node.
 */
async function watch(session: CliSession, name: string, work: () => Promise<void>): Promise<void> {
  const { cluster, node, signal } = session;
  let wake = (): void => undefined;
  const stopListening = cluster.onChange((change) => {
    if (change.kind === "service" && change.node === node.name && change.service === name) wake();
  });
  const before = node.services.get(name)?.startedAt;
  const begun = (service: LabService): boolean => service.state !== "started" || service.startedAt !== before;
  let ended = false;
  const done = work().finally(() => {
    ended = true;
    wake();
  });
  done.catch(() => undefined);
  try {
    while (!ended) {
      const service = node.services.get(name);
      if (service !== undefined && begun(service)) await tell(session, `${line(service)}\n`);
      if (ended) break;
      const tick = new AbortController();
      const changed = new Promise<void>((resolve) => {
        wake = resolve;
      });
      const ticking = cluster.clock.sleep(lineEveryMs, AbortSignal.any([signal, tick.signal])).catch(() => undefined);
      await Promise.race([changed, ticking]);
      tick.abort();
      if (signal.aborted) throw new Interrupted("ctrl-c");
    }
  } finally {
    stopListening();
  }
  await done;
  const service = node.services.get(name);
  if (service !== undefined) await tell(session, `${line(service)}\n${line(service)}\n`);
}

const act =
  (verb: Verb) =>
  async (session: CliSession, rest: string): Promise<void> => {
    const service = session.node.services.get(rest);
    if (service === undefined) {
      await tell(session, `Service Manager is running\n${rest} is not a service on this node.\n${unsuccessful}\n`);
      return;
    }
    await tell(session, `${warnings[verb]}\nService Manager is running\n`);
    if (!service.activated) {
      await tell(session, `${service.name}[STOPPED]  Service Not Activated\n`);
      return;
    }
    await watch(session, service.name, () => send(session, verb, service.name));
  };

export const serviceCommands: readonly CliCommand[] = [
  { words: "utils service list", privilege: 0, run: list },
  { words: "utils service restart", privilege: 1, run: act("restart") },
  { words: "utils service start", privilege: 1, run: act("start") },
  { words: "utils service stop", privilege: 1, run: act("stop") },
];
