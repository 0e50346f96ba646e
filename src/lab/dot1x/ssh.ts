// SSH of an authentication server: a shell (ASA) or files over SFTP (FreeRADIUS), for the accounts that it knows.
import { createHash, timingSafeEqual } from "node:crypto";
import type { Socket } from "node:net";
import type { Duplex } from "node:stream";
import ssh2, { type Connection, type SFTPWrapper } from "ssh2";
import type { HostKeys } from "../surfaces/ssh/server.ts";
import type { ServerAccount } from "./door.ts";

export interface ServerSshOptions {
  readonly known: readonly ServerAccount[];
  readonly onLogin: (user: string, accepted: boolean) => void;
  readonly onTrouble: (error: unknown) => void;
  readonly shell?: (channel: Duplex) => Promise<void>;
  /** What can be read, by path. */
  readonly files?: ReadonlyMap<string, () => string>;
}

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();
const { STATUS_CODE } = ssh2.utils.sftp;

/** Takes connections that somebody else listens for. */
export function serverSsh(keys: HostKeys, options: ServerSshOptions): (socket: Socket) => void {
  const server = new ssh2.Server({ hostKeys: [...keys.privateKeys] }, (client) => serve(client, options));
  return (socket) => server.injectSocket(socket);
}

function serve(client: Connection, { known, onLogin, onTrouble, shell, files }: ServerSshOptions): void {
  client.on("error", () => client.end());
  client.on("authentication", (context) => {
    if (context.method !== "password") return context.reject(["password"]);
    const { password } = context;
    const found = known.find(
      (one) => one.user === context.username && timingSafeEqual(digest(password), digest(one.password)),
    );
    onLogin(context.username, found !== undefined);
    if (found === undefined) context.reject(["password"]);
    else context.accept();
  });
  client.on("session", (accept) => {
    const session = accept();
    session.on("pty", (acceptPty) => acceptPty?.());
    session.on("exec", (_accept, reject) => reject?.());
    session.on("shell", (acceptShell, reject) => {
      if (shell === undefined) return void reject?.();
      const channel = acceptShell();
      shell(channel)
        .catch(onTrouble)
        .finally(() => {
          channel.close();
          client.end();
        });
    });
    session.on("sftp", (acceptSftp, reject) => {
      if (files === undefined) reject?.();
      else serveFiles(acceptSftp(), files);
    });
  });
}

/** Reading only; every open file is a copy of what it was then. */
function serveFiles(sftp: SFTPWrapper, files: ReadonlyMap<string, () => string>): void {
  const open = new Map<string, Buffer>();
  sftp.on("OPEN", (id, path) => {
    const content = files.get(path)?.();
    if (content === undefined) return sftp.status(id, STATUS_CODE.NO_SUCH_FILE);
    const handle = Buffer.from(String(open.size + 1));
    open.set(handle.toString(), Buffer.from(content));
    sftp.handle(id, handle);
  });
  sftp.on("READ", (id, handle, offset, length) => {
    const content = open.get(handle.toString());
    if (content === undefined) return sftp.status(id, STATUS_CODE.FAILURE);
    if (offset >= content.length) return sftp.status(id, STATUS_CODE.EOF);
    sftp.data(id, content.subarray(offset, offset + length));
  });
  sftp.on("CLOSE", (id) => sftp.status(id, STATUS_CODE.OK));
}
