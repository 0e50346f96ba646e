// 简体中文 messages: a TVS that does not run or cannot be reached, so that phones cannot follow.
import type { trustService as english } from "../en/trust-service.ts";

export const trustService: Readonly<Record<keyof typeof english, string>> = {
  "trust-service.cause.stopped":
    "{phones} 部电话持有由 {held} 签名的 ITL；当前提供的 ITL 由 {signer} 签名，而能为其担保的服务没有运行：{nodes} 上的 Cisco Trust Verification Service 已停止",
  "trust-service.cause.unreachable":
    "{phones} 部电话持有由 {held} 签名的 ITL；当前提供的 ITL 由 {signer} 签名，而能为其担保的 {nodes} 上的 TVS 在端口 2445 上对谁都不应答",
  "trust-service.prove": "电话能否到达 {nodes} 的端口 2445：机器人到达不了，中间的防火墙可能挡住任何一方",
  "trust-service.remedy.open": "让电话能够到达 {nodes} 上的 TVS",
  "trust-service.reason.start": "按信任规则，一旦 {nodes} 上的 TVS 为新的签名者担保，这些电话都会跟随；它们会自行重试",
  "trust-service.reason.open":
    "按信任规则，一旦这些电话能询问 {nodes} 上的 TVS，它们都会跟随；是什么关闭了端口 2445，只有网络人员能看到",
  "trust-service.reason.start-alone":
    "需要这样做，但还不够：按信任规则，有 {phones} 部电话拒绝当前提供的 ITL，也需要处理",
  "trust-service.reason.silent":
    "按所见情况有效，但 {nodes} 没有应答，而计划中有在那里执行的步骤：运行会停在其中的第一步",
  "trust-service.hand.start": "弄清停止原因之后，在 {node} 上启动它",
  "trust-service.hand.open": "让电话和机器人能够到达 {nodes} 的此端口：防火墙、访问列表、中间的网络",
};
