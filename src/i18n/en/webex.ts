// English messages: the Webex channel.
export const webex = {
  "config.webex-secret": "The webhooks’ secret is too short: at least {least} characters.",
  "config.webex-secret.fix": "Make one: openssl rand -hex 32",
  "config.webex-address": "Webex’s webhooks need an address under which they reach the bot.",
  "config.webex-address.fix":
    "Write publicUrl: https://bot.example.com; or transport: websocket, which needs none and is unofficial (docs/webex.md).",
  "config.webex-unused": "Only webhooks use this, and transport: websocket has none.",
  "config.webex-unused.fix": "Take it out, or write transport: webhooks.",
  "config.webex-no-socket": "The socket’s services are known for webexapis.com alone.",
  "config.webex-no-socket.fix": "Write transport: webhooks.",
  "config.webex-foreign": "{person} is named with an account of another Webex organisation.",
  "config.webex-foreign.fix":
    "Only accounts of webex.organisation count: write tenant: {organisation}, or take the identity out.",

  "webex.trouble": "Webex did not take that ({status}): {reason}",
  "webex.trouble.unreachable": "it cannot be reached.",
  "webex.trouble.unreachable.next": "Check this machine’s way to webexapis.com. Messages wait and go out in order.",
  "webex.trouble.token": "the bot’s access token is not accepted.",
  "webex.trouble.token.next":
    "Make a new token at developer.webex.com (My Webex Apps), put it where webex.tokenEnv or webex.tokenFile points, and start the bot again.",
  "webex.trouble.forbidden": "the bot may not do that there.",
  "webex.trouble.forbidden.next": "Add the bot to the space, and check that your organisation allows it.",
  "webex.trouble.gone": "what it is about is not there any more.",
  "webex.trouble.gone.next": "Ask again in a space where the bot is a member.",
  "webex.trouble.busy": "it asks us to wait.",
  "webex.trouble.busy.next": "Nothing: messages wait and go out in order.",
  "webex.trouble.fault": "it has trouble of its own.",
  "webex.trouble.fault.next": "Look at status.webex.com. Messages wait and go out in order.",
  "webex.trouble.refused": "it calls the request wrong.",
  "webex.trouble.refused.next": "Look into the bot’s log: Webex’s own words and its tracking id stand there.",

  "webex.replaces": "This takes the place of an earlier card, which cannot be changed any more.",
  "webex.replaced": "This card was replaced by a newer one further down.",
  "webex.no-direct":
    "I have an answer for you alone, but cannot write to you. Open a direct message with me and ask again.",
  "webex.files-missing":
    "{count, plural, one {A file} other {# files}} of your message could not be read: larger than {most} MB, still being scanned by Webex, or gone.",
  "webex.files-missing.next":
    "Send it again in a minute; a larger one as a part, or from the command line: certops explain FILE.",

  "webex.health.good":
    "Webex answers and its webhooks call us; {waiting, plural, =0 {nothing waits} one {# message waits} other {# messages wait}}.",
  "webex.health.good-socket":
    "Webex answers and its socket is open (unofficial); {waiting, plural, =0 {nothing waits} one {# message waits} other {# messages wait}}.",
  "webex.health.starting": "Webex was not asked yet.",
  "webex.health.trouble": "Webex is tried again: {reason}",
} as const;
