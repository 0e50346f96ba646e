// Sharing: into a chat nothing goes before its sharer has seen what it is.
import { expect, it } from "vitest";
import { share } from "../../commands/share.ts";
import { temporaryKey } from "../../src/audit/key.ts";
import { packCase } from "../../src/cases/pack.ts";
import type { Place, Reply } from "../../src/domain/chat.ts";
import { caseFile } from "../cases/samples.ts";
import { invocation } from "../router/fakes.ts";
import { fakeServices } from "./services-fake.ts";

const packed = await packCase(caseFile, { html: "<p>", markdown: "#" }, temporaryKey());

async function replyOn(platform: Place["platform"]): Promise<Reply | undefined> {
  const { services } = fakeServices();
  const cases = { subject: async () => caseFile.cluster.id, pack: async () => packed };
  const place: Place = { platform, tenant: "t", conversation: "c", scope: "channel" };
  const replies: Reply[] = [];
  for await (const reply of share.run({ about: "dia_1", now: "now" }, invocation({ place }), { ...services, cases }))
    replies.push(reply);
  return replies[0];
}

it.each(["slack", "teams", "webex", "web"] as const)("in %s the word “now” skips no preview", async (platform) => {
  const reply = await replyOn(platform);
  expect([reply?.private, reply?.file]).toEqual([true, undefined]);
});

it("on the command line the file comes at once", async () => {
  expect((await replyOn("terminal"))?.file?.name).toMatch(/\.zip$/);
});
