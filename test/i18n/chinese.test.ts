// Chinese texts are Chinese: what stands there in Latin letters is a name of Cisco's, a command, a field or what a device prints.
import { IntlMessageFormat } from "intl-messageformat";
import { expect, it } from "vitest";
import { zhCN } from "../../src/i18n/catalogue.ts";
import { englishIn } from "./latin.ts";

interface Part {
  readonly type: number;
  readonly value: string;
  readonly options?: Readonly<Record<string, { readonly value: readonly Part[] }>>;
}

/** What is written as it stands; values and the words of ICU itself are left out. */
function written(source: string): string {
  const walk = (parts: readonly Part[]): string =>
    parts
      .map((part) => {
        const inner = Object.values(part.options ?? {}).map((option) => walk(option.value));
        return [part.type === 0 ? part.value : "{}", ...inner].join(" ");
      })
      .join("");
  return walk(new IntlMessageFormat(source, "zh-CN", undefined, { ignoreTag: true }).getAst() as unknown as Part[]);
}

const foreign = (text: string, id = ""): string[] => englishIn(written(text), id.startsWith("line."));

it("no Chinese text has an English word that is not a name, a command or a device’s own words", () => {
  const found = Object.entries(zhCN).flatMap(([id, text]) => foreign(text, id).map((one) => `${id}: ${one}`));
  expect(found, "translate it, or add the name to test/fixtures/i18n/latin-words.txt").toEqual([]);
});

it("the test would notice English", () => {
  expect(foreign("请 restart 服务 {service}，then verify")).toEqual(["restart", "then", "verify"]);
  expect(foreign("请在 {node} 上运行 utils service restart Cisco Tftp，然后查看 show itl")).toEqual([]);
});

/** One word for one thing: as the Chinese support document has it, else the word that most texts had. */
const terms: readonly (readonly [term: string, others: RegExp])[] = [
  ["集群", /群集|丛集/],
  ["发布服务器", /发布方|发布程序|发布者|发布节点/],
  ["订阅服务器", /订阅方|订阅者|订户/],
  ["身份提供程序", /身份提供[商者方]/],
  ["服务提供商", /服务提供程序/],
  ["Cisco", /思科/],
  ["单点登录", /单一登[录入]/],
  ["身份验证服务器", /认证服务器/],
  ["证书颁发机构", /证书(?:授权|签发|颁发)(?:中心|单位)/],
  ["续订", /续期|续签/],
  ["信任存储", /信任库/],
  ["序列号", /序号/],
  ["电话", /话机/],
  ["出厂重置", /恢复出厂/],
  ["ITL File Status（字段）", /ITL 状态/],
  ["Cisco Unified OS Administration（页面）", /操作系统管理/],
  ["Cisco Unified CM Administration（页面）", /Unified CM 管理|批量管理/],
];

it("Chinese texts call one thing by one name", () => {
  const found = Object.entries(zhCN).flatMap(([id, text]) =>
    terms.filter(([, others]) => others.test(text)).map(([term]) => `${id}: ${term}`),
  );
  expect(found).toEqual([]);
});

it("Chinese sentences have Chinese punctuation", () => {
  const ascii = /[\u4e00-\u9fff][,;:?!]|[,;?!][\u4e00-\u9fff]/;
  expect(Object.entries(zhCN).flatMap(([id, text]) => (ascii.test(written(text)) ? [id] : []))).toEqual([]);
});
