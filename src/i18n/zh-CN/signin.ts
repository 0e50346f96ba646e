// Chinese messages: sign-in to the web chat.
import type { signin as english } from "../en/signin.ts";

export const signin: Readonly<Record<keyof typeof english, string>> = {
  "signin.again": "登录",
  "signin.as-other": "以其他身份登录",
  "signin.out": "您已退出登录",
  "signin.out.text": "此浏览器不再能看到集群的任何信息。",
  "signin.unreachable": "登录服务没有响应",
  "signin.unreachable.text":
    "CertOps 无法连接身份提供程序。请稍后重试；如果仍然如此，请让 CertOps 的管理员检查 certops.yaml 中的 web.signIn.issuer。在此期间聊天和命令行仍可使用。",
  "signin.expired": "该次登录已失效",
  "signin.expired.text": "登录用时超过十分钟、已经完成，或是在另一个浏览器中开始的。请重新开始。",
  "signin.refused": "登录服务拒绝了登录",
  "signin.refused.text": "您中止了登录，或您无权使用 CertOps。请联系身份提供程序的管理员。",
  "signin.failed": "无法登录",
  "signin.failed.text":
    "身份提供程序返回的内容与请求不符，因此 CertOps 不予信任。请重新开始；如果仍然如此，CertOps 的管理员可在日志中找到原因。",
  "signin.claim.text":
    "身份提供程序没有在声明“{claim}”中说明您是谁。CertOps 的管理员可以选择其他声明 (web.signIn.userClaim)。",
  "signin.stranger": "{name}，CertOps 不认识您",
  "signin.stranger.text":
    "您已登录，但此帐户不属于策略中的任何人，因此在此看不到任何内容。请让 certops.yaml 的维护者将此身份添加到某个人员：{account}。",
  "web.page.sign-out": "退出登录",
  "web.page.signed-in": "登录身份",
  "config.secret-source": "该密钥必须来自一个位置：{name}Env 或 {name}File。",
  "config.secret-source.fix":
    "请指定保存它的环境变量 ({name}Env) 或权限为 0600 的文件 ({name}File)；切勿在此处直接写入密钥。",
  "config.web.sign-in": "对于真实集群，网页聊天需要登录。",
  "config.web.sign-in.fix":
    "请添加 web.signIn（issuer、clientId、clientSecretEnv 或 clientSecretFile）和 web.publicUrl，或将 web.enabled 设为 false。",
  "config.web.url": "{url} 不是 https 地址。",
  "config.web.url.fix": "请提供不带路径的 https URL；仅本机可使用 http（http://127.0.0.1、http://localhost）。",
  "config.web.nobody": "没有人可以登录：没有任何人员具有此颁发者的 web 身份。",
  "config.web.nobody.fix": "请为人员添加身份：platform 为 web，tenant 为 {issuer}，user 与声明 {claim} 一致。",
  "config.metrics-token": "其他机器可以读取的指标需要令牌。",
  "config.metrics-token.fix": "请在 metrics 下添加 tokenEnv 或 tokenFile，或省略 host (127.0.0.1)。",
};
