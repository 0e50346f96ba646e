// English messages: what the chat platforms have in common, in certops.yaml and when they are in trouble.
export const channels = {
  "config.one-secret": "{name} must come from one place: {name}Env or {name}File, not both.",
  "config.one-secret.fix": "Keep {name}Env (an environment variable) or {name}File (a file of mode 0600).",
  "config.channel-secret": "{name} is missing.",
  "config.channel-secret.fix":
    "Name an environment variable ({name}Env) or a file with mode 0600 ({name}File) that holds it.",
  "channel.down": "{platform} cannot be reached at the moment.",
  "channel.down.next": "The message waits here and is sent as soon as {platform} answers.",
  "channel.refused": "{platform} refused the message ({detail}).",
  "channel.refused.next": "Run `certops doctor` on the bot’s machine: it names the setting to mend.",
  "channel.credentials": "{platform} does not accept the bot’s credentials ({detail}).",
  "channel.credentials.next": "Correct them in certops.yaml’s `{key}:` part; `certops doctor` checks them.",
  "channel.full-report": "The whole card as a file, because it does not fit into one message.",
  "channel.sample.title": "It works",
  "channel.sample.text": "This is a sample card of CUCM CertOps: the bot can post here.",
} as const;
