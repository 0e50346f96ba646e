// Traditional Chinese, read as Simplified: the lexicons and phrases are in Simplified, people in Taipei and Hong Kong write as they do.
import { Converter } from "opencc-js/t2cn";

interface Converters {
  /** Characters alone. */
  readonly characters: (text: string) => string;
  /** Characters and Taiwan’s terms. */
  readonly terms: (text: string) => string;
}
let loaded: Converters | undefined;
const load = (): Converters => ({
  characters: Converter({ from: "t", to: "cn" }),
  terms: Converter({ from: "twp", to: "cn" }),
});
const han = /\p{Script=Han}/u;

/**
 * A Traditional text in Simplified characters and in the terms of the mainland (憑證 -> 凭证, 叢集 -> 集群, 伺服器 -> 服务器), by
 * OpenCC's dictionaries. What is Simplified already stays as it is (文件 is a document in Taipei, a file in Beijing), and so does
 * every other script. The dictionaries take some 40 ms, once, when the first Chinese text comes.
 */
export function simplified(text: string): string {
  if (!han.test(text)) return text;
  loaded ??= load();
  return loaded.characters(text) === text ? text : loaded.terms(text);
}
