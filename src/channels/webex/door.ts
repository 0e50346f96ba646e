// The door for Webex's webhook calls: signature first, then shape; acknowledged at once, read afterwards.
import { isUtf8 } from "node:buffer";
import { receipt, refusal, type Taker } from "../../http/deliveries.ts";
import type { Intake } from "./intake.ts";
import { provedBy } from "./signature.ts";
import { eventSchema } from "./wire.ts";

/** A call names a few ids; what is larger is not Webex's. */
export const mostBodyBytes = 16 * 1024;

export function webhookDoor(intake: Intake, secret: { reveal(): string }): Taker {
  return (headers) => (body) => {
    const proof = provedBy(headers, body, secret.reveal());
    if (proof !== "proved") {
      intake.count(proof === "unsigned" ? "unsigned" : "wrong-signature");
      return refusal(401, "not-proved");
    }
    const event = eventSchema.safeParse(read(body));
    if (!event.success) {
      intake.count("malformed");
      return refusal(400, "not-an-event");
    }
    return intake.take(event.data) ? taken : refusal(503, "busy");
  };
}

const taken = receipt(200, { ok: true });

function read(body: Buffer): unknown {
  try {
    return isUtf8(body) ? JSON.parse(body.toString()) : undefined;
  } catch {
    return undefined;
  }
}
