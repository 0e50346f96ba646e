// The one file that knows `botbuilder`: turns and messages run through its CloudAdapter, over our own bounded HTTP.
import {
  type Activity,
  ActivityTypes,
  CloudAdapter,
  ConfigurationBotFrameworkAuthentication,
  type ConversationAccount,
  type TurnContext,
} from "botbuilder";
import type { Json } from "../../domain/text.ts";
import type { TeamsCloud } from "./cloud.ts";
import { type Answer, exchange, jsonOf, type Outgoing, TeamsRefusal } from "./exchange.ts";
import type { Login } from "./login.ts";
import type { InvokeAnswer, Member, OutgoingActivity, Reference, Wire } from "./wire.ts";

type Settings = ConstructorParameters<typeof ConfigurationBotFrameworkAuthentication>;
type HttpClient = NonNullable<NonNullable<Settings[4]>["httpClient"]>;
type Authenticated = Awaited<ReturnType<ConfigurationBotFrameworkAuthentication["authenticateRequest"]>>;

type Tokens = ReturnType<ConfigurationBotFrameworkAuthentication["createUserTokenClient"]>;
type Factory = ReturnType<ConfigurationBotFrameworkAuthentication["createConnectorFactory"]>;
type Connector = ReturnType<Factory["create"]>;

/** Regions of the platform have one address each; more are somebody's play. */
const mostServices = 50;

/** The SDK builds two HTTP clients for every turn and every message, which is most of its time; ours are kept. */
class Authentication extends ConfigurationBotFrameworkAuthentication {
  readonly #connectors = new Map<string, Connector>();
  #tokens: Tokens | undefined;

  override createUserTokenClient(
    claims: Parameters<ConfigurationBotFrameworkAuthentication["createUserTokenClient"]>[0],
  ) {
    this.#tokens ??= super.createUserTokenClient(claims);
    return this.#tokens;
  }

  override createConnectorFactory(
    claims: Parameters<ConfigurationBotFrameworkAuthentication["createConnectorFactory"]>[0],
  ): Factory {
    const made = super.createConnectorFactory(claims);
    return {
      create: (serviceUrl, audience) => {
        const known = this.#connectors.get(serviceUrl);
        if (known !== undefined) return known;
        const connector = made.create(serviceUrl, audience);
        if (this.#connectors.size >= mostServices) this.#connectors.clear();
        this.#connectors.set(serviceUrl, connector);
        return connector;
      },
    };
  }
}

/** Whether a token is right is decided before (verify.ts): an activity that comes here is believed. */
class Adapter extends CloudAdapter {
  readonly #appId: string;
  readonly #audience: string;

  constructor(authentication: ConfigurationBotFrameworkAuthentication, appId: string, audience: string) {
    super(authentication);
    this.#appId = appId;
    this.#audience = audience;
  }

