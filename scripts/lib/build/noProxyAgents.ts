/**
 * Stand in the built code for `http-proxy-agent` and `https-proxy-agent`, which the Azure SDKs' runtime makes where the environment
 * names a proxy. Our transport gives each request an agent of its own (`src/arm/network/transport.ts`), so theirs are never used.
 */
export const HttpProxyAgent = Object;
export const HttpsProxyAgent = Object;
