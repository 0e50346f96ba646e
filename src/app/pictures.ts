// Draws what people asked to see: our nouns to pictures, pictures to PNG for chats and to SVG for case files.
import type { Drawn, PicturesPort } from "../../commands/services.ts";
import type { CaseFile } from "../domain/case-file.ts";
import type { Locale } from "../domain/text.ts";
import { type Writer, writerFor } from "../i18n/write.ts";
import type { Picture } from "../pictures/picture.ts";
import { pngOf } from "../pictures/png.ts";
import { previewOf } from "../pictures/preview.ts";
import { recoveryPicture } from "../pictures/recovery.ts";
import { svgOf } from "../pictures/svg.ts";
import { timelinePicture } from "../pictures/timeline.ts";
import { trustMap } from "../pictures/trust-map.ts";

export interface PicturesInit {
  /** IANA time zone of the times on them. */
  readonly zone: string;
  readonly clusterName: (cluster: string) => string;
}

/** As text (base64) three quarters of what Teams takes for a whole card, 28 KB. */
const mostPreviewBytes = 16_000;

/** Drawn anew each time: nothing is kept. */
export function createPictures({ zone, clusterName }: PicturesInit): PicturesPort {
  const asFile = async (make: (writer: Writer) => Picture | undefined, locale: Locale): Promise<Drawn | undefined> => {
    const picture = make(writerFor(locale, zone));
    if (picture === undefined) return undefined;
    const { name, title, alt } = picture;
    const [bytes, preview] = await Promise.all([pngOf(picture), previewOf(picture, mostPreviewBytes)]);
    const image = { mediaType: "image/png", alt, ...(preview === undefined ? {} : { preview }) } as const;
    return { title, alt, file: { name: `${name}.png`, bytes, image } };
  };
  return {
    trustMap: (report, locale) => asFile((writer) => trustMap(report, { writer }), locale),
    timeline: (report, locale) => asFile((writer) => timelinePicture(report, { writer }), locale),
    recovery: (run, locale) =>
      asFile((writer) => recoveryPicture(run, { writer, zone, clusterName: clusterName(run.cluster) }), locale),
  };
}

export interface CasePicture {
  readonly svg: Readonly<Record<Locale, string>>;
  readonly alt: Readonly<Record<Locale, string>>;
}

/** Of what stands in the case file, and so without what was removed from it: the trust map, when certificates expire, each run’s curve. */
export function casePictures(content: CaseFile, zone: string): readonly CasePicture[] {
  const { report, runs, cluster, certificates = [] } = content;
  const own = certificates.map((one) => ({ ...one, store: "own" as const }));
  const expiries = {
    cluster: cluster.id,
    clusterName: cluster.name,
    at: content.madeAt,
    certificates: own,
    unreachable: [],
  };
  const makers: ((writer: Writer) => Picture | undefined)[] = [
    ...(report === undefined ? [] : [(writer: Writer) => trustMap(report, { writer })]),
    (writer: Writer) => timelinePicture(expiries, { writer }),
    ...runs.map(
      ({ run }) =>
        (writer: Writer) =>
          recoveryPicture(run, { writer, zone, clusterName: cluster.name }),
    ),
  ];
  return makers.flatMap((make) => {
    const [en, zh] = [make(writerFor("en", zone)), make(writerFor("zh-CN", zone))];
    if (en === undefined || zh === undefined) return [];
    return [{ svg: { en: svgOf(en), "zh-CN": svgOf(zh) }, alt: { en: en.alt, "zh-CN": zh.alt } }];
  });
}
