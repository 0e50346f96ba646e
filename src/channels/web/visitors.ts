// Who is speaking in the web chat: a port with two makers, the practice people (below) and sign-in (sign-in.ts).
import type { Actor } from "../../domain/person.ts";
import { createChooser, personCookie, type WebPerson, webTenant } from "./people.ts";

/** Somebody who may read and write here. */
export interface Visitor {
  /** The platform user of the policy's identity. */
  readonly user: string;
  readonly name: string;
  readonly tenant: string;
  /** Fires when the visit ends (signed out, run out): streams are closed then. */
  readonly ended?: AbortSignal;
}

/** `nobody`: not signed in. `stranger`: signed in, but nobody in the policy; sees whom to ask and nothing else. */
export type Entered =
  | { readonly kind: "visitor"; readonly visitor: Visitor }
  | { readonly kind: "nobody" }
  | { readonly kind: "stranger"; readonly name: string; readonly account: string };

export interface Visitors {
  /** Tenant of everybody here. */
  readonly tenant: string;
  /** `cookies`: a request's header, as it was sent. */
  enter(cookies: string | null | undefined): Entered;
  nameOf(user: string): string;
  /** Whom one may choose to be; empty where people sign in. */
  readonly choices: readonly WebPerson[];
  /** The cookie that makes the sender this person; undefined: there is no such choice. */
  choose(user: unknown): string | undefined;
  readonly signsIn: boolean;
}

export const actorOf = ({ tenant, user, name }: Visitor): Actor => ({
  platform: "web",
  tenant,
  user,
  displayName: name,
});

/** For loopback and the practice cluster: everybody can be any of these people. */
export function practiceVisitors(people: readonly WebPerson[]): Visitors {
  const chosen = createChooser(people);
  const names = new Map(people.map(({ user, name }) => [user, name]));
  return {
    tenant: webTenant,
    signsIn: false,
    choices: people,
    enter: (cookies) => {
      const { user, name } = chosen(cookies);
      return { kind: "visitor", visitor: { user, name, tenant: webTenant } };
    },
    nameOf: (user) => names.get(user) ?? user,
    choose: (user) => {
      const person = people.find((one) => one.user === user);
      return person && personCookie(person);
    },
  };
}
