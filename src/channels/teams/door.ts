// The door for Teams on the one listener: nothing behind it runs before the token has proved who knocks.
import { type Handler, problem } from "../../http/http.ts";
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
  readonly handler: Handler;
  /** How often each reason to refuse came up. */
  readonly refused: ReadonlyMap<Refused, number>;
}

export function createDoor({ verifier, turn, logger }: DoorKit): Door {
  const refused = new Map<Refused, number>();
  const refuse = (why: Refused, status: number): Response => {
    const count = (refused.get(why) ?? 0) + 1;
    refused.set(why, count);
    // A flood of bad requests must not become a flood of lines.
    if (Number.isInteger(Math.log2(count))) logger.warn({ why, count }, "a request to the Teams door was refused");
    return problem(status, status === 401 ? "unauthorized" : "bad-request");
  };

  const handler: Handler = async (request) => {
    const authorization = request.headers.get("authorization") ?? "";
    if (authorization === "") return refuse("no-token", 401);
    if (!(request.headers.get("content-type") ?? "").startsWith("application/json")) return refuse("not-json", 415);
    const body: unknown = await request.json().catch(() => undefined);
    const activity = readActivity(body);
    if (activity === undefined) return refuse("malformed", 400);
    const why = await verifier.verify(authorization, activity.serviceUrl);
    if (why === "keys-unreachable") return refuse(why, 503);
    if (why !== undefined) return refuse(why, 401);
    const answer = await turn(activity);
    return answer.body === undefined
      ? new Response(null, { status: answer.status })
      : Response.json(answer.body, { status: answer.status });
  };
  return { handler, refused };
}
