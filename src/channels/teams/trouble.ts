// What a refusal of the platform means for whoever asked for the message.
import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import { TeamsRefusal } from "./exchange.ts";

const platform = "Teams";

/** The platform is away, or wants less of us. */
export function unreachable(cause?: TeamsRefusal): CertOpsError {
  return new CertOpsError({
    code: cause?.status === 429 ? "rate-limited" : "server-fault",
    message: cause?.message ?? "too many messages wait for one Teams conversation",
    say: say("channel.down", { platform }),
    next: say("channel.down.next", { platform }),
    retry: "later",
    cause,
  });
}

/** Any error of a call, as one that people can read; what is no refusal stays as it is. */
export function readable(error: unknown): unknown {
  if (!(error instanceof TeamsRefusal)) return error;
  if (error.status === 413) return tooLarge(error);
  const detail = `${error.status} ${error.code}`.trim();
  return new CertOpsError({
    code: "command-refused",
    message: error.message,
    say: say("channel.refused", { platform, detail }),
    next: say("channel.refused.next"),
    retry: "never",
    cause: error,
  });
}

export const tooLarge = (cause?: unknown): CertOpsError =>
  new CertOpsError({
    code: "output-too-large",
    message: "a card is larger than Teams takes, and could not be divided",
    say: say("teams.too-large"),
    next: say("teams.too-large.next"),
    retry: "never",
    cause,
  });

/** The directory or the service does not take the bot's credentials. */
export const refusedLogin = (error: TeamsRefusal): CertOpsError =>
  new CertOpsError({
    code: "login-refused",
    message: `Microsoft’s directory refused the bot’s credentials: ${error.status} ${error.code}`,
    say: say("channel.credentials", { platform, detail: `${error.status} ${error.code}` }),
    next: say("channel.credentials.next", { key: "teams" }),
    retry: "never",
    cause: error,
  });
