// What became of the phones after what was done: each holds lists, looks at what is served, asks TVS. Reckoned from Security Guide 15 alone.
import type { Act, Surroundings } from "./act.ts";
import { Ledger, type List } from "./ledger.ts";

export interface Phone {
  readonly index: number;
  readonly group: readonly number[];
  itl: List | undefined;
  ctl: List | undefined;
  on: boolean;
  /** Undefined: registered. */
  stuck: "list" | "too-large" | "no-call-manager" | "port" | undefined;
}

export interface PhonesTruth {
  readonly ledger: Ledger;
  readonly phones: readonly Phone[];
  /** Powered phones that refuse what is served. */
  readonly lockedOut: number;
  /** Of these, how many would follow if every TVS could be reached. */
  readonly forWantOfTvs: number;
  readonly tooLarge: number;
  readonly noCallManager: number;
  readonly off: number;
  /** Phones that are off and will refuse what is served. */
  readonly offAndLockedOut: number;
  /** Registered phones that would refuse what is served at their next start. */
  readonly later: number;
  readonly laterForWantOfTvs: number;
  /** Phones that could follow the next list now, and not once TVS runs with its new certificate. */
  readonly onLoan: number;
  /** TFTP nodes whose list names what was replaced. */
  readonly stale: readonly number[];
  readonly ctlStale: boolean;
  /** Phones that cannot follow the list that Cisco Tftp makes next. */
  readonly nextNo: number;
}

/** At most three servers in a Cisco Unified CM group. */
const groupSize = 3;

export class PhoneBooks {
  readonly ledger: Ledger;
  readonly phones: readonly Phone[];
  /** Registered phones that are to start once more when the act is written down. */
  protected readonly toStart = new Set<Phone>();

  constructor(cluster: Surroundings) {
    this.ledger = new Ledger(cluster);
    const { nodes } = this.ledger;
    this.phones = Array.from({ length: cluster.phones }, (_, index): Phone => {
      const first = index % nodes.length;
      const group = [...nodes.slice(first), ...nodes.slice(0, first)].slice(0, groupSize);
      return { index, group, itl: this.ledger.itl.get(first), ctl: this.ledger.ctl, on: true, stuck: undefined };
    });
  }

  write(act: Act): void {
    const reset = this.ledger.write(act);
    if (reset) for (const phone of this.phones) if (phone.on && phone.stuck === undefined) this.#boot(phone);
    const some = (first: number | undefined): readonly Phone[] => this.phones.slice(0, first ?? this.phones.length);
    this.also(act);
    for (const phone of this.toStart) if (phone.on && phone.stuck === undefined) this.#boot(phone);
    this.toStart.clear();
    if (act.do === "reboot-phones") for (const phone of some(act.first)) if (phone.on) this.#boot(phone);
    if (act.do === "delete-lists") {
      for (const phone of some(act.first).filter(({ on }) => on)) {
        phone.itl = undefined;
        phone.ctl = undefined;
        this.#boot(phone);
      }
    }
    if (act.do === "phones-power") {
      for (const phone of some(act.first).filter(({ on }) => on !== act.on)) {
        phone.on = act.on;
        if (act.on) this.#boot(phone);
      }
    }
    for (const phone of this.phones.filter(({ on }) => on)) {
      // A registered phone looks for another call manager without fetching anything; one that is not, starts again and again.
      if (phone.stuck === undefined && !this.#callManager(phone)) phone.stuck = "no-call-manager";
      if (phone.stuck !== undefined) this.#boot(phone);
    }
  }

  /** What else the act changes. */
  protected also(_act: Act): void {}

  #callManager(phone: Phone): boolean {
    const { ledger } = this;
    const up = phone.group.filter((node) => ledger.reached(node) && ledger.runs("callManager", node));
    return up.some((node) => this.letsIn(node, phone));
  }

  /** Whether this call manager takes the phone. */
  protected letsIn(_node: number, _phone: Phone): boolean {
    return true;
  }

  /** Whether the switch lets the phone into the network. */
  protected portOpens(_phone: Phone): boolean {
    return true;
  }

  /** The phone has its lists and its configuration. */
  protected configured(_phone: Phone): void {}

