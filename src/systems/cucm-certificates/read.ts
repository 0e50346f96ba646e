// Answers of the certificate management API, which is untrusted JSON: a trust store's certificates, a complaint.
import { CertOpsError } from "../../domain/errors.ts";
import { readCertificate } from "../../trust/certificate.ts";
import type { Certificate } from "../../trust/types.ts";

const member = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? Object.entries(value).find(([key]) => key === name)?.[1]
    : undefined;

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/**
 * The certificates of one store in the answer of `snapshot/server` (facts: apis.md section 4); undefined when there is no such store in it.
 * An entry that is no certificate is left out: one odd file must not hide the others.
 */
export function trustStoreIn(text: string, store: string): readonly Certificate[] | undefined {
  const trusts = listOf(member(parsed(text), "trusts"));
  const found = trusts.find((one) => member(one, "service") === store);
  if (found === undefined) return undefined;
  return listOf(member(found, "certificate_data")).flatMap((entry): Certificate[] => {
    const pem = member(entry, "certificate");
    if (typeof pem !== "string") return [];
    try {
      return [readCertificate(pem)];
    } catch (error) {
      if (error instanceof CertOpsError) return [];
      throw error;
    }
  });
}

/** `{message}` or `{messages: [...]}`; empty when it says neither. */
export function complaintIn(text: string): string {
  const body = parsed(text);
  const words = [member(body, "message"), ...listOf(member(body, "messages"))];
  return words.filter((one): one is string => typeof one === "string").join("; ");
}
