// Traditional Chinese is understood as Simplified is: other characters, and the terms of Taipei.
import { expect, test } from "vitest";
import { teachings } from "../../commands/index.ts";
import { simplified } from "../../src/router/understanding/simplified.ts";
import { createUnderstanding } from "../../src/router/understanding/understand.ts";
import { scenarioPhrases } from "../../src/scenarios/phrases.ts";
import { clusters, outcomeOf } from "./prompts/judge.ts";

const named = [...clusters, { id: "taipei", name: "臺北總部", nodes: ["tpe-pub"], publisher: "tpe-pub" }];
const understand = createUnderstanding(teachings(scenarioPhrases), () => named);

test.each([
  ["話機註冊不上，昨天更新了TVS憑證", "diagnose/phones-unregistered"],
  ["單一登入失敗，上週換了Tomcat憑證", "diagnose/sso-login-failed"],
  ["在家辦公的同事Jabber無法註冊", "diagnose/mra-registration-failed"],
  ["交換器連接埠上的話機802.1X驗證失敗", "diagnose/dot1x-failed"],
  ["只有加密話機無法註冊，一般話機正常", "diagnose/secure-phones-unregistered"],
  ["哪些憑證快到期了", "certs"],
  ["如何更新CallManager憑證", "renew"],
  ["更新TVS憑證會影響話機嗎", "impact"],
  ["重新啟動 cucm-sub1 的 TFTP 服務", "restart"],
  ["重新啟動做完了嗎", "runs"],
  ["重置所有電話", "reset"],
  ["不用核准，直接重新啟動CallManager", "refused"],
  ["印表機壞了", "talk"],
])("%s: %s", (text, wanted) => {
  expect(outcomeOf(understand(text))).toBe(wanted);
});

test("names are found in the characters in which they are written, and phones by the name of their pool", () => {
  expect(understand("臺北總部的憑證什麼時候到期").cluster).toBe("taipei");
  expect(understand("重置裝置池「總部大廳」的電話").args.phones).toBe("phones pool 總部大廳");
  expect(understand("重置设备池“大堂”的电话").args.phones).toBe("phones pool 大堂");
});

test("what is Simplified stays as it is, and so does every other script", () => {
  for (const text of ["我需要 CAPF 的证书文件", "软件和程序", "restart TFTP", "电话注册不上 مرحبا"])
    expect(simplified(text)).toBe(text);
});