  #boot(phone: Phone): void {
    const { ledger } = this;
    if (!this.portOpens(phone)) {
      phone.stuck = "port";
      return;
    }
    const server = phone.group.find((node) => ledger.reached(node) && ledger.runs("tftp", node));
    phone.stuck = undefined;
    if (server !== undefined) {
      const offers = [
        ["ctl", ledger.ctl],
        ["itl", ledger.itl.get(server)],
      ] as const;
      for (const [slot, list] of offers) {
        if (list === undefined) continue;
        const answer = this.takes(phone, list);
        if (answer !== "yes") {
          phone.stuck = answer;
          return;
        }
        phone[slot] = list;
      }
      this.configured(phone);
    }
    if (!this.#callManager(phone)) phone.stuck = "no-call-manager";
  }

  /**
   * A list is taken when the phone holds none; when it holds the signer as SAST; when its ITL was made for a roll-back and no CTL
   * binds it; or when a TVS that its ITL names can be reached and knows the signer, which the database always does.
   */
  takes(phone: Pick<Phone, "itl" | "ctl" | "group">, list: List, tvs = this.tvsNow): "yes" | "list" | "too-large" {
    if (list.tooLarge) return "too-large";
    const held = [phone.itl, phone.ctl].filter((one) => one !== undefined);
    if (held.length === 0 || held.includes(list)) return "yes";
    if (held.some((one) => one.sast.has(list.signer))) return "yes";
    if (phone.itl?.empty === true && phone.ctl === undefined) return "yes";
    return phone.group.some((node) => {
      const shown = tvs(node);
      return shown !== undefined && phone.itl?.tvs.has(shown) === true;
    })
      ? "yes"
      : "list";
  }

  /** What the TVS of a node shows whoever reaches it. */
  readonly tvsNow = (node: number): string | undefined => {
    const { ledger } = this;
    const there = ledger.reached(node) && ledger.runs("tvs", node) && !ledger.walled.has(node);
    return there ? ledger.tvsShown.get(node) : undefined;
  };
}

/** The state of the phones when everything has had its consequences. */
export function phonesTruth(cluster: Surroundings, acts: readonly Act[]): PhonesTruth {
  const books = new PhoneBooks(cluster);
  for (const act of acts) books.write(act);
  const { ledger, phones } = books;
  const count = (which: (phone: Phone) => boolean): number => phones.filter(which).length;
  const served = (phone: Phone): readonly List[] => {
    const server = phone.group.find((node) => ledger.reached(node) && ledger.runs("tftp", node)) ?? phone.group[0] ?? 0;
    return [ledger.ctl, ledger.itl.get(server)].filter((one) => one !== undefined);
  };
  const refuses = (phone: Phone, lists: readonly List[], tvs = books.tvsNow): boolean =>
    lists.some((list) => books.takes(phone, list, tvs) !== "yes");
  const everyTvs = (node: number): string | undefined =>
    ledger.runs("tvs", node) ? ledger.tvsShown.get(node) : ledger.stored("TVS", node);
  const restarted = (node: number): string | undefined =>
    books.tvsNow(node) === undefined ? undefined : ledger.stored("TVS", node);
  const next = (phone: Phone): readonly List[] => [ledger.nextItl(phone.group[0] ?? 0)];
  const well = (phone: Phone): boolean => phone.on && phone.stuck === undefined;
  return {
    ledger,
    phones,
    lockedOut: count(({ on, stuck }) => on && stuck === "list"),
    forWantOfTvs: count((phone) => phone.on && phone.stuck === "list" && !refuses(phone, served(phone), everyTvs)),
    tooLarge: count(({ on, stuck }) => on && stuck === "too-large"),
    noCallManager: count(({ on, stuck }) => on && stuck === "no-call-manager"),
    off: count(({ on }) => !on),
    offAndLockedOut: count((phone) => !phone.on && refuses(phone, served(phone))),
    laterForWantOfTvs: count(
      (phone) => well(phone) && refuses(phone, served(phone)) && !refuses(phone, served(phone), everyTvs),
    ),
    later: count((phone) => well(phone) && refuses(phone, served(phone))),
    onLoan: count((phone) => well(phone) && !refuses(phone, next(phone)) && refuses(phone, next(phone), restarted)),
    stale: ledger.nodes.filter((node) => ledger.reached(node) && differ(ledger.itl.get(node), ledger.nextItl(node))),
    ctlStale: ledger.mixed && differ(ledger.ctl, ledger.nextCtl()),
    nextNo: count((phone) => well(phone) && refuses(phone, next(phone))),
  };
}

function differ(a: List | undefined, b: List): boolean {
  // CAPF's record matters to phones that enrol, and to nobody's registration.
  const text = (list: List): string => JSON.stringify([[...list.sast], [...list.tvs], [...list.callManagers]]);
  return a !== undefined && text(a) !== text(b);
}
