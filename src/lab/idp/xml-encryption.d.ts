// What is used of xml-encryption, which has no types of its own.
declare module "xml-encryption" {
  interface EncryptOptions {
    rsa_pub: string;
    pem: string;
    encryptionAlgorithm: string;
    keyEncryptionAlgorithm: string;
    keyEncryptionDigest?: string;
    disallowEncryptionWithInsecureAlgorithm?: boolean;
    warnInsecureAlgorithm?: boolean;
  }
  interface DecryptOptions {
    key: string;
    disallowDecryptionWithInsecureAlgorithm?: boolean;
    warnInsecureAlgorithm?: boolean;
  }
  type Done = (error: Error | null, result?: string) => void;
  const xmlenc: {
    encrypt(content: string, options: EncryptOptions, done: Done): void;
    decrypt(xml: string, options: DecryptOptions, done: Done): void;
  };
  export = xmlenc;
}
