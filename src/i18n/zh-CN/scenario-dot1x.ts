// Chinese messages: the scenario of phones that fail 802.1X.
export const scenarioDot1x = {
  "scenario.dot1x.title": "电话 802.1X 身份验证失败",
  "scenario.dot1x.affected":
    "{lost} 部电话无法接入；另有 {later} 部在线但下次会被拒绝；{former} 部仍持有旧 CAPF 颁发的 LSC。",
  "scenario.dot1x.affected.bypassed":
    "{lost} 部电话无法接入；另有 {later} 部在线但会被 802.1X 拒绝；{former} 部仍持有旧 CAPF 颁发的 LSC。802.1X 仍处于绕过状态：待没有电话会被拒绝时请结束绕过。",

  "scenario.dot1x.cause.present-not-trusted":
    "{servers} 不信任 {issuers}，而 {lost} 部无法接入的电话中有 {out} 部的 LSC 由它颁发：当前的 CAPF {capf} 从未添加到该服务器。",
  "scenario.dot1x.cause.former-not-trusted":
    "{servers} 不再信任 {issuers}（旧的 CAPF），而 {lost} 部无法接入的电话中有 {out} 部的 LSC 由它颁发。当前的 CAPF 是 {capf}。",
  "scenario.dot1x.cause.maker-not-trusted":
    "{lost} 部无法接入的电话中有 {bare} 部没有 LSC：它们出示制造商证书（MIC），而身份验证服务器不信任它。",
  "scenario.dot1x.cause.refused-later":
    "目前没有电话掉线，但 {servers} 不信任 {issuers}：{later} 部已注册的电话将在下次 802.1X 身份验证时被拒绝，除非其端口已绕过。",
  "scenario.dot1x.cause.refused-later.some-out":
    "{servers} 不信任 {issuers}：{later} 部已注册的电话将在下次 802.1X 身份验证时被拒绝，除非其端口已绕过。{lost} 部掉线的电话中有 {out} 部也持有这样的 LSC，可能已因此无法接入，也可能只是没有通电。",
  "scenario.dot1x.cause.server-silent":
    "身份验证服务器没有应答（{unread}）：无论出示什么证书，{lost} 部电话都无法接入。",
  "scenario.dot1x.cause.server-certificate": "电话本身拒绝身份验证服务器的证书：失败的不是 LSC。",
  "scenario.dot1x.cause.not-asked":
    "身份验证服务器没有收到这些电话的请求：请查看交换机（RADIUS 服务器、共享密钥、端口上的 802.1X）。",
  "scenario.dot1x.cause.let-in":
    "身份验证服务器接受了这些电话：使其中 {lost} 部无法使用的原因在此之后（授权、语音 VLAN、注册）。",
  "scenario.dot1x.cause.not-dot1x":
    "电话没有显示任何 802.1X 消息：{lost} 部电话因其他原因掉线。请改问 phones-unregistered 或 secure-phones-unregistered。",
  "scenario.dot1x.cause.not-explained": "{lost} 部电话无法接入；身份验证服务器的受信任列表无法解释原因。",
  "scenario.dot1x.cause.all-in": "全部 {here} 部电话均已接入网络；没有 LSC 会被拒绝。",
  "scenario.dot1x.cause.not-seen": "无法查询电话和 LSC：无法判断 802.1X 的情况。",
  "scenario.dot1x.prove.status": "一部无法接入的电话的状态消息：“802.1X Authentication: Failed”",
  "scenario.dot1x.prove.server": "身份验证服务器针对其中一部电话的日志",
  "scenario.dot1x.prove.list":
    "其受信任 CA 列表：请将其作为文件拖入此对话（PEM、PKCS#7 或 DER），或在 certops.yaml 中添加 authenticationServers",
  "scenario.dot1x.ruled.lists": "已读取的服务器信任这些电话 LSC 的颁发者",
  "scenario.dot1x.ruled.want-read": "仅有 SSL_ERROR_WANT_READ 不是失败：握手仍在进行",
  "scenario.dot1x.correction.want-read":
    "文档让您查找 SSL_ERROR_WANT_READ：仅此一项是正常的。真正的失败是“rcvd EAP-Failure”以及“802.1X auth FAILED”。",

  "scenario.dot1x.cause.authority-expired":
    "{servers} 仍有 {issuers}，但该证书已过期：持有其颁发的 LSC 的电话不再被允许接入（{lost} 部无法接入的电话中有 {out} 部）。当前的 CAPF 是 {capf}。",
  "scenario.dot1x.missing.list": "不知道 {server} 信任哪些证书颁发机构",
  "scenario.dot1x.missing.list.next":
    "请将其受信任 CA 列表作为文件拖入此对话（PEM、PKCS#7 或 DER；一个文件可含多个证书），并点击带有其名称的按钮。",
  "scenario.dot1x.prove.read":
    "由机器人自行读取该列表：在 certops.yaml 中添加 authenticationServers（一个包含 CA 的文件即可）",
  "scenario.dot1x.pasted.list": "{server} 信任哪些证书颁发机构，依据 {by} 提供的文件（{source}）",
  "scenario.dot1x.pasted.log": "电话记录的内容，依据 {by} 粘贴的日志（{source}）",
  "scenario.dot1x.pasted.counts": "有效：恰好是此列表会拒绝的电话无法接入，其他电话均在线。",
  "scenario.dot1x.pasted.fits": "它可以解释无法接入的电话，但机器人读取的内容均未证实它。",
  "scenario.dot1x.pasted.fine": "按此列表，没有电话会被拒绝。",
  "scenario.dot1x.pasted.own": "机器人自行读取身份验证服务器：以其现在的内容为准，而非该文件。",
  "scenario.dot1x.pasted.failed": "该电话的 802.1X 失败：EAP-Failure。",
  "scenario.dot1x.pasted.handshake": "只有 SSL_ERROR_WANT_READ：这是正常的，不能证明任何问题。",
  "scenario.dot1x.pasted.stranger": "其中提到 {phone}，本集群没有这部电话：不作数。",
  "scenario.dot1x.pasted.next": "粘贴内容任何人都可以编写：请让机器人自行读取服务器的列表，或查看一部无法接入的电话。",
  "scenario.dot1x.reason.reissue-dropped":
    "机器人暂不执行：{capf} 受信任仅来自此对话中的文件。请让机器人自行读取该列表（certops.yaml 中的 authenticationServers），然后重新检查：否则新的 LSC 可能使 {phones} 部电话无法接入。",

  "scenario.dot1x.bypass.doubted": "有人说绕过已结束，但仍有 {phones} 部服务器会拒绝的电话处于注册状态",
  "scenario.dot1x.bypass.doubted.means": "它们的端口仍被绕过，或此后没有重新验证过：下次身份验证时将无法接入。",
  "scenario.dot1x.bypass.doubted.next":
    "请查看其中一个端口（show authentication sessions）：在这些电话获得新的 LSC，或服务器信任其颁发者之前，不要结束剩余的绕过。",
  "scenario.dot1x.question.status": "无法接入的电话的状态消息显示什么？",
  "scenario.dot1x.question.status.how": "在电话上：设置 > 状态 > 状态消息",
  "scenario.dot1x.question.log": "这类电话的日志（含 PAE 的行）显示什么？",
  "scenario.dot1x.question.log.how":
    "控制台日志或问题报告工具。端口关闭的电话无法访问：请使用通过绕过接入的电话的报告，或将日志行粘贴到聊天中。",
  "scenario.dot1x.question.server": "身份验证服务器对这类电话记录了什么？",
  "scenario.dot1x.question.server.how":
    "ISE：Operations > RADIUS > Live Logs。ASA：show logging。FreeRADIUS：radius.log",
  "scenario.dot1x.question.bypass": "这些电话的端口是否已绕过 802.1X？",
  "scenario.dot1x.question.bypass.how":
    "在交换机上：show authentication sessions。CUCM 看不到它：无论端口是否要求验证，电话都保持注册。在有人回答已结束之前，卡片会一直显示；会被拒绝却仍在线的电话会用来核对该回答。",
  "scenario.dot1x.option.failed": "802.1X 失败（EAP-Failure）",
  "scenario.dot1x.option.none": "没有此类内容",
  "scenario.dot1x.option.want-read": "仅有 SSL_ERROR_WANT_READ",
  "scenario.dot1x.option.server-certificate": "电话拒绝服务器证书",
  "scenario.dot1x.option.timeout": "无应答，计时器超时",
  "scenario.dot1x.option.unknown-ca": "Unknown CA",
  "scenario.dot1x.option.accepted": "已接受",
  "scenario.dot1x.option.nothing": "没有收到请求",
  "scenario.dot1x.option.on": "是，已绕过",
  "scenario.dot1x.option.ended": "曾绕过，已结束",

  "scenario.dot1x.plan.reissue": "为 {phones} 部持有旧 CAPF 所颁发 LSC 的电话安装新的 LSC",
  "scenario.dot1x.remedy.add-capf": "将 {capf} 添加到身份验证服务器，与旧证书并存",
  "scenario.dot1x.reason.add-capf":
    "服务器信任 {capf} 后，持有其 LSC 的电话即可接入（目前 {phones} 部无法接入）。旧证书保留到没有电话需要它为止。",
  "scenario.dot1x.remedy.restore-former": "将 {issuers} 重新添加到身份验证服务器",
  "scenario.dot1x.reason.restore-former": "{phones} 个 LSC 仍然有效：只是其颁发者离开了服务器的列表。不涉及任何电话。",
  "scenario.dot1x.reason.restore-elsewhere":
    "{phones} 个 LSC 仍然有效，但集群已不再保存 {issuers} 的证书：须从备份或服务器的历史记录中取得。",
  "scenario.dot1x.remedy.reissue": "绕过 802.1X，在受影响的电话上安装 LSC，然后结束绕过",
  "scenario.dot1x.reason.reissue":
    "已读取的每台身份验证服务器都信任 {capf}：安装新的 LSC 后这 {phones} 部电话即可接入。无法接入的电话需要先绕过。",
  "scenario.dot1x.reason.reissue-first":
    "暂不可行：有身份验证服务器不信任 {capf}，新的 LSC 会使 {phones} 部电话无法接入。请先添加证书，然后重新检查。",
  "scenario.dot1x.reason.reissue-unread":
    "无法读取任何身份验证服务器的列表：在为 {phones} 部电话安装新的 LSC 之前，请确认服务器信任 {capf}，否则这些电话将无法接入。",
  "scenario.dot1x.reason.no-capf": "CAPF 没有有效证书：无法颁发 LSC。",
  "scenario.dot1x.remedy.server": "恢复身份验证服务器",
  "scenario.dot1x.reason.server": "没有应答时，交换机会使所有端口保持关闭。",
  "scenario.dot1x.remedy.server-certificate": "为服务器换上电话能接受的证书",
  "scenario.dot1x.reason.server-certificate": "电话在出示自己的证书之前就结束了握手。",
  "scenario.dot1x.remedy.maker": "信任电话制造商，或安装 LSC",
  "scenario.dot1x.reason.maker": "没有 LSC 的电话只能出示其 MIC。",
  "scenario.dot1x.remedy.port": "检查交换机端口和语音 VLAN",
  "scenario.dot1x.reason.port": "使这些电话无法接入的不是证书。",

  "scenario.dot1x.hand.download": "从 CUCM 发布服务器下载 {capf} 的证书，或用此卡片上的按钮获取文件",
  "scenario.dot1x.hand.add": "将 {capf} 添加到 {server} 的受信任 CA，用于客户端身份验证；旧证书保留不动",
  "scenario.dot1x.hand.add-somewhere": "将 {capf} 添加到身份验证服务器的受信任 CA，用于客户端身份验证；旧证书保留不动",
  "scenario.dot1x.hand.check-again": "重新检查：机器人会重新读取服务器的列表",
  "scenario.dot1x.hand.retry": "让电话重试（几分钟内会自行重试），或在交换机上清除会话",
  "scenario.dot1x.hand.find-former":
    "从发布服务器的 CAPF-trust 或 CallManager-trust 下载 {issuers}，或用此卡片上的按钮获取文件",
  "scenario.dot1x.hand.find-backup": "找到 {issuers} 的证书：导出文件、DRS 备份或服务器自身的历史记录",
  "scenario.dot1x.hand.add-former": "将 {issuers} 重新添加到服务器的受信任 CA，用于客户端身份验证",
  "scenario.dot1x.hand.bypass":
    "在这 {phones} 部电话（其中 {out} 部无法接入）的端口上绕过 802.1X，并在此卡片上回答“是，已绕过”",
  "scenario.dot1x.hand.end-bypass": "在这 {phones} 部电话的端口上结束绕过，并回答已结束",
  "scenario.dot1x.hand.remove-former": "当没有电话再持有旧 CAPF 颁发的 LSC 时：从服务器上移除旧证书",
  "scenario.dot1x.hand.maker": "将 Cisco Manufacturing CA 及其根证书添加到受信任 CA，或绕过端口并安装 LSC",
  "scenario.dot1x.hand.server":
    "确认服务器正在运行并应答交换机（RADIUS，UDP 1812）；其间可用关键 VLAN 或绕过让电话接入",
  "scenario.dot1x.hand.server-certificate": "换回服务器原来的 EAP 证书，或换上电话所知 CA 颁发的证书",
  "scenario.dot1x.hand.port": "与电话已接入的端口比较：show authentication sessions interface … details",
  "scenario.dot1x.hand.vlan": "确认服务器的应答将电话放入语音域（device-traffic-class=voice）",
  "scenario.dot1x.step.update-ctl": "更新 CTL，使电话认识当前的 CAPF",
  "scenario.dot1x.step.restart-service": "重新启动服务",
  "scenario.dot1x.step.reset-phones": "重置电话：获取新的 CTL",
  "scenario.dot1x.step.install-lsc": "分批安装新的 LSC，逐批观察到结束",
  "scenario.dot1x.step.wait-for-phones": "等待电话注册",
} as const;
