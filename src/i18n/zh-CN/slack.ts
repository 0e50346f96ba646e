// Chinese messages: Slack.
import type { slack as en } from "../en/slack.ts";

export const slack: Readonly<Record<keyof typeof en, string>> = {
  "config.slack-token": "找到的 {name} 不正确：它应以 {begins} 开头。",
  "config.slack-token.botToken": "请使用应用页面“OAuth & Permissions”中的“Bot User OAuth Token”。",
  "config.slack-token.appToken": "请使用应用页面“Basic Information”中带有 connections:write 权限的应用级令牌。",
  "config.slack-token.signingSecret": "请使用应用页面“Basic Information”中的“Signing Secret”。",
};
