// What goes wrong with an authentication server, as errors that people can act on.
import type { AuthenticationServer } from "../../domain/cluster.ts";
import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import { plainLine } from "../evidence.ts";
import { holdMinutes } from "../logins.ts";

export const loginRefused = ({ name }: AuthenticationServer, user: string, cause?: unknown): CertOpsError =>
  new CertOpsError({
    code: "login-refused",
    message: `${name}: the account ${user} was refused`,
    say: say("dot1x.login-refused", { server: name, user }),
    next: say("dot1x.login-refused.next", { user, minutes: holdMinutes }),
    retry: "never",
    cause,
  });

export const noAccount = ({ name }: AuthenticationServer): CertOpsError =>
  new CertOpsError({
    code: "not-found",
    message: `${name}: there is no account for it`,
    say: say("dot1x.no-account", { server: name }),
    next: say("dot1x.no-account.next"),
    retry: "never",
  });

export const refused = ({ name }: AuthenticationServer, status: number, complaint: string): CertOpsError => {
  const code = status === 403 ? "privilege-too-low" : status === 404 ? "not-found" : "server-fault";
  const next = status === 403 ? "dot1x.forbidden.next" : status === 404 ? "dot1x.no-api.next" : "dot1x.refused.next";
  return new CertOpsError({
    code,
    message: `${name}: HTTP ${status} ${plainLine(complaint)}`,
    say: say("dot1x.refused", { server: name, status }),
    next: say(next, { server: name }),
    retry: status >= 500 ? "later" : "never",
  });
};

/** The account may log in and may not run the command. */
export const commandRefused = ({ name }: AuthenticationServer, command: string): CertOpsError =>
  new CertOpsError({
    code: "privilege-too-low",
    message: `${name}: ${command} was refused`,
    say: say("dot1x.command-refused", { server: name, command }),
    next: say("dot1x.command-refused.next", { server: name }),
    retry: "never",
  });

export const noFile = ({ name }: AuthenticationServer, file: string, why: string): CertOpsError =>
  new CertOpsError({
    code: "not-found",
    message: `${name}: ${file}: ${why}`,
    say: say("dot1x.no-file", { server: name, file }),
    next: say("dot1x.no-file.next", { server: name }),
    retry: "never",
  });

export const notUnderstood = ({ name }: AuthenticationServer, why: string): CertOpsError =>
  new CertOpsError({
    code: "output-not-understood",
    message: `${name}: ${why}`,
    say: say("dot1x.not-understood", { server: name }),
    next: say("dot1x.refused.next", { server: name }),
    retry: "later",
  });
