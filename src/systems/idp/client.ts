// The identity provider's own metadata, read over pinned HTTPS: which certificates it may sign with, and until when.
import { CertOpsError } from "../../domain/errors.ts";
import { say } from "../../i18n/say.ts";
import type { Clock } from "../../kernel/clock.ts";
import type { HttpsClient } from "../../transport/https.ts";
import { readSamlMetadata } from "../../transport/saml.ts";
import { XmlRefused } from "../../transport/xml.ts";
import { readCertificate } from "../../trust/certificate.ts";
import { evidenceOf, plainLine } from "../evidence.ts";
import type { IdpClient } from "../ports.ts";

const largest = 4_000_000;

/** `url`: of the metadata, from the configuration. No password is ever sent. */
export function createIdpClient(deps: {
  readonly url: URL;
  readonly https: HttpsClient;
  readonly clock: Clock;
  readonly deadlineMs?: number;
}): IdpClient {
  const { url, https, clock, deadlineMs = 15_000 } = deps;
  const port = url.port === "" ? 443 : Number(url.port);
  return {
    metadata: async (options = {}) => {
      const answer = await https.send({
        endpoint: { node: url.hostname, address: url.hostname, port },
        method: "GET",
        path: `${url.pathname}${url.search}`,
        headers: { Host: url.host },
        deadlineMs,
        maxBytes: largest,
        ...(options.signal === undefined ? {} : { signal: options.signal }),
      });
      if (answer.status !== 200) throw oddAnswer(url, `HTTP ${answer.status}`);
      try {
        const read = readSamlMetadata(new TextDecoder("utf-8", { fatal: true }).decode(answer.body));
        if (read.role !== "identity-provider") throw new XmlRefused("is not an identity provider’s");
        const signing = read.signing.map((der) => readCertificate(der));
        const entity = plainLine(read.entity);
        return {
          value: { entity, signing },
          evidence: evidenceOf(clock, {
            system: "IdP",
            source: url.href,
            lines: [
              `entityID ${entity}`,
              ...signing.map((one) => `signing ${one.subject} serial ${one.serial} until ${one.notAfter}`),
            ],
            whole: answer.body,
          }),
        };
      } catch (error) {
        throw oddAnswer(url, error instanceof XmlRefused ? error.message : "names no certificate");
      }
    },
    close: () => https.close(),
  };
}

const oddAnswer = (url: URL, why: string): CertOpsError =>
  new CertOpsError({
    code: "output-not-understood",
    message: `the identity provider’s metadata at ${url.href}: ${why}`,
    say: say("sso.idp.odd", { host: url.hostname, why }),
    next: say("sso.idp.odd.next", { url: url.href }),
    retry: "later",
  });