  async turn(activity: Activity, logic: () => Promise<InvokeAnswer | undefined>): Promise<InvokeAnswer> {
    const claimsIdentity = this.createClaimsIdentity(this.#appId);
    const proved: Authenticated = {
      audience: this.#audience,
      claimsIdentity,
      connectorFactory: this.botFrameworkAuthentication.createConnectorFactory(claimsIdentity),
    };
    const answer = await this.processActivity(proved, activity, async (context) => {
      const given = await logic();
      if (given === undefined) return;
      await context.sendActivity({ type: ActivityTypes.InvokeResponse, value: given });
    });
    if (answer === undefined) return { status: 200 };
    return { status: answer.status, ...(answer.body === undefined ? {} : { body: answer.body as Json }) };
  }
}

export function createWire(options: {
  readonly appId: string;
  readonly cloud: TeamsCloud;
  readonly login: Login;
}): Wire {
  const { appId, cloud, login } = options;

  /** Adds the bot's token, which goes to the platform's message service alone. */
  const call = async (outgoing: Outgoing): Promise<Answer> => {
    const token = await login.token();
    try {
      return await exchange(
        { ...outgoing, headers: { ...outgoing.headers, authorization: `Bearer ${token}` } },
        cloud.services,
      );
    } catch (error) {
      if (error instanceof TeamsRefusal && error.status === 401) login.forget();
      throw error;
    }
  };

  const httpClient: HttpClient = {
    sendRequest: async (request) => {
      const answer = await call({
        method: methodOf(request.method),
        url: request.url,
        headers: { ...request.headers.rawHeaders(), "content-type": "application/json" },
        ...(typeof request.body === "string" ? { body: request.body } : {}),
      });
      const headers = request.headers.clone();
      for (const name of headers.headerNames()) headers.remove(name);
      for (const [name, value] of answer.headers) headers.set(name, value);
      return { request, status: answer.status, headers, bodyAsText: new TextDecoder().decode(answer.body) };
    },
  };

  const adapter = new Adapter(
    new Authentication(
      { MicrosoftAppId: appId, ToChannelFromBotOAuthScope: cloud.audience },
      {
        isValidAppId: (given) => Promise.resolve(given === appId),
        isAuthenticationDisabled: () => Promise.resolve(false),
        createCredentials: () => Promise.resolve({ signRequest: (request) => Promise.resolve(request) }),
      },
      undefined,
      undefined,
      { httpClient },
    ),
    appId,
    cloud.audience,
  );

  /** Runs `work` against a conversation that nobody has just written in. */
  const within = async <T>(to: Reference, work: (context: TurnContext) => Promise<T>): Promise<T> => {
    const done: T[] = [];
    const reference: Parameters<CloudAdapter["continueConversationAsync"]>[1] = {
      channelId: "msteams",
      serviceUrl: to.serviceUrl,
      bot: { id: `28:${appId}`, name: "CertOps" },
      // Its id is all that counts; guesses at the rest are refused by some clients.
      conversation: { id: to.conversation } as ConversationAccount,
    };
    await adapter.continueConversationAsync(appId, reference, async (context) => {
      // The SDK makes up an id for the activity that it continues, and would send everything as an answer to it.
      Reflect.deleteProperty(context.activity, "id");
      done.push(await work(context));
    });
    const [result] = done;
    if (result === undefined) throw new TeamsRefusal(0, "no-answer");
    return result;
  };

  return {
    turn: (activity, logic) => adapter.turn(activity as unknown as Activity, logic),
    send: (to, activity) =>
      within(to, async (context) => {
        const sent = await context.sendActivity(asActivity(activity));
        return sent?.id ?? "";
      }),
    update: async (to, id, activity) => {
      await within(to, async (context) => {
        await context.updateActivity({ ...asActivity(activity), id });
        return true;
      });
    },
    member: async (of, user) => {
      const [conversation] = of.conversation.split(";");
      const path = `v3/conversations/${encodeURIComponent(conversation ?? "")}/members/${encodeURIComponent(user)}`;
      const answer = await call({ method: "GET", url: new URL(path, base(of.serviceUrl)).href });
      return readMember(jsonOf(answer));
    },
    openPersonal: async ({ serviceUrl, tenant, user }) => {
      const answer = await call({
        method: "POST",
        url: new URL("v3/conversations", base(serviceUrl)).href,
        headers: { "content-type": "application/json" },
        body: JSON.stringify({
          isGroup: false,
          bot: { id: `28:${appId}` },
          members: [{ id: user }],
          tenantId: tenant,
          channelData: { tenant: { id: tenant } },
        }),
      });
      const made = jsonOf(answer);
      if (typeof made === "object" && made !== null && "id" in made && typeof made.id === "string") return made.id;
      throw new TeamsRefusal(answer.status, "no-conversation");
    },
  };
}

const asActivity = (activity: OutgoingActivity): Partial<Activity> => activity as unknown as Partial<Activity>;

const base = (serviceUrl: string): string => (serviceUrl.endsWith("/") ? serviceUrl : `${serviceUrl}/`);

function methodOf(method: string): Outgoing["method"] {
  return method === "POST" || method === "PUT" || method === "DELETE" ? method : "GET";
}

function readMember(value: unknown): Member {
  const text = (key: string): string | undefined => {
    const member = typeof value === "object" && value !== null ? Reflect.get(value, key) : undefined;
    return typeof member === "string" && member.length <= 1000 ? member : undefined;
  };
  const id = text("id");
  if (id === undefined) throw new TeamsRefusal(200, "not-a-member");
  return {
    id,
    // The roster writes it `objectId` for some clients (Bot Framework, TeamsChannelAccount).
    aadObjectId: text("aadObjectId") ?? text("objectId"),
    name: text("name") ?? "",
    role: text("userRole") ?? "",
    tenant: text("tenantId"),
  };
}
