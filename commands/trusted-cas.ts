// A dropped file of CA certificates as whom an authentication server trusts: one button for each server that it may be of.
import { z } from "zod";
import type { CardAction } from "../src/domain/card.ts";
import type { AuthenticationServer, Cluster } from "../src/domain/cluster.ts";
import type { Explanation } from "../src/domain/explanation.ts";
import type { PastedAuthority } from "../src/domain/pasted.ts";
import { say } from "../src/i18n/say.ts";
import { ascii } from "./pasted.ts";

/** Of what a button carries, so that names and findings have room beside it. */
const longest = 1000;
/** More servers than this are not asked for by buttons: whoever has them has them configured. */
const mostButtons = 6;

const row = z.object({
  commonName: z.string(),
  subject: z.string(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  notAfter: z.string().regex(/^\d{4}-\d\d-\d\dT/),
  ca: z.boolean(),
  selfSigned: z.boolean(),
});

/** CAPF first, then the phones’ maker: what is called otherwise can only be missing for want of room. */
const rank = (name: string): number => (/^CAPF-/i.test(name) ? 0 : /^Cisco /i.test(name) ? 1 : 2);

/** Undefined when the file holds no authority: a server’s own certificate is no list of trusted CAs. */
export function authoritiesIn({
  kind,
  facts,
}: Explanation): { readonly held: readonly PastedAuthority[]; readonly more: number } | undefined {
  if (kind !== "certificate" || !Array.isArray(facts.certificates)) return undefined;
  const rows = facts.certificates.flatMap((one) => row.safeParse(one).data ?? []);
  // With a certificate that is no authority it is somebody’s chain.
  if (!rows.some(({ ca }) => ca) || !rows.every(({ ca, selfSigned }) => ca || selfSigned)) return undefined;
  const authorities = rows
    .map(({ commonName, subject, sha256, notAfter }) => ({
      commonName: (commonName || subject).slice(0, 100),
      sha256: sha256.slice(0, 16),
      until: notAfter.slice(0, 10),
    }))
    .sort((a, b) => rank(a.commonName) - rank(b.commonName));
  const held: PastedAuthority[] = [];
  for (const one of authorities) {
    if (ascii([...held, one]).length > longest) break;
    held.push(one);
  }
  return { held, more: authorities.length - held.length };
}

/** `clusters`: those that the asker may see. */
export function trustedCaActions(
  explained: Explanation,
  name: string | undefined,
  clusters: readonly Cluster[],
): readonly CardAction[] {
  const list = authoritiesIn(explained);
  if (list === undefined) return [];
  const action = (server: AuthenticationServer | undefined, cluster: Cluster | undefined): CardAction => ({
    action: "explain.diagnose",
    label:
      server === undefined
        ? say("explain.card.trusted-cas")
        : say("explain.card.trusted-cas-of", { server: server.name }),
    payload: {
      scenario: "dot1x-failed",
      kind: explained.kind,
      ...(name === undefined ? {} : { name: name.slice(0, 80) }),
      found: "[]",
      facts: ascii({ authorities: { server: server?.name ?? "", ...list } }),
      ...(cluster === undefined ? {} : { cluster: cluster.id }),
    },
  });
  const named = clusters.flatMap((cluster) =>
    (cluster.authenticationServers ?? []).map((server) => action(server, cluster)),
  );
  const without = clusters.filter(({ authenticationServers = [] }) => authenticationServers.length === 0);
  const [only] = without;
  const other = only === undefined ? [] : [action(undefined, clusters.length === 1 ? only : undefined)];
  return [...named, ...other].slice(0, mostButtons);
}
