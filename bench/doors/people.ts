// The people of a bench: each with an account on every platform, so that nobody asks more than one account may.
import { type PersonId, personId } from "../../src/domain/ids.ts";
import type { Person, PlatformId } from "../../src/domain/person.ts";

export const doorNames = ["web", "slack", "teams", "webex"] as const;
export type DoorName = (typeof doorNames)[number];

/** 300 questions a minute each (src/router/pace.ts, in practice): together they may ask 3,000 a second. */
export const accounts = 600;
/** More than accounts: Slack and Teams take about one message a second in each. */
export const conversations = 5000;

/** Ids as each platform writes them. */
export const userOf = (platform: PlatformId, n: number): string => {
  const at = n % accounts;
  if (platform === "slack") return `U0P${at}`;
  if (platform === "webex") return webexId("PEOPLE", at);
  return platform === "teams" ? `aad-${at}` : `p${at}`;
};

export const conversationOf = (platform: PlatformId, n: number): string => {
  const at = n % conversations;
  if (platform === "slack") return `C0R${at}`;
  if (platform === "webex") return webexId("ROOM", at);
  return platform === "teams" ? `a:chat-${at}` : "main";
};

export const webexId = (kind: string, n: number | string): string =>
  Buffer.from(`ciscospark://us/${kind}/${n}`).toString("base64").replaceAll("=", "");

/** The number in one of the ids above. */
export const numberIn = (id: string): number =>
  Number(Buffer.from(id, "base64").toString("latin1").split("/").at(-1) ?? "0");

/** `tenants`: where their accounts are, for each door that is open. */
export function people(tenants: Readonly<Partial<Record<DoorName, string>>>, role: string): Person[] {
  return Array.from({ length: accounts }, (_, n): Person => {
    const id: PersonId = personId(`p${n}`);
    const identities = doorNames.flatMap((platform) => {
      const tenant = tenants[platform];
      return tenant === undefined ? [] : [{ platform, tenant, user: userOf(platform, n) }];
    });
    return { id, name: `Person ${n}`, identities, roles: [role] };
  });
}
