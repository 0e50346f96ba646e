// What Teams sends, as far as the bot reads it. Everything is checked: the token proves who sent it, not what is in it.
import { z } from "zod";
import { withLines } from "./layout.ts";

const id = z.string().min(1).max(1000);
const account = z.looseObject({
  id,
  name: z.string().max(500).optional(),
  aadObjectId: z.string().max(100).optional(),
  role: z.string().max(40).optional(),
});

const schema = z.looseObject({
  type: z.string().min(1).max(60),
  id: id.optional(),
  name: z.string().max(100).optional(),
  channelId: z.literal("msteams"),
  serviceUrl: z.string().max(500),
  from: account,
  recipient: account,
  conversation: z.looseObject({
    id,
    conversationType: z.string().max(40).optional(),
    tenantId: z.string().max(100).optional(),
  }),
  channelData: z
    .looseObject({ tenant: z.looseObject({ id: z.string().max(100).optional() }).optional() })
    .nullish()
    .catch(undefined),
  locale: z.string().max(40).optional().catch(undefined),
  text: z.string().nullish(),
  replyToId: id.nullish(),
  action: z.string().max(60).optional().catch(undefined),
  value: z.unknown().optional(),
  attachments: z
    .array(
      z.looseObject({
        contentType: z.string().max(200),
        contentUrl: z.string().max(4000).nullish(),
        name: z.string().max(500).nullish(),
        content: z.unknown().optional(),
      }),
    )
    .max(50)
    .nullish(),
  entities: z
    .array(z.looseObject({ type: z.string().max(60) }))
    .max(200)
    .nullish(),
  membersAdded: z.array(account).max(500).nullish(),
  membersRemoved: z.array(account).max(500).nullish(),
});

export type TeamsActivity = z.infer<typeof schema>;

/** Undefined when it is not an activity of the Teams channel. */
export function readActivity(body: unknown): TeamsActivity | undefined {
  const read = schema.safeParse(body);
  return read.success ? read.data : undefined;
}

/** The organisation in which it happened, as Teams says; empty when it does not. */
export const tenantOf = (activity: TeamsActivity): string =>
  activity.channelData?.tenant?.id ?? activity.conversation.tenantId ?? "";

const mention = z.looseObject({
  type: z.literal("mention"),
  text: z.string().max(2000),
  mentioned: z.looseObject({ id }),
});

/** What the person wrote: without the mention of the bot, other mentions as their names, without HTML's escapes, in its lines. */
export function textOf(activity: TeamsActivity): string {
  let text = activity.text ?? "";
  for (const entity of activity.entities ?? []) {
    const read = mention.safeParse(entity);
    if (read.success && read.data.mentioned.id === activity.recipient.id) text = text.replaceAll(read.data.text, " ");
  }
  const written = text
    .replaceAll(/<at[^>]{0,200}>([^<]{0,500})<\/at>/gi, "$1")
    .replaceAll(/&(nbsp|lt|gt|quot|apos|#39|#x27|amp);/g, (_, name: string) => unescaped[name] ?? "")
    .replaceAll("\u00a0", " ")
    .trim();
  return withLines(written, activity.attachments);
}

const unescaped: Readonly<Record<string, string>> = {
  nbsp: " ",
  lt: "<",
  gt: ">",
  quot: '"',
  apos: "'",
  "#39": "'",
  "#x27": "'",
  amp: "&",
};
