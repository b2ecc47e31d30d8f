/** One HTTP request to the practice cloud, as it would go over the wire. */
export interface PracticeRequest {
  readonly method: string;
  readonly url: string;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface PracticeResponse {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** An Azure Resource Manager that lives in memory. */
export interface PracticeCloud {
  /** Rejects only for a fault that breaks the connection (`reset`). */
  handle(request: PracticeRequest, signal?: AbortSignal): Promise<PracticeResponse>;
}
