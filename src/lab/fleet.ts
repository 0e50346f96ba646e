// All phones: who is starting, waiting, registered; what resets, power and call managers do to them.
import type { NodeName } from "../domain/ids.ts";
import { systemClock } from "../kernel/clock.ts";
import { RateGate } from "../kernel/rate-gate.ts";
import type { LabChange, PhoneFilter } from "./model.ts";
import { type Phone, unregistered } from "./phone.ts";
import { boot, callManager } from "./phone-boot.ts";
import type { PhoneWorld } from "./phone-world.ts";
import { seededBetween } from "./random.ts";

/** Lab seconds, drawn anew for each start from the seed. */
const seconds = {
  start: [15, 45],
  retry: [60, 120],
  keepAlive: [30, 60],
  fallback: [60, 180],
  automaticReset: [5, 10],
} as const;

/** Starts per real second and at once: ten thousand phones must leave room for the process they share. */
const startsPerQuarter = 60;
const startsAtOnce = 8;

export class Fleet {
  readonly phones: readonly Phone[];
  readonly #byName: ReadonlyMap<string, Phone>;
  readonly #world: PhoneWorld;
  readonly #emit: (change: LabChange) => void;
  readonly #signal: AbortSignal;
  readonly #gate = new RateGate(systemClock, startsPerQuarter, 250);
  readonly #busy = new Set<Phone>();
  #automatic = false;
  #settled: (() => void)[] = [];
  #running = 0;
  #queue: (() => void)[] = [];

  constructor(phones: readonly Phone[], world: PhoneWorld, emit: (change: LabChange) => void, signal: AbortSignal) {
    this.phones = phones;
    this.#byName = new Map(phones.map((phone) => [phone.name, phone]));
    this.#world = world;
    this.#emit = emit;
    this.#signal = signal;
  }

  /** The phones have been running for days: they hold what their server serves and are registered with it. */
  beginRegistered(): void {
    const { clock, library, seed } = this.#world;
    for (const phone of this.phones) {
      const home = this.#world.node(phone.home);
      const [itl, ctl] = (["ITL", "CTL"] as const).map((kind) => {
        const bytes = home?.trustList(kind);
        return bytes === undefined ? undefined : library.read(bytes)?.digest;
      });
      phone.held = { ...(itl && { itl }), ...(ctl && { ctl }) };
      const since = clock.now() - seededBetween(0.5, 15, seed, "up", phone.name) * 24 * 3600 * 1000;
      phone.setRegistration("Registered", 0, since, phone.home);
    }
  }

  find(name: string): Phone | undefined {
    return this.#byName.get(name);
  }

  select(filter: PhoneFilter = {}): Phone[] {
    const named = filter.names === undefined ? this.phones : filter.names.flatMap((name) => this.find(name) ?? []);
    const found = named.filter(
      (phone) =>
        (filter.node === undefined || phone.registration?.node === filter.node || phone.home === filter.node) &&
        (filter.devicePool === undefined || phone.devicePool === filter.devicePool) &&
        (filter.registered === undefined || phone.registered === filter.registered) &&
        (filter.secure === undefined || phone.secure === filter.secure),
    );
    return filter.first === undefined ? found : found.slice(0, filter.first);
  }

  /** CUCM tells registered phones to reset; others do not hear it. */
  reset(filter?: PhoneFilter): number {
    const heard = this.select(filter).filter((phone) => phone.powered && phone.registered);
    for (const phone of heard) {
      phone.say(this.#world.clock.now(), "Restart requested by Cisco Unified Communications Manager");
      this.#restart(phone, unregistered.callManagerReset);
    }
    return heard.length;
  }

  /** *Phone Interaction on Certificate Update* = automatic: soon, and once for everything renewed until then. */
  resetSoon(): void {
    if (this.#automatic) return;
    this.#automatic = true;
    this.#sleep(seconds.automaticReset, "automatic", this.#world.clock.now()).then(
      () => {
        this.#automatic = false;
        this.reset();
        this.#maybeSettled();
      },
      () => undefined,
    );
  }

  reboot(filter?: PhoneFilter): number {
    const chosen = this.select(filter).filter((phone) => phone.powered);
    for (const phone of chosen) this.#restart(phone, unregistered.deviceInitiatedReset);
    return chosen.length;
  }

  deleteTrustLists(filter?: PhoneFilter): number {
    const chosen = this.select(filter).filter((phone) => phone.powered);
    for (const phone of chosen) {
      phone.say(this.#world.clock.now(), "Erasing CTL and ITL files");
      phone.held = {};
      this.#restart(phone, unregistered.deviceInitiatedReset);
    }
    return chosen.length;
  }

  power(on: boolean, filter?: PhoneFilter): number {
    const chosen = this.select(filter).filter((phone) => phone.powered !== on);
    for (const phone of chosen) {
      phone.powered = on;
      if (on) this.#restart(phone, unregistered.deviceInitiatedReset);
      else this.#goDark(phone);
    }
    return chosen.length;
  }

  /** The switch closed their ports: nobody unregisters, CUCM misses keepalives; the phones try to get in again by themselves. */
  cutOff(phones: readonly Phone[]): void {
    for (const phone of phones) {
      this.#goDark(phone);
      this.#tryAgain(phone, phone.life);
    }
  }

  /** The call manager of a node went away: its phones notice and look for another. */
  callManagerLost(node: NodeName): void {
    for (const phone of this.phones) {
      if (!phone.registered || phone.registration?.node !== node) continue;
      this.#set(phone, "UnRegistered", unregistered.callManagerRestart, node);
      this.#live(phone, "keepAlive", () => this.#reconnect(phone));
    }
  }

  /** The call manager of a node is back: phones whose first choice it is return to it. */
  callManagerBack(node: NodeName): void {
    for (const phone of this.phones) {
      if (phone.registered && phone.group[0] === node && phone.registration?.node !== node) {
        this.#live(phone, "fallback", () => this.#reconnect(phone));
      }
    }
  }

  /** How many phones are in the middle of a start, those that try again by themselves too. */
  get starting(): number {
    return this.#running + this.#queue.length;
  }

  settled(signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      signal?.addEventListener("abort", () => reject(signal.reason), { once: true });
      this.#settled.push(resolve);
      this.#maybeSettled();
    });
  }

