// The trust lists that a cluster offered, one after another, and what a phone's start with each would have done.
import { afterBoot, type HeldLists, type TvsView } from "../trust/trust-rule.ts";
import type { Certificate, TrustList } from "../trust/types.ts";
import { type ClusterView, certificatesIn, type NodeLists } from "./view.ts";

/** One generation of lists. The nodes' files differ (each TFTP server names itself), a phone holds one node's. */
export interface Offer {
  readonly number: number;
  /** The generation in which the ITL (CTL) of now first appeared; -1 = none is on offer. */
  readonly itl: number;
  readonly ctl: number;
  readonly lists: readonly NodeLists[];
  /** Milliseconds: from then on all nodes served it, by the files' own timestamps. */
  readonly since: number;
  readonly tvs: readonly TvsView[];
  /** Phones may have taken a list in between that no snapshot saw. */
  readonly unseenBefore: boolean;
}

/** Which generations a phone's ITL and CTL are from; -1 = it holds none. */
export interface Held {
  readonly itl: number;
  readonly ctl: number;
}

export const heldKey = ({ itl, ctl }: Held): string => `${itl}/${ctl}`;

/** No phone restarts and fetches a list in less (deliberately short), so certificates renewed within it are one change to phones. */
const oneChangeMs = 15_000;

const dayMs = 86_400_000;

export class Offers {
  readonly #offers: Offer[] = [];
  readonly #starts = new Map<string, readonly Held[]>();
  readonly #uneven = new WeakMap<Offer, boolean>();
  readonly #ages = new WeakMap<Offer, number>();

  /** The generation that a view shows; the one before when no list could be read; undefined when there is none at all. */
  take(view: ClusterView): Offer | undefined {
    const last = this.#offers.at(-1);
    const readable = view.lists.filter(({ itl, ctl }) => itl !== undefined || ctl !== undefined);
    if (!readable.some((lists) => isList(lists.itl) || isList(lists.ctl))) return last;
    if (last !== undefined && !changed(last.lists, readable, "itl") && !changed(last.lists, readable, "ctl"))
      return this.#complete(last, view, readable);
    const number = this.#offers.length;
    const kindNumber = (kind: "itl" | "ctl"): number => {
      if (last !== undefined && !changed(last.lists, readable, kind)) return last[kind];
      return readable.some((lists) => isList(lists[kind])) ? number : -1;
    };
    const offer: Offer = {
      number,
      itl: kindNumber("itl"),
      ctl: kindNumber("ctl"),
      lists: readable,
      since: Math.max(...readable.flatMap(timestamps)),
      tvs: view.tvs,
      unseenBefore: last !== undefined && spreadOfNew(last.lists, readable) > oneChangeMs,
    };
    this.#offers.push(offer);
    return offer;
  }

  /**
   * Milliseconds: no list from before then names what signs this generation, or a TVS that could vouch for it. Minus infinity when the
   * certificates are those of the installation.
   */
  ageOf(offer: Offer): number {
    const known = this.#ages.get(offer) ?? ageOf(offer);
    this.#ages.set(offer, known);
    return known;
  }

  at(number: number): Offer | undefined {
    return this.#offers[number];
  }

