// 中文消息：`certops manifest` 对所写文件的说明。
import type { manifest as english } from "../en/manifest.ts";

export const manifest: Readonly<Record<keyof typeof english, string>> = {
  "line.manifest.no-platform": "没有平台“{word}”。可用的有：{all}。",
  "line.manifest.near-platform": "没有平台“{word}”。您是不是指 {near}？",
  "line.manifest.unwritable": "无法写入文件。系统报告：{message}",
  "line.manifest.slack.create":
    "1. 在 https://api.slack.com/apps 选择“Create New App”和“From a manifest”，粘贴文件内容。",
  "line.manifest.slack.address": "2. 粘贴之前，请将 {placeholder}（共三处）替换为机器人的公网地址。",
  "line.manifest.slack.then": "然后选择“Install to Workspace”，并按照 docs/slack.md 获取令牌。",
  "line.manifest.teams.endpoint": "1. Azure 门户：机器人的消息终结点为 {url} ；请启用 Microsoft Teams 频道。",
  "line.manifest.teams.host": "要用自己的名称代替 {placeholder}，请在 certops.yaml 的 teams: 部分填写 publicHost。",
  "line.manifest.teams.upload": "2. Teams 管理中心：管理应用，上传新应用：certops-teams.zip。",
  "line.manifest.teams.then": "然后按照 docs/teams.md 为自己添加该应用，并向它发送消息。",
  "line.manifest.webex.page": "1. https://developer.webex.com/my-apps/new/bot ：文件中写明了应在该页面填写的内容。",
  "line.manifest.webex.token":
    "2. 请将令牌和 Webhook 密钥放入环境变量，并在 certops.yaml 中填写 `webex:`（docs/webex.md）。",
  "line.manifest.webex.webhooks": "3. 再次运行“certops manifest webex”以创建 Webhook。机器人每次启动时也会创建。",
  "line.manifest.webex.socket": "不需要 Webhook：机器人自行打开套接字（非官方方式，docs/webex.md）。",
  "line.manifest.webex.add": "请将“{name}”添加到空间，或直接向它发送消息。",
  "line.manifest.webex.mended": "{resource} 的 Webhook：之前{was}，现已正确。",
  "line.manifest.webex.right": "两个 Webhook 均已正确。",
  "line.manifest.webex.call": "它们调用 {url} 。请将“{name}”添加到空间，或直接向它发送消息。",
};
