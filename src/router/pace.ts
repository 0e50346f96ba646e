// How much one account may ask: a stuck script or a flood must not keep the bot, or the cluster's nodes, from everybody else.
import type { Actor } from "../domain/person.ts";
import type { Clock } from "../kernel/clock.ts";

/** `told`: over the limit, and the person has been told already. */
export type Pace = "go" | "over" | "told";

const minute = 60_000;
/** Accounts that are remembered at once; whoever asks rarely is forgotten first. */
const mostAccounts = 10_000;

interface Asked {
  times: number[];
  told: boolean;
}

/**
 * Lets an account ask `perMinute` times in any minute. Votes and other clicks are not counted: they change nothing twice, and
 * an approval must never wait for its turn.
 */
export function createPace(clock: Pick<Clock, "now">, perMinute: number): (actor: Actor) => Pace {
  const accounts = new Map<string, Asked>();
  return ({ platform, tenant, user }) => {
    // The command line on this machine belongs to whoever may read its socket, and is scripted.
    if (platform === "terminal") return "go";
    const key = `${platform} ${tenant} ${user}`;
    const now = clock.now();
    const asked = accounts.get(key) ?? { times: [], told: false };
    asked.times = asked.times.filter((at) => at > now - minute);
    accounts.delete(key);
    accounts.set(key, asked);
    for (const oldest of accounts.keys()) {
      if (accounts.size <= mostAccounts) break;
      accounts.delete(oldest);
    }
    if (asked.times.length < perMinute) {
      asked.times.push(now);
      asked.told = false;
      return "go";
    }
    if (asked.told) return "told";
    asked.told = true;
    return "over";
  };
}
