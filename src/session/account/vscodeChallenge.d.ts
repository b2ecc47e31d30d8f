/** What VS Code 1.105 added to `authentication.getSession`, and `@types/vscode` 1.100 does not know yet. */
declare module "vscode" {
  /** A `WWW-Authenticate` header to answer, instead of scopes. */
  export interface AuthenticationWwwAuthenticateRequest {
    readonly wwwAuthenticate: string;
    readonly fallbackScopes?: readonly string[];
  }

  export namespace authentication {
    export function getSession(
      providerId: string,
      request: AuthenticationWwwAuthenticateRequest,
      options?: AuthenticationGetSessionOptions,
    ): Thenable<AuthenticationSession | undefined>;
  }
}
