// A dialog for a command that was typed without what it needs: choices where there are any, a line of text elsewhere.
import { plain } from "../../../cards/render/slack-text.ts";
import type { Locale, Text } from "../../domain/text.ts";
import { say } from "../../i18n/say.ts";
import { type Writer, writerFor } from "../../i18n/write.ts";
import type { Fields } from "./api.ts";
import { fields, word } from "./read.ts";

export interface FormField {
  /** As the command itself calls the argument: `cluster` in `cluster="hq"`. */
  readonly name: string;
  readonly label: Text;
  readonly required: boolean;
  /** What it can be; any text when left out. */
  readonly choices?: readonly { readonly value: string; readonly label: Text }[];
}

export interface CommandForm {
  /** `diagnose` in `/certops diagnose`. */
  readonly name: string;
  readonly title: Text;
  readonly fields: readonly FormField[];
}

export const formCallback = "certops-command";
const mostChoices = 100;

/** The form of a command that was typed with fewer words than it needs; undefined when nothing is missing. */
export function missingForm(text: string, forms: readonly CommandForm[]): CommandForm | undefined {
  const [name = "", ...args] = text.trim().split(/\s+/);
  const form = forms.find((one) => one.name === name.toLowerCase());
  const needed = form?.fields.filter((field) => field.required).length ?? 0;
  return form !== undefined && args.length === 0 && needed > 0 ? form : undefined;
}

/** `place` comes back with the submission. */
export function formDialog(form: CommandForm, place: Readonly<Record<string, string>>, locale: Locale): Fields {
  const writer = writerFor(locale);
  return {
    type: "modal",
    callback_id: formCallback,
    title: plain("CertOps", 24),
    submit: plain(writer.write(say("slack.dialog.send")), 24),
    close: plain(writer.write(say("slack.confirm.no")), 24),
    private_metadata: JSON.stringify({ c: form.name, m: place }),
    blocks: [
      { type: "section", text: plain(writer.write(form.title), 3000) },
      ...form.fields.map((field) => input(field, writer)),
    ],
  };
}

function input(field: FormField, writer: Writer): Fields {
  const options = (field.choices ?? []).slice(0, mostChoices).map(({ value, label }) => ({
    text: plain(writer.write(label), 75),
    value: value.slice(0, 150),
  }));
  return {
    type: "input",
    block_id: field.name,
    optional: !field.required,
    label: plain(writer.write(field.label), 150),
    element:
      options.length === 0
        ? { type: "plain_text_input", action_id: field.name, max_length: 200 }
        : { type: "static_select", action_id: field.name, options },
  };
}

/** A submitted form as the command that it stands for, every word named and quoted; undefined when it is no form of ours. */
export function readForm(
  metadata: unknown,
  values: unknown,
  forms: readonly CommandForm[],
): { readonly text: string; readonly place: Fields } | undefined {
  let read: Fields;
  try {
    read = fields(JSON.parse(word(metadata) ?? "null"));
  } catch {
    return undefined;
  }
  const form = forms.find((one) => one.name === read.c);
  if (form === undefined) return undefined;
  const words: string[] = [];
  for (const field of form.fields) {
    const found = fields(fields(fields(values)[field.name])[field.name]);
    const value = word(found.value) ?? word(fields(found.selected_option).value);
    if (value !== undefined) words.push(`${field.name}="${value.slice(0, 200).replaceAll('"', "")}"`);
  }
  return { text: [form.name, ...words].join(" "), place: fields(read.m) };
}
