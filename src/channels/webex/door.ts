// The door for Webex's webhook calls: signature first, then shape; acknowledged at once, read afterwards.
import { type Handler, problem } from "../../http/http.ts";
import type { Intake } from "./intake.ts";
import { provedBy } from "./signature.ts";
import { eventSchema } from "./wire.ts";

/** A call names a few ids; what is larger is not Webex's. */
export const mostBodyBytes = 16 * 1024;

export function webhookDoor(intake: Intake, secret: { reveal(): string }): Handler {
  return async (request) => {
    const body = new Uint8Array(await request.arrayBuffer());
    const proof = provedBy(request.headers, body, secret.reveal());
    if (proof !== "proved") {
      intake.count(proof === "unsigned" ? "unsigned" : "wrong-signature");
      return problem(401, "not-proved");
    }
    const event = eventSchema.safeParse(read(body));
    if (!event.success) {
      intake.count("malformed");
      return problem(400, "not-an-event");
    }
    return intake.take(event.data) ? taken() : problem(503, "busy");
  };
}

/** Made of a string: `@hono/node-server` writes such an answer straight out, one of `Response.json` as a stream. */
const taken = (): Response => new Response('{"ok":true}', { headers: { "content-type": "application/json" } });

function read(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
