// What goes wrong between the bot and Webex, as errors that a person can act on.
import { CertOpsError, type ErrorCode, type Retry } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";

/** `status` is the HTTP status; 0 when there was no answer at all. `detail` is for the log. */
export class WebexTrouble extends CertOpsError {
  readonly status: number;

  constructor(status: number, what: string, detail: string, cause?: unknown) {
    const { code, retry } = kindOf(status);
    super({
      code,
      message: `Webex ${what}: ${status === 0 ? "no answer" : status} ${detail}`.trim(),
      say: say("webex.trouble", { status: String(status), reason: say(`webex.trouble.${reasonOf(status)}`) }),
      next: say(`webex.trouble.${reasonOf(status)}.next`),
      retry,
      cause,
    });
    this.name = "WebexTrouble";
    this.status = status;
  }
}

/** The status of a refusal by Webex; undefined for anything else. */
export const statusOf = (error: unknown): number | undefined =>
  error instanceof WebexTrouble ? error.status : undefined;

function kindOf(status: number): { readonly code: ErrorCode; readonly retry: Retry } {
  if (status === 0) return { code: "node-unreachable", retry: "later" };
  if (status === 401) return { code: "login-refused", retry: "never" };
  if (status === 403) return { code: "not-allowed", retry: "never" };
  if (status === 404 || status === 410) return { code: "not-found", retry: "never" };
  if (status === 423 || status === 429) return { code: "rate-limited", retry: "later" };
  return status >= 500 ? { code: "server-fault", retry: "later" } : { code: "bad-input", retry: "never" };
}

type Reason = "unreachable" | "token" | "forbidden" | "gone" | "busy" | "fault" | "refused";

function reasonOf(status: number): Reason {
  if (status === 0) return "unreachable";
  if (status === 401) return "token";
  if (status === 403) return "forbidden";
  if (status === 404 || status === 410) return "gone";
  if (status === 423 || status === 429) return "busy";
  return status >= 500 ? "fault" : "refused";
}
