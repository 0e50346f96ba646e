// English messages: sign-in to the web chat.
export const signin = {
  "signin.again": "Sign in",
  "signin.as-other": "Sign in as somebody else",
  "signin.out": "You are signed out",
  "signin.out.text": "This browser sees nothing of the cluster any more.",
  "signin.unreachable": "The sign-in service does not answer",
  "signin.unreachable.text":
    "CertOps could not reach the identity provider. Try again in a minute; if it stays so, ask whoever runs CertOps to look at web.signIn.issuer in certops.yaml. Chat and command line work meanwhile.",
  "signin.expired": "That sign-in is over",
  "signin.expired.text":
    "It took longer than ten minutes, was finished already, or was begun in another browser. Begin again.",
  "signin.refused": "The sign-in service said no",
  "signin.refused.text":
    "You stopped the sign-in, or you may not use CertOps there. Ask whoever runs the identity provider.",
  "signin.failed": "You could not be signed in",
  "signin.failed.text":
    "What the identity provider sent does not fit what was asked for, so CertOps does not believe it. Begin again; if it stays so, whoever runs CertOps finds the reason in its log.",
  "signin.claim.text":
    "The identity provider does not say who you are in the claim “{claim}”. Whoever runs CertOps can choose another one (web.signIn.userClaim).",
  "signin.stranger": "{name}, CertOps does not know you",
  "signin.stranger.text":
    "You are signed in, but this account belongs to nobody in the policy, so it sees nothing here. Ask whoever keeps certops.yaml to add this identity to a person: {account}.",
  "web.page.sign-out": "Sign out",
  "web.page.signed-in": "Signed in as",
  "config.secret-source": "The secret must come from one place: {name}Env or {name}File.",
  "config.secret-source.fix":
    "Name an environment variable ({name}Env) or a file of mode 0600 ({name}File) that holds it; never write the secret itself here.",
  "config.web.sign-in": "With a real cluster, the web chat needs sign-in.",
  "config.web.sign-in.fix":
    "Add web.signIn (issuer, clientId, clientSecretEnv or clientSecretFile) and web.publicUrl, or set web.enabled to false.",
  "config.web.url": "{url} is no https address.",
  "config.web.url.fix":
    "Give the https URL without a path; plain http is taken for this machine only (http://127.0.0.1, http://localhost).",
  "config.web.nobody": "Nobody could sign in: no person has a web identity of this issuer.",
  "config.web.nobody.fix": "Give people an identity: platform web, tenant {issuer}, user as the claim {claim} has it.",
  "config.metrics-token": "Metrics that other machines can read need a token.",
  "config.metrics-token.fix": "Add tokenEnv or tokenFile under metrics, or leave host out (127.0.0.1).",
} as const;
