// Webex has no manifest: a bot is made on a page, and its webhooks through the API. So the page's words are written to a file and,
// when the token is configured already, the webhooks are made at once.
import { WebexApi } from "../../channels/webex/api.ts";
import { mendWebhooks } from "../../channels/webex/webhooks.ts";
import { systemClock } from "../../kernel/clock.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { wishOf } from "../doctor/webex.ts";
import type { ManifestMaker } from "../manifest.ts";
import { readManifestSource } from "./source.ts";

export const webexManifest: ManifestMaker = async ({ webex }) => {
  const files = [{ name: "webex-bot.md", content: readManifestSource("webex/bot.md") }];
  if (webex === undefined) {
    return {
      files,
      next: [
        "1. https://developer.webex.com/my-apps/new/bot: the file holds what to write there.",
        "2. Put the token and a webhook secret into the environment, and `webex:` into certops.yaml (docs/webex.md).",
        "3. certops manifest webex: makes the webhooks. The bot makes them at every start, too.",
      ],
    };
  }
  const signal = AbortSignal.timeout(60_000);
  const api = new WebexApi({ ...webex, clock: systemClock, logger: silentLogger, signal, patienceMs: 20_000 });
  const me = await api.me();
  if (webex.transport === "websocket") {
    const next = "No webhooks are needed: the bot opens the socket itself (unofficial, docs/webex.md).";
    return { files, next: [next, `Add “${me.displayName}” to a space, or write to it directly.`] };
  }
  const mended = await mendWebhooks(api, wishOf(webex));
  const made = mended.map(({ resource, was }) => `Webhook for ${resource}: was ${was}, is right now.`);
  return {
    files,
    next: [
      ...(made.length === 0 ? ["Both webhooks are right already."] : made),
      `They call ${webex.publicUrl}${webex.path}. Add “${me.displayName}” to a space, or write to it directly.`,
    ],
  };
};
