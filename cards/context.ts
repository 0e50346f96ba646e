// What every card needs to know beside its noun: who people are and what clusters are called.
import type { ClusterId, PersonId } from "../src/domain/ids.ts";

export interface CardContext {
  /** A person's name as colleagues know it; an id that is not in the policy any more is given back as it is. */
  readonly nameOf: (person: PersonId) => string;
  /** A cluster's name, and whether it is the built-in practice cluster. */
  readonly clusterOf: (cluster: ClusterId) => { readonly name: string; readonly practice: boolean };
  /** ISO 8601, where a card says how much time is left. */
  readonly now?: string;
}
