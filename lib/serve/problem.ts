/** What the server answers when it cannot answer: problem details as RFC 9457 has them. */

/** Titles of the status codes that the server uses. */
const titles = {
  400: "Bad Request",
  404: "Not Found",
  405: "Method Not Allowed",
  408: "Request Timeout",
  413: "Content Too Large",
  415: "Unsupported Media Type",
  422: "Unprocessable Content",
  429: "Too Many Requests",
  500: "Internal Server Error",
  503: "Service Unavailable",
} as const;

/** A status code that a problem may have. */
export type ProblemStatus = keyof typeof titles;

/** A reason why a request is not answered as it was meant; the server makes a response of it. */
export class Problem extends Error {
  override readonly name = "Problem";
  readonly status: ProblemStatus;
  /** More headers of the response. */
  readonly headers: Readonly<Record<string, string>>;

  /** @param detail One sentence: what cannot be done, and why. */
  constructor(
    status: ProblemStatus,
    detail: string,
    headers: Readonly<Record<string, string>> = {},
  ) {
    super(detail);
    this.status = status;
    this.headers = headers;
  }

  /** Returns the response, `application/problem+json`. */
  toResponse(): Response {
    const { status, message: detail } = this;
    const body = { type: "about:blank", title: titles[status], status, detail };
    return new Response(JSON.stringify(body), {
      status,
      headers: { "content-type": "application/problem+json", ...this.headers },
    });
  }
}
