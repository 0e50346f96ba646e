// Chinese messages: files that the bot hands out, and who has an LSC of whom.
import type { handOut as english } from "../en/hand-out.ts";

export const handOut: Readonly<Record<keyof typeof english, string>> = {
  "command.certificate.summary": "以文件形式提供 CAPF 证书，用于身份验证服务器的受信任 CA",
  "command.lscs.summary": "逐部列出仍持有旧 CAPF 颁发的 LSC 的电话",
  "card.button.certificate-file": "{name} 文件",
  "card.button.lscs": "全部 {count} 部持有旧 LSC 的电话",
  "hand-out.certificate": "{cluster} · {name} 的证书",
  "hand-out.current": "CAPF 当前的证书，以发布服务器所持为准",
  "hand-out.former": "旧 CAPF 的证书，信任存储区仍保留",
  "hand-out.sha256": "SHA-256",
  "hand-out.from": "读取自",
  "hand-out.read": "{from}，{at}",
  "hand-out.compare": "请将其添加到旧证书旁边。导入后，将服务器显示的指纹与此处的指纹进行比较。",
  "hand-out.pem": "PEM（{file}）",
  "hand-out.none": "本集群没有名为 {name} 的 CAPF 证书。",
  "hand-out.none.next": "现有：{known}。",
  "hand-out.lscs": "{cluster} · 逐部电话的 LSC",
  "hand-out.lscs.progress": "当前 CAPF 颁发的 LSC",
  "hand-out.lscs.counts":
    "{former} 部电话仍持有旧 CAPF 颁发的 LSC；{current} 部持有 {capf} 颁发的 LSC；{unknown} 部的颁发者未知；{none} 部没有 LSC。",
  "hand-out.lscs.former": "{count} 部电话仍在等待新的 LSC",
  "hand-out.lscs.more": "另有 {count} 部：全部列于 {file}",
};
