// What goes wrong with an Expressway's REST API, as errors that people can act on.
import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import { plainLine } from "../evidence.ts";
import { holdMinutes } from "../logins.ts";

export interface PeerWhere {
  readonly peer: string;
  /** Method and path, for the log. */
  readonly what: string;
}

export const loginRefused = ({ peer, what }: PeerWhere, user: string): CertOpsError =>
  new CertOpsError({
    code: "login-refused",
    message: `${peer}: ${what}: the account ${user} was refused`,
    say: say("expressway.login-refused", { peer, user }),
    next: say("expressway.login-refused.next", { user, minutes: holdMinutes }),
    retry: "never",
  });

export const noAccount = ({ peer, what }: PeerWhere, kind: "monitor" | "change"): CertOpsError =>
  new CertOpsError({
    code: kind === "change" ? "privilege-too-low" : "not-found",
    message: `${peer}: ${what}: there is no ${kind} account for it`,
    say: say("expressway.no-account", { peer, kind }),
    next: say("expressway.no-account.next"),
    retry: "never",
  });

/** `complaint` is the peer's own text; it is made plain here. */
export const refused = ({ peer, what }: PeerWhere, status: number, complaint: string): CertOpsError => {
  const code = status === 403 ? "privilege-too-low" : status === 404 ? "not-found" : "server-fault";
  return new CertOpsError({
    code,
    message: `${peer}: ${what}: HTTP ${status} ${plainLine(complaint)}`,
    say: say("expressway.refused", { peer, status, text: plainLine(complaint) }),
    next: say(status === 403 ? "expressway.forbidden.next" : "expressway.refused.next", { peer }),
    retry: status >= 500 ? "later" : "never",
  });
};

export const notUnderstood = ({ peer, what }: PeerWhere, why: string): CertOpsError =>
  new CertOpsError({
    code: "output-not-understood",
    message: `${peer}: ${what}: ${why}`,
    say: say("expressway.not-understood", { peer, what }),
    next: say("expressway.refused.next", { peer }),
    retry: "later",
  });
