// Starts and stops services, which takes time; certificates are read when a service starts.
import { Mutex } from "../kernel/mutex.ts";
import type { LabClock } from "./clock.ts";
import type { LabChange } from "./model.ts";
import type { Node } from "./node.ts";
import { LabRefusal } from "./refusal.ts";
import type { Service } from "./services.ts";

const stopMs = 1500;

export class ServiceManager {
  readonly #clock: LabClock;
  readonly #emit: (change: LabChange) => void;
  readonly #turns = new Map<Service, Mutex>();
  /** Called when a service has read its certificates and runs. */
  onStarted: (node: Node, service: string) => void = () => undefined;

  constructor(clock: LabClock, emit: (change: LabChange) => void) {
    this.#clock = clock;
    this.#emit = emit;
  }

  start(node: Node, name: string): Promise<void> {
    return this.#inTurn(node, name, (service) => this.#start(node, service));
  }

  stop(node: Node, name: string): Promise<void> {
    return this.#inTurn(node, name, (service) => this.#stop(node, service, true));
  }

  restart(node: Node, name: string): Promise<void> {
    return this.#inTurn(node, name, async (service) => {
      await this.#stop(node, service, false);
      await this.#start(node, service);
    });
  }

  /** The node's power came back: everything that was not stopped on purpose runs again and has read its files. */
  bootNode(node: Node): void {
    for (const service of node.services.values()) {
      if (service.activated && !service.commandedOut) this.#running(node, service);
    }
  }

  #inTurn(node: Node, name: string, work: (service: Service) => Promise<void>): Promise<void> {
    const service = node.services.get(name);
    if (service === undefined)
      return Promise.reject(new LabRefusal("lab.no.service-absent", { service: name, node: node.name }));
    if (!service.activated) return Promise.reject(new LabRefusal("lab.no.not-activated", { service: name }));
    const turn = this.#turns.get(service) ?? new Mutex();
    this.#turns.set(service, turn);
    return turn.run(() => work(service));
  }

  async #stop(node: Node, service: Service, onPurpose: boolean): Promise<void> {
    service.commandedOut = onPurpose;
    if (service.state === "stopped") return;
    this.#set(node, service, "stopping");
    await this.#clock.sleep(stopMs);
    this.#set(node, service, "stopped");
  }

  async #start(node: Node, service: Service): Promise<void> {
    service.commandedOut = false;
    if (service.state === "started") return;
    this.#set(node, service, "starting");
    await this.#clock.sleep(service.startSeconds * 1000);
    // the plug may have been pulled meanwhile
    if (!node.powered) return;
    this.#running(node, service);
  }

  #running(node: Node, service: Service): void {
    service.startedAt = this.#clock.now();
    node.load(service.name);
    this.onStarted(node, service.name);
    this.#set(node, service, "started");
  }

  #set(node: Node, service: Service, state: Service["state"]): void {
    service.state = state;
    if (state !== "started") service.startedAt = undefined;
    this.#emit({ kind: "service", node: node.name, service: service.name });
  }
}
