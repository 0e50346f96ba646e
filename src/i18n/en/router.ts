// English messages: what the router says when it cannot carry something out.
export const router = {
  "router.too-long": "That text has {length, number} characters; at most {most, number} can be read.",
  "router.too-long.next": "Send the lines that matter, or drop the log as a file.",
  "router.no-command": "There is no command “{name}”.",
  "router.there-are": "There are: {names}.",
  "router.did-you-mean": "Did you mean {near}? There are: {names}.",
  "router.bad-arguments": "“{word}” does not fit the command {command}.",
  "router.usage": "It is written: {usage}",
  "router.not-permitted": "You may not do this ({what}): none of your roles allows “{permission}”.",
  "router.not-permitted.next": "Ask whoever keeps the roles in certops.yaml, or a colleague who has them.",
  "router.stranger":
    "This chat account belongs to nobody in the policy, so the bot tells it nothing and takes no vote from it.",
  "router.stranger.next": "Ask whoever keeps certops.yaml to add this identity to a person: {account}.",
  "router.too-many":
    "That was a lot in one minute. Until it is over, nothing more from you is looked at; buttons still work.",
  "router.too-many.next": "Wait a minute and ask again.",
  "router.dead-button": "This button belongs to something the bot no longer offers.",
  "router.dead-button.next": "Ask again in words, or type /certops help.",
} as const;
