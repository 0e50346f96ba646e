// What comes down Webex's socket, and where to look for it. Unofficial: the shapes are those that Cisco's own open client reads
// (github.com/webex/webex-js-sdk: internal-plugin-mercury, plugin-messages, plugin-attachment-actions, common/uuid-utils).
import { z } from "zod";
import type { WebexEvent } from "./wire.ts";

const uuid = z.string().regex(/^[A-Za-z0-9-]{1,64}$/);

const activitySchema = z.object({
  id: uuid,
  verb: z.string().max(60),
  /** An edit names what it edits; it is no new message. */
  parent: z.object({ type: z.string().max(60).optional() }).optional(),
  target: z.object({ id: uuid, url: z.string().max(2000) }),
});

const frameSchema = z.object({
  id: z.string().max(200).optional(),
  type: z.string().max(60).optional(),
  data: z.object({ eventType: z.string().max(120).optional(), activity: z.unknown().optional() }).optional(),
});
export type Frame = z.infer<typeof frameSchema>;

/** A frame names ids; what is larger is nobody's message. */
const mostFrameCharacters = 1_000_000;

/** Undefined when it is no frame of Webex's. */
export function readFrame(data: unknown): Frame | undefined {
  // `outboundWireFormat=text` asks for text; what comes as bytes is not read.
  if (typeof data !== "string" || data.length > mostFrameCharacters) return undefined;
  try {
    return frameSchema.safeParse(JSON.parse(data)).data;
  } catch {
    return undefined;
  }
}

/** The socket is ready when Webex says what it keeps for us; both words are in use (socket-base.js, `waitForBufferState`). */
export const isReady = ({ data }: Frame): boolean =>
  data?.eventType === "mercury.buffer_state" || data?.eventType === "mercury.registration_status";

const resources: Readonly<Record<string, readonly [WebexEvent["resource"], string]>> = {
  post: ["messages", "MESSAGE"],
  share: ["messages", "MESSAGE"],
  cardAction: ["attachmentActions", "ATTACHMENT_ACTION"],
};

/** The cluster that the API's ids call `us` (common/constants.js). */
const firstClusters = ["urn:TEAM:us-east-2_a", "urn:TEAM:us-east-1_int13"];

/**
 * A frame as the event that a webhook would have announced: where to look, and nothing that is believed. Undefined for everything
 * else that happens in a space (joining, reading, edits). `clusterOf`: the service catalogue's word for a conversation's address.
 */
export function eventOf(
  { data }: Frame,
  clusterOf: (conversationUrl: string) => string | undefined,
): WebexEvent | "malformed" | undefined {
  if (data?.eventType !== "conversation.activity") return undefined;
  const { success, data: activity } = activitySchema.safeParse(data.activity);
  if (!success) return verbOf(data.activity) in resources ? "malformed" : undefined;
  const resource = Object.hasOwn(resources, activity.verb) ? resources[activity.verb] : undefined;
  if (resource === undefined || activity.parent?.type === "edit") return undefined;
  const [name, kind] = resource;
  const known = clusterOf(activity.target.url);
  const cluster = known === undefined || firstClusters.some((one) => known.startsWith(one)) ? "us" : known;
  const id = (type: string, of: string): string => idOf(cluster, type, of);
  return {
    resource: name,
    event: "created",
    data: { id: id(kind, activity.id), roomId: id("ROOM", activity.target.id) },
  };
}

/** The API's ids are base64 of an address, without padding. */
const idOf = (cluster: string, type: string, uuidOf: string): string =>
  Buffer.from(`ciscospark://${cluster}/${type}/${uuidOf}`).toString("base64").replaceAll("=", "");

const verbOf = (activity: unknown): string =>
  typeof activity === "object" && activity !== null && "verb" in activity ? String(activity.verb) : "";
