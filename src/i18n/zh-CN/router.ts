// 简体中文 messages: what the router says when it cannot carry something out.
import type { router as english } from "../en/router.ts";

export const router: Readonly<Record<keyof typeof english, string>> = {
  "router.too-long": "这段文字有 {length, number} 个字符；最多可读取 {most, number} 个。",
  "router.too-long.next": "请只发送关键的几行，或将日志作为文件拖入。",
  "router.no-command": "没有名为“{name}”的命令。",
  "router.there-are": "可用的命令：{names}。",
  "router.did-you-mean": "您是不是想输入 {near}？可用的命令：{names}。",
  "router.bad-arguments": "“{word}”不适用于命令 {command}。",
  "router.usage": "正确写法：{usage}",
  "router.not-permitted": "您无权执行此操作（{what}）：您的角色都不包含“{permission}”权限。",
  "router.not-permitted.next": "请联系维护 certops.yaml 中角色的人员，或请有权限的同事操作。",
  "router.stranger": "此聊天帐户不属于策略中的任何人，因此机器人不会向其提供信息，也不接受其投票。",
  "router.stranger.next": "请让维护 certops.yaml 的人员将此身份添加到某个人员：{account}。",
  "router.too-many": "您在一分钟内发送的内容过多。在此期间不再处理您的消息；按钮仍然可用。",
  "router.too-many.next": "请等待一分钟后再提问。",
  "router.dead-button": "此按钮对应的功能已不再提供。",
  "router.dead-button.next": "请用文字重新提问，或输入 /certops help。",
};
