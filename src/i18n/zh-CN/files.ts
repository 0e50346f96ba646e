// 简体中文 messages: what a dropped file is.
import type { files as english } from "../en/files.ts";

export const files: Readonly<Record<keyof typeof english, string>> = {
  "file.title": "{name}",
  "file.certificates": "{name}：{count} 张证书",
  "file.list": "{name}：信任列表（{kind}）",
  "file.unknown":
    "此版本可读取证书和证书链（PEM、DER、PKCS#7）以及信任列表（ITLFile.tlv、CTLFile.tlv）。该文件不属于其中任何一种；未保留。",
  "file.private-key": "该文件包含私钥。未保留，也不应出现在聊天中：请删除该消息；若他人可能读取，请更换密钥。",
  "file.damaged": "这是损坏的信任列表（{fault}，字节 {at}）。电话会拒绝它并保留原有列表。",
  "file.subject": "主题",
  "file.issuer": "颁发者",
  "file.self-signed": "自签名",
  "file.serial": "序列号",
  "file.key": "密钥",
  "file.validity": "有效期",
  "file.valid": "{from} 至 {until}",
  "file.expired": "已过期：{from} 至 {until}",
  "file.names": "名称",
  "file.held": "用作",
  "file.held-nowhere": "不是最新快照中任何节点的自有证书",
  "file.untrusted": "来自聊天的证书仅供查看，绝不会添加到信任存储。",
  "file.signer": "签名者",
  "file.made": "生成时间",
  "file.time": "{at}",
  "file.digest": "SHA-256",
  "file.signature.valid": "签名有效：由列表所声明的证书签名。",
  "file.signature.invalid": "签名无效：列表被更改，或签名者是伪造的。",
  "file.signature.signer-not-inside": "列表不含其签名者的证书，因此无法在此验证签名。",
  "file.served": "{cluster} 曾于 {at} 提供过同一文件{count, plural, other {，共见于 # 个快照}}。",
  "file.served-never": "没有快照在 TFTP 服务器上见过该文件。",
  "file.records": "{count} 条记录",
};
