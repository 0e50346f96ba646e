// The company's own CAs: an old root with an issuing CA below it, and the new root that replaces both one day.
import { type Issued, issue, type Wish } from "./issue.ts";

const day = 24 * 3600 * 1000;

/** `issuing`: below the old root. `new`: the root that a later renewal may come from. `self`: signs itself. */
export type Signer = "issuing" | "new" | "self";

export interface Company {
  readonly root: Issued;
  readonly issuing: Issued;
  readonly newRoot: Issued;
  /** A server certificate for an Expressway-C peer. */
  serverFor(fqdn: string, signer: Signer, options: { readonly now: number; readonly days?: number }): Promise<Issued>;
}

/** `newKey`: RSA keys that nobody else has. The CAs began four hundred days before `now`. */
export async function foundCompany(seed: number, now: number, newKey: () => Promise<string>): Promise<Company> {
  const since = now - 400 * day;
  const ca = async (commonName: string, more: Pick<Wish, "issuer"> = {}): Promise<Issued> =>
    await issue({
      commonName,
      ca: true,
      notBefore: since,
      days: 7_300,
      keyPem: await newKey(),
      seed,
      occasion: commonName,
      ...more,
    });
  const root = await ca("Example Co Root CA");
  const issuing = await ca("Example Co Issuing CA 1", { issuer: root });
  const newRoot = await ca("Example Co Root CA 2");
  let made = 0;
  return {
    root,
    issuing,
    newRoot,
    serverFor: async (fqdn, signer, options) => {
      made += 1;
      const issuer = { issuing, new: newRoot, self: undefined }[signer];
      return await issue({
        commonName: fqdn,
        // The short name too: the practice bot knows its peers by it, and pins a CA for exactly that name.
        names: [fqdn, fqdn.split(".")[0] ?? fqdn],
        notBefore: options.now - day,
        days: options.days ?? 730,
        keyPem: await newKey(),
        seed,
        occasion: `${fqdn}|${made}`,
        ...(issuer === undefined ? {} : { issuer }),
      });
    },
  };
}
