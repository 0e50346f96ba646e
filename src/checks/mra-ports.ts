// The two ports of CUCM that an Expressway-C’s traffic server fetches from, as they are called in life and as a node lists them.

export const mraPorts = [
  { port: 8443, at: "https" },
  { port: 6972, at: "tftpHttps" },
] as const;
