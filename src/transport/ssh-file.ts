// Reads one file over SFTP, bounded in size; for systems that keep what we ask for in a file.
import type ssh2 from "ssh2";
import type { SshConnection } from "./ssh-connect.ts";

/** Why there is no content. */
export type RemoteFileFault = "no-sftp" | "missing" | "too-large" | "broken" | "cancelled";

export type RemoteFile = { readonly bytes: Uint8Array } | { readonly fault: RemoteFileFault };

/** SSH_FX_NO_SUCH_FILE and SSH_FX_PERMISSION_DENIED (draft-ietf-secsh-filexfer-02, section 7). */
const missing = new Set([2, 3]);

/** Never throws; `path` comes from the configuration. The connection stays open. */
export function readRemoteFile(
  { client }: SshConnection,
  path: string,
  maxBytes: number,
  signal?: AbortSignal,
): Promise<RemoteFile> {
  return new Promise((resolve) => {
    const end = (result: RemoteFile): void => {
      signal?.removeEventListener("abort", onAbort);
      client.off("close", onClose);
      resolve(result);
    };
    const onAbort = (): void => end({ fault: "cancelled" });
    const onClose = (): void => end({ fault: "broken" });
    if (signal?.aborted === true) return onAbort();
    signal?.addEventListener("abort", onAbort, { once: true });
    client.once("close", onClose);
    client.sftp((error, sftp) => {
      if (error !== undefined) end({ fault: "no-sftp" });
      else readFrom(sftp, path, maxBytes, end);
    });
  });
}

function readFrom(sftp: ssh2.SFTPWrapper, path: string, maxBytes: number, end: (result: RemoteFile) => void): void {
  const parts: Buffer[] = [];
  let size = 0;
  const stream = sftp.createReadStream(path);
  stream.on("data", (part: Buffer) => {
    size += part.length;
    parts.push(part);
    if (size <= maxBytes) return;
    end({ fault: "too-large" });
    stream.destroy();
  });
  stream.on("error", (error: Error & { code?: number | string }) => {
    end({ fault: missing.has(Number(error.code)) ? "missing" : "broken" });
  });
  stream.on("end", () => end({ bytes: new Uint8Array(Buffer.concat(parts)) }));
}
