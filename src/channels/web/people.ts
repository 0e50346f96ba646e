// Who is speaking in the web chat. In practice mode a cookie picks one of the built-in people: one visitor can then try
// four eyes alone. There is no sign-in here, so this is for loopback and the practice cluster only.
import type { Phrase } from "../../domain/text.ts";
import { cookieOf } from "./cookies.ts";

export interface WebPerson {
  /** The platform user of the policy's identity, for example `ada`. */
  readonly user: string;
  readonly name: string;
  /** What they may do, in a few words. */
  readonly role: Phrase;
}

export const webTenant = "practice";
const cookieName = "certops_person";

/** Who the sender of a `Cookie` header chose to be; the first person when it names nobody. */
export function createChooser(people: readonly WebPerson[]): (cookies: string | null | undefined) => WebPerson {
  const [first] = people;
  if (first === undefined) throw new Error("the web chat needs at least one person");
  const byUser = new Map(people.map((person) => [person.user, person]));
  return (cookies) => byUser.get(cookieOf(cookies, cookieName) ?? "") ?? first;
}

export const personCookie = (person: WebPerson): string =>
  `${cookieName}=${person.user}; Path=/; HttpOnly; SameSite=Strict; Max-Age=86400`;
