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

/** The person of a request: the cookie's when it names one, else the first. */
export function personOf(request: Request, people: readonly WebPerson[]): WebPerson {
  const first = people[0];
  if (first === undefined) throw new Error("the web chat needs at least one person");
  const wanted = cookieOf(request, cookieName);
  return people.find((person) => person.user === wanted) ?? first;
}

export const personCookie = (person: WebPerson): string =>
  `${cookieName}=${person.user}; Path=/; HttpOnly; SameSite=Strict; Max-Age=86400`;
