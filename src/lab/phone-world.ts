// What phones can reach: TFTP, TVS and call managers of the cluster, over the real ports. Same questions in one second are asked once.
import { sha256 } from "../kernel/ids.ts";
import type { LabClock } from "./clock.ts";
import { ListLibrary } from "./list-library.ts";
import type { Node } from "./node.ts";
import type { Phone } from "./phone.ts";
import { type Fetched, fetchFile, servedCertificate } from "./phone-network.ts";
import { askTvs, type TvsQuestion, type TvsReply } from "./phone-tvs.ts";

interface Shared<T> {
  readonly labAt: number;
  readonly realAt: number;
  readonly answer: Promise<T>;
}

export interface PhoneSecurity {
  /** Does what CAPF has pending for the phone, if anything. */
  enrol(phone: Phone, world: PhoneWorld): Promise<void>;
  /** RIS's reason when the call manager turns the phone away. */
  rejection(phone: Phone, node: Node): Promise<number | undefined>;
}

/** The switch port that a phone hangs on. */
export interface PhoneAccess {
  /** Whether the phone gets past its port now. */
  open(phone: Phone): Promise<boolean>;
}

/** Nobody sees more than this much old (lab time and real time): a real thousand phones would differ by more. */
const sharedMs = 1000;

export class PhoneWorld {
  readonly clock: LabClock;
  readonly seed: number;
  readonly library = new ListLibrary();
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #signal: AbortSignal;
  readonly #shared = new Map<string, Shared<unknown>>();
  /** Questions that really went over the wire. */
  readonly asked = { files: 0, tvs: 0, tls: 0 };
  /** What the phones' certificates are worth to CAPF and to a call manager; set by the cluster. */
  security: PhoneSecurity = { enrol: () => Promise.resolve(), rejection: () => Promise.resolve(undefined) };

  /** Whether the network lets a phone in; set by the cluster. */
  access: PhoneAccess = { open: () => Promise.resolve(true) };

  constructor(options: { clock: LabClock; seed: number; nodes: readonly Node[]; signal: AbortSignal }) {
    this.clock = options.clock;
    this.seed = options.seed;
    this.#nodes = new Map(options.nodes.flatMap((node) => [[node.name, node] as const, [node.fqdn, node] as const]));
    this.#signal = options.signal;
  }

  /** By short or full name. */
  node(name: string): Node | undefined {
    return this.#nodes.get(name);
  }

  /** A trust list: the same file for everybody. */
  list(node: Node, file: "ITLFile.tlv" | "CTLFile.tlv"): Promise<Fetched> {
    return this.#once(`file|${node.name}|${file}`, () => this.#fetch(node, file));
  }

  /** A phone's own configuration file. */
  configuration(node: Node, phone: string): Promise<Fetched> {
    return this.#fetch(node, `${phone}.cnf.xml.sgn`);
  }

  tvs(node: Node, device: string, question: TvsQuestion): Promise<TvsReply | undefined> {
    const about = "certificate" in question ? sha256(question.certificate) : `${question.issuer}|${question.serial}`;
    return this.#once(`tvs|${node.name}|${about}`, () => {
      this.asked.tvs++;
      return askTvs(node.address, node.ports.tvs, device, question, this.#signal);
    });
  }

  sipCertificate(node: Node): Promise<Uint8Array | undefined> {
    return this.#once(`sip|${node.name}`, () => {
      this.asked.tls++;
      return servedCertificate(node.address, node.ports.sipTls, this.#signal);
    });
  }

  /** Something on a node changed: whoever asks from now on gets the new answer. */
  forget(): void {
    this.#shared.clear();
  }

  capfCertificate(node: Node): Promise<Uint8Array | undefined> {
    return this.#once(`capf|${node.name}`, () => {
      this.asked.tls++;
      return servedCertificate(node.address, node.ports.capf, this.#signal);
    });
  }

  #fetch(node: Node, file: string): Promise<Fetched> {
    this.asked.files++;
    return fetchFile(node.address, node.ports.tftpHttp, file, this.#signal);
  }

  #once<T>(key: string, ask: () => Promise<T>): Promise<T> {
    const labAt = this.clock.now();
    const realAt = performance.now();
    const known = this.#shared.get(key) as Shared<T> | undefined;
    if (known && Math.abs(labAt - known.labAt) < sharedMs && realAt - known.realAt < sharedMs) return known.answer;
    const answer = ask();
    this.#shared.set(key, { labAt, realAt, answer });
    return answer;
  }
}
