// The door for Teams on the one listener: nothing behind it runs before the token has proved who knocks.
import { type Reader, type Receipt, receipt, refusal, type Taker } from "../../http/deliveries.ts";
import type { Logger } from "../../kernel/logger.ts";
import { readActivity, type TeamsActivity } from "./activity.ts";
import type { Disbelief, Verifier } from "./verify.ts";
import type { InvokeAnswer } from "./wire.ts";

/** Messages of Teams are at most 28 KB of text, cards' answers a few; files come as addresses. */
export const mostBody = 256 * 1024;

export type Refused = Disbelief | "malformed" | "not-json";

export interface DoorKit {
  readonly verifier: Verifier;
  /** One turn, after the proof. */
  readonly turn: (activity: TeamsActivity) => Promise<InvokeAnswer>;
  readonly logger: Logger;
}

export interface Door {
  readonly taker: Taker;
  /** How often each reason to refuse came up. */
  readonly refused: ReadonlyMap<Refused, number>;
}

export function createDoor({ verifier, turn, logger }: DoorKit): Door {
  const refused = new Map<Refused, number>();
  const refuse = (why: Refused, status: number): Receipt => {
    const count = (refused.get(why) ?? 0) + 1;
    refused.set(why, count);
    // A flood of bad requests must not become a flood of lines.
    if (Number.isInteger(Math.log2(count))) logger.warn({ why, count }, "a request to the Teams door was refused");
    return refusal(status, status === 401 ? "unauthorized" : "bad-request");
  };

  const reader =
    (authorization: string): Reader =>
    async (body) => {
      const activity = readActivity(read(body));
      if (activity === undefined) return refuse("malformed", 400);
      const why = await verifier.verify(authorization, activity.serviceUrl);
      if (why === "keys-unreachable") return refuse(why, 503);
      if (why !== undefined) return refuse(why, 401);
      const { status, body: answer } = await turn(activity);
      return answer === undefined ? { status } : receipt(status, answer);
    };
  const taker: Taker = ({ authorization = "", "content-type": type = "" }) => {
    if (authorization === "") return refuse("no-token", 401);
    return type.startsWith("application/json") ? reader(authorization) : refuse("not-json", 415);
  };
  return { taker, refused };
}

function read(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString());
  } catch {
    return undefined;
  }
}
