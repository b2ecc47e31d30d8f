import type { PipelinePolicy, PipelineRequest, PipelineResponse } from "@azure/core-rest-pipeline";
import { isResourceManagerUrl } from "./armUrl";
import { bearerChallenge } from "./challenge";
import type { Cloud } from "../cloud";
import type { ArmErrorKind } from "../errors/armError";
import { armError, type ArmErrorContext } from "../errors/errorAdvice";
import { toArmError } from "../errors/errorFromUnknown";
import type { RequestContext, RequestContexts } from "./requestContext";
import type { ArmTokenCredential, ArmTokenOptions } from "../auth/tokenCache";
import { untilAborted } from "../async/untilAborted";

export interface AuthPolicyOptions {
  readonly cloud: Cloud;
  readonly credential: ArmTokenCredential;
  readonly contexts: RequestContexts;
  /** Every token in use, so that none survives in a text. */
  readonly secrets: Set<string>;
  readonly describe: (request: PipelineRequest) => ArmErrorContext;
}

/**
 * Puts the token on a request, and answers a 401 once for each request: a challenge with claims (step-up) with a token that
 * carries them, any other with a fresh token. It refuses every URL outside Resource Manager's own origin.
 */
export function authPolicy(options: AuthPolicyOptions): PipelinePolicy {
  return {
    name: "nexusArcAuthPolicy",
    async sendRequest(request, next) {
      if (!isResourceManagerUrl(options.cloud, request.url)) {
        throw armError("untrustedUrl", "ForeignOrigin", options.describe(request));
      }
      const context = options.contexts.of(request);
      const first = context.answer ?? (await token(options, request, context, {}));
      request.headers.set("Authorization", first);
      const response = await next(request);
      if (response.status !== 401 || context.challenged) return response;
      context.challenged = true;
      const answer = await answerTo(response, options, context);
      if (answer === undefined || answer === first) return response;
      context.answer = answer;
      request.headers.set("Authorization", answer);
      return next(request);
    },
  };
}

async function answerTo(
  response: PipelineResponse,
  options: AuthPolicyOptions,
  context: RequestContext,
): Promise<string | undefined> {
  const challenge = bearerChallenge(response.headers.get("WWW-Authenticate"));
  // Another token of the same tenant cannot help where another tenant is asked for.
  if ((response.bodyAsText ?? "").includes("InvalidAuthenticationTokenTenant")) return undefined;
  if (challenge?.claims === undefined)
    return token(options, response.request, context, { forceRefresh: true });
  try {
    return await token(options, response.request, context, { claims: challenge.claims });
  } catch (error) {
    const described = options.describe(response.request);
    const cause = toArmError(error, described);
    if (!needsPerson.has(cause.kind)) throw cause;
    const tenantId = context.tenantId ?? challenge.tenantId;
    throw armError("stepUp", cause.code, described, {
      httpStatus: 401,
      ...(cause.kind === "stepUp" && { nextMove: cause.nextMove }),
      remedy: { kind: "signIn", claims: challenge.claims, ...(tenantId !== undefined && { tenantId }) },
    });
  }
}

const needsPerson: ReadonlySet<ArmErrorKind> = new Set(["signIn", "stepUp", "expired", "unexpected"]);

async function token(
  options: AuthPolicyOptions,
  request: PipelineRequest,
  context: RequestContext,
  extra: Pick<ArmTokenOptions, "claims" | "forceRefresh">,
): Promise<string> {
  const described = options.describe(request);
  const tokenOptions: ArmTokenOptions = {
    enableCae: true,
    interactive: context.interactive,
    ...(context.tenantId !== undefined && { tenantId: context.tenantId }),
    ...(context.signal !== undefined && { abortSignal: context.signal }),
    ...extra,
  };
  try {
    const pending = options.credential.getToken(options.cloud.scope, tokenOptions);
    const got = await untilAborted(pending, context.signal);
    if (got === null || got.token === "") throw armError("signIn", "NoToken", described, signInTo(context));
    remember(options.secrets, got.token);
    return `Bearer ${got.token}`;
  } catch (error) {
    throw toArmError(error, described);
  }
}

function signInTo(context: RequestContext): { remedy: { kind: "signIn"; tenantId?: string } } {
  return {
    remedy: { kind: "signIn", ...(context.tenantId !== undefined && { tenantId: context.tenantId }) },
  };
}

/** The latest tokens suffice: no answer comes that late. */
function remember(secrets: Set<string>, secret: string): void {
  secrets.delete(secret);
  secrets.add(secret);
  const [oldest] = secrets;
  if (secrets.size > 64 && oldest !== undefined) secrets.delete(oldest);
}
