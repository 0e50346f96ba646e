// Cisco Unified CM groups and SIP trunks, as an administrator configured them.
import type { NodeName } from "../domain/ids.ts";
import { LabRefusal } from "./refusal.ts";

/** A SIP trunk. */
export interface LabTrunk {
  readonly name: string;
  readonly description: string;
  readonly devicePool: string;
  /** SIP over TLS. */
  readonly secure: boolean;
  /** Its SIP trunk security profile. */
  readonly profile: string;
}

/** The practice company has two groups: its device pools name one of them. */
export const groupOfPool = (pool: string): string => (pool.startsWith("Branch") ? "Branches" : "Campus");
const groups = ["Branches", "Campus"] as const;

/** CUCM’s two trunk security profiles that every administrator knows; the secure one is a copy with TLS. */
const profiles = {
  false: "Non Secure SIP Trunk Profile",
  true: "Secure SIP Trunk Profile",
} as const;

interface Member {
  readonly devicePool: string;
  readonly group: readonly NodeName[];
}

export class CallRouting {
  readonly #members = new Map<string, readonly NodeName[]>();
  readonly #trunks = new Map<string, LabTrunk>();

  /** System > Cisco Unified CM Group. Phones learn of it with their next configuration file. */
  setGroup(name: string, nodes: readonly NodeName[]): void {
    if (!groups.some((one) => one === name)) throw new LabRefusal("lab.no.group", { name });
    if (nodes.length === 0 || nodes.length > 3) throw new LabRefusal("lab.no.group-size");
    this.#members.set(name, nodes);
  }

  /** What the phone's configuration file names; undefined while nobody has touched its group. */
  configured(phone: Pick<Member, "devicePool">): readonly NodeName[] | undefined {
    return this.#members.get(groupOfPool(phone.devicePool));
  }

  /** As the database has it: by name, first choice first. */
  groups(phones: readonly Member[]): readonly { readonly name: string; readonly nodes: readonly NodeName[] }[] {
    return groups.flatMap((name) => {
      const of = phones.filter((phone) => groupOfPool(phone.devicePool) === name);
      const nodes = this.#members.get(name) ?? [...new Set(of.flatMap(({ group }) => group))];
      return nodes.length === 0 ? [] : [{ name, nodes }];
    });
  }

  addTrunk(trunk: Omit<LabTrunk, "profile">): void {
    if (!/^[A-Za-z0-9._-]{1,50}$/.test(trunk.name)) throw new LabRefusal("lab.no.trunk-name");
    if (this.#trunks.has(trunk.name)) throw new LabRefusal("lab.no.trunk-again", { name: trunk.name });
    this.#trunks.set(trunk.name, { ...trunk, profile: profiles[`${trunk.secure}`] });
  }

  get trunks(): readonly LabTrunk[] {
    return [...this.#trunks.values()];
  }
}

export const trunkProfiles = [
  { name: profiles.false, mode: "Non Secure", incoming: "TCP+UDP", outgoing: "TCP" },
  { name: profiles.true, mode: "Encrypted", incoming: "TLS", outgoing: "TLS" },
] as const;
