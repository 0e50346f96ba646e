// Trust lists as phones hold them, kept once per content: ten thousand phones hold the same few files.
import { sha256 } from "../kernel/ids.ts";
import { sameName } from "../trust/names.ts";
import { isTrustList, readTrustList } from "../trust/tlv-read.ts";
import { verifyTrustList } from "../trust/tlv-verify.ts";
import type { TrustList, TrustListRecord } from "../trust/types.ts";

export interface HeldList {
  readonly digest: string;
  readonly list: TrustList;
  /** Records of a role, with what a phone looks up: issuer, serial, certificate. */
  recordsOf(roles: readonly number[]): readonly (TrustListRecord & { readonly certificate: Uint8Array })[];
  /** True when one of the list's records of these roles holds exactly this certificate. */
  holds(certificate: Uint8Array, roles: readonly number[]): boolean;
}

export class ListLibrary {
  readonly #lists = new Map<string, HeldList>();
  readonly #verified = new Map<string, boolean>();

  get(digest: string | undefined): HeldList | undefined {
    return digest === undefined ? undefined : this.#lists.get(digest);
  }

  /** Reads a file, once per content; undefined when it is no usable trust list. */
  read(bytes: Uint8Array): HeldList | undefined {
    const digest = digestOf(bytes);
    const known = this.#lists.get(digest) ?? parse(digest, bytes);
    // what is no list is not kept: garbage never comes twice
    if (known !== undefined) this.#lists.set(digest, known);
    return known;
  }

  /** True when this certificate's key signed the list; computed once per list and certificate. */
  signedBy(list: HeldList, certificate: Uint8Array): boolean {
    const key = `${list.digest}|${sha256(certificate)}`;
    let known = this.#verified.get(key);
    if (known === undefined) {
      known = verifyTrustList(list.list, certificate) === "valid";
      this.#verified.set(key, known);
    }
    return known;
  }
}

/** Thousands of phones are given the same bytes: hash them once. Nobody changes a file in place. */
const digests = new WeakMap<Uint8Array, string>();
function digestOf(bytes: Uint8Array): string {
  const digest = digests.get(bytes) ?? sha256(bytes);
  digests.set(bytes, digest);
  return digest;
}

function parse(digest: string, bytes: Uint8Array): HeldList | undefined {
  const list = readTrustList(bytes);
  if (!isTrustList(list)) return undefined;
  const byRoles = new Map<string, ReturnType<HeldList["recordsOf"]>>();
  const recordsOf: HeldList["recordsOf"] = (roles) => {
    const key = roles.join();
    const known = byRoles.get(key);
    if (known !== undefined) return known;
    const found = list.records.flatMap((record) =>
      record.certificate !== undefined && roles.includes(record.role)
        ? [{ ...record, certificate: record.certificate }]
        : [],
    );
    byRoles.set(key, found);
    return found;
  };
  return {
    digest,
    list,
    recordsOf,
    holds: (certificate, roles) =>
      recordsOf(roles).some((record) => Buffer.from(record.certificate).equals(certificate)),
  };
}

/** The record's certificate is the one that is named by issuer and serial. */
export const isNamed = (record: TrustListRecord, name: { readonly issuer: string; readonly serial: string }): boolean =>
  record.serial === name.serial && sameName(record.issuer, name.issuer);
