// As much of a browser as sign-in needs: keeps cookies, follows redirects, names its Origin.

export class Browser {
  readonly cookies = new Map<string, string>();
  readonly #attributes = new Map<string, string[]>();
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  }

  attributes(cookie: string): readonly string[] | undefined {
    return this.#attributes.get(cookie);
  }

  /** One request of a navigation, no redirect followed. */
  async step(to: string, headers: Readonly<Record<string, string>> = {}): Promise<Response> {
    const url = new URL(to, this.#url);
    const own = url.origin === this.#url;
    const answer = await fetch(url, {
      redirect: "manual",
      headers: { accept: "text/html", ...(own ? { cookie: this.header() } : {}), ...headers },
    });
    if (own) this.#take(answer);
    return answer;
  }

  async post(to: string, body: unknown): Promise<Response> {
    const answer = await fetch(new URL(to, this.#url), {
      method: "POST",
      headers: { origin: this.#url, cookie: this.header(), "content-type": "application/json" },
      body: JSON.stringify(body),
    });
    this.#take(answer);
    return answer;
  }

  async json(to: string): Promise<unknown> {
    return await (await this.step(to, { accept: "application/json" })).json();
  }

  /** Follows redirects to the end. */
  async open(to: string): Promise<Response> {
    let answer = await this.step(to);
    let at = new URL(to, this.#url);
    for (let hops = 0; hops < 10; hops++) {
      const location = answer.headers.get("location");
      if (location === null) return answer;
      at = new URL(location, at);
      answer = await this.step(at.href);
    }
    throw new Error("too many redirects");
  }

  /** Follows redirects up to where the provider sends one back; gives that address without opening it. */
  async openUntilCallback(to: string): Promise<string> {
    let at = new URL(to, this.#url);
    for (let hops = 0; hops < 10; hops++) {
      const location = (await this.step(at.href)).headers.get("location");
      if (location === null) throw new Error(`no way on from ${at}`);
      at = new URL(location, at);
      if (at.pathname === "/signin/callback") return at.href;
    }
    throw new Error("too many redirects");
  }

  #take(answer: Response): void {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const [name = "", value = ""] = pair.split("=");
      this.#attributes.set(name, attributes);
      if (attributes.includes("Max-Age=0")) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
  }
}
