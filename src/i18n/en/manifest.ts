// English messages: what `certops manifest` says about the files that it wrote.
export const manifest = {
  "line.manifest.no-platform": "There is no platform “{word}”. There are: {all}.",
  "line.manifest.near-platform": "There is no platform “{word}”. Did you mean {near}?",
  "line.manifest.unwritable": "The files cannot be written: {message}",
  "line.manifest.slack.create": "1. https://api.slack.com/apps -> Create New App -> From a manifest: paste the file.",
  "line.manifest.slack.address":
    "2. Put the bot’s public address in place of {placeholder} (three times) before you paste.",
  "line.manifest.slack.then": "Then: Install to Workspace, and follow docs/slack.md for the tokens.",
  "line.manifest.teams.endpoint":
    "1. Azure portal: the bot’s messaging endpoint is {url}; switch the Microsoft Teams channel on.",
  "line.manifest.teams.host":
    "Write publicHost into certops.yaml’s teams: part to have your own name in place of {placeholder}.",
  "line.manifest.teams.upload": "2. Teams admin centre -> Manage apps -> Upload new app: certops-teams.zip.",
  "line.manifest.teams.then": "Then follow docs/teams.md: add the app for yourself and write to it.",
  "line.manifest.webex.page": "1. https://developer.webex.com/my-apps/new/bot: the file holds what to write there.",
  "line.manifest.webex.token":
    "2. Put the token and a webhook secret into the environment, and `webex:` into certops.yaml (docs/webex.md).",
  "line.manifest.webex.webhooks":
    "3. certops manifest webex: makes the webhooks. The bot makes them at every start, too.",
  "line.manifest.webex.socket": "No webhooks are needed: the bot opens the socket itself (unofficial, docs/webex.md).",
  "line.manifest.webex.add": "Add “{name}” to a space, or write to it directly.",
  "line.manifest.webex.mended": "Webhook for {resource}: was {was}, is right now.",
  "line.manifest.webex.right": "Both webhooks are right already.",
  "line.manifest.webex.call": "They call {url}. Add “{name}” to a space, or write to it directly.",
} as const;
