// 简体中文 messages: what the bot says when it understands words: renewing, how things are done, what a thread does not tell.
import type { understanding as english } from "../en/understanding.ts";

export const understanding: Readonly<Record<keyof typeof english, string>> = {
  "command.renew.summary": "如何续订证书：影响、危险组合以及逐步的操作手册",
  "renewal.title": "续订 {units}",
  "renewal.title.on": "在 {nodes} 上续订 {units}",
  "renewal.title.which": "您要续订哪个证书？",
  "renewal.which": "请选择一个，或写出多个：“续订 tomcat 和 ipsec”。仅仅询问不会改变任何东西。",
  "renewal.intro":
    "机器人本身不续订证书。标明由人员执行的步骤由人员完成；机器人能做的，它会提出方案，并由您的同事批准。",
  "renewal.one-at-a-time":
    "信任列表中的证书一次只续订一个。对哪一个最后续订，Cisco 文档说法不一：214231 最后续订 TVS，15 版安全指南最后续订 CallManager；两者都要求：所有电话已注册且 ITL File Status 为“Match”之后，才能续订下一个。",
  "renewal.runbook": "操作手册",
  "renewal.release": "重启步骤按版本 {release}。",
  "renewal.release.unknown": "此处不知道集群的版本：重启步骤按版本 15。",
  "renewal.trouble": "如果之后有什么不起作用，请立即询问；常见的故障有：",
  "renewal.summary": "{title}：{steps, plural, other {# 个步骤}}",
  "renewal.step.snapshot": "拍摄快照：它是电话当前持有哪个信任列表的唯一记录",
  "renewal.step.backup": "执行 DRS 备份，并记下完成时间",
  "renewal.step.key": "在集群之外保存一份 ITLRecovery 密钥",
  "renewal.step.renew":
    "续订 {unit}：自签名证书在每个拥有自己证书的节点上使用此命令；CA 签名证书在 Cisco Unified OS Administration > Security > Certificate Management 中续订",
  "renewal.step.renew-on":
    "在 {nodes} 上续订 {unit}：自签名证书使用此命令；CA 签名证书在 Cisco Unified OS Administration > Security > Certificate Management 中续订",
  "renewal.step.ctl": "混合模式下：在任何重启之前，在发布服务器上更新 CTL 文件",
  "renewal.step.restart": "{where}重启 {service}",
  "renewal.step.restart-when": "{where}重启 {service}（{when}）",
  "renewal.step.if-non-secure": "非安全模式：{step}",
  "renewal.step.if-mixed": "混合模式：{step}",
  "renewal.step.lsc": "为电话颁发新的 LSC；在全部完成之前，在信任存储中保留旧的 CAPF 证书",
  "renewal.step.reset": "重置电话，使其获取新的列表",
  "renewal.step.prove": "等待所有电话注册，且抽查电话的 ITL File Status 为“Match”；之后才能在 {unit} 之后继续",
  "renewal.step.sso-before": "如果单点登录使用此证书：在所有节点上禁用 SAML SSO",
  "renewal.step.sso-after":
    "如果已禁用：导出元数据并导入身份提供程序，启用 SAML SSO，运行 SSO 测试，并再次重新启动 Tomcat 和 UDS Tomcat",
  "renewal.step.expressway": "使用 Expressway-C（MRA）时：让每个对等体信任新证书：其 CA；自签名时则为证书本身",
  "renewal.step.dot1x":
    "使用 802.1X 时：在颁发第一个新 LSC 之前，将新的 CAPF 证书导入身份验证服务器，并保留旧证书直到全部替换",
  "renewal.step.backup-after": "执行新的 DRS 备份：上一个备份中的证书已不再是集群的证书",
  "renewal.where.publisher": "在发布服务器上",
  "renewal.where.every-node": "在每个运行该服务的节点上（先发布服务器）",
  "renewal.when.sso-or-oauth": "如果启用了 SSO 或 OAuth",
  "renewal.when.sip-oauth": "如果启用了 SIP OAuth",
  "renewal.when.multi-san": "如果所有节点共用一个证书（Multi-Server）",
  "renewal.when.service-is-active": "如果该服务在此处于激活状态",
  "understanding.how.restart.title": "如何重启",
  "understanding.how.restart":
    "请说“在 {node} 上重启 {service}”。机器人随后显示方案及其影响；在同事批准之前不会重启任何东西。手动方式（在节点自己的命令行上）：utils service restart {service}。",
  "understanding.how.reset":
    "请说“重置所有电话”、“重置设备池 {pool} 的电话”，或写出电话名称（SEP…）。机器人随后显示方案及其影响；在同事批准之前不会触及任何电话。",
  "understanding.how.plan": "显示方案",
  "understanding.lsc.title": "电话如何获得 LSC",
  "understanding.lsc.text":
    "LSC 由补救措施的方案安装，绝不会因一句话而安装：哪些电话需要、每部电话如何向 CAPF 证明自己（旧的 LSC、MIC，或不证明），取决于当前的状态。请选择什么不起作用：我先查看，答案下方的补救措施会显示针对这些电话的分批方案，由您的同事批准。",
  "understanding.lsc.by-hand":
    "手动方式：Cisco Unified CM Administration > Bulk Administration > Phones > Update Phones，证书操作选择“Install/Upgrade”，然后应用配置。CAPF 服务必须在发布服务器上运行。",
  "understanding.lsc.list": "逐部电话：谁有 LSC",
  "understanding.restart.title": "{cluster} · 重启 {service} 会触及什么",
  "understanding.restart.where": "{count, plural, other {在 {nodes} 上（多个节点时逐个进行）：共约 {time}。}}",
  "understanding.restart.asked": "这只是询问，没有计划任何操作。方案会显示每条命令以及执行前的检查。",
  "understanding.restart.Cisco CallManager":
    "注册在该节点上的电话和中继转到其组中的下一个节点，之后返回。正在进行的通话由电话自己保持，直到结束都不能转接或保持。",
  "understanding.restart.Cisco Tftp":
    "在此期间启动或重置的电话无法从该节点获得配置，会询问下一个节点。已注册的电话保持注册。启动时它会重新生成并签名 ITL。",
  "understanding.restart.Cisco CTIManager":
    "控制电话的应用（联系中心、话务台、Jabber 和 Webex 的桌面电话控制）会失去该节点并重新连接。通话不受影响。",
  "understanding.restart.Cisco Trust Verification Service":
    "该节点在此期间不为任何证书担保：电话会询问其列表中的下一个 TVS。已注册的电话保持注册。",
  "understanding.restart.Cisco Certificate Authority Proxy Function":
    "在此期间不安装也不续订 LSC。电话保留已有的 LSC，并保持注册。",
  "understanding.restart.Cisco Tomcat":
    "该节点的网页、登录、AXL 和 UDS 会中断数分钟，已登录的用户会被注销。分机移动登录和电话服务需等待。电话保持注册，通话不受影响。",
  "understanding.restart.Cisco UDS Tomcat":
    "Jabber 和 Webex 经由该节点的目录查询和服务发现需等待。电话保持注册，通话不受影响。",
  "understanding.restart.Cisco SSOSP Tomcat":
    "该节点上的单点登录及其令牌需等待；恢复 URL 在此期间也可能不可用。电话保持注册，通话不受影响。",
  "understanding.restart.Cisco HAProxy":
    "从 14 起它位于节点网页端口之前：网页、UDS 以及经 HTTPS 的配置文件（6971、6972、8443、9443）会中断数秒。电话保持注册，通话不受影响。",
  "understanding.restart.Cisco DRF Master": "在此期间无法运行备份或恢复；正在运行的会失败。电话和通话不受影响。",
  "understanding.restart.Cisco DRF Local": "该节点在此期间不参与备份或恢复；正在运行的会失败。电话和通话不受影响。",
  "understanding.talk.title": "我没有什么要做的",
  "understanding.talk.text":
    "我没有查看也没有更改任何东西。我可以帮助处理 CUCM 的证书：电话无法注册、单点登录、MRA、802.1X、续订。",
  "understanding.talk.help": "我可以问什么？",
  "understanding.missing.title": "您指的是什么？",
  "understanding.missing.request": "此会话中没有我可以重复的请求。我应该查看什么？",
  "understanding.missing.certificate": "此会话中没有提到证书。您指的是哪一个？",
  "understanding.missing.service":
    "此会话中没有提到唯一的服务。您指的是哪一个？也可以完整地说：“在 {node} 上重启 Cisco Tftp”。",
  "understanding.missing.node": "此会话中没有提到节点。您指的是哪里？请完整地说：“在 {node} 上重启 {service}”。",
};
