// English messages: Slack.
export const slack = {
  "config.slack-token": "What was found as {name} is none: it begins with {begins}.",
  "config.slack-token.botToken": "Take the “Bot User OAuth Token” of the app’s page “OAuth & Permissions”.",
  "config.slack-token.appToken":
    "Take an app-level token with the scope connections:write of the app’s page “Basic Information”.",
  "config.slack-token.signingSecret": "Take the “Signing Secret” of the app’s page “Basic Information”.",
} as const;
