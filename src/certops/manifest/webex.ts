// Webex has no manifest: a bot is made on a page, and its webhooks through the API. So the page's words are written to a file and,
// when the token is configured already, the webhooks are made at once.
import { WebexApi } from "../../channels/webex/api.ts";
import { mendWebhooks } from "../../channels/webex/webhooks.ts";
import { say } from "../../i18n/say.ts";
import { systemClock } from "../../kernel/clock.ts";
import { silentLogger } from "../../kernel/logger.ts";
import { wishOf } from "../doctor/webex.ts";
import type { ManifestMaker } from "../manifest.ts";
import { readManifestSource } from "./source.ts";

export const webexManifest: ManifestMaker = async ({ webex }, locale) => {
  const page = locale === "zh-CN" ? "webex/bot.zh-CN.md" : "webex/bot.md";
  const files = [{ name: "webex-bot.md", content: readManifestSource(page) }];
  if (webex === undefined) {
    return {
      files,
      next: [say("line.manifest.webex.page"), say("line.manifest.webex.token"), say("line.manifest.webex.webhooks")],
    };
  }
  const signal = AbortSignal.timeout(60_000);
  const api = new WebexApi({ ...webex, clock: systemClock, logger: silentLogger, signal, patienceMs: 20_000 });
  const me = await api.me();
  const name = me.displayName;
  if (webex.transport === "websocket") {
    return { files, next: [say("line.manifest.webex.socket"), say("line.manifest.webex.add", { name })] };
  }
  const mended = await mendWebhooks(api, wishOf(webex));
  const made = mended.map(({ resource, was }) =>
    say("line.manifest.webex.mended", { resource, was: say(`line.webhook.was.${was}`) }),
  );
  return {
    files,
    next: [
      ...(made.length === 0 ? [say("line.manifest.webex.right")] : made),
      say("line.manifest.webex.call", { url: `${webex.publicUrl}${webex.path}`, name }),
    ],
  };
};