  #restart(phone: Phone, reason: number): void {
    if (phone.registration !== undefined) this.#set(phone, "UnRegistered", reason, phone.registration.node);
    this.#live(phone, "start", () => this.#start(phone));
  }

  /** Without power nobody unregisters: CUCM notices when keepalives stay away. */
  #goDark(phone: Phone): void {
    const life = ++phone.life;
    this.#idle(phone);
    this.#sleep(seconds.keepAlive, phone.name, life).then(
      () => {
        if (phone.life !== life || !phone.registered || phone.registration === undefined) return;
        this.#set(phone, "UnRegistered", unregistered.keepAliveTimeout, phone.registration.node);
      },
      () => undefined,
    );
  }

  /** Begins a new life of the phone: waits, then does the work, unless something else began meanwhile. */
  #live(phone: Phone, wait: keyof typeof seconds, work: () => Promise<void>): void {
    if (!phone.powered) return;
    const life = ++phone.life;
    this.#busy.add(phone);
    this.#sleep(seconds[wait], phone.name, ++phone.attempts)
      .then(async () => {
        if (phone.life === life) await this.#inTurn(work);
      })
      .catch(this.#closed);
  }

  async #start(phone: Phone): Promise<void> {
    const life = phone.life;
    const outcome = await boot(phone, this.#world);
    if (phone.life !== life) return;
    this.#idle(phone);
    if ("node" in outcome) this.#set(phone, "Registered", 0, outcome.node.name);
    else {
      if ("rejected" in outcome) this.#set(phone, "Rejected", outcome.rejected, outcome.by.name);
      this.#tryAgain(phone, life);
    }
  }

  async #reconnect(phone: Phone): Promise<void> {
    const life = phone.life;
    const answer = await callManager(phone, this.#world);
    if (phone.life !== life) return;
    this.#idle(phone);
    const node = answer !== undefined && "node" in answer ? answer.node : undefined;
    if (answer !== undefined && "rejected" in answer) this.#set(phone, "Rejected", answer.rejected, answer.by.name);
    if (node === undefined) this.#tryAgain(phone, life);
    else if (!phone.registered || phone.registration?.node !== node.name) this.#set(phone, "Registered", 0, node.name);
  }

  #tryAgain(phone: Phone, life: number): void {
    this.#emit({ kind: "phone", phone: phone.name });
    this.#sleep(seconds.retry, phone.name, ++phone.attempts).then(
      () => {
        if (phone.life !== life || !phone.powered) return;
        this.#inTurn(() => this.#start(phone)).catch(this.#closed);
      },
      () => undefined,
    );
  }

  /** Work that ends because the cluster was closed is no error; anything else is a bug and must be seen. */
  readonly #closed = (error: unknown): void => {
    if (!this.#signal.aborted) throw error;
  };

  #set(phone: Phone, status: "Registered" | "UnRegistered" | "Rejected", reason: number, node: NodeName): void {
    if (phone.setRegistration(status, reason, this.#world.clock.now(), node)) {
      this.#emit({ kind: "phone", phone: phone.name });
    }
  }

  #sleep(range: readonly [number, number], ...purpose: readonly (string | number)[]): Promise<void> {
    const ms = 1000 * seededBetween(range[0], range[1], this.#world.seed, "wait", ...purpose);
    return this.#world.clock.sleep(ms);
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    if (this.#running >= startsAtOnce) await new Promise<void>((resolve) => this.#queue.push(resolve));
    else this.#running++;
    try {
      await this.#gate.pass(this.#signal);
      await work();
    } finally {
      const next = this.#queue.shift();
      if (next === undefined) this.#running--;
      else next();
    }
  }

  #idle(phone: Phone): void {
    this.#busy.delete(phone);
    this.#maybeSettled();
  }

  #maybeSettled(): void {
    if (this.#busy.size > 0 || this.#automatic) return;
    const waiting = this.#settled;
    this.#settled = [];
    for (const resolve of waiting) resolve();
  }
}
