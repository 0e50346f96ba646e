// What the Webex API answers, read field by field: only what the bot uses, bounded, and nothing taken for granted.
import { z } from "zod";

/** Webex ids are base64 of a `ciscospark://` address; some places give the bare UUID. They go into request paths. */
export const webexId = z.string().regex(/^[A-Za-z0-9+/=_-]{1,200}$/);

const text = z.string().max(60_000);
const when = z.string().max(40);

export const personSchema = z.object({
  id: webexId,
  displayName: z.string().max(200).default(""),
  orgId: webexId.optional(),
  /** `person`, `bot` or `appuser`. */
  type: z.string().max(40).default("person"),
});
export type WebexPerson = z.infer<typeof personSchema>;

export const messageSchema = z.object({
  id: webexId,
  parentId: webexId.optional(),
  roomId: webexId,
  roomType: z.enum(["direct", "group"]).default("group"),
  personId: webexId,
  text: text.default(""),
  html: z.string().max(200_000).optional(),
  files: z.array(z.string().max(2000)).max(20).default([]),
  mentionedPeople: z.array(z.string().max(400)).max(200).default([]),
  created: when.optional(),
});
export type WebexMessage = z.infer<typeof messageSchema>;

/** What a posted or edited message is known by. */
export const postedSchema = z.object({ id: webexId, roomId: webexId, parentId: webexId.optional() });
export type PostedMessage = z.infer<typeof postedSchema>;

export const attachmentActionSchema = z.object({
  id: webexId,
  type: z.string().max(40),
  messageId: webexId,
  personId: webexId,
  roomId: webexId,
  inputs: z.record(z.string().max(200), z.unknown()).default({}),
  created: when.optional(),
});
export type AttachmentAction = z.infer<typeof attachmentActionSchema>;

export const webhookSchema = z.object({
  id: webexId,
  name: z.string().max(400),
  targetUrl: z.string().max(2000),
  resource: z.string().max(60),
  event: z.string().max(60),
  filter: z.string().max(400).optional(),
  secret: z.string().max(400).optional(),
  status: z.string().max(40).default("active"),
});
export type Webhook = z.infer<typeof webhookSchema>;

export const webhookListSchema = z.object({ items: z.array(webhookSchema).max(1000) });

export const faultSchema = z.object({
  message: z.string().max(2000).optional(),
  trackingId: z.string().max(200).optional(),
});

/** The body of a webhook call. It says where to look and never who did it: that is read from the API. */
export const eventSchema = z.object({
  resource: z.enum(["messages", "attachmentActions"]),
  event: z.literal("created"),
  data: z.object({ id: webexId, roomId: webexId.optional(), personId: webexId.optional() }),
});
export type WebexEvent = z.infer<typeof eventSchema>;

/** True when two ids name the same thing: one may be the bare UUID of the other (mentions inside HTML are). */
export function sameId(one: string, other: string): boolean {
  return one === other || bare(one) === bare(other);
}

function bare(id: string): string {
  const address = Buffer.from(id, "base64").toString("latin1");
  return address.startsWith("ciscospark://") ? (address.split("/").at(-1) ?? id) : id;
}
