// English messages: the rows of buttons under a card.
export const buttons = {
  "buttons.more": "More ({count})",
  /** Buttons are cut on a phone: what can be asked and what can be looked into, in at most 36 columns (a test holds them to it). */
  "buttons.ask.diagnose": "Look for the cause of a trouble",
  "buttons.ask.certs": "Show the certificates",
  "buttons.ask.impact": "What a renewal touches",
  "buttons.ask.renew": "How a certificate is renewed",
  "buttons.ask.restart": "Propose the restart of a service",
  "buttons.ask.reset": "Propose a reset of phones",
  "buttons.ask.approvals": "What waits for approval",
  "buttons.ask.audit": "Who asked, approved and ran what",
  "buttons.ask.help": "What you can ask",
  "buttons.scenario.phones-unregistered": "Phones do not register",
  "buttons.scenario.sso-login-failed": "Single sign-on fails",
  "buttons.scenario.mra-registration-failed": "Phones over Expressway",
  "buttons.scenario.dot1x-failed": "802.1X of phones fails",
  "buttons.scenario.secure-phones-unregistered": "Secure phones are silent",
} as const;
