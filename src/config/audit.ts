// Where the end of the audit log is published: reads that part of certops.yaml.
import { resolve } from "node:path";
import type { Report } from "./report.ts";
import type { RawAudit } from "./schema.ts";
import { readWebhook, type SecretSource } from "./secrets.ts";
import { type AuditPublishing, Secret } from "./settings.ts";

const everyMinutes = 60;

/** Undefined when nothing is configured, or when something in it is wrong (which is reported). */
export function settleAudit(
  raw: RawAudit | undefined,
  source: SecretSource,
  report: Report,
): AuditPublishing | undefined {
  if (raw === undefined) return undefined;
  const { file, webhook, channel } = raw.publish;
  if (file === undefined && webhook === undefined && channel === undefined) {
    report(["audit", "publish"], { id: "config.audit-nowhere" }, { id: "config.audit-nowhere.fix" });
    return undefined;
  }
  const url = webhook === undefined ? undefined : readWebhook(webhook, source);
  if (url !== undefined && !(url instanceof Secret)) {
    report(["audit", "publish", "webhook", url.key], url.problem, url.fix);
    return undefined;
  }
  return {
    everyMinutes: raw.publish.everyMinutes ?? everyMinutes,
    ...(file === undefined ? {} : { file: resolve(source.folder, file) }),
    ...(url === undefined ? {} : { webhook: url }),
    ...(channel === undefined ? {} : { channel }),
  };
}
