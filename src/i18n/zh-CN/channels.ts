// Chinese messages: what the chat platforms have in common, in certops.yaml and when they are in trouble.
import type { channels as en } from "../en/channels.ts";

export const channels: Readonly<Record<keyof typeof en, string>> = {
  "config.one-secret": "{name} 只能有一个来源：{name}Env 或 {name}File，不能两者都写。",
  "config.one-secret.fix": "只保留 {name}Env（环境变量）或 {name}File（权限为 0600 的文件）。",
  "config.channel-secret": "缺少 {name}。",
  "config.channel-secret.fix": "请用 {name}Env 指定环境变量，或用 {name}File 指定权限为 0600 的文件。",
  "channel.down": "目前无法连接 {platform}。",
  "channel.down.next": "消息保留在这里，{platform} 恢复后立即发送。",
  "channel.refused": "{platform} 拒绝了该消息（{detail}）。",
  "channel.refused.next": "请在机器人所在的主机上运行 `certops doctor`：它会指出需要修改的设置。",
  "channel.credentials": "{platform} 不接受机器人的凭据（{detail}）。",
  "channel.credentials.next": "请在 certops.yaml 的 `{key}:` 部分更正；`certops doctor` 会进行检查。",
  "channel.full-report": "卡片在一条消息中放不下，完整内容在此文件中。",
  "channel.sample.title": "工作正常",
  "channel.sample.text": "这是 CUCM CertOps 的示例卡片：机器人可以在此发送消息。",
};
