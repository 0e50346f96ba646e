// Chinese messages: the Webex channel.
import type { webex as en } from "../en/webex.ts";

export const webex: Readonly<Record<keyof typeof en, string>> = {
  "config.webex-secret": "webhook 密钥太短：至少 {least} 个字符。",
  "config.webex-secret.fix": "请生成一个：openssl rand -hex 32",
  "config.webex-address": "Webex 的 webhook 需要一个能访问到机器人的地址。",
  "config.webex-address.fix":
    "请写 publicUrl: https://bot.example.com；或写 transport: websocket，它不需要地址，但属非官方方式（docs/webex.md）。",
  "config.webex-unused": "此项只用于 webhook，而 transport: websocket 不使用 webhook。",
  "config.webex-unused.fix": "请删除此项，或写 transport: webhooks。",
  "config.webex-no-socket": "只知道 webexapis.com 的 WebSocket 服务地址。",
  "config.webex-no-socket.fix": "请写 transport: webhooks。",
  "config.webex-foreign": "{person} 使用了其他 Webex 组织的帐户。",
  "config.webex-foreign.fix": "只有 webex.organisation 的帐户有效：请写 tenant: {organisation}，或删除该身份。",

  "webex.trouble": "Webex 未接受请求（{status}）：{reason}",
  "webex.trouble.unreachable": "无法连接。",
  "webex.trouble.unreachable.next": "请检查本机到 webexapis.com 的网络。消息会排队并按顺序发出。",
  "webex.trouble.token": "机器人的访问令牌不被接受。",
  "webex.trouble.token.next":
    "请在 developer.webex.com（My Webex Apps）生成新令牌，放到 webex.tokenEnv 或 webex.tokenFile 指向的位置，然后重新启动机器人。",
  "webex.trouble.forbidden": "机器人在那里没有此权限。",
  "webex.trouble.forbidden.next": "请把机器人加入该空间，并确认贵组织允许使用它。",
  "webex.trouble.gone": "所指的内容已不存在。",
  "webex.trouble.gone.next": "请在机器人所在的空间里重新提问。",
  "webex.trouble.busy": "对方要求稍候。",
  "webex.trouble.busy.next": "无需操作：消息会排队并按顺序发出。",
  "webex.trouble.fault": "对方自身出现故障。",
  "webex.trouble.fault.next": "请查看 status.webex.com。消息会排队并按顺序发出。",
  "webex.trouble.refused": "对方认为请求有误。",
  "webex.trouble.refused.next": "请查看机器人日志：其中有 Webex 的原话和跟踪 ID。",

  "webex.replaces": "此卡片取代先前的一张卡片，那张已无法再更改。",
  "webex.replaced": "此卡片已被下方更新的卡片取代。",
  "webex.no-direct": "我有只给您看的答复，但无法给您发消息。请打开与我的私聊，然后重新提问。",
  "webex.files-missing": "您消息中的 {count} 个文件无法读取：超过 {most} MB、Webex 仍在扫描，或已不存在。",
  "webex.files-missing.next": "请稍后重新发送；较大的文件请只发一部分，或用命令行：certops explain 文件。",

  "webex.health.good":
    "Webex 有应答，其 webhook 会呼叫我们；{waiting, plural, =0 {没有消息在等待} other {# 条消息在等待}}。",
  "webex.health.good-socket":
    "Webex 有应答，其 WebSocket 已打开（非官方方式）；{waiting, plural, =0 {没有消息在等待} other {# 条消息在等待}}。",
  "webex.health.starting": "尚未询问 Webex。",
  "webex.health.trouble": "正在重试 Webex：{reason}",
};
