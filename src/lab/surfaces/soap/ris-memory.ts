// What RIS on each node remembers about phones that have left it.
import type { LabClusterView, LabNode, LabPhone, Registration } from "../../model.ts";

/** deviceUnregistered, by the table for UnRegistered (CISCO-CCM-MIB). */
const leftForAnother = 10;

/**
 * A device that registered elsewhere since stays as UnRegistered on the node it left, which is why `selectCmDevice` can name
 * one device on several nodes with different ages.
 */
export class RisMemory {
  readonly #left = new Map<string, Map<string, Registration>>();
  readonly #last = new Map<string, Registration>();

  /** Begins to remember; phones must have their first registrations by then. */
  constructor(cluster: LabClusterView) {
    for (const phone of cluster.phones) this.#note(phone);
    cluster.onChange((change) => {
      const phone = change.kind === "phone" ? cluster.phone(change.phone) : undefined;
      if (phone !== undefined) this.#note(phone);
    });
  }

  #note({ name, registration }: LabPhone): void {
    if (registration === undefined) return;
    const before = this.#last.get(name);
    this.#last.set(name, registration);
    if (before === undefined || before.node === registration.node) return;
    const there = this.#left.get(before.node) ?? new Map<string, Registration>();
    this.#left.set(before.node, there);
    there.set(name, { ...before, status: "UnRegistered", reason: leftForAnother, since: registration.since });
  }

  /** What this node's RIS says about the phone; undefined when it never saw it. */
  on(node: LabNode, phone: LabPhone): Registration | undefined {
    if (phone.registration?.node === node.name) return phone.registration;
    return this.#left.get(node.name)?.get(phone.name);
  }
}
