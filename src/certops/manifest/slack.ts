// The Slack app manifest: one source, with the lines of the way in (Socket Mode or HTTP) that is configured.
import { say } from "../../i18n/say.ts";
import type { ManifestMaker } from "../manifest.ts";
import { readManifestSource } from "./source.ts";

/** The address is the user's own: no bot can know under which name Slack reaches it. */
const placeholder = "https://certops.example.com";

export const slackManifest: ManifestMaker = (settings) => {
  const http = settings.slack?.mode === "http";
  const url = `${placeholder}${settings.slack?.path ?? "/slack/events"}`;
  const source = readManifestSource("slack/app.template.yaml");
  const content = source
    .split("\n")
    .filter((line) => !line.endsWith(http ? " # socket only" : " # http only"))
    .map((line) => line.replace(/ # (?:socket|http) only$/, "").replace("{{request_url}}", url))
    .join("\n");
  return {
    files: [{ name: "slack-manifest.yaml", content }],
    next: [
      say("line.manifest.slack.create"),
      ...(http ? [say("line.manifest.slack.address", { placeholder })] : []),
      say("line.manifest.slack.then"),
    ],
  };
};
