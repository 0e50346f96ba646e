// What goes wrong with the certificate management API, as errors that people can act on.
import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import { plainLine } from "../evidence.ts";
import { holdMinutes } from "../logins.ts";

export interface ApiWhere {
  readonly node: string;
  /** Method and path, for the log. */
  readonly what: string;
}

export const loginRefused = ({ node, what }: ApiWhere, user: string): CertOpsError =>
  new CertOpsError({
    code: "login-refused",
    message: `${node}: ${what}: the account ${user} was refused`,
    say: say("certmgr.login-refused", { node, user }),
    next: say("certmgr.login-refused.next", { user, minutes: holdMinutes }),
    retry: "never",
  });

export const noChangeAccount = ({ node, what }: ApiWhere): CertOpsError =>
  new CertOpsError({
    code: "privilege-too-low",
    message: `${node}: ${what}: there is no change account`,
    say: say("certmgr.no-change-account", { node }),
    next: say("certmgr.no-change-account.next"),
    retry: "never",
  });

export const notThere = ({ node, what }: ApiWhere): CertOpsError =>
  new CertOpsError({
    code: "not-found",
    message: `${node}: ${what}: HTTP 404`,
    say: say("certmgr.not-there", { node }),
    next: say("certmgr.not-there.next"),
    retry: "never",
  });

/** `complaint` is the node's own text; it is made plain here. */
export const refused = ({ node, what }: ApiWhere, status: number, complaint: string): CertOpsError =>
  new CertOpsError({
    code: status === 403 ? "privilege-too-low" : "server-fault",
    message: `${node}: ${what}: HTTP ${status} ${plainLine(complaint)}`,
    say: say("certmgr.refused", { node, status, text: plainLine(complaint) }),
    next: say("certmgr.refused.next"),
    retry: "never",
  });

export const notUnderstood = ({ node, what }: ApiWhere, why: string): CertOpsError =>
  new CertOpsError({
    code: "output-not-understood",
    message: `${node}: ${what}: ${why}`,
    say: say("certmgr.not-understood", { node }),
    next: say("certmgr.not-there.next"),
    retry: "later",
  });
