// The operators' own listener: health, readiness with reasons, metrics. Off unless certops.yaml asks for it.
import type { Report } from "./report.ts";
import type { RawMetrics } from "./schema.ts";
import { readSecret, type SecretSource } from "./secrets.ts";
import { type MetricsSettings, Secret } from "./settings.ts";

const defaults = { host: "127.0.0.1", port: 9464 } as const;

/** Off this machine it takes a token: how many phones are silent is nobody else's business. */
export function settleMetrics(
  raw: RawMetrics | undefined,
  source: SecretSource,
  report: Report,
): MetricsSettings | undefined {
  if (raw === undefined) return undefined;
  const { tokenEnv, tokenFile } = raw;
  const at = { host: raw.host ?? defaults.host, port: raw.port ?? defaults.port };
  if (tokenEnv === undefined && tokenFile === undefined) {
    if (/^(localhost|::1|127\..*)$/.test(at.host)) return at;
    report(["metrics", "host"], { id: "config.metrics-token" }, { id: "config.metrics-token.fix" });
    return undefined;
  }
  const token = readSecret({ name: "token", env: tokenEnv, file: tokenFile }, source);
  if (token instanceof Secret) return { ...at, token };
  report(["metrics", token.key], token.problem, token.fix);
  return undefined;
}