  /** Node lists of the same generation that were read only now, and TVS answers that were missing. */
  #complete(last: Offer, view: ClusterView, readable: readonly NodeLists[]): Offer {
    const known = new Set(last.lists.map(({ node }) => node));
    const lists = [...last.lists, ...readable.filter(({ node }) => !known.has(node))];
    const tvs = last.tvs.some(({ presents }) => presents !== undefined) ? last.tvs : view.tvs;
    if (lists.length === last.lists.length && tvs === last.tvs) return last;
    const offer = { ...last, lists, tvs };
    this.#offers[last.number] = offer;
    this.#starts.clear();
    return offer;
  }

  /**
   * What a phone that held this may hold after a start with that generation on offer: one outcome, or several when undecided.
   * `servers`: where it was registered; they count where some TFTP servers serve former lists and others new ones.
   */
  afterStart(held: Held, offer: Offer, servers: readonly string[]): readonly Held[] {
    const where = this.uneven(held) || this.uneven(offer) ? servers.join() : "";
    const key = `${heldKey(held)}>${offer.number}@${where}`;
    const known = this.#starts.get(key);
    if (known !== undefined) return known;
    const outcomes = new Map<string, Held>();
    for (const node of this.#nodes(servers, held, offer)) {
      const onOffer = this.listsOf(offer, node);
      const { itl, ctl } = afterBoot(
        this.listsOf(held, node),
        {
          ...(onOffer.itl === "none" ? {} : { itl: onOffer.itl }),
          ...(onOffer.ctl === "none" ? {} : { ctl: onOffer.ctl }),
        },
        offer.tvs,
      );
      for (const nextItl of next(itl?.accepts, held.itl, offer.itl)) {
        for (const nextCtl of next(ctl?.accepts, held.ctl, offer.ctl)) {
          const outcome = { itl: nextItl, ctl: nextCtl };
          outcomes.set(heldKey(outcome), outcome);
        }
      }
    }
    const result = [...outcomes.values()];
    this.#starts.set(key, result);
    return result;
  }

  /** The lists themselves, as one node served them (any node's when that one was not read). */
  listsOf(held: Held, node: string): HeldLists {
    return { itl: this.#list(held.itl, node, "itl"), ctl: this.#list(held.ctl, node, "ctl") };
  }

  /** Every node's variant (of a phone's own servers, where it matters), equal ones once. */
  candidates(held: Held, servers: readonly string[]): HeldLists[] {
    const found = new Map<string, HeldLists>();
    for (const node of this.#nodes(servers, held)) {
      const lists = this.listsOf(held, node);
      found.set(`${digestOf(lists.itl)}/${digestOf(lists.ctl)}`, lists);
    }
    return [...found.values()];
  }

  #list(number: number, node: string, kind: "itl" | "ctl"): TrustList | "none" {
    const offer = this.at(number);
    if (offer === undefined) return "none";
    const own = offer.lists.find((lists) => lists.node === node)?.[kind];
    // A node without the list is no TFTP server for phones: whoever holds this generation has another node's.
    return isList(own) ? own : (offer.lists.map((lists) => lists[kind]).find(isList) ?? "none");
  }

  /** Whose variants count: every node's, or, where the nodes' ITLs are of different times and signers, those of the phone's own servers. */
  #nodes(servers: readonly string[], ...all: readonly Held[]): Set<string> {
    const offers = all.flatMap(({ itl, ctl }) => [itl, ctl]).flatMap((number) => this.at(number) ?? []);
    const every = new Set(offers.flatMap(({ lists }) => lists.map(({ node }) => node)));
    if (!all.some((held) => this.uneven(held))) return every;
    const own = [...every].filter((node) => servers.includes(node.toLowerCase()));
    return own.length === 0 ? every : new Set(own);
  }

  /** True where a phone's server decides about what it may hold. */
  uneven({ itl, ctl }: Held): boolean {
    return [itl, ctl].some((number) => {
      const offer = this.at(number);
      if (offer === undefined) return false;
      const known = this.#uneven.get(offer) ?? isUneven(offer);
      this.#uneven.set(offer, known);
      return known;
    });
  }
}

/** Some TFTP servers have made their ITL anew and others have not: neither the signer nor the time is one and the same. */
function isUneven({ lists }: Offer): boolean {
  const itls = lists.map(({ itl }) => itl).filter(isList);
  return (
    new Set(itls.map(({ signer }) => signer.serial)).size > 1 && new Set(itls.map((one) => one.timestamp)).size > 1
  );
}

const isList = (list: TrustList | "absent" | undefined): list is TrustList => list !== undefined && list !== "absent";

const digestOf = (list: TrustList | "absent" | "none" | undefined): string =>
  list === undefined || list === "absent" || list === "none" ? String(list) : list.sha256;

const timestamps = ({ itl, ctl }: NodeLists): number[] =>
  [itl, ctl].filter(isList).map((list) => Date.parse(list.timestamp));

function next(accepts: "yes" | "no" | "unknown" | undefined, held: number, offered: number): number[] {
  if (accepts === "yes") return [offered];
  if (accepts === "unknown") return [held, offered];
  return [held];
}

/** True when a node shows another file than before, or none of the nodes read now was read before. */
function changed(before: readonly NodeLists[], now: readonly NodeLists[], kind: "itl" | "ctl"): boolean {
  const known = new Map(before.map((lists) => [lists.node, lists[kind]]));
  const read = now.filter((lists) => lists[kind] !== undefined);
  const both = read.filter(({ node }) => known.get(node) !== undefined);
  return (
    both.some((lists) => digestOf(lists[kind]) !== digestOf(known.get(lists.node))) ||
    (both.length === 0 && read.length > 0)
  );
}

/** Milliseconds between the first and the last certificate that is new in these lists. */
function spreadOfNew(before: readonly NodeLists[], now: readonly NodeLists[]): number {
  const certificates = (all: readonly NodeLists[]) =>
    all.flatMap(({ itl, ctl }) => [itl, ctl].filter(isList)).flatMap(certificatesIn);
  const known = new Set(certificates(before).map(({ sha256 }) => sha256));
  const starts = certificates(now)
    .filter(({ sha256 }) => !known.has(sha256))
    .map(({ notBefore }) => Date.parse(notBefore));
  return starts.length === 0 ? 0 : Math.max(...starts) - Math.min(...starts);
}

function ageOf({ lists, tvs }: Offer): number {
  const all = lists.flatMap(({ itl, ctl }) => [itl, ctl].filter(isList));
  const began = (certificates: readonly Certificate[]): number[] =>
    certificates.map(({ notBefore }) => Date.parse(notBefore));
  const vouching = began(tvs.flatMap(({ presents }) => presents ?? []));
  const anchors = all.flatMap((list) => {
    const signed = began(certificatesIn(list).filter(({ serial }) => serial === list.signer.serial));
    return signed.length === 0 ? [] : [Math.min(...signed, ...vouching)];
  });
  const last = Math.max(...anchors);
  const installed = Math.min(...began(all.flatMap(certificatesIn)), ...vouching);
  return last - installed > dayMs ? last : Number.NEGATIVE_INFINITY;
}
