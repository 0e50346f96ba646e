// Chinese messages: what a pasted log was worth in a diagnosis, and causes that rest on one.
import type { pasted as en } from "../en/pasted.ts";

export const pasted: Readonly<Record<keyof typeof en, string>> = {
  "scenario.pasted.counts": "{by} 粘贴的日志（{source}）有效：集群本身证实了其内容",
  "scenario.pasted.fits": "{by} 粘贴的日志（{source}）相符，但机器人读取的内容均未证实它",
  "scenario.pasted.fits.next":
    "粘贴内容任何人都可以编写：请让机器人自行读取日志，或粘贴包含 SAML 响应或服务器名称的行。",
  "scenario.pasted.unmatched": "{by} 粘贴的日志（{source}）未提及机器人所知的本集群的任何证书或节点",
  "scenario.pasted.unmatched.next": "请确认日志来自本集群，并让机器人自行读取。",
  "scenario.pasted.old": "{by} 粘贴的日志（{source}）早于现在的证书或已超过 7 天：不能证明现在的情况",
  "scenario.pasted.old.next": "请再试一次，然后粘贴那次的日志。",
  "scenario.pasted.undated": "{by} 粘贴的日志（{source}）没有时间：可能是另一天的",
  "scenario.pasted.undated.next": "请粘贴带有时间的完整行。",
  "scenario.pasted.not-yet": "{by} 粘贴的日志（{source}）的日期在未来",
  "scenario.pasted.not-yet.next": "请检查写入日志的系统的时钟，然后粘贴新的日志。",
  "scenario.pasted.serial.loaded": "其 SAML 响应是为 {node} 现在使用的 {unit} 证书加密的。",
  "scenario.pasted.serial.stored": "其 SAML 响应是为 {node} 已存储但尚未载入的证书加密的。",
  "scenario.pasted.serial.earlier": "其 SAML 响应是为 {node} 以前的证书加密的。",

  "scenario.sso.cause.pasted.earlier":
    "根据 {by} 粘贴的日志，身份提供程序为证书 {serial} 加密，这是 {node} 以前的证书；它现在用 {unit} {uses}（自 {since} 起有效）解密：身份提供程序仍持有续订前的元数据",
  "scenario.sso.cause.pasted.stored":
    "根据 {by} 粘贴的日志，身份提供程序已有新证书 {serial}，但 {node} 仍用 {uses} 解密：续订后未重新启动 Tomcat",
  "scenario.sso.cause.pasted.loaded":
    "根据 {by} 粘贴的日志，身份提供程序为 {serial} 加密，这正是 {node} 使用的证书，但登录仍然失败",
  "scenario.sso.cause.pasted.decrypt":
    "根据 {by} 粘贴的日志，一次登录无法解密：身份提供程序加密所用的证书不是现在的 {unit}",
  "scenario.sso.cause.pasted.signing": "根据 {by} 粘贴的日志，身份提供程序签名所用的证书不在 CUCM 导入的元数据中",
  "scenario.sso.cause.pasted.status": "根据 {by} 粘贴的日志，身份提供程序自己拒绝了一次登录",
  "scenario.sso.cause.pasted.time": "根据 {by} 粘贴的日志，节点与身份提供程序的时钟不一致",
};
